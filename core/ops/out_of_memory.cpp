// SPDX-License-Identifier: Apache-2.0
#include "core/ops/out_of_memory.hpp"

#include <new>
#include <string_view>

#include "core/ops/torch.hpp"

namespace graft::ops {

bool isOutOfMemory(const std::exception& exception) {
  if (dynamic_cast<const std::bad_alloc*>(&exception) || dynamic_cast<const c10::OutOfMemoryError*>(&exception)) return true;
  const auto* error = dynamic_cast<const c10::Error*>(&exception);
  // c10/core/impl/alloc_cpu.cpp. tst_engine lets an allocation fail, so another wording in another version is noticed.
  return error &&
         std::string_view(error->what_without_backtrace()).find("DefaultCPUAllocator: can't allocate memory") != std::string_view::npos;
}

}  // namespace graft::ops
