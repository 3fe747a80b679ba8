// SPDX-License-Identifier: Apache-2.0
// One thread a byte, which holds two elements. Bit for bit as on the processor (no fused products and sums).
#pragma once

#include "kernels/card/thread.hpp"
#include "kernels/nf4/nf4.hpp"

namespace graft::kernels {

/// A tensor in NF4 as lies in memory of a card; either `scales`, or the three before it.
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
    // The same numbers as kNf4Levels, which a card cannot read.
    constexpr float levels[16] = {-1.0f,
                                  -0.6961928009986877f,
                                  -0.5250730514526367f,
                                  -0.39491748809814453f,
                                  -0.28444138169288635f,
                                  -0.18477343022823334f,
                                  -0.09105003625154495f,
                                  0.0f,
                                  0.07958029955625534f,
                                  0.16093020141124725f,
                                  0.24611230194568634f,
                                  0.33791524171829224f,
                                  0.44070982933044434f,
                                  0.5626170039176941f,
                                  0.7229568362236023f,
                                  1.0f};
    const int64_t byte = elementOf(t), first = 2 * byte;
    if (first >= a.count) return;
    const int64_t block = first / kNf4Block;
    const float scale = a.scales ? a.scales[block] : a.scaleLevels[a.scaleCodes[block]] * a.nestedScales[block / kNf4Nested] + a.offset;
    const int code = a.codes[byte];
    set<E>(a.target, first, levels[code >> 4] * scale);
    if (first + 1 < a.count) set<E>(a.target, first + 1, levels[code & 15] * scale);
  }
};

}  // namespace card
}  // namespace graft::kernels
