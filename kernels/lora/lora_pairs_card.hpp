// SPDX-License-Identifier: Apache-2.0
// LoRA for bfloat16 rows on the GPU: down to the rank and up again, for the forward and the backward pass (lora_rank_card.hpp).
#pragma once

#include "kernels/lora/lora_rank_card.hpp"

namespace graft::kernels::card {

/// Computes target += factor narrow V for the rows of a block. The warps divide the columns. `v(r, column)` returns the adapter's values.
template <int kTimes, class Thread, class V>
GRAFT_DEVICE_FN void addFromRank(Thread& t, const NarrowRows<kTimes>& narrow, V v, float factor, int64_t rows, int64_t rank, void* target,
                                 int64_t stride, int64_t width) {
  constexpr int kHalves = 2 * kTimes;
  const Lane lane(t.thread());
  const int64_t first = t.block() * NarrowRows<kTimes>::kRows;
  const Words none{};
  for (int64_t column = t.thread() / kWarp * kLoraStep; column < width; column += kLoraWarps * kLoraStep) {
    // Column 2 pair of product j is element 2 j of the lane's eight adjacent elements.
    float sums[kTimes][kLoraStep / 8][4] = {};
    Words old[kHalves];
    GRAFT_UNROLL
    for (int half = 0; half < kHalves; ++half) {
      const int64_t row = first + lane.row + half * 8;
      old[half] = row < rows ? load<Words>(static_cast<const Bf16*>(target) + row * stride + column + lane.pair * 8) : none;
    }
    for (int r0 = 0; r0 < rank; r0 += 16) {
      uint32_t leftHigh[kTimes][4], leftLow[kTimes][4];
      GRAFT_UNROLL
      for (int i = 0; i < 4 * kTimes; ++i) {
        const int place = (i / 4 * 16 + lane.row + i % 2 * 8) * narrow.pitch + r0 + i % 4 / 2 * 8 + lane.pair * 2;
        leftHigh[i / 4][i % 4] = load<uint32_t>(narrow.high + place);
        leftLow[i / 4][i % 4] = load<uint32_t>(narrow.low + place);
      }
      GRAFT_UNROLL
      for (int j = 0; j < kLoraStep / 8; ++j) {
        const int64_t n = column + lane.row / 2 * 8 + j * 2 + lane.row % 2;
        const auto at = [&](int i) { return r0 + lane.pair * 2 + i < rank ? v(r0 + lane.pair * 2 + i, n) : 0; };
        const Split one(at(0), at(1)), two(at(8), at(9));
        GRAFT_UNROLL
        for (int m = 0; m < kTimes; ++m) {
          t.multiply(sums[m][j], leftHigh[m], {one.high, two.high});
          t.multiply(sums[m][j], leftHigh[m], {one.low, two.low});
          t.multiply(sums[m][j], leftLow[m], {one.high, two.high});
        }
      }
    }
    GRAFT_UNROLL
    for (int half = 0; half < kHalves; ++half) {
      const int64_t row = first + lane.row + half * 8;
      if (row >= rows) continue;
      GRAFT_UNROLL
      for (int j = 0; j < kLoraStep / 8; ++j) {
        uint32_t& both = old[half].of[j];
        const float(&sum)[4] = sums[half / 2][j];
        both = pairOf(firstOf(both) + factor * sum[half % 2 * 2], secondOf(both) + factor * sum[half % 2 * 2 + 1]);
      }
      store(static_cast<Bf16*>(target) + row * stride + column + lane.pair * 8, old[half]);
    }
  }
}

template <int kTimes>
struct LoraForwardPairsBody {
  LoraForward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const auto *down = static_cast<const float*>(a.a), *up = static_cast<const float*>(a.b);
    const NarrowRows<kTimes> narrow(t, a.rank);
    sumToRank(
        t, a.x, a.xStride, a.in, [&](int64_t k, int64_t r) { return down[r * a.in + k]; }, 1, a.rows, a.rank, static_cast<float*>(a.down),
        narrow);
    addFromRank(
        t, narrow, [&](int64_t r, int64_t column) { return up[column * a.rank + r]; }, static_cast<float>(a.scale), a.rows, a.rank, a.y,
        a.yStride, a.out);
  }
};
/// Computes ddown into the scratch, and dx if it is wanted.
template <int kTimes>
struct LoraInputPairsBody {
  LoraBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const auto *down = static_cast<const float*>(a.a), *up = static_cast<const float*>(a.b);
    const NarrowRows<kTimes> narrow(t, a.rank);
    sumToRank(
        t, a.dy, a.dyStride, a.out, [&](int64_t k, int64_t r) { return up[k * a.rank + r]; }, static_cast<float>(a.scale), a.rows, a.rank,
        static_cast<float*>(a.scratch), narrow);
    if (a.dx)
      addFromRank(t, narrow, [&](int64_t r, int64_t column) { return down[r * a.in + column]; }, 1, a.rows, a.rank, a.dx, a.dxStride, a.in);
  }
};

}  // namespace graft::kernels::card
