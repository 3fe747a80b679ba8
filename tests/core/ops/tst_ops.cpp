// SPDX-License-Identifier: Apache-2.0
// Tests assumptions about LibTorch that no header states.
#include <limits>
#include <new>
#include <stdexcept>

#include <gtest/gtest.h>

#include "core/ops/out_of_memory.hpp"
#include "core/ops/product.hpp"
#include "kernels/common/runner.hpp"

namespace graft::ops {
namespace {

TEST(OutOfMemory, IsRecognisedWhenLibTorchCannotAllocate) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizer ends the program instead";
#endif
  bool threw = false;
  try {
    (void)at::empty({std::numeric_limits<int64_t>::max() / 8}, at::kFloat);
  } catch (const std::exception& e) {
    threw = true;
    EXPECT_TRUE(isOutOfMemory(e)) << e.what();
  }
  EXPECT_TRUE(threw);
  EXPECT_TRUE(isOutOfMemory(std::bad_alloc()));
}

TEST(OutOfMemory, IsNotSeenInOtherFailures) {
  EXPECT_FALSE(isOutOfMemory(std::runtime_error("cannot allocate memory for the song")));
  try {
    (void)at::mm(at::ones({2, 3}, at::kFloat), at::ones({2, 3}, at::kFloat));
    FAIL() << "shapes that do not fit";
  } catch (const std::exception& e) {
    EXPECT_FALSE(isOutOfMemory(e)) << e.what();
  }
}

TEST(Product, OneDnnHasTheSignatureThatWeDeclare) {
  if (kernels::bestIsa() < kernels::Isa::Avx512) GTEST_SKIP() << "oneDNN asks for AVX-512";
  EXPECT_TRUE(isOneDnnUsable());
}

}  // namespace
}  // namespace graft::ops
