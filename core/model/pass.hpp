// SPDX-License-Identifier: Apache-2.0
// One pass over a packed sequence, forward and backward, scheduled by hand over planned memory (core/model/arena). A layer keeps
// what its gradients need; what is cheap to make again (norms, SwiGLU) is made again, and with Keep::Less also the products that
// cost least for the memory they free.
#pragma once

#include "core/batch/rows.hpp"
#include "core/model/arena.hpp"
#include "core/ops/ops.hpp"
#include "core/weights/model_config.hpp"
#include "kernels/attention/attention.hpp"
#include "kernels/swiglu/swiglu.hpp"

namespace graft {

/// What each layer keeps between forward and backward. All: everything that a product made. NoMlp: gate and up are made again (one
/// product in three of the forward pass). Inputs: only the layer's input, the whole layer is made again.
enum class Keep { All, NoMlp, Inputs };

/// Frozen weights of one block.
struct LayerWeights {
  at::Tensor inputNorm, postNorm;           ///< before attention, before the MLP; all norms of the wide type
  at::Tensor qNorm, kNorm;                  ///< of a head; undefined where heads are not normed
  at::Tensor attentionOutNorm, mlpOutNorm;  ///< of what they give; undefined where that is added as it is
  ops::LinearGroup qkv, o, gateUp, down;
};

/// Cosines and sines [T, D/2] of the wide type.
struct Angles {
  at::Tensor cosines, sines;
};
struct RotaryAngles {
  Angles whole, local;  ///< of layers that see all, and of local ones; undefined where there are none
};

/// The memory of a pass over T tokens, and the steps of a layer. Tensors are views of the arena.
class Pass {
 public:
  struct Options {
    const ModelConfig& config;
    const ops::FrozenMatrix& head;
    at::ScalarType type;
    int64_t tokens;          ///< of all adapters
    int64_t rows;            ///< of the batch
    ops::Adapters adapters;  ///< each has the whole batch, one after the other
    uint64_t noise;
    bool isTraining;
    Keep keep;
  };
  /// Plans; `layers` are borrowed. Without `base` only the size is known.
  Pass(const Options& options, const std::vector<LayerWeights>& layers, void* base);
  int64_t bytes() const { return m_bytes; }

  /// What a block does between its rotated q, k, v in `qkv` [T, (H + 2 K) D] and the output of its attention [T, H D].
  using Attend = std::function<void(size_t layer, const at::Tensor& qkv, const at::Tensor& attended)>;
  /// All layers from the embedded tokens, [T, C] in `input()`; then `output()` of them.
  void forward(const RotaryAngles& angles, const Attend& attend);
  at::Tensor& input() { return m_slots[0].x; }
  /// Final norm of the result into `hidden` [T, C].
  void finalNorm(const at::Tensor& weight, const at::Tensor& hidden);
  /// From the gradient of the final norm's output, which is written over, to the gradients of the adapter's pairs.
  void backward(const at::Tensor& finalWeight, const at::Tensor& dHidden, const RotaryAngles& angles, const PackedBatch& batch);

  /// Causal attention inside the rows of `batch`, for each adapter's share.
  void attend(size_t layer, const at::Tensor& qkv, const at::Tensor& attended, const PackedBatch& batch);
  at::Tensor& logits() { return m_logits; }
  void* weightScratch() const { return m_scratch.weight; }
  at::Tensor& hidden() { return m_hidden; }
  at::Tensor& dHidden() { return m_dNormed; }

 private:
  struct Slot {
    at::Tensor x, qkv, attended, middle, gateUp;
    at::Tensor attentionOut, mlpOut;  ///< where they are normed before they are added
    void* logsumexp = nullptr;
    void *downQkv = nullptr, *downO = nullptr, *downGateUp = nullptr, *downDown = nullptr;
  };
  kernels::AttentionShape shapeOf(size_t layer, const PackedBatch& batch);
  ops::LinearCall call(const ops::LinearGroup& group, size_t layer) const;
  /// Where the attention's statistics of the share begin that begins in `row`.
  void* logsumexpAt(size_t layer, int64_t row) const;
  void norm(const at::Tensor& x, const at::Tensor& delta, const at::Tensor& sum, const at::Tensor& weight, const at::Tensor& y) const;
  void normBackward(const at::Tensor& sum, const at::Tensor& weight, const at::Tensor& dy, const at::Tensor& residual) const;
  /// Where attention or the MLP puts what it gives: `own` where that is normed before it is added, else m_delta, from where it is added.
  at::Tensor& outputOf(at::Tensor& own) { return own.defined() ? own : m_delta; }
  void normOutput(const at::Tensor& out, const at::Tensor& weight) const;
  const at::Tensor& outputGradient(const at::Tensor& out, const at::Tensor& weight) const;
  void rotate(const at::Tensor& qkv, size_t layer, const RotaryAngles& angles, bool isBack) const;
  void normHeads(size_t layer);
  void normHeadsBackward(size_t layer) const;
  const at::Tensor& attentionInput(size_t layer, const RotaryAngles& angles);
  void attentionPart(size_t layer, const RotaryAngles& angles, const Attend& attend);
  void mlpPart(size_t layer);
  kernels::GateCurve curve() const { return m_options.config.gelu ? kernels::kGeluTanh : kernels::kSilu; }
  void activate(const Slot& slot) const;
  void backwardMlp(size_t layer);
  void backwardAttention(size_t layer, const RotaryAngles& angles, const PackedBatch& batch, bool isLast);

  Options m_options;
  const std::vector<LayerWeights>& m_layers;
  std::vector<Slot> m_slots;
  at::Tensor m_heads;  ///< as a slot's qkv, with normed heads; what a slot keeps is not normed then
  at::Tensor m_normed, m_delta, m_active, m_finalSum, m_hidden, m_logits;
  at::Tensor m_dStream, m_dNormed, m_dActive, m_dQkv, m_dAttended, m_dOutput;
  double m_streamEpsilon;
  at::Tensor m_starts;  ///< of the batch, where a card sees them
  void* m_attentionScratch = nullptr;
  ops::LinearScratch m_scratch;
  int64_t m_bytes = 0;
};

}  // namespace graft
