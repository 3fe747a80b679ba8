// SPDX-License-Identifier: Apache-2.0
// Where kernels and LibTorch meet: kernels run on LibTorch's threads, big products go to its library. Gradients are scheduled by
// hand (core/model/pass), so nothing here records anything. Shape letters: T tokens of a packed sequence, C hidden size, R rank.
// All functions may throw c10::Error (caught where a job is run); deterministic for a fixed number of threads.
#pragma once

#include <optional>
#include <vector>

#include "core/ops/frozen_matrix.hpp"
#include "core/ops/torch.hpp"
#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::ops {

/// Kernels on LibTorch's threads.
const kernels::Runner& runner();
/// The same on the processor, wherever passes are computed.
const kernels::Runner& processorRunner();
kernels::Element elementOf(at::ScalarType type);
/// Type of statistics and adapters beside a compute type: double for double, else float.
inline at::ScalarType wideOf(at::ScalarType type) { return type == at::kDouble ? at::kDouble : at::kFloat; }

/// One adapter on a linear layer. A is (R, in), B is (out, R), masters of the wide type; gradients of the same shapes are added
/// to where they are defined.
struct LoraPair {
  at::Tensor a, b;
  double scale = 1;
  double dropout = 0;
  at::Tensor gradientA, gradientB;
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
/// Whose the rows of a pass are: equal shares, one after the other. Empty: the base alone. Several share the products with the base.
using Adapters = std::vector<const LoraLookup*>;

/// Linear layers that share their input, as one frozen matrix: their outputs lie side by side in a row.
struct LinearGroup {
  FrozenMatrix weight;  ///< (sum of out, in)
  at::Tensor bias;      ///< (sum of out), or undefined
  struct Part {
    LinearKind kind;
    int64_t first, size;  ///< columns of the output
  };
  std::vector<Part> parts;
};

/// Scratch that linear layers need; null where there is no adapter or no dropout.
struct LinearScratch {
  void* lora = nullptr;     ///< kernels::loraScratch of the largest layer
  void* dropped = nullptr;  ///< [T, in]
  void* slope = nullptr;    ///< [T, in]
  void* weight = nullptr;   ///< FrozenMatrix::scratchBytes of the largest weight
};

/// One group at one layer with its adapters, each on its share of the rows: y = x W^T + bias + sum of scale * dropout(x) A^T B^T.
struct LinearCall {
  const LinearGroup& group;
  int64_t layer;
  const Adapters& adapters;
  std::optional<uint64_t> noise;  ///< dropout is a pure function of it; none where nothing is trained
  LinearScratch scratch;
};
/// x [T, in], y [T, out]; `downs` gets x A^T of each adapter and part, one after the other, [its rows, R] of the wide type.
void linearForward(const LinearCall& call, const at::Tensor& x, const at::Tensor& y, void* downs);
/// Gradients of the adapter's pairs are added to; dx [T, in] is written when it is defined.
void linearBackward(const LinearCall& call, const at::Tensor& x, const at::Tensor& dy, const at::Tensor& dx, const void* downs);
/// Bytes of `downs` for T rows.
int64_t downBytes(const LinearCall& call, int64_t rows);
/// Bytes of LinearScratch::lora for T rows.
int64_t loraScratchBytes(const LinearCall& call, int64_t rows);

/// Rows of the head that are decoded at a time where it is not kept in the compute type.
inline constexpr int64_t kHeadSlice = 4096;
/// logits = hidden [n, C] times the head's transpose [C, V], of the compute type.
void headLogits(const at::Tensor& hidden, const FrozenMatrix& head, const at::Tensor& logits, void* scratch);
/// Cross entropy (nats) of hidden [T, C] at each of `places` against `targets`, under the head [V, C]. `gradient` [T, C], where it is
/// defined, becomes factor times the gradient of their sum (zero elsewhere). Logits exist for `kHeadChunk` rows at a time, in
/// `logits` [kHeadChunk, V] of the compute type; `scratch` for kHeadSlice rows of the head. [places] of double, to be read after `settle`:
/// the processor goes on to start the backward pass.
inline constexpr int64_t kHeadChunk = 256;
at::Tensor headLoss(const at::Tensor& hidden, const FrozenMatrix& head, const std::vector<int64_t>& places,
                    const std::vector<int64_t>& targets, const at::Tensor& logits, double factor, const at::Tensor& gradient,
                    void* scratch);

}  // namespace graft::ops
