// SPDX-License-Identifier: Apache-2.0
#include "kernels/swiglu/swiglu.hpp"

#include "kernels/common/simd.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

/// sigmoid(a g + b g^3)
GRAFT_INLINE V gateOf(const GatedActivation& c, V g) { return 1.0f / (1.0f + expOf(-(c.linear * g + c.cubic * g * g * g))); }

template <class E>
void forward(const SwigluForward& a, const Runner& runner) {
  inRowBlocks(runner, a.rows, 8, [&](int64_t row) {
    const E* gate = static_cast<const E*>(a.gateUp) + row * 2 * a.width;
    const E* up = gate + a.width;
    E* y = static_cast<E*>(a.y) + row * a.width;
    for (int64_t i = 0; i < a.width; i += W) {
      const V g = load(gate + i);
      store(y + i, g * gateOf(a.curve, g) * load(up + i));
    }
  });
}

template <class E>
void backward(const SwigluBackward& a, const Runner& runner) {
  inRowBlocks(runner, a.rows, 8, [&](int64_t row) {
    E* gate = static_cast<E*>(a.gateUp) + row * 2 * a.width;
    E* up = gate + a.width;
    const E* dy = static_cast<const E*>(a.dy) + row * a.width;
    for (int64_t i = 0; i < a.width; i += W) {
      const V g = load(gate + i), u = load(up + i), d = load(dy + i), s = gateOf(a.curve, g);
      store(gate + i, u * d * s * (1.0f + g * (1.0f - s) * (a.curve.linear + 3.0f * a.curve.cubic * g * g)));
      store(up + i, g * s * d);
    }
  });
}

}  // namespace

void swiglu(const SwigluForward& a, const Runner& runner) { a.type == Element::F32 ? forward<float>(a, runner) : forward<Bf16>(a, runner); }
void swiglu(const SwigluBackward& a, const Runner& runner) {
  a.type == Element::F32 ? backward<float>(a, runner) : backward<Bf16>(a, runner);
}

}  // namespace graft::kernels::GRAFT_ISA
