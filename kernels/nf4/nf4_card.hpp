// SPDX-License-Identifier: Apache-2.0
// NF4 decoding on the GPU: one thread per byte, which holds two elements. Bit for bit as on the CPU (no fused multiply-adds).
#pragma once

#include "kernels/card/thread.hpp"
#include "kernels/nf4/nf4.hpp"

namespace graft::kernels {

/// An NF4 tensor in GPU memory. Either `scales` is set, or scaleCodes, nestedScales and scaleLevels.
struct Nf4OnCard {
  Element type;
  int64_t count;
  const uint8_t *codes, *scaleCodes;
  const float *nestedScales, *scaleLevels, *scales;
  float offset;
  void* target;
};

namespace card {

template <class E>
struct Nf4Body {
  Nf4OnCard a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    constexpr Nf4Levels levels{};
    const int64_t byte = elementOf(t), first = 2 * byte;
    if (first >= a.count) return;
    const int64_t block = first / kNf4Block;
    const float scale = a.scales ? a.scales[block] : a.scaleLevels[a.scaleCodes[block]] * a.nestedScales[block / kNf4Nested] + a.offset;
    const int code = a.codes[byte];
    set<E>(a.target, first, levels.of[code >> 4] * scale);
    if (first + 1 < a.count) set<E>(a.target, first + 1, levels.of[code & 15] * scale);
  }
};

}  // namespace card
}  // namespace graft::kernels
