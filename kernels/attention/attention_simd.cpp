// SPDX-License-Identifier: Apache-2.0
// Blocks of 64 queries and 64 keys in float, whatever the elements are. Scores of a block, and what the products need beside
// them, lie on the stack (64 x 64 floats each), so a task works in the second-level cache.
#include "kernels/attention/attention.hpp"

#include "kernels/common/tile.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

constexpr int64_t kBlock = 64, kMostHeadDim = 256;
typedef float Scores[kBlock * kBlock];
typedef float Block[kBlock * kMostHeadDim];

GRAFT_INLINE int64_t padded(int64_t n) { return (n + W - 1) / W * W; }

/// Rows of a head as floats, times `scale`.
template <class E>
GRAFT_INLINE void widenRows(const E* from, int64_t stride, int64_t rows, int64_t width, float scale, float* to) {
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t i = 0; i < width; i += W) store(to + row * width + i, load(from + row * stride + i) * scale);
}

/// Transposed: to[i * kBlock + row], with zeros up to `columns`.
template <class E>
GRAFT_INLINE void turnRows(const E* from, int64_t stride, int64_t rows, int64_t columns, int64_t width, float* to) {
  for (int64_t i = 0; i < width; ++i) {
    float* line = to + i * kBlock;
    for (int64_t row = 0; row < rows; ++row) line[row] = widen(from[row * stride + i]);
    for (int64_t row = rows; row < columns; ++row) line[row] = 0;
  }
}

/// What a query must not see becomes minus infinity: keys after it, and the columns that only fill up a vector.
GRAFT_INLINE void mask(float* scores, int64_t queries, int64_t keys, int64_t columns, int64_t firstQuery, int64_t firstKey) {
  for (int64_t t = 0; t < queries; ++t) {
    const int64_t seen = smaller(keys, firstQuery + t - firstKey + 1);
    for (int64_t u = seen < 0 ? 0 : seen; u < columns; ++u) scores[t * kBlock + u] = -__builtin_inff();
  }
}

struct Place {
  int64_t segment, begin, length, head, kvHead;
};
GRAFT_INLINE Place placeOf(const AttentionShape& a, int64_t task) {
  const int64_t segment = task / a.heads, head = task % a.heads, begin = a.starts[segment];
  return {segment, begin, a.starts[segment + 1] - begin, head, head / (a.heads / a.kvHeads)};
}
/// A head's own part of a scratch buffer: each segment may be padded by a block.
GRAFT_INLINE float* partOf(void* scratch, const AttentionShape& a, const Place& p, int64_t buffer) {
  const int64_t room = a.tokens + a.segments * kBlock;
  return static_cast<float*>(scratch) + ((buffer * a.heads + p.head) * room + p.begin + p.segment * kBlock) * a.headDim;
}

/// One block of keys for one block of queries: scores to weights, sums and output rescaled to the new maximum.
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

template <class E>
void forwardHead(const AttentionForward& a, int64_t task) {
  const Place p = placeOf(a, task);
  const int64_t D = a.headDim;
  const E* q = static_cast<const E*>(a.q) + p.begin * a.qStride + p.head * D;
  const E* k = static_cast<const E*>(a.k) + p.begin * a.kStride + p.kvHead * D;
  const E* v = static_cast<const E*>(a.v) + p.begin * a.vStride + p.kvHead * D;
  E* out = static_cast<E*>(a.out) + p.begin * a.outStride + p.head * D;
  float* keys = partOf(a.scratch, a, p, 0);  // transposed, block after block
  for (int64_t u = 0; u < p.length; u += kBlock) {
    const int64_t n = smaller(kBlock, p.length - u);
    turnRows(k + u * a.kStride, a.kStride, n, padded(n), D, keys + u * D);
  }
  alignas(64) Scores scores;
  alignas(64) Block queries, sum;
  Running running;
  for (int64_t t = 0; t < p.length; t += kBlock) {
    const int64_t rows = smaller(kBlock, p.length - t);
    widenRows(q + t * a.qStride, a.qStride, rows, D, static_cast<float>(a.scale), queries);
    for (int64_t i = 0; i < rows; ++i) running.top[i] = -1e30f, running.sum[i] = 0;
    for (int64_t i = 0; i < rows * D; i += W) store(sum + i, V{});
    for (int64_t u = 0; u <= t; u += kBlock) {
      const int64_t n = smaller(kBlock, p.length - u), columns = padded(n);
      product(rows, columns, D, queries, D, 1, keys + u * D, kBlock, scores, kBlock, Into::Set);
      if (u + kBlock > t || columns > n) mask(scores, rows, n, columns, t, u);
      softmaxBlock(scores, rows, columns, running, sum, D);
      product(rows, D, n, scores, kBlock, 1, v + u * a.vStride, a.vStride, sum, D, Into::Add);
    }
    for (int64_t i = 0; i < rows; ++i) {
      E* line = out + (t + i) * a.outStride;
      for (int64_t c = 0; c < D; c += W) store(line + c, load(sum + i * D + c) / running.sum[i]);
      if (a.logsumexp) static_cast<float*>(a.logsumexp)[(p.begin + t + i) * a.heads + p.head] = running.top[i] + __builtin_logf(running.sum[i]);
    }
  }
}

/// Gradients of one head: of q into its buffer, of k and v into buffers of the query head, to be added up over the group.
template <class E>
void backwardHead(const AttentionBackward& a, int64_t task) {
  const Place p = placeOf(a, task);
  const int64_t D = a.headDim;
  const float scale = static_cast<float>(a.scale);
  const E* q = static_cast<const E*>(a.q) + p.begin * a.qStride + p.head * D;
  const E* k = static_cast<const E*>(a.k) + p.begin * a.kStride + p.kvHead * D;
  const E* v = static_cast<const E*>(a.v) + p.begin * a.vStride + p.kvHead * D;
  const E* out = static_cast<const E*>(a.out) + p.begin * a.outStride + p.head * D;
  const E* dout = static_cast<const E*>(a.dout) + p.begin * a.doutStride + p.head * D;
  const float* logsumexp = static_cast<const float*>(a.logsumexp) + p.begin * a.heads + p.head;
  float *dq = partOf(a.scratch, a, p, 0), *dk = partOf(a.scratch, a, p, 1), *dv = partOf(a.scratch, a, p, 2);
  for (int64_t i = 0; i < p.length * D; i += W) store(dq + i, V{});
  alignas(64) Scores weights, slopes;
  alignas(64) Block turnedKeys, turnedValues, queries, douts;
  float delta[kBlock];
  for (int64_t u = 0; u < p.length; u += kBlock) {
    const int64_t n = smaller(kBlock, p.length - u), columns = padded(n);
    turnRows(k + u * a.kStride, a.kStride, n, columns, D, turnedKeys);
    turnRows(v + u * a.vStride, a.vStride, n, columns, D, turnedValues);
    for (int64_t t = u; t < p.length; t += kBlock) {
      const int64_t rows = smaller(kBlock, p.length - t);
      const Into into = t == u ? Into::Set : Into::Add;
      widenRows(q + t * a.qStride, a.qStride, rows, D, scale, queries);
      widenRows(dout + t * a.doutStride, a.doutStride, rows, D, 1.0f, douts);
      for (int64_t i = 0; i < rows; ++i) {
        V along = {};
        for (int64_t c = 0; c < D; c += W) along += load(douts + i * D + c) * load(out + (t + i) * a.outStride + c);
        delta[i] = sumOf(along);
      }
      product(rows, columns, D, queries, D, 1, turnedKeys, kBlock, weights, kBlock, Into::Set);
      if (t == u || columns > n) mask(weights, rows, n, columns, t, u);
      product(rows, columns, D, douts, D, 1, turnedValues, kBlock, slopes, kBlock, Into::Set);
      for (int64_t i = 0; i < rows; ++i) {
        const float shift = logsumexp[(t + i) * a.heads];
        for (int64_t c = 0; c < columns; c += W) {
          const V weight = expOf(load(weights + i * kBlock + c) - shift);
          store(weights + i * kBlock + c, weight);
          store(slopes + i * kBlock + c, weight * (load(slopes + i * kBlock + c) - delta[i]));
        }
      }
      product(n, D, rows, weights, 1, kBlock, douts, D, dv + u * D, D, into);
      product(n, D, rows, slopes, 1, kBlock, queries, D, dk + u * D, D, into);  // the queries carry the scale
      product(rows, D, n, slopes, kBlock, 1, k + u * a.kStride, a.kStride, dq + t * D, D, Into::Add);
    }
  }
  E* gradient = static_cast<E*>(a.dq) + p.begin * a.dqStride + p.head * D;
  for (int64_t t = 0; t < p.length; ++t)
    for (int64_t i = 0; i < D; i += W) store(gradient + t * a.dqStride + i, load(dq + t * D + i) * scale);
}

/// The gradient of a key/value head is the sum over its query heads.
template <class E>
void addGroup(const AttentionBackward& a, int64_t segment, int64_t kvHead) {
  const int64_t D = a.headDim, group = a.heads / a.kvHeads;
  Place p{segment, a.starts[segment], a.starts[segment + 1] - a.starts[segment], 0, kvHead};
  for (int64_t buffer = 1; buffer <= 2; ++buffer) {
    const int64_t stride = buffer == 1 ? a.dkStride : a.dvStride;
    E* to = static_cast<E*>(buffer == 1 ? a.dk : a.dv) + p.begin * stride + kvHead * D;
    for (int64_t i = 0; i < p.length * D; i += W) {
      V sum = {};
      for (p.head = kvHead * group; p.head < (kvHead + 1) * group; ++p.head) sum += load(partOf(a.scratch, a, p, buffer) + i);
      store(to + i / D * stride + i % D, sum);
    }
  }
}

template <class E>
void forward(const AttentionForward& a, const Runner& runner) {
  inTasks(runner, a.segments * a.heads, [&](int64_t task) { forwardHead<E>(a, task); });
}
template <class E>
void backward(const AttentionBackward& a, const Runner& runner) {
  inTasks(runner, a.segments * a.heads, [&](int64_t task) { backwardHead<E>(a, task); });
  inTasks(runner, a.segments * a.kvHeads, [&](int64_t task) { addGroup<E>(a, task / a.kvHeads, task % a.kvHeads); });
}

}  // namespace

void attention(const AttentionForward& a, const Runner& runner) {
  a.type == Element::F32 ? forward<float>(a, runner) : forward<Bf16>(a, runner);
}
void attention(const AttentionBackward& a, const Runner& runner) {
  a.type == Element::F32 ? backward<float>(a, runner) : backward<Bf16>(a, runner);
}

}  // namespace graft::kernels::GRAFT_ISA
