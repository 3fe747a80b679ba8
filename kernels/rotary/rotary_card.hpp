// SPDX-License-Identifier: Apache-2.0
// Rotary embedding on the GPU: one thread per eight pairs. Memory bound.
#pragma once

#include "kernels/card/eights.hpp"
#include "kernels/rotary/rotary.hpp"

namespace graft::kernels::card {

inline Launch rotaryLaunch(const Rotary& a) { return overEights(a.rows * a.heads, a.half); }

template <class E>
struct RotaryBody {
  Rotary a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const EightOf p(t, a.half);
    const Divided head(p.row, a.heads);
    if (head.whole >= a.rows) return;
    const int64_t first = head.whole * a.stride + head.rest * 2 * a.half + p.column, second = first + a.half;
    float x[kEight], y[kEight], c[kEight], s[kEight];
    loadEight<E>(a.x, first, p.count, x);
    loadEight<E>(a.x, second, p.count, y);
    loadEight<float>(a.cosines, head.whole * a.half + p.column, p.count, c);
    loadEight<float>(a.sines, head.whole * a.half + p.column, p.count, s);
    const float turn = a.turn == Turn::Forward ? 1.0f : -1.0f;
    GRAFT_UNROLL
    for (int i = 0; i < kEight; ++i) {
      const float old = x[i], sine = s[i] * turn;
      x[i] = old * c[i] - y[i] * sine;
      y[i] = y[i] * c[i] + old * sine;
    }
    storeEight<E>(a.x, first, p.count, x);
    storeEight<E>(a.x, second, p.count, y);
  }
};

}  // namespace graft::kernels::card
