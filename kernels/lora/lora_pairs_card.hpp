// SPDX-License-Identifier: Apache-2.0
// The adapter's products of bfloat16 rows by a warp's products of small matrices. Adapter and narrow rows are floats: each goes in as two
// bfloat16, its rounding and what that left over, so that no more is lost than the rows have lost already.
#pragma once

#include "kernels/card/thread.hpp"
#include "kernels/lora/lora.hpp"

namespace graft::kernels::card {

constexpr int kLoraThreads = 256, kLoraWarps = kLoraThreads / kWarp, kLoraRows = 16;
/// Ranks that are summed at once, and the most that the narrow rows of a block have room for.
constexpr int kLoraRanks = 32, kLoraMostRank = 256;

inline bool isInPairs(const void* at, int64_t stride) { return reinterpret_cast<uintptr_t>(at) % 4 == 0 && stride % 2 == 0; }
/// Whether the versions with pairs take it.
inline bool hasPairs(const LoraShape& a) { return a.type == Element::BF16 && a.in % 16 == 0 && a.out % 16 == 0 && a.rank <= kLoraMostRank; }
inline bool hasPairs(const LoraForward& a) {
  return hasPairs(static_cast<const LoraShape&>(a)) && isInPairs(a.x, a.xStride) && isInPairs(a.y, a.yStride);
}
inline bool hasPairs(const LoraBackward& a) {
  return hasPairs(static_cast<const LoraShape&>(a)) && isInPairs(a.dy, a.dyStride) && isInPairs(a.dx, a.dxStride);
}

GRAFT_DEVICE_FN constexpr int narrowPitch(int64_t rank) { return static_cast<int>((rank + 15) / 16 * 16 + 8); }
constexpr int64_t kLoraPartBytes = kLoraWarps * kLoraRows * kLoraRanks * 4;
inline Launch loraPairsLaunch(const LoraShape& a) {
  return {(a.rows + kLoraRows - 1) / kLoraRows, kLoraThreads, kLoraPartBytes + 2 * kLoraRows * narrowPitch(a.rank) * 2};
}

/// Two floats as what they round to and what is left over.
struct Split {
  uint32_t high, low;
  GRAFT_DEVICE_FN Split(float first, float second)
      : high(pairOf(first, second)), low(pairOf(first - firstOf(high), second - secondOf(high))) {}
};
/// Right factors of floats: `at(k, n)` for the sixteen k and eight n of a step.
template <class At>
GRAFT_DEVICE_FN void rightOf(const Lane& lane, At at, uint32_t (&high)[2], uint32_t (&low)[2]) {
  GRAFT_UNROLL
  for (int i = 0; i < 2; ++i) {
    const int k = lane.pair * 2 + i * 8;
    const Split split(at(k, lane.row), at(k + 1, lane.row));
    high[i] = split.high, low[i] = split.low;
  }
}
/// Left factors of floats: `at(m, k)`.
template <class At>
GRAFT_DEVICE_FN void leftOf(const Lane& lane, At at, uint32_t (&high)[4], uint32_t (&low)[4]) {
  GRAFT_UNROLL
  for (int i = 0; i < 4; ++i) {
    const int m = lane.row + i % 2 * 8, k = lane.pair * 2 + i / 2 * 8;
    const Split split(at(m, k), at(m, k + 1));
    high[i] = split.high, low[i] = split.low;
  }
}

/// narrow [16 rows, rank] = factor wide W, then target += factor narrow V, for the rows of a block: the warps divide the sum among them,
/// then the columns. `w(k, r)` and `v(r, column)` are the adapter's numbers.
template <class Thread, class W, class V>
GRAFT_DEVICE_FN void throughRank(Thread& t, const void* wide, int64_t wideStride, int64_t wideWidth, W w, float* narrow, float narrowFactor,
                                 void* target, int64_t targetStride, int64_t targetWidth, V v, float targetFactor, int64_t rows,
                                 int64_t rank) {
  const int pitch = narrowPitch(rank), warp = t.thread() / kWarp;
  float* parts = t.shared(kLoraPartBytes + 2 * kLoraRows * pitch * 2);
  Bf16 *high = reinterpret_cast<Bf16*>(parts) + kLoraPartBytes / 2, *low = high + kLoraRows * pitch;
  const Lane lane(t.thread());
  const int64_t first = t.block() * kLoraRows;
  for (int64_t r0 = 0; r0 < rank; r0 += kLoraRanks) {
    const int tiles = static_cast<int>((rank - r0 < kLoraRanks ? rank - r0 + 7 : kLoraRanks) / 8);
    float sums[kLoraRanks / 8][4] = {};
    for (int64_t k0 = warp * 16; k0 < wideWidth; k0 += kLoraWarps * 16) {
      uint32_t left[4];
      GRAFT_UNROLL
      for (int i = 0; i < 4; ++i) {
        const int64_t row = first + lane.row + i % 2 * 8;
        left[i] = row < rows ? load<uint32_t>(static_cast<const Bf16*>(wide) + row * wideStride + k0 + i / 2 * 8 + lane.pair * 2) : 0;
      }
      GRAFT_UNROLL
      for (int j = 0; j < kLoraRanks / 8; ++j) {
        if (j >= tiles) break;
        uint32_t rightHigh[2], rightLow[2];
        rightOf(lane, [&](int k, int n) { return r0 + j * 8 + n < rank ? w(k0 + k, r0 + j * 8 + n) : 0; }, rightHigh, rightLow);
        t.multiply(sums[j], left, rightHigh);
        t.multiply(sums[j], left, rightLow);
      }
    }
    GRAFT_UNROLL
    for (int j = 0; j < kLoraRanks / 8; ++j) {
      GRAFT_UNROLL
      for (int i = 0; i < 4; ++i)
        parts[(warp * kLoraRows + lane.row + i / 2 * 8) * kLoraRanks + j * 8 + lane.pair * 2 + i % 2] = sums[j][i];
    }
    t.barrier();
    for (int e = t.thread(); e < kLoraRows * kLoraRanks; e += kLoraThreads) {
      const int row = e / kLoraRanks;
      const int64_t r = r0 + e % kLoraRanks;
      float sum = 0;
      for (int part = 0; part < kLoraWarps; ++part) sum += parts[part * kLoraRows * kLoraRanks + e];
      sum *= narrowFactor;
      if (first + row < rows && r < rank) narrow[(first + row) * rank + r] = sum;
      if (r >= pitch - 8) continue;
      const Bf16 rounded = toBf16(sum);
      high[row * pitch + r] = rounded;
      low[row * pitch + r] = toBf16(sum - widen(rounded));
    }
    t.barrier();
  }
  if (!target) return;
  for (int64_t column = warp * 8; column < targetWidth; column += kLoraWarps * 8) {
    float sums[4] = {};
    for (int r0 = 0; r0 < rank; r0 += 16) {
      uint32_t leftHigh[4], leftLow[4], rightHigh[2], rightLow[2];
      GRAFT_UNROLL
      for (int i = 0; i < 4; ++i) {
        const int place = (lane.row + i % 2 * 8) * pitch + r0 + i / 2 * 8 + lane.pair * 2;
        leftHigh[i] = load<uint32_t>(high + place);
        leftLow[i] = load<uint32_t>(low + place);
      }
      rightOf(lane, [&](int k, int n) { return r0 + k < rank ? v(r0 + k, column + n) : 0; }, rightHigh, rightLow);
      t.multiply(sums, leftHigh, rightHigh);
      t.multiply(sums, leftHigh, rightLow);
      t.multiply(sums, leftLow, rightHigh);
    }
    GRAFT_UNROLL
    for (int half = 0; half < 2; ++half) {
      const int64_t row = first + lane.row + half * 8;
      if (row >= rows) continue;
      Bf16* at = static_cast<Bf16*>(target) + row * targetStride + column + lane.pair * 2;
      const auto old = load<uint32_t>(at);
      store(at, pairOf(firstOf(old) + targetFactor * sums[half * 2], secondOf(old) + targetFactor * sums[half * 2 + 1]));
    }
  }
}

struct LoraForwardPairsBody {
  LoraForward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const auto *down = static_cast<const float*>(a.a), *up = static_cast<const float*>(a.b);
    throughRank(t, a.x, a.xStride, a.in, [&](int64_t k, int64_t r) { return down[r * a.in + k]; }, static_cast<float*>(a.down), 1, a.y,
                a.yStride, a.out, [&](int64_t r, int64_t column) { return up[column * a.rank + r]; }, static_cast<float>(a.scale), a.rows,
                a.rank);
  }
};
/// ddown into the scratch, and dx if it is wanted.
struct LoraInputPairsBody {
  LoraBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const auto *down = static_cast<const float*>(a.a), *up = static_cast<const float*>(a.b);
    throughRank(t, a.dy, a.dyStride, a.out, [&](int64_t k, int64_t r) { return up[k * a.rank + r]; }, static_cast<float*>(a.scratch),
                static_cast<float>(a.scale), a.dx, a.dxStride, a.in, [&](int64_t r, int64_t column) { return down[r * a.in + column]; }, 1,
                a.rows, a.rank);
  }
};

/// dA += ddown^T x and dB += scale dy^T down: a block has sixteen columns and sixteen of the rank; its warps divide the rows.
constexpr int kGradientColumns = 16;
inline Launch loraGradientLaunch(const LoraBackward& a) {
  const int64_t columns = (a.da ? a.in : 0) + (a.db ? a.out : 0);
  return {columns / kGradientColumns * ((a.rank + 15) / 16), kLoraThreads, kLoraWarps * 16 * kGradientColumns * 4};
}
struct LoraGradientPairsBody {
  LoraBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t ofA = a.da ? a.in / kGradientColumns : 0, ranks = (a.rank + 15) / 16, group = t.block() / ranks;
    const int64_t r0 = t.block() % ranks * 16, column = (group < ofA ? group : group - ofA) * kGradientColumns;
    const bool isA = group < ofA;
    const float* narrow = static_cast<const float*>(isA ? a.scratch : a.down);
    const Bf16* wide = static_cast<const Bf16*>(isA ? a.x : a.dy) + column;
    const int64_t stride = isA ? a.xStride : a.dyStride;
    float* parts = t.shared(kLoraWarps * 16 * kGradientColumns * 4);
    const Lane lane(t.thread());
    const int warp = t.thread() / kWarp;
    float sums[kGradientColumns / 8][4] = {};
    for (int64_t row = warp * 16; row < a.rows; row += kLoraWarps * 16) {
      uint32_t high[4], low[4];
      leftOf(
          lane, [&](int m, int k) { return row + k < a.rows && r0 + m < a.rank ? narrow[(row + k) * a.rank + r0 + m] : 0; }, high, low);
      GRAFT_UNROLL
      for (int j = 0; j < kGradientColumns / 8; ++j) {
        uint32_t right[2];
        GRAFT_UNROLL
        for (int i = 0; i < 2; ++i) {
          const int64_t k = row + lane.pair * 2 + i * 8, n = j * 8 + lane.row;
          const Bf16 none{};
          right[i] = pairOf(k < a.rows ? wide[k * stride + n] : none, k + 1 < a.rows ? wide[(k + 1) * stride + n] : none);
        }
        t.multiply(sums[j], high, right);
        t.multiply(sums[j], low, right);
      }
    }
    GRAFT_UNROLL
    for (int j = 0; j < kGradientColumns / 8; ++j) {
      GRAFT_UNROLL
      for (int i = 0; i < 4; ++i)
        parts[(warp * 16 + lane.row + i / 2 * 8) * kGradientColumns + j * 8 + lane.pair * 2 + i % 2] = sums[j][i];
    }
    t.barrier();
    for (int e = t.thread(); e < 16 * kGradientColumns; e += kLoraThreads) {
      const int64_t r = r0 + e / kGradientColumns, n = column + e % kGradientColumns;
      if (r >= a.rank) continue;
      float sum = 0;
      for (int part = 0; part < kLoraWarps; ++part) sum += parts[part * 16 * kGradientColumns + e];
      if (isA) {
        static_cast<float*>(a.da)[r * a.in + n] += sum;
      } else {
        static_cast<float*>(a.db)[n * a.rank + r] += static_cast<float>(a.scale) * sum;
      }
    }
  }
};

}  // namespace graft::kernels::card
