// SPDX-License-Identifier: Apache-2.0
// Forward pass of bfloat16 attention, with a running softmax along the keys (attention_pairs_tiles_card.hpp).
#pragma once

#include "kernels/attention/attention_pairs_products_card.hpp"

namespace graft::kernels::card {

template <int kSteps>
struct AttentionForwardPairsBody {
  AttentionForward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const PairsPlace p(t, a);
    if (p.tile.segment < 0) return;
    uint32_t q[kSteps][4];
    leftOf<kSteps>(a.q, a.qStride, p, q);
    float out[2 * kSteps][4] = {}, top[2] = {-1e30f, -1e30f}, total[2] = {};
    const float factor = static_cast<float>(a.scale) * kLog2e;
    walkKeys(t, a, p, [&](const SeenKeys& seen) {
      float scores[kPairKeys / 8][4] = {}, most[2] = {top[0], top[1]};
      addAlong(t, q, seen.keys, p.pitch, p.steps, scores);
      GRAFT_UNROLL
      for (int j = 0; j < kPairKeys / 8; ++j) {
        GRAFT_UNROLL
        for (int i = 0; i < 4; ++i) {
          const bool isSeen = seen.has(j * 8 + p.lane.pair * 2 + i % 2, p.lane.row + i / 2 * 8);
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
      for (int j = 0; j < kPairKeys / 8; ++j) {
        GRAFT_UNROLL
        for (int i = 0; i < 4; ++i) total[i / 2] += scores[j][i] = exp2f(scores[j][i] - most[i / 2]);
      }
      GRAFT_UNROLL
      for (int c = 0; c < 2 * kSteps; ++c) {
        GRAFT_UNROLL
        for (int i = 0; i < 4; ++i) out[c][i] *= shrink[i / 2];
      }
      addAcross<kSteps>(t, scores, seen.values, p.pitch, p.steps, out);
    });
    float inverse[2];
    GRAFT_UNROLL
    for (int half = 0; half < 2; ++half) {
      total[half] += t.shuffleXor(total[half], 1);  // each lane has summed its own columns
      total[half] += t.shuffleXor(total[half], 2);
      inverse[half] = 1 / total[half];
      const int row = p.first + p.lane.row + half * 8;
      if (a.logsumexp && p.lane.pair == 0 && row < p.tile.count)
        set<float>(a.logsumexp, (p.begin + row) * a.heads + p.head, top[half] * kLn2 + logf(total[half]));
    }
    storePairs(out, inverse, a.out, a.outStride, p);
  }
};

}  // namespace graft::kernels::card
