// SPDX-License-Identifier: Apache-2.0
// Causal attention inside each segment of a packed sequence, with grouped heads. Blocked as FlashAttention-2 (Dao 2023), so that
// no [T, T] matrix exists. Blocks above the diagonal and between segments are never touched. The first `prefix` tokens may be
// a prefix shared by all segments: they see each other causally, and every token of every segment sees all of them. With a `window`
// a token sees at most that many tokens, itself the last of them. Distances to prefix tokens count as if prefix and segment were one row.
//   S = scale q k^T,  P = softmax(S),  out = P v
//   dv = P^T dout,  dP = dout v^T,  dS = P (dP - sum(dout out)),  dq = scale dS k,  dk = scale dS^T q
// Shapes: T tokens; q, out and their gradients H heads of D elements, k and v K heads, H a multiple of K. Each operand has its
// own row stride (elements from token to token), so q, k and v may lie in one buffer. `starts` [segments + 1] begins with the prefix and
// ends with T.
// logsumexp [T, H] as AccumType<E>. Cost: 2 T L H D multiply-adds forward and 5 T L H D backward for segments of length L, halved by
// the mask. Queries and keys are taken in blocks of 64; one task is one head of one segment.
#pragma once

#include "kernels/common/device.hpp"
#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

struct AttentionShape {
  Element type;
  int64_t tokens, heads, kvHeads, headDim;
  const int64_t* starts;
  int64_t segments;
  int64_t prefix;
  double scale;
  int64_t window = 0;  ///< tokens that a token sees back, itself included; 0: all
};
struct AttentionForward : AttentionShape {
  const void *q, *k, *v;
  int64_t qStride, kStride, vStride;
  void* out;
  int64_t outStride;
  void* logsumexp;  ///< null if there is no backward pass
  void* scratch;    ///< attentionScratch bytes
};
struct AttentionBackward : AttentionShape {
  const void *q, *k, *v, *out, *dout;
  int64_t qStride, kStride, vStride, outStride, doutStride;
  const void* logsumexp;
  void *dq, *dk, *dv;
  int64_t dqStride, dkStride, dvStride;
  void* scratch;
};
void attention(const AttentionForward& args, const Runner& runner);
void attention(const AttentionBackward& args, const Runner& runner);
/// Scratch bytes, enough for either direction. The memory is 64-byte aligned.
int64_t attentionScratch(const AttentionShape& shape);

/// Decode step: one new token for each of `rows` sequences against cached keys and values. The cache already holds the new token.
struct AttentionStep {
  Element type;
  int64_t rows, heads, kvHeads, headDim;
  double scale;
  const void* q;  ///< [rows, H D] with a stride
  int64_t qStride;
  const void *keys, *values;           ///< cache of all sequences: [sequence, token, K D]
  int64_t sequenceStride;              ///< elements from sequence to sequence
  const int64_t *sequences, *lengths;  ///< for each row: its sequence, and the number of tokens it sees
  void* out;                           ///< [rows, H D], dense
  int64_t window = 0;                  ///< AttentionShape's window
  /// First visible token of a row with `length` tokens. The plain reference does not use it.
  GRAFT_DEVICE_FN int64_t firstSeen(int64_t length) const { return window > 0 && window < length ? length - window : 0; }
};
void attention(const AttentionStep& args, const Runner& runner);

GRAFT_SIMD_DECLARE(void attention(const AttentionStep&, const Runner&); void attention(const AttentionForward&, const Runner&);
                   void attention(const AttentionBackward&, const Runner&))
GRAFT_PAIRS_DECLARE(void attention(const AttentionForward&, const Runner&); void attention(const AttentionBackward&, const Runner&))

}  // namespace graft::kernels
