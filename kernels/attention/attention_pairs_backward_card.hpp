// SPDX-License-Identifier: Apache-2.0
// Attention of bfloat16, backward by queries: dq.
#pragma once

#include "kernels/attention/attention_pairs_card.hpp"

namespace graft::kernels::card {

template <int kSteps>
struct AttentionQueriesPairsBody {
  AttentionBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    constexpr int kKeys = kPairKeys<kSteps>;
    const int D = static_cast<int>(a.headDim), steps = D / 16, pitch = pairPitch(D);
    const int64_t head = t.block() % a.heads, kvHead = head / (a.heads / a.kvHeads);
    const TilePlace p = tilePlace(a, t.block() / a.heads, kPairsTile);
    if (p.segment < 0) return;
    auto* tiles = reinterpret_cast<Bf16*>(t.shared(4 * kKeys * pitch * 2));  // keys and values, twice
    const Lane lane(t.thread());
    const int first = t.thread() / kWarp * 16;
    const int64_t query = p.begin + p.first;
    uint32_t q[kSteps][4], dout[kSteps][4];
    leftOf<kSteps>(a.q, query, a.qStride, head * D, first, p.count, steps, lane, q);
    leftOf<kSteps>(a.dout, query, a.doutStride, head * D, first, p.count, steps, lane, dout);
    float logsumexp[2] = {}, delta[2] = {}, sum[2 * kSteps][4] = {};
    const float power = static_cast<float>(a.scale) * kLog2e;
    GRAFT_UNROLL
    for (int half = 0; half < 2; ++half) {
      const int row = first + lane.row + half * 8;
      if (row >= p.count) continue;
      logsumexp[half] = at<float>(a.logsumexp, (query + row) * a.heads + head) * kLog2e;
      delta[half] = deltasOf(a)[(query + row) * a.heads + head];
    }
    const KeyTiles seen(a, p, kKeys);
    const auto startTile = [&](int i, int buffer) {
      const auto tile = seen.at(a, p, i);
      Bf16* keys = tiles + buffer * 2 * kKeys * pitch;
      startPairs(t, a.k, tile.first, a.kStride, kvHead * D, tile.count, kKeys, D, keys);
      startPairs(t, a.v, tile.first, a.vStride, kvHead * D, tile.count, kKeys, D, keys + kKeys * pitch);
    };
    walkTiles<2>(t, seen.count, startTile, [&](int tileNumber, int buffer) {
      const auto [u, n, isOwn] = seen.at(a, p, tileNumber);
      const Bf16 *keys = tiles + buffer * 2 * kKeys * pitch, *values = keys + kKeys * pitch;
      if (isOwn && u > query + first + 15) return;
      float scores[kKeys / 8][4] = {}, slopes[kKeys / 8][4] = {};
      addAlong(t, q, keys, pitch, steps, scores);
      addAlong(t, dout, values, pitch, steps, slopes);
      const int last = lastSeen(isOwn, query + first - u, n), own = isOwn ? 1 : 0, rows = static_cast<int>(p.count) - first;
      GRAFT_UNROLL
      for (int j = 0; j < kKeys / 8; ++j) {
        GRAFT_UNROLL
        for (int i = 0; i < 4; ++i) {
          const int key = j * 8 + lane.pair * 2 + i % 2, row = lane.row + i / 2 * 8;
          const bool isSeen = key < n && row < rows && key <= last + own * row;
          const float weight = isSeen ? exp2f(scores[j][i] * power - logsumexp[i / 2]) : 0;
          slopes[j][i] = weight * (slopes[j][i] - delta[i / 2]);
        }
      }
      addAcross<kSteps>(t, slopes, keys, pitch, steps, sum);
    });
    const float factor[2] = {static_cast<float>(a.scale), static_cast<float>(a.scale)};
    storePairs(sum, factor, a.dq, query, a.dqStride, head * D, first, p.count, 2 * steps, lane);
  }
};

}  // namespace graft::kernels::card
