// SPDX-License-Identifier: Apache-2.0
#include "kernels/dropout/dropout.hpp"

#include "kernels/common/simd.hpp"
#include "kernels/dropout/dropout_hash.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

/// A vector never crosses a multiple of 2^32: it begins at a multiple of W.
template <class E>
void dropout(const Dropout& a, int64_t begin, int64_t end) {
  const uint32_t limit = dropoutLimit(a.probability);
  const auto up = static_cast<float>(1 / (1 - a.probability));
  VU place;
  for (int lane = 0; lane < W; ++lane) place[lane] = static_cast<uint32_t>(lane);
  const E* x = static_cast<const E*>(a.x);
  E* y = static_cast<E*>(a.y);
  for (int64_t i = begin; i < end; i += W) {
    const VU draw = dropoutDraw(a.noise, place + static_cast<uint32_t>(i), static_cast<uint32_t>(i >> 32));
    const V kept = draw < limit ? V{} : load(x + i) * up;
    store(y + i, a.mode == DropoutMode::Add ? load(y + i) + kept : kept);
  }
}

}  // namespace

void dropout(const Dropout& a, const Runner& runner) {
  inTasks(runner, (a.count + kDropoutPart - 1) / kDropoutPart, [&](int64_t task) {
    const int64_t begin = task * kDropoutPart, end = smaller(a.count, begin + kDropoutPart);
    a.type == Element::F32 ? dropout<float>(a, begin, end) : dropout<Bf16>(a, begin, end);
  });
}

}  // namespace graft::kernels::GRAFT_ISA
