// SPDX-License-Identifier: Apache-2.0
// Attention of bfloat16, forward: softmax along the keys as they come (attention_pairs_tiles_card.hpp).
#pragma once

#include "kernels/attention/attention_pairs_products_card.hpp"

namespace graft::kernels::card {

/// The last key of a tile that a warp's first query sees, `before` tokens behind the tile's first key.
GRAFT_DEVICE_FN inline int lastSeen(bool isOwn, int64_t before, int64_t keys) {
  return static_cast<int>(isOwn && before < keys ? before : keys - 1);
}

template <int kSteps>
struct AttentionForwardPairsBody {
  AttentionForward a;
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
    uint32_t q[kSteps][4];
    leftOf<kSteps>(a.q, query, a.qStride, head * D, first, p.count, steps, lane, q);
    float out[2 * kSteps][4] = {}, top[2] = {-1e30f, -1e30f}, total[2] = {};
    const float factor = static_cast<float>(a.scale) * kLog2e;
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
      if (isOwn && u > query + first + 15) return;  // not seen by any query of this warp
      float scores[kKeys / 8][4] = {}, most[2] = {top[0], top[1]};
      addAlong(t, q, keys, pitch, steps, scores);
      const int last = lastSeen(isOwn, query + first - u, n), own = isOwn ? 1 : 0;  // of the first row; each further one sees one more
      GRAFT_UNROLL
      for (int j = 0; j < kKeys / 8; ++j) {
        GRAFT_UNROLL
        for (int i = 0; i < 4; ++i) {
          const int key = j * 8 + lane.pair * 2 + i % 2;
          const bool isSeen = key < n && key <= last + own * (lane.row + i / 2 * 8);
          scores[j][i] = isSeen ? scores[j][i] * factor : -INFINITY;
          most[i / 2] = Most{}(most[i / 2], scores[j][i]);
        }
      }
      float shrink[2];
      GRAFT_UNROLL
      for (int half = 0; half < 2; ++half) {
        most[half] = Most{}(most[half], t.shuffleXor(most[half], 1));
        most[half] = Most{}(most[half], t.shuffleXor(most[half], 2));
        shrink[half] = exp2f(top[half] - most[half]);
        total[half] *= shrink[half];
        top[half] = most[half];
      }
      GRAFT_UNROLL
      for (int j = 0; j < kKeys / 8; ++j) {
        GRAFT_UNROLL
        for (int i = 0; i < 4; ++i) total[i / 2] += scores[j][i] = exp2f(scores[j][i] - most[i / 2]);
      }
      GRAFT_UNROLL
      for (int c = 0; c < 2 * kSteps; ++c) {
        GRAFT_UNROLL
        for (int i = 0; i < 4; ++i) out[c][i] *= shrink[i / 2];
      }
      addAcross<kSteps>(t, scores, values, pitch, steps, out);
    });
    float inverse[2];
    GRAFT_UNROLL
    for (int half = 0; half < 2; ++half) {
      total[half] += t.shuffleXor(total[half], 1);  // a lane has summed its own columns
      total[half] += t.shuffleXor(total[half], 2);
      inverse[half] = 1 / total[half];
      const int row = first + lane.row + half * 8;
      if (a.logsumexp && lane.pair == 0 && row < p.count)
        set<float>(a.logsumexp, (query + row) * a.heads + head, top[half] * kLn2 + logf(total[half]));
    }
    storePairs(out, inverse, a.out, query, a.outStride, head * D, first, p.count, 2 * steps, lane);
  }
};

}  // namespace graft::kernels::card
