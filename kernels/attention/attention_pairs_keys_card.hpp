// SPDX-License-Identifier: Apache-2.0
// Backward pass of bfloat16 attention by keys: computes dk and dv of each query head.
#pragma once

#include "kernels/attention/attention_pairs_card.hpp"

namespace graft::kernels::card {

template <int kSteps>
struct AttentionKeysPairsBody {
  AttentionBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    constexpr int kQueries = kPairQueries<kSteps>;
    const PairsPlace block(t, a);
    const TilePlace& p = block.tile;
    if (p.segment < 0) return;
    const int D = block.D, steps = block.steps, pitch = block.pitch, first = block.first;
    const int64_t head = block.head, kvHead = block.kvHead, key = block.begin;
    const Lane lane = block.lane;
    constexpr int kBuffers = kKeysBuffers<kSteps>;
    Bf16 *keys = reinterpret_cast<Bf16*>(t.shared(kKeysRows<kSteps> * pitch * 2 + kBuffers * 2 * kQueries * 4)),
         *values = keys + kPairsTile * pitch;
    Bf16* tiles = values + kPairsTile * pitch;                                          // queries and output gradients of each buffer
    auto* numbers = reinterpret_cast<float*>(tiles + kBuffers * 2 * kQueries * pitch);  // logsumexp and deltas of each buffer
    startPairs(t, a.k, key, a.kStride, kvHead * D, p.count, kPairsTile, D, keys);
    startPairs(t, a.v, key, a.vStride, kvHead * D, p.count, kPairsTile, D, values);
    float dk[2 * kSteps][4] = {}, dv[2 * kSteps][4] = {};
    const float power = static_cast<float>(a.scale) * kLog2e;
    const QueryTiles seeing(a, p, kQueries);
    const auto startTile = [&](int i, int buffer) {
      const auto [query, rows, ahead] = seeing.at(a, p, i);
      Bf16* q = tiles + buffer * 2 * kQueries * pitch;
      startPairs(t, a.q, query, a.qStride, head * D, rows, kQueries, D, q);
      startPairs(t, a.dout, query, a.doutStride, head * D, rows, kQueries, D, q + kQueries * pitch);
      float *logsumexp = numbers + buffer * 2 * kQueries, *deltas = logsumexp + kQueries;
      for (int64_t at = t.thread(); at < kQueries; at += t.threads()) {
        const int64_t place = (query + at) * a.heads + head;
        logsumexp[at] = at < rows ? static_cast<const float*>(a.logsumexp)[place] * kLog2e : 0;
        deltas[at] = at < rows ? deltasOf(a)[place] : 0;
      }
    };
    walkTiles<kBuffers>(t, seeing.count, startTile, [&](int tileNumber, int buffer) {
      const auto [query, rows, ahead] = seeing.at(a, p, tileNumber);
      const CausalWindow sight{static_cast<int>(ahead) - first, windowOf(a)};  // visibility of the warp's keys
      const Bf16 *q = tiles + buffer * 2 * kQueries * pitch, *dout = q + kQueries * pitch;
      const float *logsumexp = numbers + buffer * 2 * kQueries, *deltas = logsumexp + kQueries;
      if (sight.ahead + rows <= 0 || sight.ahead - 15 >= sight.window) return;  // no query of the tile sees a key of this warp
      float weights[kQueries / 8][4] = {}, slopes[kQueries / 8][4] = {};
      GRAFT_UNROLL
      for (int s = 0; s < kSteps; ++s) {
        if (s >= steps) break;
        uint32_t left[4];
        leftOf(t, keys, pitch, first, s, left);
        addStepAlong(t, left, q, pitch, s, weights);
        leftOf(t, values, pitch, first, s, left);
        addStepAlong(t, left, dout, pitch, s, slopes);
      }
      GRAFT_UNROLL
      for (int j = 0; j < kQueries / 8; ++j) {
        GRAFT_UNROLL
        for (int i = 0; i < 4; ++i) {
          const int column = j * 8 + lane.pair * 2 + i % 2, row = lane.row + i / 2 * 8;
          const bool isSeen = column < rows && sight.has(column, row);
          weights[j][i] = isSeen ? exp2f(weights[j][i] * power - logsumexp[column]) : 0;
          slopes[j][i] = weights[j][i] * (slopes[j][i] - deltas[column]);
        }
      }
      addAcross<kSteps>(t, weights, dout, pitch, steps, dv);
      addAcross<kSteps>(t, slopes, q, pitch, steps, dk);
    });
    float *keySums = keySlopes(a, 0, head) + key * D, *valueSums = keySlopes(a, 1, head) + key * D;
    GRAFT_UNROLL
    for (int c = 0; c < 2 * kSteps; ++c) {
      GRAFT_UNROLL
      for (int i = 0; i < 4; ++i) {
        const int row = first + lane.row + i / 2 * 8, place = row * D + c * 8 + lane.pair * 2 + i % 2;
        if (c >= 2 * steps || row >= p.count) continue;
        keySums[place] = dk[c][i] * static_cast<float>(a.scale);
        valueSums[place] = dv[c][i];
      }
    }
  }
};

}  // namespace graft::kernels::card
