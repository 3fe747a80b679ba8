// SPDX-License-Identifier: Apache-2.0
// The few coarse operations of the engine, each with a backward of its own. Shape letters: T tokens of a packed
// sequence, C hidden size, H query heads, K key/value heads, D head size, V vocabulary, R rank.
// Frozen weights never get a gradient. All functions may throw c10::Error (caught where a job is run); any thread,
// deterministic for a fixed number of threads.
#pragma once

#include "core/ops/torch.hpp"

namespace graft::ops {

/// Weight of a linear layer, (out, in), and its bias (out) or an undefined tensor. Frozen, compute type.
struct LinearWeights {
  at::Tensor weight, bias;
};

/// One adapter on a linear layer. A is (R, in), B is (out, R), fp32 masters with requires_grad when trained.
struct LoraPair {
  at::Tensor a, b;
  double scale = 1;
  double dropout = 0;
};

/// The seven linear layers of a block, in the order of graft::linearLayers.
enum class LinearKind { Q, K, V, O, Gate, Up, Down };
inline constexpr size_t kLinearKinds = 7;

/// What an adapter answers when the model reaches one of its linear layers: the pair for it, or null. It keeps the
/// model free of adapters: both know only this.
class LoraLookup {
 public:
  virtual ~LoraLookup() = default;
  virtual const LoraPair* find(int64_t layer, LinearKind kind) const = 0;
};

/// y = x W^T + bias + scale * dropout(x) A^T B^T, x [T, in]. `lora` may be null. The dropout noise is a pure function
/// of `noise`. Source: Hu et al. 2021, eq. 3; backward multiplies from the right so that no (out, in) gradient exists.
at::Tensor linear(const at::Tensor& x, const LinearWeights& weights, const LoraPair* lora, uint64_t noise);

/// x / rms(x) * weight over the last dimension, statistics in fp32. x [T, C], weight [C] frozen.
at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon);

/// Rotates pairs (i, i + D/2) of x [T, heads, D] by the angles whose cosines and sines are [T, D/2] in fp32.
at::Tensor rotary(const at::Tensor& x, const at::Tensor& cosines, const at::Tensor& sines);

/// silu(gate) * up, both [T, F].
at::Tensor swiglu(const at::Tensor& gate, const at::Tensor& up);

/// Causal attention inside each segment of a packed sequence; segments never see each other. q [T, H, D],
/// k and v [T, K, D], H a multiple of K; `starts` holds the segments' first places, then T. Result [T, H, D].
at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const std::vector<int64_t>& starts);

/// Sum over the rows of hidden [S, C] of the cross entropy (nats) against targets [S] int64 under the head weight
/// [V, C], as a scalar in fp32 (fp64 for fp64 input). Logits exist only for `kHeadChunk` rows at a time.
inline constexpr int64_t kHeadChunk = 256;
at::Tensor headLoss(const at::Tensor& hidden, const at::Tensor& head, const at::Tensor& targets);

}  // namespace graft::ops
