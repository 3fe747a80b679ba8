// SPDX-License-Identifier: Apache-2.0
// Attention of bfloat16 by a warp's products of small matrices (FlashAttention-2, Dao 2023): 64 queries or keys a block, 16 a warp; scores,
// weights and sums never leave registers. The backward pass goes over the scores twice, as in attention_backward_card.hpp, whose
// deltas and sums over the heads of a group it shares.
#pragma once

#include "kernels/attention/attention_backward_card.hpp"

namespace graft::kernels::card {

constexpr int kPairsTile = 64, kPairsThreads = 128;

/// Whether the versions with pairs take it: heads in whole steps of 16 that fit into registers, rows in whole words.
inline bool hasPairs(const AttentionShape& a) { return a.type == Element::BF16 && a.headDim % 16 == 0 && a.headDim <= 128; }
inline bool hasPairs(const AttentionForward& a) {
  return hasPairs(static_cast<const AttentionShape&>(a)) && isInWords(a.q, a.qStride) && isInWords(a.k, a.kStride) &&
         isInWords(a.v, a.vStride) && isInWords(a.out, a.outStride);
}
inline bool hasPairs(const AttentionBackward& a) {
  return hasPairs(static_cast<const AttentionShape&>(a)) && isInWords(a.q, a.qStride) && isInWords(a.k, a.kStride) &&
         isInWords(a.v, a.vStride) && isInWords(a.dout, a.doutStride) && isInWords(a.dq, a.dqStride);
}

/// Elements from row to row of a tile: rows that a warp reads together lie in different banks.
GRAFT_DEVICE_FN constexpr int pairPitch(int headDim) { return headDim + 8; }
/// Rows of the tiles that are walked over: keys for queries, queries for keys. Steps are 16 elements of a head.
template <int kSteps>
constexpr int kPairKeys = 32;
template <int kSteps>
constexpr int kPairQueries = kSteps <= 4 ? 32 : 16;
/// The block's own keys and values leave room for two tiles of short heads, for one of long ones.
template <int kSteps>
constexpr int kKeysBuffers = kSteps <= 4 ? 2 : 1;
template <int kSteps>
constexpr int kKeysRows = 2 * kPairsTile + kKeysBuffers<kSteps> * 2 * kPairQueries<kSteps>;
/// Weights are powers of two: a card has an instruction for those.
constexpr float kLog2e = 1.44269504f, kLn2 = 0.693147181f;

/// `tiles` rows of tiles and `floats` beside them.
inline Launch pairsLaunch(const AttentionShape& a, int64_t tiles, int64_t floats) {
  return {(a.tokens / kPairsTile + a.segments + 1) * a.heads, kPairsThreads, tiles * pairPitch(static_cast<int>(a.headDim)) * 2 + floats * 4};
}

/// Starts to copy rows of a head into a tile of `room` rows; those behind the last are zero.
template <class Thread>
GRAFT_DEVICE_FN void startPairs(Thread& t, const void* from, int64_t row, int64_t stride, int64_t column, int64_t rows, int room, int D,
                               Bf16* tile) {
  const int words = D / 8;
  for (int i = t.thread(); i < room * words; i += t.threads()) {
    const int r = i / words, c = i % words * 8;
    t.startCopy(tile + r * pairPitch(D) + c, static_cast<const Bf16*>(from) + (row + (r < rows ? r : 0)) * stride + column + c, r < rows);
  }
}

/// Walks over tiles in shared memory: `start(i, buffer)` begins to fetch one, `take(i, buffer)` uses it when it is there. With two buffers the
/// next is fetched meanwhile.
template <int kBuffers, class Thread, class Start, class Take>
GRAFT_DEVICE_FN void walkTiles(Thread& t, int count, Start start, Take take) {
  if (kBuffers == 2 && count > 0) start(0, 0);
  t.closeCopies();
  for (int i = 0; i < count; ++i) {
    if (kBuffers == 1) start(i, 0);
    if (kBuffers == 2 && i + 1 < count) start(i + 1, (i + 1) % 2);
    t.closeCopies();
    t.template waitForCopies<kBuffers - 1>();
    t.barrier();
    take(i, i % kBuffers);
    t.barrier();
  }
}

/// Tiles of the keys that queries up to `last` of a segment see: those of the prefix, then its own.
struct KeyTiles {
  int ofPrefix, count, tile;
  GRAFT_DEVICE_FN KeyTiles(const AttentionShape& a, const TilePlace& p, int tileSize) : tile(tileSize) {
    ofPrefix = p.segment > 0 ? static_cast<int>((a.prefix + tile - 1) / tile) : 0;
    count = ofPrefix + static_cast<int>((p.first + p.count + tile - 1) / tile);
  }
  struct Tile {
    int64_t first, count;
    bool isOwn;
  };
  GRAFT_DEVICE_FN Tile at(const AttentionShape& a, const TilePlace& p, int i) const {
    const bool isOwn = i >= ofPrefix;
    const int64_t from = static_cast<int64_t>(isOwn ? i - ofPrefix : i) * tile, left = (isOwn ? p.length : a.prefix) - from;
    return {(isOwn ? p.begin : 0) + from, left < tile ? left : tile, isOwn};
  }
};

/// A warp's 16 rows of a head as left factors, from memory; rows from `rows` on are zero.
template <int kSteps>
GRAFT_DEVICE_FN void leftOf(const void* from, int64_t row, int64_t stride, int64_t column, int first, int64_t rows, int steps, const Lane& lane,
                            uint32_t (&out)[kSteps][4]) {
  GRAFT_UNROLL
  for (int s = 0; s < kSteps; ++s) {
    GRAFT_UNROLL
    for (int i = 0; i < 4; ++i) {
      const int r = first + lane.row + i % 2 * 8;
      out[s][i] = s < steps && r < rows
                      ? load<uint32_t>(static_cast<const Bf16*>(from) + (row + r) * stride + column + s * 16 + i / 2 * 8 + lane.pair * 2)
                      : 0;
    }
  }
}
/// The same from a tile, one step.
template <class Thread>
GRAFT_DEVICE_FN void leftOf(Thread& t, const Bf16* tile, int pitch, int first, int step, uint32_t (&out)[4]) {
  const int lane = t.thread() % kWarp;
  t.matrices(tile + (first + lane % 16) * pitch + step * 16 + lane / 16 * 8, out);
}
/// Sums along a head: the columns of two right factors (words 0 and 1, 2 and 3) are sixteen rows of the tile.
template <class Thread>
GRAFT_DEVICE_FN void rightAlong(Thread& t, const Bf16* tile, int pitch, int row, int step, uint32_t (&out)[4]) {
  const int lane = t.thread() % kWarp;
  t.matrices(tile + (row + lane / 16 * 8 + lane % 8) * pitch + step * 16 + lane / 8 % 2 * 8, out);
}
/// Sums over sixteen rows of the tile; two right factors of eight columns each.
template <class Thread>
GRAFT_DEVICE_FN void rightAcross(Thread& t, const Bf16* tile, int pitch, int row, int column, uint32_t (&out)[4]) {
  const int lane = t.thread() % kWarp;
  t.turned(tile + (row + lane % 16) * pitch + column + lane / 16 * 8, out);
}
/// Two results side by side, rounded, are a left factor: 16 columns from two of eight.
GRAFT_DEVICE_FN inline void leftOf(const float (&low)[4], const float (&high)[4], uint32_t (&out)[4]) {
  out[0] = pairOf(low[0], low[1]);
  out[1] = pairOf(low[2], low[3]);
  out[2] = pairOf(high[0], high[1]);
  out[3] = pairOf(high[2], high[3]);
}
/// Results of a warp's 16 rows into rows of a head, rounded.
template <int kTiles>
GRAFT_DEVICE_FN void storePairs(const float (&sums)[kTiles][4], const float (&factor)[2], void* to, int64_t row, int64_t stride,
                                int64_t column, int first, int64_t rows, int tiles, const Lane& lane) {
  GRAFT_UNROLL
  for (int c = 0; c < kTiles; ++c) {
    GRAFT_UNROLL
    for (int half = 0; half < 2; ++half) {
      const int r = first + lane.row + half * 8;
      if (c < tiles && r < rows)
        store(static_cast<Bf16*>(to) + (row + r) * stride + column + c * 8 + lane.pair * 2,
              pairOf(sums[c][half * 2] * factor[half], sums[c][half * 2 + 1] * factor[half]));
    }
  }
}

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
      GRAFT_UNROLL
      for (int s = 0; s < kSteps; ++s) {
        if (s >= steps) break;
        GRAFT_UNROLL
        for (int j = 0; j < kKeys / 8; j += 2) {
          uint32_t right[4];
          rightAlong(t, keys, pitch, j * 8, s, right);
          t.multiply(scores[j], q[s], {right[0], right[1]});
          t.multiply(scores[j + 1], q[s], {right[2], right[3]});
        }
      }
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
      GRAFT_UNROLL
      for (int k = 0; k < kKeys / 16; ++k) {
        uint32_t left[4], right[4];
        leftOf(scores[2 * k], scores[2 * k + 1], left);
        GRAFT_UNROLL
        for (int c = 0; c < 2 * kSteps; c += 2) {
          if (c >= 2 * steps) break;
          rightAcross(t, values, pitch, k * 16, c * 8, right);
          t.multiply(out[c], left, {right[0], right[1]});
          t.multiply(out[c + 1], left, {right[2], right[3]});
        }
      }
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
      GRAFT_UNROLL
      for (int s = 0; s < kSteps; ++s) {
        if (s >= steps) break;
        GRAFT_UNROLL
        for (int j = 0; j < kKeys / 8; j += 2) {
          uint32_t right[4];
          rightAlong(t, keys, pitch, j * 8, s, right);
          t.multiply(scores[j], q[s], {right[0], right[1]});
          t.multiply(scores[j + 1], q[s], {right[2], right[3]});
          rightAlong(t, values, pitch, j * 8, s, right);
          t.multiply(slopes[j], dout[s], {right[0], right[1]});
          t.multiply(slopes[j + 1], dout[s], {right[2], right[3]});
        }
      }
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
      GRAFT_UNROLL
      for (int k = 0; k < kKeys / 16; ++k) {
        uint32_t left[4], right[4];
        leftOf(slopes[2 * k], slopes[2 * k + 1], left);
        GRAFT_UNROLL
        for (int c = 0; c < 2 * kSteps; c += 2) {
          if (c >= 2 * steps) break;
          rightAcross(t, keys, pitch, k * 16, c * 8, right);
          t.multiply(sum[c], left, {right[0], right[1]});
          t.multiply(sum[c + 1], left, {right[2], right[3]});
        }
      }
    });
    const float factor[2] = {static_cast<float>(a.scale), static_cast<float>(a.scale)};
    storePairs(sum, factor, a.dq, query, a.dqStride, head * D, first, p.count, 2 * steps, lane);
  }
};

template <int kSteps>
struct AttentionKeysPairsBody {
  AttentionBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    constexpr int kQueries = kPairQueries<kSteps>;
    const int D = static_cast<int>(a.headDim), steps = D / 16, pitch = pairPitch(D);
    const int64_t head = t.block() % a.heads, kvHead = head / (a.heads / a.kvHeads);
    const TilePlace p = tilePlace(a, t.block() / a.heads, kPairsTile);
    if (p.segment < 0) return;
    constexpr int kBuffers = kKeysBuffers<kSteps>;
    Bf16 *keys = reinterpret_cast<Bf16*>(t.shared(kKeysRows<kSteps> * pitch * 2 + kBuffers * 2 * kQueries * 4)), *values = keys + kPairsTile * pitch;
    Bf16* tiles = values + kPairsTile * pitch;  // of each buffer queries and gradients
    auto* numbers = reinterpret_cast<float*>(tiles + kBuffers * 2 * kQueries * pitch);  // of each buffer logsumexp and deltas
    const Lane lane(t.thread());
    const int first = t.thread() / kWarp * 16;
    const int64_t key = p.begin + p.first;
    startPairs(t, a.k, key, a.kStride, kvHead * D, p.count, kPairsTile, D, keys);
    startPairs(t, a.v, key, a.vStride, kvHead * D, p.count, kPairsTile, D, values);
    float dk[2 * kSteps][4] = {}, dv[2 * kSteps][4] = {};
    const float power = static_cast<float>(a.scale) * kLog2e;
    // Queries of the segment from the block's keys on; all that follow when the keys are the prefix's.
    const int ofOwn = static_cast<int>((p.length - p.first + kQueries - 1) / kQueries);
    const int others = p.segment == 0 ? static_cast<int>((a.tokens - a.prefix + kQueries - 1) / kQueries) : 0;
    const auto queriesAt = [&](int i) {
      const bool isOwn = i < ofOwn;
      const int64_t from = isOwn ? p.first + i * kQueries : (i - ofOwn) * kQueries;
      const int64_t left = (isOwn ? p.length : a.tokens - a.prefix) - from;
      return KeyTiles::Tile{(isOwn ? p.begin : a.prefix) + from, left < kQueries ? left : kQueries, isOwn};
    };
    const auto startTile = [&](int i, int buffer) {
      const auto [query, rows, isOwn] = queriesAt(i);
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
    walkTiles<kBuffers>(t, ofOwn + others, startTile, [&](int tileNumber, int buffer) {
      const auto [query, rows, isOwn] = queriesAt(tileNumber);
      const Bf16 *q = tiles + buffer * 2 * kQueries * pitch, *dout = q + kQueries * pitch;
      const float *logsumexp = numbers + buffer * 2 * kQueries, *deltas = logsumexp + kQueries;
      if (isOwn && query + rows <= key + first) return;  // no query of these sees a key of this warp
      float weights[kQueries / 8][4] = {}, slopes[kQueries / 8][4] = {};
      GRAFT_UNROLL
      for (int s = 0; s < kSteps; ++s) {
        if (s >= steps) break;
        uint32_t ofKeys[4], ofValues[4], right[4];
        leftOf(t, keys, pitch, first, s, ofKeys);
        leftOf(t, values, pitch, first, s, ofValues);
        GRAFT_UNROLL
        for (int j = 0; j < kQueries / 8; j += 2) {
          rightAlong(t, q, pitch, j * 8, s, right);
          t.multiply(weights[j], ofKeys, {right[0], right[1]});
          t.multiply(weights[j + 1], ofKeys, {right[2], right[3]});
          rightAlong(t, dout, pitch, j * 8, s, right);
          t.multiply(slopes[j], ofValues, {right[0], right[1]});
          t.multiply(slopes[j + 1], ofValues, {right[2], right[3]});
        }
      }
      const int least = isOwn ? static_cast<int>(key + first - query) : -kPairsTile;  // the first query that sees the warp's first key
      GRAFT_UNROLL
      for (int j = 0; j < kQueries / 8; ++j) {
        GRAFT_UNROLL
        for (int i = 0; i < 4; ++i) {
          const int column = j * 8 + lane.pair * 2 + i % 2, row = lane.row + i / 2 * 8;
          const bool isSeen = column < rows && column >= least + row;
          weights[j][i] = isSeen ? exp2f(weights[j][i] * power - logsumexp[column]) : 0;
          slopes[j][i] = weights[j][i] * (slopes[j][i] - deltas[column]);
        }
      }
      GRAFT_UNROLL
      for (int k = 0; k < kQueries / 16; ++k) {
        uint32_t ofWeights[4], ofSlopes[4], right[4];
        leftOf(weights[2 * k], weights[2 * k + 1], ofWeights);
        leftOf(slopes[2 * k], slopes[2 * k + 1], ofSlopes);
        GRAFT_UNROLL
        for (int c = 0; c < 2 * kSteps; c += 2) {
          if (c >= 2 * steps) break;
          rightAcross(t, dout, pitch, k * 16, c * 8, right);
          t.multiply(dv[c], ofWeights, {right[0], right[1]});
          t.multiply(dv[c + 1], ofWeights, {right[2], right[3]});
          rightAcross(t, q, pitch, k * 16, c * 8, right);
          t.multiply(dk[c], ofSlopes, {right[0], right[1]});
          t.multiply(dk[c + 1], ofSlopes, {right[2], right[3]});
        }
      }
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
