// SPDX-License-Identifier: Apache-2.0
#include "kernels/rotary/rotary.hpp"

#include "kernels/common/simd.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

template <class E>
void turn(const Rotary& a, const Runner& runner) {
  const float sign = a.turn == Turn::Forward ? 1.0f : -1.0f;
  inRowBlocks(runner, a.rows, 16, [&](int64_t row) {
    const float* cosines = static_cast<const float*>(a.cosines) + row * a.half;
    const float* sines = static_cast<const float*>(a.sines) + row * a.half;
    for (int64_t head = 0; head < a.heads; ++head) {
      E* first = static_cast<E*>(a.x) + row * a.stride + head * 2 * a.half;
      E* second = first + a.half;
      for (int64_t i = 0; i < a.half; i += W) {
        const V x = load(first + i), y = load(second + i), c = load(cosines + i), s = load(sines + i) * sign;
        store(first + i, x * c - y * s);
        store(second + i, y * c + x * s);
      }
    }
  });
}

}  // namespace

void rotary(const Rotary& a, const Runner& runner) { a.type == Element::F32 ? turn<float>(a, runner) : turn<Bf16>(a, runner); }

}  // namespace graft::kernels::GRAFT_ISA
