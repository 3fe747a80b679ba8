// SPDX-License-Identifier: Apache-2.0
// Backward pass of bfloat16 attention by queries: computes dq.
#pragma once

#include "kernels/attention/attention_pairs_card.hpp"

namespace graft::kernels::card {

template <int kSteps>
struct AttentionQueriesPairsBody {
  AttentionBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const PairsPlace p(t, a);
    if (p.tile.segment < 0) return;
    const int rows = static_cast<int>(p.tile.count) - p.first;
    uint32_t q[kSteps][4], dout[kSteps][4];
    leftOf<kSteps>(a.q, a.qStride, p, q);
    leftOf<kSteps>(a.dout, a.doutStride, p, dout);
    float logsumexp[2] = {}, delta[2] = {}, sum[2 * kSteps][4] = {};
    const float scale = static_cast<float>(a.scale), power = scale * kLog2e;
    GRAFT_UNROLL
    for (int half = 0; half < 2; ++half) {
      const int row = p.lane.row + half * 8;
      if (row >= rows) continue;
      const int64_t place = (p.begin + p.first + row) * a.heads + p.head;
      logsumexp[half] = at<float>(a.logsumexp, place) * kLog2e;
      delta[half] = deltasOf(a)[place];
    }
    walkKeys(t, a, p, [&](const SeenKeys& seen) {
      float scores[kPairKeys / 8][4] = {}, slopes[kPairKeys / 8][4] = {};
      addAlong(t, q, seen.keys, p.pitch, p.steps, scores);
      addAlong(t, dout, seen.values, p.pitch, p.steps, slopes);
      GRAFT_UNROLL
      for (int j = 0; j < kPairKeys / 8; ++j) {
        GRAFT_UNROLL
        for (int i = 0; i < 4; ++i) {
          const int row = p.lane.row + i / 2 * 8;
          const bool isSeen = row < rows && seen.has(j * 8 + p.lane.pair * 2 + i % 2, row);
          const float weight = isSeen ? exp2f(scores[j][i] * power - logsumexp[i / 2]) : 0;
          slopes[j][i] = weight * (slopes[j][i] - delta[i / 2]);
        }
      }
      addAcross<kSteps>(t, slopes, seen.keys, p.pitch, p.steps, sum);
    });
    storePairs(sum, {scale, scale}, a.dq, a.dqStride, p);
  }
};

}  // namespace graft::kernels::card
