// SPDX-License-Identifier: Apache-2.0
// Factors and products of attention_pairs_card.hpp: the part of each lane, and the two kinds of sum.
#pragma once

#include "kernels/attention/attention_pairs_tiles_card.hpp"

namespace graft::kernels::card {

/// Loads a warp's 16 rows of a head from memory as left factors. Rows past the end of the block are zero.
template <int kSteps>
GRAFT_DEVICE_FN void leftOf(const void* from, int64_t stride, const PairsPlace& p, uint32_t (&out)[kSteps][4]) {
  GRAFT_UNROLL
  for (int s = 0; s < kSteps; ++s) {
    GRAFT_UNROLL
    for (int i = 0; i < 4; ++i) {
      const int r = p.first + p.lane.row + i % 2 * 8, column = s * 16 + i / 2 * 8 + p.lane.pair * 2;
      out[s][i] = s < p.steps && r < p.tile.count
                      ? load<uint32_t>(static_cast<const Bf16*>(from) + (p.begin + r) * stride + p.head * p.D + column)
                      : 0;
    }
  }
}
/// Loads the left factor of one step from a tile.
template <class Thread>
GRAFT_DEVICE_FN void leftOf(Thread& t, const Bf16* tile, int pitch, int first, int step, uint32_t (&out)[4]) {
  const int lane = t.thread() % kWarp;
  t.matrices(tile + (first + lane % 16) * pitch + step * 16 + lane / 16 * 8, out);
}
/// Loads right factors for sums along a head. The columns of two factors (words 0 and 1, 2 and 3) are sixteen rows of the tile.
template <class Thread>
GRAFT_DEVICE_FN void rightAlong(Thread& t, const Bf16* tile, int pitch, int row, int step, uint32_t (&out)[4]) {
  const int lane = t.thread() % kWarp;
  t.matrices(tile + (row + lane / 16 * 8 + lane % 8) * pitch + step * 16 + lane / 8 % 2 * 8, out);
}
/// Loads right factors for sums over sixteen rows of the tile: two factors of eight columns each.
template <class Thread>
GRAFT_DEVICE_FN void rightAcross(Thread& t, const Bf16* tile, int pitch, int row, int column, uint32_t (&out)[4]) {
  const int lane = t.thread() % kWarp;
  t.turned(tile + (row + lane % 16) * pitch + column + lane / 16 * 8, out);
}
/// Rounds two adjacent results of eight columns into one left factor of 16 columns.
GRAFT_DEVICE_FN inline void leftOf(const float (&low)[4], const float (&high)[4], uint32_t (&out)[4]) {
  out[0] = pairOf(low[0], low[1]);
  out[1] = pairOf(low[2], low[3]);
  out[2] = pairOf(high[0], high[1]);
  out[3] = pairOf(high[2], high[3]);
}
/// Stores the results of a warp's 16 rows into rows of a head, multiplied by the factor of each half and rounded.
template <int kTiles>
GRAFT_DEVICE_FN void storePairs(const float (&sums)[kTiles][4], const float (&factor)[2], void* to, int64_t stride, const PairsPlace& p) {
  GRAFT_UNROLL
  for (int c = 0; c < kTiles; ++c) {
    GRAFT_UNROLL
    for (int half = 0; half < 2; ++half) {
      const int r = p.first + p.lane.row + half * 8;
      if (c < 2 * p.steps && r < p.tile.count)
        store(static_cast<Bf16*>(to) + (p.begin + r) * stride + p.head * p.D + c * 8 + p.lane.pair * 2,
              pairOf(sums[c][half * 2] * factor[half], sums[c][half * 2 + 1] * factor[half]));
    }
  }
}

/// Adds one step of the head: 16 elements.
template <int kTiles, class Thread>
GRAFT_DEVICE_FN void addStepAlong(Thread& t, const uint32_t (&left)[4], const Bf16* tile, int pitch, int step, float (&sums)[kTiles][4]) {
  GRAFT_UNROLL
  for (int j = 0; j < kTiles; j += 2) {
    uint32_t right[4];
    rightAlong(t, tile, pitch, j * 8, step, right);
    t.multiply(sums[j], left, {right[0], right[1]});
    t.multiply(sums[j + 1], left, {right[2], right[3]});
  }
}
/// sums += left x tile^T over the head: a warp's 16 rows by the tile's 8 kTiles rows.
template <int kSteps, int kTiles, class Thread>
GRAFT_DEVICE_FN void addAlong(Thread& t, const uint32_t (&left)[kSteps][4], const Bf16* tile, int pitch, int steps,
                              float (&sums)[kTiles][4]) {
  GRAFT_UNROLL
  for (int s = 0; s < kSteps; ++s) {
    if (s < steps) addStepAlong(t, left[s], tile, pitch, s, sums);
  }
}
/// sums += left x tile over the tile's rows: a warp's 16 rows, rounded, by the head.
template <int kSteps, int kTiles, class Thread>
GRAFT_DEVICE_FN void addAcross(Thread& t, const float (&left)[kTiles][4], const Bf16* tile, int pitch, int steps,
                               float (&sums)[2 * kSteps][4]) {
  GRAFT_UNROLL
  for (int k = 0; k < kTiles / 2; ++k) {
    uint32_t rounded[4], right[4];
    leftOf(left[2 * k], left[2 * k + 1], rounded);
    GRAFT_UNROLL
    for (int c = 0; c < 2 * kSteps; c += 2) {
      if (c >= 2 * steps) break;
      rightAcross(t, tile, pitch, k * 16, c * 8, right);
      t.multiply(sums[c], rounded, {right[0], right[1]});
      t.multiply(sums[c + 1], rounded, {right[2], right[3]});
    }
  }
}

}  // namespace graft::kernels::card
