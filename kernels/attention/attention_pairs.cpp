// SPDX-License-Identifier: Apache-2.0
// Attention over bfloat16 with its seven products in pairs (kernels/common/pairs.hpp). Weights and score gradients are rounded to
// bfloat16 before they are multiplied, as FlashAttention does on GPUs; sums, maxima and the softmax stay in float. Blocks are kept
// transposed, keys in rows and queries in columns. A softmax then runs down a column, without sums across a vector, and each product
// leaves its result in the layout that the next one takes:
//   S^T = k q^T, out^T += v^T P^T;   dP^T = v dout^T, dv += P^T dout, dk += dS^T q, dq^T += k^T dS^T
#include "kernels/attention/attention_blocks.hpp"
#include "kernels/common/pairs.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

// kUnseen times any scale lies below kNoTop, the maximum before the first key. A masked key has weight 0 even if no key has been seen.
constexpr float kUnseen = -1e35f, kNoTop = -1e30f, kLog2e = 1.44269504088896341f, kLn2 = 0.693147180559945309f;
typedef float Scores[kBlock * kBlock];
typedef Bf16 PairScores[kBlock * kBlock];
typedef float Block[kBlock * kMostHeadDim];
typedef Bf16 PairBlock[kBlock * kMostHeadDim];

/// Computes 2^x to a unit in the last place or two; 0 for very negative x. Polynomial of degree 6 on [-1/2, 1/2], that of Cephes' exp2f
/// (Moshier, netlib cephes/single/exp2f.c).
GRAFT_INLINE V powerOfTwo(V x) {
  const __m512 n = _mm512_roundscale_ps(reinterpret_cast<__m512>(x), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  const V r = x - reinterpret_cast<V>(n);
  V p = all(1.535336188319500e-4f);
  p = p * r + 1.339887440266574e-3f;
  p = p * r + 9.618437357674640e-3f;
  p = p * r + 5.550332471162809e-2f;
  p = p * r + 2.402264791363012e-1f;
  p = p * r + 6.931472028550421e-1f;
  p = p * r + 1.0f;
  return reinterpret_cast<V>(_mm512_scalef_ps(reinterpret_cast<__m512>(p), n));
}

GRAFT_INLINE const Bf16* rowsOf(const void* base, int64_t token, int64_t stride, int64_t head, int64_t D) {
  return static_cast<const Bf16*>(base) + token * stride + head * D;
}
/// Keys or values of a segment, transposed in blocks of kBlock columns, for all query heads of their group.
GRAFT_INLINE Bf16* turnedOf(void* scratch, const AttentionShape& a, const Segment& s, int64_t kvHead) {
  return reinterpret_cast<Bf16*>(partOf(scratch, a, {0, 0, 0}, 0, 4)) + placeOf(a, s, kvHead);  // after the four float buffers
}
void turnSegment(const AttentionShape& a, void* scratch, const void* base, int64_t stride, int64_t index, int64_t kvHead) {
  const Segment s = segmentOf(a, index);
  const int64_t D = a.headDim;
  alignas(64) PairBlock paired;  // [rows / 2][D] pairs
  for (int64_t u = 0; u < s.length; u += kBlock) {
    pairRows(rowsOf(base, s.begin + u, stride, kvHead, D), stride, smaller(kBlock, s.length - u), D, paired, kBlock);
    Bf16* to = turnedOf(scratch, a, s, kvHead) + u * D;
    for (int64_t row = 0; row < kBlock / 2; row += 16)
      for (int64_t i = 0; i < D; i += 16) turnWords(paired + row * 2 * D + i * 2, D * 4, 16, to + i * kBlock + row * 2, kBlock * 2);
  }
}

/// Rows as the left operand of a product: used in place, or copied and padded with zeros at the end of a segment.
struct Rows {
  const Bf16* data;
  int64_t stride;
};
GRAFT_INLINE Rows filledUp(const Bf16* rows, int64_t stride, int64_t n, int64_t D, PairBlock& copy) {
  if (n % kStep == 0) return {rows, stride};
  for (int64_t row = 0; row < stepped(n); ++row) {
    if (row < n)
      __builtin_memcpy(copy + row * D, rows + row * stride, static_cast<size_t>(D) * 2);
    else
      __builtin_memset(copy + row * D, 0, static_cast<size_t>(D) * 2);
  }
  return {copy, D};
}

/// Masks the keys that a query must not see, and the padding rows from `keys` on.
GRAFT_INLINE void hide(float* scores, int64_t keys, int64_t columns, const CausalWindow& sight) {
  VI place;
  for (int i = 0; i < W; ++i) place[i] = i;
  for (int64_t u = 0; !sight.isWhole(columns, keys) && u < keys; ++u) {
    // Queries that see key u.
    const int64_t first = u < sight.ahead ? 0 : u - sight.ahead, end = smaller(u - sight.ahead + sight.window, columns);
    for (int64_t t = 0; t < columns; t += W) {
      if (t >= first && t + W <= end) continue;
      const VI query = place + static_cast<int32_t>(t);
      float* at = scores + u * kBlock + t;
      store(at, query >= static_cast<int32_t>(first) ? load(at) : all(kUnseen));
      store(at, query < static_cast<int32_t>(end) ? load(at) : all(kUnseen));
    }
  }
  for (int64_t u = keys; u < stepped(keys); ++u)
    for (int64_t t = 0; t < columns; t += W) store(scores + u * kBlock + t, all(kUnseen));
}

/// Running softmax state of each query in a block: the largest score so far in units of ln 2, and the sum of weights.
struct Running {
  float top[kBlock], sum[kBlock];
};

/// Turns scores [keys, queries] into weights, paired along the keys. Rescales the sums and the output [D, queries] to the new maximum.
GRAFT_INLINE void softmaxColumns(const float* scores, int64_t keys, int64_t columns, float scale, Running& running, Bf16* weights,
                                 float* out, int64_t D) {
  for (int64_t t = 0; t < columns; t += W) {
    V most = load(scores + t);
    for (int64_t u = 1; u < keys; ++u) most = larger(most, load(scores + u * kBlock + t));
    const V before = load(running.top + t), now = larger(most * scale, before);
    V sum = {};
    for (int64_t u = 0; u < keys; u += 2) {
      const V low = powerOfTwo(load(scores + u * kBlock + t) * scale - now);
      const V high = powerOfTwo(load(scores + (u + 1) * kBlock + t) * scale - now);
      sum += low + high;
      storePaired(roundedPair(low, high), weights + u * kBlock + t * 2);
    }
    const V shrink = powerOfTwo(before - now);
    store(running.sum + t, load(running.sum + t) * shrink + sum);
    store(running.top + t, now);
    for (int64_t i = 0; i < D; ++i) store(out + i * kBlock + t, load(out + i * kBlock + t) * shrink);
  }
}

/// State of a block of queries during its walk over the keys.
struct Queries {
  const Bf16* paired;
  int64_t columns;
  Running running;
  float* out;  ///< [D, kBlock]
};
/// Processes the key block that begins with key `u` of `seen`. `queries` holds the block of queries, paired. Its first query is `ahead`
/// tokens behind the first key of `seen`.
GRAFT_INLINE void seeBlock(const AttentionForward& a, const Segment& seen, int64_t kvHead, int64_t u, int64_t ahead, Queries& queries) {
  const int64_t D = a.headDim, n = smaller(kBlock, seen.length - u), rows = stepped(n);
  alignas(64) Scores scores;
  alignas(64) PairScores weights;
  alignas(64) PairBlock copy;
  const Rows keys = filledUp(rowsOf(a.k, seen.begin + u, a.kStride, kvHead, D), a.kStride, n, D, copy);
  pairProduct(rows, queries.columns, D, keys.data, keys.stride, queries.paired, kBlock, scores, kBlock, Into::Set);
  hide(scores, n, queries.columns, {ahead - u, windowOf(a)});
  softmaxColumns(scores, rows, queries.columns, static_cast<float>(a.scale) * kLog2e, queries.running, weights, queries.out, D);
  pairProduct(D, queries.columns, rows, turnedOf(a.scratch, a, seen, kvHead) + u * D, kBlock, weights, kBlock, queries.out, kBlock,
              Into::Add);
}

/// Transposes [D, kBlock] back to rows of D, one per query.
GRAFT_INLINE void turnBack(const float* columns, int64_t rows, int64_t D, float* to) {
  for (int64_t i = 0; i < D; i += 16)
    for (int64_t t = 0; t < rows; t += 16) turnWords(columns + i * kBlock + t, kBlock * 4, 16, to + t * D + i, D * 4);
}

void forwardBlock(const AttentionForward& a, const Segment& s, int64_t head, int64_t t) {
  const int64_t D = a.headDim, kvHead = head / (a.heads / a.kvHeads), rows = smaller(kBlock, s.length - t);
  alignas(64) PairBlock paired;
  alignas(64) Block sum, out;
  Queries queries{paired, stepped(rows), {}, sum};
  pairAlongRows(rowsOf(a.q, s.begin + t, a.qStride, head, D), a.qStride, rows, D, paired, kBlock);
  for (int64_t i = 0; i < kBlock; ++i) queries.running.top[i] = kNoTop, queries.running.sum[i] = 0;
  for (int64_t i = 0; i < kBlock * D; i += W) store(sum + i, V{});
  if (s.index > 0) {
    const Segment prefix = segmentOf(a, 0);
    for (int64_t u = firstBlock(a, a.prefix + t); u < prefix.length; u += kBlock) seeBlock(a, prefix, kvHead, u, a.prefix + t, queries);
  }
  for (int64_t u = firstBlock(a, t); u <= t; u += kBlock) seeBlock(a, s, kvHead, u, t, queries);
  turnBack(sum, rows, D, out);
  for (int64_t i = 0; i < rows; ++i) {
    const int64_t token = s.begin + t + i;
    Bf16* line = static_cast<Bf16*>(a.out) + token * a.outStride + head * D;
    for (int64_t c = 0; c < D; c += W) store(line + c, load(out + i * D + c) / queries.running.sum[i]);
    if (a.logsumexp)
      static_cast<float*>(a.logsumexp)[token * a.heads + head] = queries.running.top[i] * kLn2 + __builtin_logf(queries.running.sum[i]);
  }
}

/// A block of queries in every layout that a product needs, with the logsumexp and delta of each query.
struct BackwardQueries {
  PairBlock alongQ, alongDout;  ///< paired along the head: [D / 2][kBlock][2]
  PairBlock q, dout;            ///< paired along the queries: [kBlock / 2][D][2]
  float shift[kBlock], delta[kBlock];
};
GRAFT_INLINE void gather(const AttentionBackward& a, int64_t head, int64_t token, int64_t rows, BackwardQueries& to) {
  const int64_t D = a.headDim;
  const Bf16 *q = rowsOf(a.q, token, a.qStride, head, D), *dout = rowsOf(a.dout, token, a.doutStride, head, D);
  const Bf16* out = rowsOf(a.out, token, a.outStride, head, D);
  pairAlongRows(q, a.qStride, rows, D, to.alongQ, kBlock);
  pairAlongRows(dout, a.doutStride, rows, D, to.alongDout, kBlock);
  pairRows(q, a.qStride, rows, D, to.q, kBlock);
  pairRows(dout, a.doutStride, rows, D, to.dout, kBlock);
  for (int64_t i = 0; i < kBlock; ++i) {
    to.shift[i] = to.delta[i] = 0;
    if (i >= rows) continue;
    V along = {};
    for (int64_t c = 0; c < D; c += W) along += load(dout + i * a.doutStride + c) * load(out + i * a.outStride + c);
    to.delta[i] = sumOf(along);
    to.shift[i] = static_cast<const float*>(a.logsumexp)[(token + i) * a.heads + head] * kLog2e;
  }
}

/// Turns scores and dP [keys, queries] into weights and score gradients, in rows. The score gradients are also stored paired along the
/// keys.
GRAFT_INLINE void slopeColumns(const Scores& scores, const Scores& dP, int64_t keys, int64_t columns, float scale,
                               const BackwardQueries& of, PairScores& weights, PairScores& slopes, PairScores& paired) {
  for (int64_t t = 0; t < columns; t += W) {
    const V shift = load(of.shift + t), delta = load(of.delta + t);
    for (int64_t u = 0; u < keys; u += 2) {
      const int64_t low = u * kBlock + t, high = low + kBlock;
      const V p = powerOfTwo(load(scores + low) * scale - shift), q = powerOfTwo(load(scores + high) * scale - shift);
      storeRows(roundedPair(p, q), weights + low, weights + high);
      const __m512i slope = roundedPair(p * (load(dP + low) - delta), q * (load(dP + high) - delta));
      storeRows(slope, slopes + low, slopes + high);
      storePaired(slope, paired + u * kBlock + t * 2);
    }
  }
}

template <>
void backwardBetween<Bf16>(const AttentionBackward& a, int64_t head, const KeyBlockGradient& b) {
  const int64_t D = a.headDim, kvHead = head / (a.heads / a.kvHeads);
  alignas(64) BackwardQueries queries;
  alignas(64) Scores scores, dP;
  alignas(64) PairScores weights, slopes, paired;
  alignas(64) PairBlock keysCopy, valuesCopy;
  alignas(64) Block dq, turned;
  for (int64_t t = 0; t < b.count; t += kBlock) {
    const int64_t rows = smaller(kBlock, b.count - t), columns = stepped(rows);
    gather(a, head, b.first + t, rows, queries);
    for (int64_t i = 0; i < kBlock * D; i += W) store(dq + i, V{});
    for (int64_t u = firstBlock(a, b.sight(a, t, 0).ahead); u < b.seen.length && (!b.isOwn || u <= t); u += kBlock) {
      const int64_t n = smaller(kBlock, b.seen.length - u), keys = stepped(n);
      const Into into = b.isOwn && t == u ? Into::Set : Into::Add;
      const Rows k = filledUp(rowsOf(a.k, b.seen.begin + u, a.kStride, kvHead, D), a.kStride, n, D, keysCopy);
      const Rows v = filledUp(rowsOf(a.v, b.seen.begin + u, a.vStride, kvHead, D), a.vStride, n, D, valuesCopy);
      pairProduct(keys, columns, D, k.data, k.stride, queries.alongQ, kBlock, scores, kBlock, Into::Set);
      pairProduct(keys, columns, D, v.data, v.stride, queries.alongDout, kBlock, dP, kBlock, Into::Set);
      hide(scores, n, columns, b.sight(a, t, u));
      slopeColumns(scores, dP, keys, columns, static_cast<float>(a.scale) * kLog2e, queries, weights, slopes, paired);
      pairProduct(keys, D, columns, weights, kBlock, queries.dout, D, b.dv + u * D, D, into);
      pairProduct(keys, D, columns, slopes, kBlock, queries.q, D, b.dk + u * D, D, into);
      pairProduct(D, columns, keys, turnedOf(a.scratch, a, b.seen, kvHead) + u * D, kBlock, paired, kBlock, dq, kBlock, Into::Add);
    }
    turnBack(dq, rows, D, turned);
    for (int64_t i = 0; i < rows * D; i += W) store(b.dq + t * D + i, load(turned + i));
  }
}

}  // namespace

void attention(const AttentionForward& a, const Runner& runner) {
  inTasks(runner, (a.segments + 1) * a.kvHeads,
          [&](int64_t task) { turnSegment(a, a.scratch, a.v, a.vStride, task / a.kvHeads, task % a.kvHeads); });
  inTasks(runner, (a.segments + 1) * a.heads, [&](int64_t task) {
    const Tiles tiles;
    const Segment s = segmentOf(a, task / a.heads);
    for (int64_t t = 0; t < s.length; t += kBlock) forwardBlock(a, s, task % a.heads, t);
  });
}
void attention(const AttentionBackward& a, const Runner& runner) {
  const int64_t segments = a.segments + 1;
  inTasks(runner, segments * a.kvHeads,
          [&](int64_t task) { turnSegment(a, a.scratch, a.k, a.kStride, task / a.kvHeads, task % a.kvHeads); });
  inTasks(runner, segments * a.heads, [&](int64_t task) {
    const Tiles tiles;
    backwardHead<Bf16>(a, task / a.heads, task % a.heads);
  });
  addUp<Bf16>(a, runner, static_cast<float>(a.scale));
}

}  // namespace graft::kernels::GRAFT_ISA
