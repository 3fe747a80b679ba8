// SPDX-License-Identifier: Apache-2.0
// LoRA weight gradients for bfloat16 rows on the GPU: sums over the rows.
#pragma once

#include "kernels/lora/lora_rank_card.hpp"

namespace graft::kernels::card {

/// dA += ddown^T x and dB += scale dy^T down. A thread block has 64 columns, sixteen ranks and a share of the rows, which its warps divide.
/// With one share, it adds to the gradients. With more, each leaves its sum in the scratch, and LoraSharesBody adds them up in order.
struct LoraGradientPairsBody {
  static constexpr int kColumns = 64;
  LoraBackward a;
  int64_t shares;

  /// Number of shares of the rows. Behind ddown, the scratch holds at least rank (rows + in + out) floats (loraScratch: parts for the tile
  /// versions).
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
    const int64_t own = column + lane.row * 8;  // first of the lane's eight columns; number j is column `row` of product j
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
      for (int i = 0; i < 4; ++i) parts[(warp * 16 + lane.row + i / 2 * 8) * kColumns + (lane.pair * 2 + i % 2) * 8 + j] = sums[j][i];
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

  /// Sums of the shares are contiguous. Each share holds those of A [rank, in], then those of B [rank, out].
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
