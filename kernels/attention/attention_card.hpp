// SPDX-License-Identifier: Apache-2.0
// Attention on the GPU: the tiled forward pass, and one new token against cached keys and values.
#pragma once

#include "kernels/attention/attention_tiles_card.hpp"

namespace graft::kernels::card {

template <class E>
struct AttentionForwardBody {
  AttentionForward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t D = a.headDim, P = pitchOf(D), tile = tileOf(D), head = t.block() % a.heads, kvHead = head / (a.heads / a.kvHeads);
    const TilePlace p = tilePlace(a, t.block() / a.heads, tile);
    if (p.segment < 0) return;
    float *q = t.shared((4 * tile * P + tile * tile + 3 * tile) * 4), *k = q + tile * P, *v = k + tile * P, *sum = v + tile * P;
    float *scores = sum + tile * P, *top = scores + tile * tile, *total = top + tile, *shrink = total + tile;
    fillTile<E>(t, a.q, p.begin + p.first, a.qStride, head * D, p.count, D, static_cast<float>(a.scale), q);
    for (int64_t i = t.thread(); i < p.count * D; i += t.threads()) sum[i] = 0;
    for (int64_t i = t.thread(); i < p.count; i += t.threads()) top[i] = -1e30f, total[i] = 0;
    forTiles<KeyTiles>(a, p, tile, [&](int64_t u, int64_t n, const CausalWindow& sight) {
      t.barrier();
      fillTile<E>(t, a.k, u, a.kStride, kvHead * D, n, D, 1, k);
      fillTile<E>(t, a.v, u, a.vStride, kvHead * D, n, D, 1, v);
      t.barrier();
      for (int64_t e = t.thread(); e < p.count * n; e += t.threads()) {
        const int64_t i = e / n, j = e % n;
        scores[i * tile + j] = sight.has(static_cast<int>(i), static_cast<int>(j)) ? tileDot(q + i * P, k + j * P, D) : -INFINITY;
      }
      t.barrier();
      for (int64_t i = t.thread(); i < p.count; i += t.threads()) {
        float most = top[i], part = 0;
        for (int64_t j = 0; j < n; ++j) most = Most{}(most, scores[i * tile + j]);
        for (int64_t j = 0; j < n; ++j) part += scores[i * tile + j] = expf(scores[i * tile + j] - most);
        shrink[i] = expf(top[i] - most);
        total[i] = total[i] * shrink[i] + part;
        top[i] = most;
      }
      t.barrier();
      for (int64_t e = t.thread(); e < p.count * D; e += t.threads()) {
        float x = sum[e] * shrink[e / D];
        for (int64_t j = 0; j < n; ++j) x += scores[e / D * tile + j] * v[j * P + e % D];
        sum[e] = x;
      }
    });
    t.barrier();
    for (int64_t e = t.thread(); e < p.count * D; e += t.threads())
      set<E>(a.out, (p.begin + p.first + e / D) * a.outStride + head * D + e % D, sum[e] / total[e / D]);
    if (!a.logsumexp) return;
    for (int64_t i = t.thread(); i < p.count; i += t.threads())
      set<float>(a.logsumexp, (p.begin + p.first + i) * a.heads + head, top[i] + logf(total[i]));
  }
};

constexpr int kStepThreads = 256;
/// A thread block handles one row and head: 256 keys at a time, then one thread per output element.
template <class E>
struct AttentionStepBody {
  AttentionStep a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t D = a.headDim, row = t.block() / a.heads, head = t.block() % a.heads, width = a.kvHeads * D, length = a.lengths[row];
    const int64_t first = a.sequences[row] * a.sequenceStride + head / (a.heads / a.kvHeads) * D;
    float *room = t.shared((kWarp + kStepThreads) * 4), *weights = room + kWarp;
    float top = -1e30f, total = 0, sum = 0;
    for (int64_t begin = a.firstSeen(length); begin < length; begin += kStepThreads) {
      const int64_t u = begin + t.thread(), n = length - begin < kStepThreads ? length - begin : kStepThreads;
      float score = -INFINITY;
      if (u < length) {
        score = 0;
        for (int64_t i = 0; i < D; ++i) score += at<E>(a.q, row * a.qStride + head * D + i) * at<E>(a.keys, first + u * width + i);
        score *= static_cast<float>(a.scale);
      }
      const float most = Most{}(top, overBlock(t, score, room, Most{})), weight = expf(score - most), shrink = expf(top - most);
      weights[t.thread()] = weight;
      total = total * shrink + overBlock(t, weight, room, Sum{});
      sum *= shrink;
      for (int64_t j = 0; j < n && t.thread() < D; ++j) sum += weights[j] * at<E>(a.values, first + (begin + j) * width + t.thread());
      top = most;
      t.barrier();  // all threads read the weights before they are overwritten
    }
    if (t.thread() < D) set<E>(a.out, (row * a.heads + head) * D + t.thread(), sum / total);
  }
};

}  // namespace graft::kernels::card
