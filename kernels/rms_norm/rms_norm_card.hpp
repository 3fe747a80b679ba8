// SPDX-License-Identifier: Apache-2.0
// RMS norm on the GPU: one warp per row, which it reads twice, for the sums and for the result. Memory bound.
#pragma once

#include "kernels/card/eights.hpp"
#include "kernels/rms_norm/rms_norm.hpp"

namespace graft::kernels::card {

constexpr int kNormThreads = 128, kNormRows = kNormThreads / kWarp;
constexpr Launch rmsNormLaunch(int64_t rows) { return {(rows + kNormRows - 1) / kNormRows, kNormThreads, 0}; }
template <class Thread>
GRAFT_DEVICE_FN int64_t normRow(Thread& t) {
  return t.block() * kNormRows + t.thread() / kWarp;
}
/// Calls body(column, count) for the lane's groups of eight elements of a row.
template <class Thread, class Body>
GRAFT_DEVICE_FN void forLanesEights(Thread& t, int64_t width, Body body) {
  for (int64_t column = t.thread() % kWarp * kEight; column < width; column += kWarp * kEight) body(column, width - column);
}

template <class E>
struct RmsNormForwardBody {
  RmsNormForward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t row = normRow(t), begin = beginOfRow(a.groups, row, a.width);
    if (row >= a.rows) return;
    float squares = 0;
    forLanesEights(t, a.width, [&](int64_t column, int64_t count) {
      float x[kEight], delta[kEight];
      loadEight<E>(a.x, begin + column, count, x);
      if (a.delta) {
        loadEight<E>(a.delta, begin + column, count, delta);
        GRAFT_UNROLL
        for (int i = 0; i < kEight; ++i) x[i] = rounded<E>(x[i] + delta[i]);
        storeEight<E>(a.sum, begin + column, count, x);
      }
      GRAFT_UNROLL
      for (int i = 0; i < kEight; ++i) squares += x[i] * x[i];
    });
    const float r = 1.0f / sqrtf(overWarp(t, squares, Sum{}) / static_cast<float>(a.width) + static_cast<float>(a.epsilon));
    forLanesEights(t, a.width, [&](int64_t column, int64_t count) {
      float x[kEight], weight[kEight];
      loadEight<E>(a.delta ? a.sum : a.x, begin + column, count, x);
      loadEight<float>(a.weight, column, count, weight);
      GRAFT_UNROLL
      for (int i = 0; i < kEight; ++i) x[i] = rounded<E>(x[i] * r) * weight[i];
      storeEight<E>(a.y, begin + column, count, x);
    });
  }
};

template <class E>
struct RmsNormBackwardBody {
  RmsNormBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t row = normRow(t), begin = beginOfRow(a.groups, row, a.width);
    if (row >= a.rows) return;
    float squares = 0, dot = 0;
    forLanesEights(t, a.width, [&](int64_t column, int64_t count) {
      float x[kEight], dy[kEight], weight[kEight];
      loadEight<E>(a.sum, begin + column, count, x);
      loadEight<E>(a.dy, begin + column, count, dy);
      loadEight<float>(a.weight, column, count, weight);
      GRAFT_UNROLL
      for (int i = 0; i < kEight; ++i) squares += x[i] * x[i], dot += dy[i] * weight[i] * x[i];
    });
    const float width = static_cast<float>(a.width);
    const float r = 1.0f / sqrtf(overWarp(t, squares, Sum{}) / width + static_cast<float>(a.epsilon));
    const float along = overWarp(t, dot, Sum{}) * r * r * r / width;
    forLanesEights(t, a.width, [&](int64_t column, int64_t count) {
      float x[kEight], dy[kEight], weight[kEight], residual[kEight] = {};
      loadEight<E>(a.sum, begin + column, count, x);
      loadEight<E>(a.dy, begin + column, count, dy);
      loadEight<float>(a.weight, column, count, weight);
      if (a.residual) loadEight<E>(a.residual, begin + column, count, residual);
      GRAFT_UNROLL
      for (int i = 0; i < kEight; ++i) x[i] = residual[i] + (dy[i] * weight[i] * r - x[i] * along);
      storeEight<E>(a.dx, begin + column, count, x);
    });
  }
};

}  // namespace graft::kernels::card
