// SPDX-License-Identifier: Apache-2.0
// One thread a pair. Memory bound.
#pragma once

#include "kernels/card/thread.hpp"
#include "kernels/rotary/rotary.hpp"

namespace graft::kernels::card {

inline Launch rotaryLaunch(const Rotary& a) { return overElements(a.rows * a.heads * a.half); }

template <class E>
struct RotaryBody {
  Rotary a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t pair = elementOf(t);
    if (pair >= a.rows * a.heads * a.half) return;
    const int64_t i = pair % a.half, head = pair / a.half % a.heads, row = pair / (a.half * a.heads);
    const int64_t first = row * a.stride + head * 2 * a.half + i, second = first + a.half;
    const float x = at<E>(a.x, first), y = at<E>(a.x, second), c = at<float>(a.cosines, row * a.half + i);
    const float s = at<float>(a.sines, row * a.half + i) * (a.turn == Turn::Forward ? 1.0f : -1.0f);
    set<E>(a.x, first, x * c - y * s);
    set<E>(a.x, second, y * c + x * s);
  }
};

}  // namespace graft::kernels::card
