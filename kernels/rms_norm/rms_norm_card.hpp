// SPDX-License-Identifier: Apache-2.0
// One block a row, three walks over it: the sum of squares, the sum along, the result. Memory bound.
#pragma once

#include "kernels/card/thread.hpp"
#include "kernels/rms_norm/rms_norm.hpp"

namespace graft::kernels::card {

constexpr Launch rmsNormLaunch(int64_t rows) { return {rows, 128, kWarp * 4}; }

template <class E>
struct RmsNormForwardBody {
  RmsNormForward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    float* room = t.shared(kWarp * 4);
    const int64_t begin = t.block() * a.width;
    float squares = 0;
    for (int64_t i = t.thread(); i < a.width; i += t.threads()) {
      if (a.delta) set<E>(a.sum, begin + i, at<E>(a.x, begin + i) + at<E>(a.delta, begin + i));
      const float x = at<E>(a.delta ? a.sum : a.x, begin + i);
      squares += x * x;
    }
    const float r = 1.0f / sqrtf(overBlock(t, squares, room, Sum{}) / static_cast<float>(a.width) + static_cast<float>(a.epsilon));
    for (int64_t i = t.thread(); i < a.width; i += t.threads()) {
      E unit;
      put(&unit, at<E>(a.delta ? a.sum : a.x, begin + i) * r);
      set<E>(a.y, begin + i, static_cast<float>(widen(unit)) * at<E>(a.weight, i));
    }
  }
};

template <class E>
struct RmsNormBackwardBody {
  RmsNormBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    float* room = t.shared(kWarp * 4);
    const int64_t begin = t.block() * a.width;
    float squares = 0, dot = 0;
    for (int64_t i = t.thread(); i < a.width; i += t.threads()) {
      const float x = at<E>(a.sum, begin + i);
      squares += x * x;
      dot += at<E>(a.dy, begin + i) * at<E>(a.weight, i) * x;
    }
    const float width = static_cast<float>(a.width);
    const float r = 1.0f / sqrtf(overBlock(t, squares, room, Sum{}) / width + static_cast<float>(a.epsilon));
    const float along = overBlock(t, dot, room, Sum{}) * r * r * r / width;
    for (int64_t i = t.thread(); i < a.width; i += t.threads()) {
      const float g = at<E>(a.dy, begin + i) * at<E>(a.weight, i) * r - at<E>(a.sum, begin + i) * along;
      set<E>(a.dx, begin + i, a.residual ? at<E>(a.residual, begin + i) + g : g);
    }
  }
};

}  // namespace graft::kernels::card
