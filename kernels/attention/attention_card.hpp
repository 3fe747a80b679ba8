// SPDX-License-Identifier: Apache-2.0
// Attention in tiles of queries and keys in shared memory, in float, without tensor cores; every sum in a fixed order. The backward
// pass goes over the scores twice, once by queries and once by keys, so that no two blocks add to one place.
#pragma once

#include "kernels/attention/attention.hpp"
#include "kernels/card/thread.hpp"

namespace graft::kernels::card {

constexpr int kAttentionThreads = 128;
/// Queries or keys of a tile: six tiles of floats and two of scores fit into shared memory.
GRAFT_DEVICE_FN constexpr int64_t tileOf(int64_t headDim) { return headDim <= 64 ? 16 : headDim <= 128 ? 8 : 4; }
inline Launch attentionLaunch(const AttentionShape& a, int tiles) {
  const int64_t tile = tileOf(a.headDim);
  return {(a.tokens / tile + a.segments + 1) * a.heads, kAttentionThreads, (tiles * tile * a.headDim + 2 * tile * tile + 3 * tile) * 4};
}

/// Tile number `index` of all tiles of all segments; segment 0 is the prefix.
struct TilePlace {
  int64_t segment = -1, begin = 0, length = 0, first = 0, count = 0;
};
GRAFT_DEVICE_FN inline TilePlace tilePlace(const AttentionShape& a, int64_t index) {
  const int64_t tile = tileOf(a.headDim);
  for (int64_t s = 0; s <= a.segments; ++s) {
    const int64_t begin = s == 0 ? 0 : a.starts[s - 1], length = (s == 0 ? a.prefix : a.starts[s]) - begin, tiles = (length + tile - 1) / tile;
    if (index < tiles) return {s, begin, length, index * tile, length - index * tile < tile ? length - index * tile : tile};
    index -= tiles;
  }
  return {};
}

/// Rows of a head into a tile, times `scale`.
template <class E, class Thread>
GRAFT_DEVICE_FN void fillTile(Thread& t, const void* from, int64_t row, int64_t stride, int64_t column, int64_t rows, int64_t D, float scale, float* tile) {
  for (int64_t i = t.thread(); i < rows * D; i += t.threads()) tile[i] = at<E>(from, (row + i / D) * stride + column + i % D) * scale;
}
GRAFT_DEVICE_FN inline float tileDot(const float* a, const float* b, int64_t D) {
  float sum = 0;
  for (int64_t i = 0; i < D; ++i) sum += a[i] * b[i];
  return sum;
}

/// Calls body(first key, count, isOwn) for each tile of keys that queries up to `last` of the segment see.
template <class Body>
GRAFT_DEVICE_FN void forKeyTiles(const AttentionShape& a, const TilePlace& p, Body body) {
  const int64_t tile = tileOf(a.headDim);
  if (p.segment > 0) {
    for (int64_t u = 0; u < a.prefix; u += tile) body(u, a.prefix - u < tile ? a.prefix - u : tile, false);
  }
  for (int64_t u = 0; u < p.first + p.count; u += tile) body(p.begin + u, p.length - u < tile ? p.length - u : tile, true);
}

template <class E>
struct AttentionForwardBody {
  AttentionForward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t D = a.headDim, tile = tileOf(D), head = t.block() % a.heads, kvHead = head / (a.heads / a.kvHeads);
    const TilePlace p = tilePlace(a, t.block() / a.heads);
    if (p.segment < 0) return;
    float *q = t.shared((4 * tile * D + tile * tile + 3 * tile) * 4), *k = q + tile * D, *v = k + tile * D, *sum = v + tile * D;
    float *scores = sum + tile * D, *top = scores + tile * tile, *total = top + tile, *shrink = total + tile;
    fillTile<E>(t, a.q, p.begin + p.first, a.qStride, head * D, p.count, D, static_cast<float>(a.scale), q);
    for (int64_t i = t.thread(); i < p.count * D; i += t.threads()) sum[i] = 0;
    for (int64_t i = t.thread(); i < p.count; i += t.threads()) top[i] = -1e30f, total[i] = 0;
    forKeyTiles(a, p, [&](int64_t u, int64_t n, bool isOwn) {
      t.barrier();
      fillTile<E>(t, a.k, u, a.kStride, kvHead * D, n, D, 1, k);
      fillTile<E>(t, a.v, u, a.vStride, kvHead * D, n, D, 1, v);
      t.barrier();
      for (int64_t e = t.thread(); e < p.count * n; e += t.threads()) {
        const int64_t i = e / n, j = e % n;
        scores[i * tile + j] = isOwn && u + j > p.begin + p.first + i ? -INFINITY : tileDot(q + i * D, k + j * D, D);
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
        for (int64_t j = 0; j < n; ++j) x += scores[e / D * tile + j] * v[j * D + e % D];
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

/// Scratch of the backward pass: sum(dout out) of each query and head, then gradients of keys and values by query head.
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
    const int64_t token = place / a.heads, column = place % a.heads * a.headDim;
    float sum = 0;
    for (int64_t i = 0; i < a.headDim; ++i) sum += at<E>(a.dout, token * a.doutStride + column + i) * at<E>(a.out, token * a.outStride + column + i);
    deltasOf(a)[place] = sum;
  }
};

/// Weights and slopes of a tile of queries and a tile of keys: P = exp(S - logsumexp), dS = P (dout v - delta).
template <class Thread>
GRAFT_DEVICE_FN void slopesOf(Thread& t, const AttentionBackward& a, int64_t head, int64_t query, int64_t rows, int64_t key, int64_t n, bool isOwn,
                              const float* q, const float* k, const float* v, const float* dout, float* weights, float* slopes) {
  const int64_t D = a.headDim, tile = tileOf(D);
  for (int64_t e = t.thread(); e < rows * n; e += t.threads()) {
    const int64_t i = e / n, j = e % n, place = (query + i) * a.heads + head;
    const bool isSeen = !isOwn || key + j <= query + i;
    const float weight = isSeen ? expf(tileDot(q + i * D, k + j * D, D) - at<float>(a.logsumexp, place)) : 0.0f;
    weights[i * tile + j] = weight;
    slopes[i * tile + j] = weight * (tileDot(dout + i * D, v + j * D, D) - deltasOf(a)[place]);
  }
}

template <class E>
struct AttentionQueriesBody {
  AttentionBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t D = a.headDim, tile = tileOf(D), head = t.block() % a.heads, kvHead = head / (a.heads / a.kvHeads);
    const TilePlace p = tilePlace(a, t.block() / a.heads);
    if (p.segment < 0) return;
    float *q = t.shared((5 * tile * D + 2 * tile * tile) * 4), *dout = q + tile * D, *k = dout + tile * D, *v = k + tile * D, *sum = v + tile * D;
    float *weights = sum + tile * D, *slopes = weights + tile * tile;
    const int64_t query = p.begin + p.first;
    fillTile<E>(t, a.q, query, a.qStride, head * D, p.count, D, static_cast<float>(a.scale), q);
    fillTile<E>(t, a.dout, query, a.doutStride, head * D, p.count, D, 1, dout);
    for (int64_t i = t.thread(); i < p.count * D; i += t.threads()) sum[i] = 0;
    forKeyTiles(a, p, [&](int64_t u, int64_t n, bool isOwn) {
      t.barrier();
      fillTile<E>(t, a.k, u, a.kStride, kvHead * D, n, D, 1, k);
      fillTile<E>(t, a.v, u, a.vStride, kvHead * D, n, D, 1, v);
      t.barrier();
      slopesOf(t, a, head, query, p.count, u, n, isOwn, q, k, v, dout, weights, slopes);
      t.barrier();
      for (int64_t e = t.thread(); e < p.count * D; e += t.threads()) {
        for (int64_t j = 0; j < n; ++j) sum[e] += slopes[e / D * tile + j] * k[j * D + e % D];
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
    const int64_t D = a.headDim, tile = tileOf(D), head = t.block() % a.heads, kvHead = head / (a.heads / a.kvHeads);
    const TilePlace p = tilePlace(a, t.block() / a.heads);
    if (p.segment < 0) return;
    float *q = t.shared((6 * tile * D + 2 * tile * tile) * 4), *dout = q + tile * D, *k = dout + tile * D, *v = k + tile * D;
    float *dk = v + tile * D, *dv = dk + tile * D, *weights = dv + tile * D, *slopes = weights + tile * tile;
    const int64_t key = p.begin + p.first;
    fillTile<E>(t, a.k, key, a.kStride, kvHead * D, p.count, D, 1, k);
    fillTile<E>(t, a.v, key, a.vStride, kvHead * D, p.count, D, 1, v);
    for (int64_t i = t.thread(); i < p.count * D; i += t.threads()) dk[i] = dv[i] = 0;
    const auto take = [&](int64_t query, int64_t rows, bool isOwn) {
      t.barrier();
      fillTile<E>(t, a.q, query, a.qStride, head * D, rows, D, static_cast<float>(a.scale), q);
      fillTile<E>(t, a.dout, query, a.doutStride, head * D, rows, D, 1, dout);
      t.barrier();
      slopesOf(t, a, head, query, rows, key, p.count, isOwn, q, k, v, dout, weights, slopes);
      t.barrier();
      for (int64_t e = t.thread(); e < p.count * D; e += t.threads()) {
        for (int64_t i = 0; i < rows; ++i) {
          dv[e] += weights[i * tile + e / D] * dout[i * D + e % D];
          dk[e] += slopes[i * tile + e / D] * q[i * D + e % D];
        }
      }
    };
    for (int64_t first = p.first; first < p.length; first += tile) take(p.begin + first, p.length - first < tile ? p.length - first : tile, true);
    for (int64_t query = a.prefix; p.segment == 0 && query < a.tokens; query += tile) take(query, a.tokens - query < tile ? a.tokens - query : tile, false);
    for (int64_t e = t.thread(); e < p.count * D; e += t.threads()) {
      keySlopes(a, 0, head)[key * D + e] = dk[e];
      keySlopes(a, 1, head)[key * D + e] = dv[e];
    }
  }
};

/// The gradient of a key/value head is the sum over its query heads.
template <class E>
struct AttentionGroupBody {
  AttentionBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t place = elementOf(t), D = a.headDim, width = a.kvHeads * D, group = a.heads / a.kvHeads;
    if (place >= 2 * a.tokens * width) return;
    const int which = place < a.tokens * width ? 0 : 1;
    const int64_t token = place % (a.tokens * width) / width, column = place % width, kvHead = column / D;
    float sum = 0;
    for (int64_t head = kvHead * group; head < (kvHead + 1) * group; ++head) sum += keySlopes(a, which, head)[token * D + column % D];
    set<E>(which == 0 ? a.dk : a.dv, token * (which == 0 ? a.dkStride : a.dvStride) + column, sum);
  }
};

constexpr int kStepThreads = 256;
/// One block a row and head; a stretch of 256 keys at a time, then one thread an element of the output.
template <class E>
struct AttentionStepBody {
  AttentionStep a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t D = a.headDim, row = t.block() / a.heads, head = t.block() % a.heads, width = a.kvHeads * D, length = a.lengths[row];
    const int64_t first = a.sequences[row] * a.sequenceStride + head / (a.heads / a.kvHeads) * D;
    float *room = t.shared((kWarp + kStepThreads) * 4), *weights = room + kWarp;
    float top = -1e30f, total = 0, sum = 0;
    for (int64_t begin = 0; begin < length; begin += kStepThreads) {
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
      t.barrier();  // the weights are read by all before they are written over
    }
    if (t.thread() < D) set<E>(a.out, (row * a.heads + head) * D + t.thread(), sum / total);
  }
};

}  // namespace graft::kernels::card
