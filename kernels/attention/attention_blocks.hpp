// SPDX-License-Identifier: Apache-2.0
// Blocking of attention and layout of its scratch, for the float versions and those with pairs of bfloat16. Included by files that are
// compiled once per instruction set.
#pragma once

#include "kernels/attention/attention.hpp"
#include "kernels/common/simd.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

constexpr int64_t kBlock = 64, kMostHeadDim = 256;

/// Segment 0 is the shared prefix, which may be empty.
struct Segment {
  int64_t index, begin, length;
};
GRAFT_INLINE Segment segmentOf(const AttentionShape& a, int64_t index) {
  const int64_t begin = index == 0 ? 0 : a.starts[index - 1];
  return {index, begin, (index == 0 ? a.prefix : a.starts[index]) - begin};
}
/// Offset of a segment of head `head` in a buffer that holds all tokens of every head. Each segment may be padded by a block.
GRAFT_INLINE int64_t placeOf(const AttentionShape& a, const Segment& s, int64_t head) {
  return (head * (a.tokens + (a.segments + 1) * kBlock) + s.begin + s.index * kBlock) * a.headDim;
}
/// Part of a scratch buffer that belongs to one segment of one head.
GRAFT_INLINE float* partOf(void* scratch, const AttentionShape& a, const Segment& s, int64_t head, int64_t buffer) {
  return static_cast<float*>(scratch) + placeOf(a, s, buffer * a.heads + head);
}

/// Visibility of a block of keys to a block of queries. Query t is `ahead` + t tokens behind the first key.
struct CausalWindow {
  int64_t ahead, window;
  /// First key that query t sees, and one past the last, among `keys`.
  int64_t first(int64_t t) const { return ahead + t - window < 0 ? 0 : ahead + t - window + 1; }
  int64_t end(int64_t t, int64_t keys) const { return ahead + t < 0 ? 0 : smaller(keys, ahead + t + 1); }
  bool isWhole(int64_t queries, int64_t keys) const { return first(queries - 1) == 0 && end(0, keys) == keys; }
};
GRAFT_INLINE int64_t windowOf(const AttentionShape& a) { return a.window > 0 ? a.window : INT64_MAX / 2; }
/// Start of the first key block that is visible to a query `ahead` tokens behind the first key.
GRAFT_INLINE int64_t firstBlock(const AttentionShape& a, int64_t ahead) {
  return CausalWindow{ahead, windowOf(a)}.first(0) / kBlock * kBlock;
}

/// Gradients between the keys of `seen` and queries [first, first + count) of the sequence, for one head. dq lacks the scale. dk and dv are
/// per query head; the group sum follows later.
struct KeyBlockGradient {
  Segment seen;
  int64_t first, count;
  bool isOwn;  ///< the queries are those of `seen` itself, and the first to write to dk and dv
  float *dq, *dk, *dv;
  /// Visibility between query t and key u.
  CausalWindow sight(const AttentionShape& a, int64_t t, int64_t u) const { return {(isOwn ? 0 : a.prefix) + t - u, windowOf(a)}; }
};
template <class E>
void backwardBetween(const AttentionBackward& a, int64_t head, const KeyBlockGradient& b);

/// Handles one head of one segment with its own keys. Segment 0 also adds the contributions of all other segments to the prefix's keys.
template <class E>
void backwardHead(const AttentionBackward& a, int64_t index, int64_t head) {
  const Segment s = segmentOf(a, index);
  if (s.length == 0) return;
  float *dk = partOf(a.scratch, a, s, head, 1), *dv = partOf(a.scratch, a, s, head, 2);
  backwardBetween<E>(a, head, {s, s.begin, s.length, true, partOf(a.scratch, a, s, head, 0), dk, dv});
  if (index > 0) return;
  float* others = partOf(a.scratch, a, {0, 0, 0}, head, 3);  // dense from the prefix on
  const auto between = [&](int64_t first, int64_t count) {
    backwardBetween<E>(a, head, {s, first, count, false, others + (first - a.prefix) * a.headDim, dk, dv});
  };
  // Queries of the other segments are contiguous, so blocks may cross segment borders. With a window they may not, because the distance to
  // the keys matters.
  if (a.window == 0) return between(a.prefix, a.tokens - a.prefix);
  for (int64_t other = 1; other <= a.segments; ++other) between(segmentOf(a, other).begin, segmentOf(a, other).length);
}

/// Adds up query gradients: from the segment's own keys and from the prefix's.
template <class E>
void addQueries(const AttentionBackward& a, int64_t index, int64_t head) {
  const Segment s = segmentOf(a, index);
  const int64_t D = a.headDim;
  const float* own = partOf(a.scratch, a, s, head, 0);
  const float* shared = index > 0 && a.prefix > 0 ? partOf(a.scratch, a, {0, 0, 0}, head, 3) + (s.begin - a.prefix) * D : nullptr;
  for (int64_t t = 0; t < s.length; ++t) {
    E* to = static_cast<E*>(a.dq) + (s.begin + t) * a.dqStride + head * D;
    for (int64_t i = 0; i < D; i += W) {
      const V sum = shared ? load(own + t * D + i) + load(shared + t * D + i) : load(own + t * D + i);
      store(to + i, sum * static_cast<float>(a.scale));
    }
  }
}

/// Sums the gradient of each key/value head over its query heads. The key gradient is multiplied by `keyScale`.
template <class E>
void addGroup(const AttentionBackward& a, int64_t index, int64_t kvHead, float keyScale) {
  const Segment s = segmentOf(a, index);
  const int64_t D = a.headDim, group = a.heads / a.kvHeads;
  for (int64_t buffer = 1; buffer <= 2; ++buffer) {
    const int64_t stride = buffer == 1 ? a.dkStride : a.dvStride;
    const float scale = buffer == 1 ? keyScale : 1.0f;
    E* to = static_cast<E*>(buffer == 1 ? a.dk : a.dv) + s.begin * stride + kvHead * D;
    for (int64_t i = 0; i < s.length * D; i += W) {
      V sum = {};
      for (int64_t head = kvHead * group; head < (kvHead + 1) * group; ++head) sum += load(partOf(a.scratch, a, s, head, buffer) + i);
      store(to + i / D * stride + i % D, sum * scale);
    }
  }
}

/// Adds up all gradients from the parts in scratch.
template <class E>
void addUp(const AttentionBackward& a, const Runner& runner, float keyScale) {
  const int64_t segments = a.segments + 1;
  inTasksOfTwo(
      runner, segments * a.heads, [&](int64_t task) { addQueries<E>(a, task / a.heads, task % a.heads); }, segments * a.kvHeads,
      [&](int64_t task) { addGroup<E>(a, task / a.kvHeads, task % a.kvHeads, keyScale); });
}

}  // namespace
}  // namespace graft::kernels::GRAFT_ISA
