// SPDX-License-Identifier: Apache-2.0
// Causal attention inside each segment of a packed sequence, with grouped heads; blocked as FlashAttention-2 (Dao 2023), so
// that no [T, T] matrix exists. Blocks above the diagonal and between segments are never touched. The first `prefix` tokens may be
// a beginning that all segments share: they see each other causally, and every token of every segment sees all of them. With a `window`
// a token sees that many at most, itself the last of them; what lies between it and a token of the prefix is counted as in a row of its
// own.
//   S = scale q k^T,  P = softmax(S),  out = P v
//   dv = P^T dout,  dP = dout v^T,  dS = P (dP - sum(dout out)),  dq = scale dS k,  dk = scale dS^T q
// Shapes: T tokens; q, out and their gradients H heads of D elements, k and v K heads, H a multiple of K. Each operand has its
// own row stride (elements from token to token), so q, k and v may lie in one buffer. `starts` [segments + 1] begins with the prefix and
// ends with T.
// logsumexp [T, H] as Wide<E>. Cost: 2 T L H D multiply-adds forward and 5 T L H D backward for segments of length L, halved by
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
  int64_t window = 0;  ///< tokens that one sees back, itself among them; 0: all
};
struct AttentionForward : AttentionShape {
  const void *q, *k, *v;
  int64_t qStride, kStride, vStride;
  void* out;
  int64_t outStride;
  void* logsumexp;  ///< or null when there is no backward pass
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
/// Bytes of scratch that either direction may use, 64-byte aligned memory.
int64_t attentionScratch(const AttentionShape& shape);

/// One new token for each of `rows` sequences, against keys and values that are kept (which hold the new token already).
struct AttentionStep {
  Element type;
  int64_t rows, heads, kvHeads, headDim;
  double scale;
  const void* q;  ///< [rows, H D] with a stride
  int64_t qStride;
  const void *keys, *values;           ///< of all sequences: [sequence, token, K D]
  int64_t sequenceStride;              ///< elements from sequence to sequence
  const int64_t *sequences, *lengths;  ///< for each row: its sequence, and how many tokens of it are seen
  void* out;                           ///< [rows, H D], dense
  int64_t window = 0;                  ///< as AttentionShape's
  /// The first token that is seen of a row with `length` tokens; the reference counts for itself.
  GRAFT_DEVICE_FN int64_t firstSeen(int64_t length) const { return window > 0 && window < length ? length - window : 0; }
};
void attention(const AttentionStep& args, const Runner& runner);

GRAFT_SIMD_DECLARE(void attention(const AttentionStep&, const Runner&); void attention(const AttentionForward&, const Runner&);
                   void attention(const AttentionBackward&, const Runner&))
GRAFT_PAIRS_DECLARE(void attention(const AttentionForward&, const Runner&); void attention(const AttentionBackward&, const Runner&))

}  // namespace graft::kernels
