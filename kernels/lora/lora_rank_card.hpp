// SPDX-License-Identifier: Apache-2.0
// LoRA products of bfloat16 rows with a warp's matrix instructions. Adapter values and narrow rows are floats. Each is split into two
// bfloat16, its rounding and the remainder, so that no precision is lost beyond that of the rows. Rows are read and written in words of
// eight. Their mapping to the columns of a product is free, as long as both factors agree.
#pragma once

#include "kernels/card/words.hpp"
#include "kernels/lora/lora.hpp"

namespace graft::kernels::card {

constexpr int kLoraThreads = 256, kLoraWarps = kLoraThreads / kWarp, kLoraRows = 16;
/// Row elements that a warp takes at once; ranks that are summed at once; the largest rank for which a block's narrow rows have room.
constexpr int kLoraStep = 32, kLoraRanks = 32, kLoraMostRank = 256;

/// True if the pair versions support the call.
inline bool hasPairs(const LoraShape& a) {
  return a.type == Element::BF16 && a.in % kLoraStep == 0 && a.out % kLoraStep == 0 && a.rank <= kLoraMostRank;
}
inline bool hasPairs(const LoraForward& a) {
  return hasPairs(static_cast<const LoraShape&>(a)) && isInWords(a.x, a.xStride) && isInWords(a.y, a.yStride);
}
inline bool hasPairs(const LoraBackward& a) {
  return hasPairs(static_cast<const LoraShape&>(a)) && isInWords(a.x, a.xStride) && isInWords(a.dy, a.dyStride) &&
         isInWords(a.dx, a.dxStride);
}

/// Pitch of narrow rows: ranks in whole steps, plus a gap that moves the next row to other banks.
GRAFT_DEVICE_FN constexpr int narrowPitch(int64_t rank) { return static_cast<int>((rank + 15) / 16 * 16 + 8); }
/// Rows of a thread block, in units of sixteen. More rows mean fewer blocks that convert the adapter's factors. Fewer rows give enough
/// blocks for a whole GPU, and room for large ranks.
inline int loraTimes(const LoraShape& a) { return a.rows >= 4096 && a.rank <= 64 ? 2 : 1; }
template <int kTimes>
constexpr int kPartBytes = kLoraWarps * kTimes * kLoraRows * kLoraRanks * 4;
template <int kTimes>
Launch loraPairsLaunch(const LoraShape& a) {
  constexpr int kRows = kTimes * kLoraRows;
  return {(a.rows + kRows - 1) / kRows, kLoraThreads, kPartBytes<kTimes> + 2 * kRows * narrowPitch(a.rank) * 2};
}

/// Two floats, each as its bfloat16 rounding and the remainder.
struct Split {
  uint32_t high, low;
  GRAFT_DEVICE_FN Split(float first, float second)
      : high(pairOf(first, second)), low(pairOf(first - firstOf(high), second - secondOf(high))) {}
};

/// A block's narrow rows in shared memory, as rounding and remainder. The sums of its warps lie before them.
template <int kTimes>
struct NarrowRows {
  static constexpr int kRows = kTimes * kLoraRows;
  int pitch;
  float* parts;
  Bf16 *high, *low;
  template <class Thread>
  GRAFT_DEVICE_FN NarrowRows(Thread& t, int64_t rank)
      : pitch(narrowPitch(rank)),
        parts(t.shared(kPartBytes<kTimes> + 2 * kRows * pitch * 2)),
        high(reinterpret_cast<Bf16*>(parts) + kPartBytes<kTimes> / 2),
        low(high + kRows * pitch) {}
};

/// Computes narrow [rows, rank] = factor wide W for the rows of a block, into memory and `into`. The warps divide the sum. `w(k, r)`
/// returns the adapter's values.
template <int kTimes, class Thread, class W>
GRAFT_DEVICE_FN void sumToRank(Thread& t, const void* wide, int64_t stride, int64_t width, W w, float factor, int64_t rows, int64_t rank,
                               float* narrow, const NarrowRows<kTimes>& into) {
  constexpr int kRows = kTimes * kLoraRows, kHalves = 2 * kTimes;  // a lane has one row in each half of sixteen
  const int warp = t.thread() / kWarp;
  const Lane lane(t.thread());
  const int64_t first = t.block() * kRows;
  const Words none{};
  for (int64_t r0 = 0; r0 < rank; r0 += kLoraRanks) {
    const int tiles = static_cast<int>((rank - r0 < kLoraRanks ? rank - r0 + 7 : kLoraRanks) / 8);
    float sums[kTimes][kLoraRanks / 8][4] = {};
    for (int64_t k0 = warp * kLoraStep; k0 < width; k0 += kLoraWarps * kLoraStep) {
      // A lane holds eight adjacent elements of a row, four for each of two products.
      const int64_t k = k0 + lane.pair * 8;
      Words x[kHalves];
      GRAFT_UNROLL
      for (int half = 0; half < kHalves; ++half) {
        const int64_t row = first + lane.row + half * 8;
        x[half] = row < rows ? load<Words>(static_cast<const Bf16*>(wide) + row * stride + k) : none;
      }
      GRAFT_UNROLL
      for (int j = 0; j < kLoraRanks / 8; ++j) {
        if (j >= tiles) break;
        const int64_t r = r0 + j * 8 + lane.row;
        GRAFT_UNROLL
        for (int s = 0; s < 2; ++s) {
          const auto at = [&](int i) { return r < rank ? w(k + s * 4 + i, r) : 0; };
          const Split one(at(0), at(1)), two(at(2), at(3));
          GRAFT_UNROLL
          for (int m = 0; m < kTimes; ++m) {
            const Words &upper = x[2 * m], &lower = x[2 * m + 1];
            const uint32_t left[4] = {upper.of[2 * s], lower.of[2 * s], upper.of[2 * s + 1], lower.of[2 * s + 1]};
            t.multiply(sums[m][j], left, {one.high, two.high});
            t.multiply(sums[m][j], left, {one.low, two.low});
          }
        }
      }
    }
    GRAFT_UNROLL
    for (int j = 0; j < kLoraRanks / 8; ++j) {
      GRAFT_UNROLL
      for (int i = 0; i < 4 * kTimes; ++i)
        into.parts[(warp * kRows + lane.row + i / 2 * 8) * kLoraRanks + j * 8 + lane.pair * 2 + i % 2] = sums[i / 4][j][i % 4];
    }
    t.barrier();
    for (int e = t.thread(); e < kRows * kLoraRanks; e += kLoraThreads) {
      const int row = e / kLoraRanks;
      const int64_t r = r0 + e % kLoraRanks;
      float sum = 0;
      for (int part = 0; part < kLoraWarps; ++part) sum += into.parts[part * kRows * kLoraRanks + e];
      sum *= factor;
      if (first + row < rows && r < rank) narrow[(first + row) * rank + r] = sum;
      if (r >= into.pitch - 8) continue;
      const Bf16 rounded = toBf16(sum);
      into.high[row * into.pitch + r] = rounded;
      into.low[row * into.pitch + r] = toBf16(sum - toFloat(rounded));
    }
    t.barrier();
  }
}

}  // namespace graft::kernels::card
