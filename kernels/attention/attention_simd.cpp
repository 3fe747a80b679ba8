// SPDX-License-Identifier: Apache-2.0
// Attention in float for any element type, in blocks of 64 queries and 64 keys. The scores of a block and its product operands lie on the
// stack (64 x 64 floats each), so a task works in the second-level cache.
#include "kernels/attention/attention_blocks.hpp"
#include "kernels/common/tile.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

typedef float Scores[kBlock * kBlock];
typedef float Block[kBlock * kMostHeadDim];

GRAFT_INLINE int64_t padded(int64_t n) { return (n + W - 1) / W * W; }

/// Converts rows of a head to floats, times `scale`.
template <class E>
GRAFT_INLINE void widenRows(const E* from, int64_t stride, int64_t rows, int64_t width, float scale, float* to) {
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t i = 0; i < width; i += W) store(to + row * width + i, load(from + row * stride + i) * scale);
}

/// Transposes rows: to[i * kBlock + row], with zeros up to `columns`.
template <class E>
GRAFT_INLINE void turnRows(const E* from, int64_t stride, int64_t rows, int64_t columns, int64_t width, float* to) {
  for (int64_t i = 0; i < width; ++i) {
    float* line = to + i * kBlock;
    for (int64_t row = 0; row < rows; ++row) line[row] = toFloat(from[row * stride + i]);
    for (int64_t row = rows; row < columns; ++row) line[row] = 0;
  }
}

/// Sets masked scores and padding columns to minus infinity.
GRAFT_INLINE void mask(float* scores, int64_t queries, int64_t keys, int64_t columns, const CausalWindow& sight) {
  if (columns == keys && sight.isWhole(queries, keys)) return;
  for (int64_t t = 0; t < queries; ++t) {
    for (int64_t u = 0; u < smaller(sight.first(t), columns); ++u) scores[t * kBlock + u] = -__builtin_inff();
    for (int64_t u = sight.end(t, keys); u < columns; ++u) scores[t * kBlock + u] = -__builtin_inff();
  }
}

/// Running softmax state of a block of queries. Each block of keys turns its scores into weights, and rescales sums and output to the new
/// maximum.
struct Running {
  float top[kBlock], sum[kBlock];
};
GRAFT_INLINE void softmaxBlock(float* scores, int64_t queries, int64_t columns, Running& running, float* out, int64_t D) {
  for (int64_t t = 0; t < queries; ++t) {
    float* line = scores + t * kBlock;
    V most = load(line);
    for (int64_t u = W; u < columns; u += W) most = larger(most, load(line + u));
    const float before = running.top[t], now = maxOf(most) > before ? maxOf(most) : before;
    V sum = {};
    for (int64_t u = 0; u < columns; u += W) {
      const V weight = expOf(load(line + u) - now);
      sum += weight;
      store(line + u, weight);
    }
    const float shrink = expOf(all(before - now))[0];
    running.sum[t] = running.sum[t] * shrink + sumOf(sum);
    running.top[t] = now;
    if (shrink == 1.0f) continue;
    for (int64_t i = 0; i < D; i += W) store(out + t * D + i, load(out + t * D + i) * shrink);
  }
}

/// Transposes the keys of a segment block by block, for all its query heads.
template <class E>
void turnKeys(const AttentionForward& a, const Segment& s, int64_t kvHead) {
  const int64_t D = a.headDim;
  const E* k = static_cast<const E*>(a.k) + s.begin * a.kStride + kvHead * D;
  float* to = partOf(a.scratch, a, s, kvHead, 0);
  for (int64_t u = 0; u < s.length; u += kBlock) {
    const int64_t n = smaller(kBlock, s.length - u);
    turnRows(k + u * a.kStride, a.kStride, n, padded(n), D, to + u * D);
  }
}

/// Processes the key block that begins with key `u` of `seen`, for `rows` queries. The first query is `ahead` tokens behind the first key
/// of `seen`.
template <class E>
GRAFT_INLINE void seeBlock(const AttentionForward& a, const Segment& seen, int64_t kvHead, int64_t u, const float* queries, int64_t rows,
                           int64_t ahead, float* scores, Running& running, float* sum) {
  const int64_t D = a.headDim, n = smaller(kBlock, seen.length - u), columns = padded(n);
  product(rows, columns, D, queries, D, 1, partOf(a.scratch, a, seen, kvHead, 0) + u * D, kBlock, scores, kBlock, Into::Set);
  mask(scores, rows, n, columns, {ahead - u, windowOf(a)});
  softmaxBlock(scores, rows, columns, running, sum, D);
  const E* v = static_cast<const E*>(a.v) + (seen.begin + u) * a.vStride + kvHead * D;
  product(rows, D, n, scores, kBlock, 1, v, a.vStride, sum, D, Into::Add);
}

/// Forward pass of one block of queries of one head.
template <class E>
void forwardBlock(const AttentionForward& a, const Segment& s, int64_t head, int64_t t) {
  const int64_t D = a.headDim, kvHead = head / (a.heads / a.kvHeads), rows = smaller(kBlock, s.length - t);
  alignas(64) Scores scores;
  alignas(64) Block queries, sum;
  Running running;
  widenRows(static_cast<const E*>(a.q) + (s.begin + t) * a.qStride + head * D, a.qStride, rows, D, static_cast<float>(a.scale), queries);
  for (int64_t i = 0; i < rows; ++i) running.top[i] = -1e30f, running.sum[i] = 0;
  for (int64_t i = 0; i < rows * D; i += W) store(sum + i, V{});
  if (s.index > 0) {
    const Segment prefix = segmentOf(a, 0);
    for (int64_t u = firstBlock(a, a.prefix + t); u < prefix.length; u += kBlock)
      seeBlock<E>(a, prefix, kvHead, u, queries, rows, a.prefix + t, scores, running, sum);
  }
  for (int64_t u = firstBlock(a, t); u <= t; u += kBlock) seeBlock<E>(a, s, kvHead, u, queries, rows, t, scores, running, sum);
  for (int64_t i = 0; i < rows; ++i) {
    E* line = static_cast<E*>(a.out) + (s.begin + t + i) * a.outStride + head * D;
    for (int64_t c = 0; c < D; c += W) store(line + c, load(sum + i * D + c) / running.sum[i]);
    if (a.logsumexp) static_cast<float*>(a.logsumexp)[(s.begin + t + i) * a.heads + head] = running.top[i] + __builtin_logf(running.sum[i]);
  }
}

template <class E>
void backwardBetween(const AttentionBackward& a, int64_t head, const KeyBlockGradient& b) {
  const int64_t D = a.headDim, kvHead = head / (a.heads / a.kvHeads);
  const E* q = static_cast<const E*>(a.q) + b.first * a.qStride + head * D;
  const E* k = static_cast<const E*>(a.k) + b.seen.begin * a.kStride + kvHead * D;
  const E* v = static_cast<const E*>(a.v) + b.seen.begin * a.vStride + kvHead * D;
  const E* out = static_cast<const E*>(a.out) + b.first * a.outStride + head * D;
  const E* dout = static_cast<const E*>(a.dout) + b.first * a.doutStride + head * D;
  const float* logsumexp = static_cast<const float*>(a.logsumexp) + b.first * a.heads + head;
  for (int64_t i = 0; i < b.count * D; i += W) store(b.dq + i, V{});
  alignas(64) Scores weights, slopes;
  alignas(64) Block turnedKeys, turnedValues, queries, douts;
  float delta[kBlock];
  for (int64_t u = 0; u < b.seen.length; u += kBlock) {
    const int64_t n = smaller(kBlock, b.seen.length - u), columns = padded(n);
    turnRows(k + u * a.kStride, a.kStride, n, columns, D, turnedKeys);
    turnRows(v + u * a.vStride, a.vStride, n, columns, D, turnedValues);
    for (int64_t t = b.isOwn ? u : 0; t < b.count && b.sight(a, t, u).first(0) < n; t += kBlock) {
      const int64_t rows = smaller(kBlock, b.count - t);
      const Into into = b.isOwn && t == u ? Into::Set : Into::Add;
      widenRows(q + t * a.qStride, a.qStride, rows, D, static_cast<float>(a.scale), queries);
      widenRows(dout + t * a.doutStride, a.doutStride, rows, D, 1.0f, douts);
      for (int64_t i = 0; i < rows; ++i) {
        V along = {};
        for (int64_t c = 0; c < D; c += W) along += load(douts + i * D + c) * load(out + (t + i) * a.outStride + c);
        delta[i] = sumOf(along);
      }
      product(rows, columns, D, queries, D, 1, turnedKeys, kBlock, weights, kBlock, Into::Set);
      mask(weights, rows, n, columns, b.sight(a, t, u));
      product(rows, columns, D, douts, D, 1, turnedValues, kBlock, slopes, kBlock, Into::Set);
      for (int64_t i = 0; i < rows; ++i) {
        const float shift = logsumexp[(t + i) * a.heads];
        for (int64_t c = 0; c < columns; c += W) {
          const V weight = expOf(load(weights + i * kBlock + c) - shift);
          store(weights + i * kBlock + c, weight);
          store(slopes + i * kBlock + c, weight * (load(slopes + i * kBlock + c) - delta[i]));
        }
      }
      product(n, D, rows, weights, 1, kBlock, douts, D, b.dv + u * D, D, into);
      product(n, D, rows, slopes, 1, kBlock, queries, D, b.dk + u * D, D, into);  // the queries are already multiplied by the scale
      product(rows, D, n, slopes, kBlock, 1, k + u * a.kStride, a.kStride, b.dq + t * D, D, Into::Add);
    }
  }
}

/// Decode step of one key/value head of one row. Its query heads are processed together, so that keys and values are read once.
template <class E>
void stepGroup(const AttentionStep& a, int64_t row, int64_t kvHead) {
  constexpr int64_t kMostGroup = 16;
  const int64_t D = a.headDim, width = a.kvHeads * D, all = a.heads / a.kvHeads, length = a.lengths[row];
  const int64_t first = a.sequences[row] * a.sequenceStride + kvHead * D;
  const E *keys = static_cast<const E*>(a.keys) + first, *values = static_cast<const E*>(a.values) + first;
  for (int64_t begin = 0; begin < all; begin += kMostGroup) {
    const int64_t group = smaller(kMostGroup, all - begin), head = kvHead * all + begin;
    alignas(64) float queries[kMostGroup * kMostHeadDim], sum[kMostGroup * kMostHeadDim];
    alignas(64) float scores[kMostGroup * kBlock];
    Running running;
    widenRows(static_cast<const E*>(a.q) + row * a.qStride + head * D, D, group, D, static_cast<float>(a.scale), queries);
    for (int64_t g = 0; g < group; ++g) running.top[g] = -1e30f, running.sum[g] = 0;
    for (int64_t i = 0; i < group * D; i += W) store(sum + i, V{});
    for (int64_t u = a.firstSeen(length); u < length; u += kBlock) {
      const int64_t n = smaller(kBlock, length - u), columns = padded(n);
      for (int64_t k = 0; k < n; ++k) {
        for (int64_t g = 0; g < group; ++g) {
          V dot = {};
          for (int64_t i = 0; i < D; i += W) dot += load(queries + g * D + i) * load(keys + (u + k) * width + i);
          scores[g * kBlock + k] = sumOf(dot);
        }
      }
      for (int64_t g = 0; g < group; ++g)
        for (int64_t k = n; k < columns; ++k) scores[g * kBlock + k] = -__builtin_inff();
      softmaxBlock(scores, group, columns, running, sum, D);
      product(group, D, n, scores, kBlock, 1, values + u * width, width, sum, D, Into::Add);
    }
    E* out = static_cast<E*>(a.out) + (row * a.heads + head) * D;
    for (int64_t g = 0; g < group; ++g)
      for (int64_t i = 0; i < D; i += W) store(out + g * D + i, load(sum + g * D + i) / running.sum[g]);
  }
}

template <class E>
void forward(const AttentionForward& a, const Runner& runner) {
  inTasks(runner, (a.segments + 1) * a.kvHeads, [&](int64_t task) { turnKeys<E>(a, segmentOf(a, task / a.kvHeads), task % a.kvHeads); });
  inTasks(runner, (a.segments + 1) * a.heads, [&](int64_t task) {
    const Segment s = segmentOf(a, task / a.heads);
    for (int64_t t = 0; t < s.length; t += kBlock) forwardBlock<E>(a, s, task % a.heads, t);
  });
}
template <class E>
void backward(const AttentionBackward& a, const Runner& runner) {
  inTasks(runner, (a.segments + 1) * a.heads, [&](int64_t task) { backwardHead<E>(a, task / a.heads, task % a.heads); });
  addUp<E>(a, runner, 1.0f);
}

template <class E>
void step(const AttentionStep& a, const Runner& runner) {
  inTasks(runner, a.rows * a.kvHeads, [&](int64_t task) { stepGroup<E>(a, task / a.kvHeads, task % a.kvHeads); });
}

}  // namespace

void attention(const AttentionStep& a, const Runner& runner) { a.type == Element::F32 ? step<float>(a, runner) : step<Bf16>(a, runner); }
void attention(const AttentionForward& a, const Runner& runner) {
  a.type == Element::F32 ? forward<float>(a, runner) : forward<Bf16>(a, runner);
}
void attention(const AttentionBackward& a, const Runner& runner) {
  a.type == Element::F32 ? backward<float>(a, runner) : backward<Bf16>(a, runner);
}

}  // namespace graft::kernels::GRAFT_ISA
