// SPDX-License-Identifier: Apache-2.0
// Narrow products of LoRA on the GPU. Sums over the long side use one thread block per row; sums over the rank use one thread per result.
#pragma once

#include "kernels/card/thread.hpp"
#include "kernels/lora/lora.hpp"

namespace graft::kernels::card {

constexpr Launch loraRowLaunch(int64_t rows) { return {rows, 128, kWarp * 4}; }

/// down [row, r] = x A^T
template <class E>
struct LoraDownBody {
  LoraForward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    float* room = t.shared(kWarp * 4);
    const int64_t row = t.block();
    for (int64_t r = 0; r < a.rank; ++r) {
      float sum = 0;
      for (int64_t i = t.thread(); i < a.in; i += t.threads()) sum += at<E>(a.x, row * a.xStride + i) * at<float>(a.a, r * a.in + i);
      sum = overBlock(t, sum, room, Sum{});
      if (t.thread() == 0) set<float>(a.down, row * a.rank + r, sum);
    }
  }
};
/// y += scale down B^T
template <class E>
struct LoraUpBody {
  LoraForward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t place = elementOf(t);
    if (place >= a.rows * a.out) return;
    const int64_t row = place / a.out, o = place % a.out;
    float sum = 0;
    for (int64_t r = 0; r < a.rank; ++r) sum += at<float>(a.down, row * a.rank + r) * at<float>(a.b, o * a.rank + r);
    set<E>(a.y, row * a.yStride + o, at<E>(a.y, row * a.yStride + o) + static_cast<float>(a.scale) * sum);
  }
};
/// ddown [row, r] = scale dy B, in the scratch
template <class E>
struct LoraSlopeBody {
  LoraBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    float* room = t.shared(kWarp * 4);
    const int64_t row = t.block();
    for (int64_t r = 0; r < a.rank; ++r) {
      float sum = 0;
      for (int64_t o = t.thread(); o < a.out; o += t.threads()) sum += at<E>(a.dy, row * a.dyStride + o) * at<float>(a.b, o * a.rank + r);
      sum = overBlock(t, sum, room, Sum{});
      if (t.thread() == 0) set<float>(a.scratch, row * a.rank + r, static_cast<float>(a.scale) * sum);
    }
  }
};
/// dx += ddown A
template <class E>
struct LoraInputBody {
  LoraBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t place = elementOf(t);
    if (place >= a.rows * a.in) return;
    const int64_t row = place / a.in, i = place % a.in;
    float sum = 0;
    for (int64_t r = 0; r < a.rank; ++r) sum += at<float>(a.scratch, row * a.rank + r) * at<float>(a.a, r * a.in + i);
    set<E>(a.dx, row * a.dxStride + i, at<E>(a.dx, row * a.dxStride + i) + sum);
  }
};
/// dA += ddown^T x and dB += scale dy^T down. One thread per value sums the rows in order.
template <class E>
struct LoraGradientBody {
  LoraBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t place = elementOf(t), ofA = a.da ? a.rank * a.in : 0, ofB = a.db ? a.rank * a.out : 0;
    if (place >= ofA + ofB) return;
    const bool isA = place < ofA;
    const int64_t width = isA ? a.in : a.out, r = (isA ? place : place - ofA) / width, i = (isA ? place : place - ofA) % width;
    float sum = 0;
    for (int64_t row = 0; row < a.rows; ++row) {
      sum += isA ? at<float>(a.scratch, row * a.rank + r) * at<E>(a.x, row * a.xStride + i)
                 : at<float>(a.down, row * a.rank + r) * at<E>(a.dy, row * a.dyStride + i);
    }
    if (isA) {
      static_cast<float*>(a.da)[r * a.in + i] += sum;
    } else {
      static_cast<float*>(a.db)[i * a.rank + r] += static_cast<float>(a.scale) * sum;
    }
  }
};

}  // namespace graft::kernels::card
