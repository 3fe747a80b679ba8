// SPDX-License-Identifier: Apache-2.0
// The adapter's products of bfloat16 rows by a warp's products of small matrices. Adapter and narrow rows are floats: each goes in as two
// bfloat16, its rounding and what that left over, so that no more is lost than the rows have lost already. Rows of memory are read and
// written in words of eight: which of its numbers is which of a product's is free, as long as both factors agree.
#pragma once

#include "kernels/card/thread.hpp"
#include "kernels/lora/lora.hpp"

namespace graft::kernels::card {

constexpr int kLoraThreads = 256, kLoraWarps = kLoraThreads / kWarp, kLoraRows = 16;
/// Numbers of a row that a warp takes at once; ranks that are summed at once; the most that the narrow rows of a block have room for.
constexpr int kLoraStep = 32, kLoraRanks = 32, kLoraMostRank = 256;

/// Whether the versions with pairs take it.
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

/// From narrow row to narrow row: ranks in whole steps, then a gap that brings the next row to other banks.
GRAFT_DEVICE_FN constexpr int narrowPitch(int64_t rank) { return static_cast<int>((rank + 15) / 16 * 16 + 8); }
/// A block has this many times sixteen rows: with more it makes the adapter's factors for fewer blocks, with fewer there are blocks for a
/// whole card, and room for large ranks.
inline int loraTimes(const LoraShape& a) { return a.rows >= 4096 && a.rank <= 64 ? 2 : 1; }
template <int kTimes>
constexpr int kPartBytes = kLoraWarps * kTimes * kLoraRows * kLoraRanks * 4;
template <int kTimes>
Launch loraPairsLaunch(const LoraShape& a) {
  constexpr int kRows = kTimes * kLoraRows;
  return {(a.rows + kRows - 1) / kRows, kLoraThreads, kPartBytes<kTimes> + 2 * kRows * narrowPitch(a.rank) * 2};
}

/// Two floats as what they round to and what is left over.
struct Split {
  uint32_t high, low;
  GRAFT_DEVICE_FN Split(float first, float second)
      : high(pairOf(first, second)), low(pairOf(first - firstOf(high), second - secondOf(high))) {}
};

/// narrow [rows, rank] = factor wide W, then target += factor narrow V, for the rows of a block: the warps divide the sum among them,
/// then the columns. `w(k, r)` and `v(r, column)` are the adapter's numbers.
template <int kTimes, class Thread, class W, class V>
GRAFT_DEVICE_FN void throughRank(Thread& t, const void* wide, int64_t wideStride, int64_t wideWidth, W w, float* narrow, float narrowFactor,
                                 void* target, int64_t targetStride, int64_t targetWidth, V v, float targetFactor, int64_t rows,
                                 int64_t rank) {
  constexpr int kRows = kTimes * kLoraRows, kHalves = 2 * kTimes;  // a lane has a row in each half of sixteen
  const int pitch = narrowPitch(rank), warp = t.thread() / kWarp;
  float* parts = t.shared(kPartBytes<kTimes> + 2 * kRows * pitch * 2);
  Bf16 *high = reinterpret_cast<Bf16*>(parts) + kPartBytes<kTimes> / 2, *low = high + kRows * pitch;
  const Lane lane(t.thread());
  const int64_t first = t.block() * kRows;
  const Words none{};
  for (int64_t r0 = 0; r0 < rank; r0 += kLoraRanks) {
    const int tiles = static_cast<int>((rank - r0 < kLoraRanks ? rank - r0 + 7 : kLoraRanks) / 8);
    float sums[kTimes][kLoraRanks / 8][4] = {};
    for (int64_t k0 = warp * kLoraStep; k0 < wideWidth; k0 += kLoraWarps * kLoraStep) {
      // Of a row a lane has eight numbers side by side, four for each of two products.
      const int64_t k = k0 + lane.pair * 8;
      Words x[kHalves];
      GRAFT_UNROLL
      for (int half = 0; half < kHalves; ++half) {
        const int64_t row = first + lane.row + half * 8;
        x[half] = row < rows ? load<Words>(static_cast<const Bf16*>(wide) + row * wideStride + k) : none;
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
        parts[(warp * kRows + lane.row + i / 2 * 8) * kLoraRanks + j * 8 + lane.pair * 2 + i % 2] = sums[i / 4][j][i % 4];
    }
    t.barrier();
    for (int e = t.thread(); e < kRows * kLoraRanks; e += kLoraThreads) {
      const int row = e / kLoraRanks;
      const int64_t r = r0 + e % kLoraRanks;
      float sum = 0;
      for (int part = 0; part < kLoraWarps; ++part) sum += parts[part * kRows * kLoraRanks + e];
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
  for (int64_t column = warp * kLoraStep; column < targetWidth; column += kLoraWarps * kLoraStep) {
    // Column 2 pair of product j is the lane's number 2 j of eight side by side.
    float sums[kTimes][kLoraStep / 8][4] = {};
    Words old[kHalves];
    GRAFT_UNROLL
    for (int half = 0; half < kHalves; ++half) {
      const int64_t row = first + lane.row + half * 8;
      old[half] = row < rows ? load<Words>(static_cast<const Bf16*>(target) + row * targetStride + column + lane.pair * 8) : none;
    }
    for (int r0 = 0; r0 < rank; r0 += 16) {
      uint32_t leftHigh[kTimes][4], leftLow[kTimes][4];
      GRAFT_UNROLL
      for (int i = 0; i < 4 * kTimes; ++i) {
        const int place = (i / 4 * 16 + lane.row + i % 2 * 8) * pitch + r0 + i % 4 / 2 * 8 + lane.pair * 2;
        leftHigh[i / 4][i % 4] = load<uint32_t>(high + place);
        leftLow[i / 4][i % 4] = load<uint32_t>(low + place);
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
        both = pairOf(firstOf(both) + targetFactor * sum[half % 2 * 2], secondOf(both) + targetFactor * sum[half % 2 * 2 + 1]);
      }
      store(static_cast<Bf16*>(target) + row * targetStride + column + lane.pair * 8, old[half]);
    }
  }
}

template <int kTimes>
struct LoraForwardPairsBody {
  LoraForward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const auto *down = static_cast<const float*>(a.a), *up = static_cast<const float*>(a.b);
    throughRank<kTimes>(
        t, a.x, a.xStride, a.in, [&](int64_t k, int64_t r) { return down[r * a.in + k]; }, static_cast<float*>(a.down), 1, a.y, a.yStride,
        a.out, [&](int64_t r, int64_t column) { return up[column * a.rank + r]; }, static_cast<float>(a.scale), a.rows, a.rank);
  }
};
/// ddown into the scratch, and dx if it is wanted.
template <int kTimes>
struct LoraInputPairsBody {
  LoraBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const auto *down = static_cast<const float*>(a.a), *up = static_cast<const float*>(a.b);
    throughRank<kTimes>(
        t, a.dy, a.dyStride, a.out, [&](int64_t k, int64_t r) { return up[k * a.rank + r]; }, static_cast<float*>(a.scratch),
        static_cast<float>(a.scale), a.dx, a.dxStride, a.in, [&](int64_t r, int64_t column) { return down[r * a.in + column]; }, 1, a.rows,
        a.rank);
  }
};

/// dA += ddown^T x and dB += scale dy^T down: a block has 64 columns, sixteen of the rank and a share of the rows, which its warps divide.
/// With one share it adds to the gradients; with more each leaves its sum in the scratch, and LoraSharesBody adds them up in order.
struct LoraGradientPairsBody {
  static constexpr int kColumns = 64;
  LoraBackward a;
  int64_t shares;

  /// The scratch holds ddown and at least rank (rows + in + out) floats behind it (loraScratch: parts for versions with tiles).
  static int64_t sharesOf(const LoraBackward& a) {
    constexpr int64_t kWanted = 256, kMost = 16, kFewestRows = 16 * kLoraWarps;
    const int64_t most = 1 + a.rows / (a.in + a.out), wanted = kWanted / (groupsOf(a) * ranksOf(a) + 1), least = a.rows / kFewestRows;
    int64_t shares = kMost;
    for (const int64_t limit : {most, wanted, least}) shares = limit < shares ? limit : shares;
    return shares < 1 ? 1 : shares;
  }
  GRAFT_DEVICE_FN static int64_t groups(const void* wanted, int64_t width) { return wanted ? (width + kColumns - 1) / kColumns : 0; }
  GRAFT_DEVICE_FN static int64_t groupsOf(const LoraBackward& a) { return groups(a.da, a.in) + groups(a.db, a.out); }
  GRAFT_DEVICE_FN static int64_t ranksOf(const LoraBackward& a) { return (a.rank + 15) / 16; }
  Launch launch() const { return {groupsOf(a) * ranksOf(a) * shares, kLoraThreads, kLoraWarps * 16 * kColumns * 4}; }

  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t ofA = groups(a.da, a.in), ranks = ranksOf(a), share = t.block() % shares, group = t.block() / shares / ranks;
    const int64_t r0 = t.block() / shares % ranks * 16;
    const bool isA = group < ofA;
    const int64_t column = (isA ? group : group - ofA) * kColumns, width = isA ? a.in : a.out, stride = isA ? a.xStride : a.dyStride;
    const float* narrow = static_cast<const float*>(isA ? a.scratch : a.down);
    const Bf16* wide = static_cast<const Bf16*>(isA ? a.x : a.dy);
    const int64_t each = (a.rows + shares * 16 - 1) / (shares * 16) * 16, begin = share * each;
    const int64_t end = begin + each < a.rows ? begin + each : a.rows;
    float* parts = t.shared(kLoraWarps * 16 * kColumns * 4);
    const Lane lane(t.thread());
    const int warp = t.thread() / kWarp;
    const int64_t own = column + lane.row * 8;  // of the lane's eight columns the first: number j is column `row` of product j
    const Words none{};
    float sums[kColumns / 8][4] = {};
    for (int64_t row = begin + warp * 16; row < end; row += kLoraWarps * 16) {
      uint32_t high[4], low[4];
      GRAFT_UNROLL
      for (int i = 0; i < 4; ++i) {
        const int64_t r = r0 + lane.row + i % 2 * 8, k = row + lane.pair * 2 + i / 2 * 8;
        const Split split(r < a.rank && k < end ? narrow[k * a.rank + r] : 0, r < a.rank && k + 1 < end ? narrow[(k + 1) * a.rank + r] : 0);
        high[i] = split.high, low[i] = split.low;
      }
      Words x[4];
      GRAFT_UNROLL
      for (int i = 0; i < 4; ++i) {
        const int64_t k = row + lane.pair * 2 + i / 2 * 8 + i % 2;
        x[i] = k < end && own < width ? load<Words>(wide + k * stride + own) : none;
      }
      GRAFT_UNROLL
      for (int j = 0; j < kColumns / 8; ++j) {
        const int shift = j % 2 * 16;
        const uint32_t right[2] = {(x[0].of[j / 2] >> shift & 0xffffu) | x[1].of[j / 2] >> shift << 16,
                                   (x[2].of[j / 2] >> shift & 0xffffu) | x[3].of[j / 2] >> shift << 16};
        t.multiply(sums[j], high, right);
        t.multiply(sums[j], low, right);
      }
    }
    GRAFT_UNROLL
    for (int j = 0; j < kColumns / 8; ++j) {
      GRAFT_UNROLL
      for (int i = 0; i < 4; ++i)
        parts[(warp * 16 + lane.row + i / 2 * 8) * kColumns + (lane.pair * 2 + i % 2) * 8 + j] = sums[j][i];
    }
    t.barrier();
    for (int e = t.thread(); e < 16 * kColumns; e += kLoraThreads) {
      const int64_t r = r0 + e / kColumns, n = column + e % kColumns;
      if (r >= a.rank || n >= width) continue;
      float sum = 0;
      for (int part = 0; part < kLoraWarps; ++part) sum += parts[part * 16 * kColumns + e];
      const int64_t place = (isA ? 0 : placesOfA(a)) + r * width + n;
      shares > 1 ? void(sharesAt(a)[share * (placesOfA(a) + a.rank * a.out) + place] = sum) : add(a, place, sum);
    }
  }

  /// Sums of all shares lie one after the other: those of A [rank, in], then those of B [rank, out].
  GRAFT_DEVICE_FN static int64_t placesOfA(const LoraBackward& a) { return a.rank * a.in; }
  GRAFT_DEVICE_FN static float* sharesAt(const LoraBackward& a) { return static_cast<float*>(a.scratch) + a.rows * a.rank; }
  GRAFT_DEVICE_FN static void add(const LoraBackward& a, int64_t place, float sum) {
    if (place < placesOfA(a)) {
      static_cast<float*>(a.da)[place] += sum;
    } else {
      const int64_t r = (place - placesOfA(a)) / a.out, n = (place - placesOfA(a)) % a.out;
      static_cast<float*>(a.db)[n * a.rank + r] += static_cast<float>(a.scale) * sum;
    }
  }
};
struct LoraSharesBody {
  LoraBackward a;
  int64_t shares;
  Launch launch() const { return overElements(shares > 1 ? a.rank * (a.in + a.out) : 0); }
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t place = elementOf(t), places = a.rank * (a.in + a.out);
    if (place >= places || !(place < a.rank * a.in ? a.da : a.db)) return;
    float sum = 0;
    for (int64_t share = 0; share < shares; ++share) sum += LoraGradientPairsBody::sharesAt(a)[share * places + place];
    LoraGradientPairsBody::add(a, place, sum);
  }
};

}  // namespace graft::kernels::card
