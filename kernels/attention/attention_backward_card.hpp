// SPDX-License-Identifier: Apache-2.0
// Backward pass of attention on the GPU: one sweep over the scores by queries, one by keys, then sums over the heads of a group.
#pragma once

#include "kernels/attention/attention_tiles_card.hpp"

namespace graft::kernels::card {

/// Scratch of the backward pass: sum(dout out) of each query and head, then key and value gradients per query head.
GRAFT_DEVICE_FN inline float* deltasOf(const AttentionBackward& a) { return static_cast<float*>(a.scratch); }
GRAFT_DEVICE_FN inline float* keySlopes(const AttentionBackward& a, int which, int64_t head) {
  return deltasOf(a) + a.tokens * a.heads + (which * a.heads + head) * a.tokens * a.headDim;
}

template <class E>
struct AttentionDeltaBody {
  AttentionBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t place = elementOf(t);
    if (place >= a.tokens * a.heads) return;
    const Divided token(place, a.heads);
    const int64_t column = token.rest * a.headDim;
    float sum = 0;
    for (int64_t first = 0; first < a.headDim; first += kEight) {
      float dout[kEight], out[kEight];
      loadEight<E>(a.dout, token.whole * a.doutStride + column + first, a.headDim - first, dout);
      loadEight<E>(a.out, token.whole * a.outStride + column + first, a.headDim - first, out);
      GRAFT_UNROLL
      for (int i = 0; i < kEight; ++i) sum += dout[i] * out[i];
    }
    deltasOf(a)[place] = sum;
  }
};

/// Computes weights P = exp(S - logsumexp) and score gradients dS = P (dout v - delta) for a tile of queries and a tile of keys.
template <class Thread>
GRAFT_DEVICE_FN void slopesOf(Thread& t, const AttentionBackward& a, int64_t head, int64_t query, int64_t rows, int64_t n,
                              const CausalWindow& sight, const float* q, const float* k, const float* v, const float* dout, float* weights,
                              float* slopes) {
  const int64_t D = a.headDim, P = pitchOf(D), tile = tileOf(D);
  for (int64_t e = t.thread(); e < rows * n; e += t.threads()) {
    const int64_t i = e / n, j = e % n, place = (query + i) * a.heads + head;
    const bool isSeen = sight.has(static_cast<int>(i), static_cast<int>(j));
    const float weight = isSeen ? expf(tileDot(q + i * P, k + j * P, D) - at<float>(a.logsumexp, place)) : 0.0f;
    weights[i * tile + j] = weight;
    slopes[i * tile + j] = weight * (tileDot(dout + i * P, v + j * P, D) - deltasOf(a)[place]);
  }
}

template <class E>
struct AttentionQueriesBody {
  AttentionBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t D = a.headDim, P = pitchOf(D), tile = tileOf(D), head = t.block() % a.heads, kvHead = head / (a.heads / a.kvHeads);
    const TilePlace p = tilePlace(a, t.block() / a.heads, tile);
    if (p.segment < 0) return;
    float *q = t.shared((5 * tile * P + 2 * tile * tile) * 4), *dout = q + tile * P, *k = dout + tile * P, *v = k + tile * P,
          *sum = v + tile * P;
    float *weights = sum + tile * P, *slopes = weights + tile * tile;
    const int64_t query = p.begin + p.first;
    fillTile<E>(t, a.q, query, a.qStride, head * D, p.count, D, static_cast<float>(a.scale), q);
    fillTile<E>(t, a.dout, query, a.doutStride, head * D, p.count, D, 1, dout);
    for (int64_t i = t.thread(); i < p.count * D; i += t.threads()) sum[i] = 0;
    forTiles<KeyTiles>(a, p, tile, [&](int64_t u, int64_t n, const CausalWindow& sight) {
      t.barrier();
      fillTile<E>(t, a.k, u, a.kStride, kvHead * D, n, D, 1, k);
      fillTile<E>(t, a.v, u, a.vStride, kvHead * D, n, D, 1, v);
      t.barrier();
      slopesOf(t, a, head, query, p.count, n, sight, q, k, v, dout, weights, slopes);
      t.barrier();
      for (int64_t e = t.thread(); e < p.count * D; e += t.threads()) {
        for (int64_t j = 0; j < n; ++j) sum[e] += slopes[e / D * tile + j] * k[j * P + e % D];
      }
    });
    for (int64_t e = t.thread(); e < p.count * D; e += t.threads())
      set<E>(a.dq, (query + e / D) * a.dqStride + head * D + e % D, sum[e] * static_cast<float>(a.scale));
  }
};

template <class E>
struct AttentionKeysBody {
  AttentionBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t D = a.headDim, P = pitchOf(D), tile = tileOf(D), head = t.block() % a.heads, kvHead = head / (a.heads / a.kvHeads);
    const TilePlace p = tilePlace(a, t.block() / a.heads, tile);
    if (p.segment < 0) return;
    float *q = t.shared((6 * tile * P + 2 * tile * tile) * 4), *dout = q + tile * P, *k = dout + tile * P, *v = k + tile * P;
    float *dk = v + tile * P, *dv = dk + tile * P, *weights = dv + tile * P, *slopes = weights + tile * tile;
    const int64_t key = p.begin + p.first;
    fillTile<E>(t, a.k, key, a.kStride, kvHead * D, p.count, D, 1, k);
    fillTile<E>(t, a.v, key, a.vStride, kvHead * D, p.count, D, 1, v);
    for (int64_t i = t.thread(); i < p.count * D; i += t.threads()) dk[i] = dv[i] = 0;
    forTiles<QueryTiles>(a, p, tile, [&](int64_t query, int64_t rows, const CausalWindow& sight) {
      t.barrier();
      fillTile<E>(t, a.q, query, a.qStride, head * D, rows, D, static_cast<float>(a.scale), q);
      fillTile<E>(t, a.dout, query, a.doutStride, head * D, rows, D, 1, dout);
      t.barrier();
      slopesOf(t, a, head, query, rows, p.count, sight, q, k, v, dout, weights, slopes);
      t.barrier();
      for (int64_t e = t.thread(); e < p.count * D; e += t.threads()) {
        for (int64_t i = 0; i < rows; ++i) {
          dv[e] += weights[i * tile + e / D] * dout[i * P + e % D];
          dk[e] += slopes[i * tile + e / D] * q[i * P + e % D];
        }
      }
    });
    for (int64_t e = t.thread(); e < p.count * D; e += t.threads()) {
      keySlopes(a, 0, head)[key * D + e] = dk[e];
      keySlopes(a, 1, head)[key * D + e] = dv[e];
    }
  }
};

/// Sums the gradient of each key/value head over its query heads.
inline Launch attentionGroupLaunch(const AttentionBackward& a) { return overEights(2 * a.tokens * a.kvHeads, a.headDim); }
template <class E>
struct AttentionGroupBody {
  AttentionBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const EightOf p(t, a.headDim);
    const Divided place(p.row, a.kvHeads);
    if (place.whole >= 2 * a.tokens) return;
    const int which = place.whole < a.tokens ? 0 : 1;
    const int64_t token = which == 0 ? place.whole : place.whole - a.tokens, D = a.headDim, group = a.heads / a.kvHeads;
    float sum[kEight] = {}, one[kEight];
    for (int64_t head = place.rest * group; head < (place.rest + 1) * group; ++head) {
      loadEight<float>(keySlopes(a, which, head), token * D + p.column, p.count, one);
      GRAFT_UNROLL
      for (int i = 0; i < kEight; ++i) sum[i] += one[i];
    }
    storeEight<E>(which == 0 ? a.dk : a.dv, token * (which == 0 ? a.dkStride : a.dvStride) + place.rest * D + p.column, p.count, sum);
  }
};

}  // namespace graft::kernels::card
