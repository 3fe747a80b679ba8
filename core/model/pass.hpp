// SPDX-License-Identifier: Apache-2.0
// Forward and backward over a packed sequence, scheduled explicitly over planned memory (core/model/arena). A layer keeps the activations
// that its gradients need. Cheap ones (norms, SwiGLU) are always recomputed; a lower Keep also recomputes products, the cheapest per freed
// byte first.
#pragma once

#include "core/batch/rows.hpp"
#include "core/model/arena.hpp"
#include "core/ops/compute.hpp"
#include "core/weights/model_config.hpp"

namespace graft {

/// Activations kept between forward and backward. All: every product. NoMlp: gate and up are recomputed (one product in three of the
/// forward). Inputs: only the layer's input; the whole layer is recomputed.
enum class Keep { All, NoMlp, Inputs };

/// Frozen weights of one block.
struct LayerWeights {
  at::Tensor inputNorm, postNorm;           ///< before attention and before the MLP; all norms have the wide type
  at::Tensor qNorm, kNorm;                  ///< norms of a head; undefined if the model has none
  at::Tensor attentionOutNorm, mlpOutNorm;  ///< norms of the outputs; undefined if these are added directly
  ops::LinearGroup qkv, o, gateUp, down;
};

/// Cosines and sines [T, D/2] of the wide type.
struct Angles {
  at::Tensor cosines, sines;
};
struct RotaryAngles {
  Angles whole, local;  ///< of layers with full and with local attention; undefined if there are none
};

/// Memory of a forward and backward over T tokens, and the steps of a layer. Tensors are views of the arena.
class TransformerPass {
 public:
  struct Options {
    const ModelConfig& config;
    const ops::FrozenMatrix& head;
    at::ScalarType type;
    int64_t tokens;          ///< total of all adapters
    int64_t rows;            ///< rows of the batch
    ops::Adapters adapters;  ///< each processes the whole batch, in consecutive shares
    uint64_t noise;
    bool isTraining;
    Keep keep;
  };
  /// Plans the memory. `layers` is borrowed. With a null `base` only the size is computed.
  TransformerPass(const Options& options, const std::vector<LayerWeights>& layers, void* base);
  int64_t bytes() const { return m_bytes; }

  /// Computes attention of a block, from the rotated q, k, v in `qkv` [T, (H + 2 K) D] to its output [T, H D].
  using Attend = std::function<void(size_t layer, const at::Tensor& qkv, const at::Tensor& attentionOutput)>;
  /// Runs all layers on the embedded tokens in `input()`, [T, C]. The result is in `output()`.
  void forward(const RotaryAngles& angles, const Attend& attend);
  at::Tensor& input() { return m_activations[0].x; }
  /// Applies the final norm to the result and writes `hidden` [T, C].
  void finalNorm(const at::Tensor& weight, const at::Tensor& hidden);
  /// Computes the gradients of the adapters' pairs from the gradient of the final norm's output, which is overwritten.
  void backward(const at::Tensor& finalWeight, const at::Tensor& dHidden, const RotaryAngles& angles, const PackedBatch& batch);

  /// Causal attention within the rows of `batch`, for each adapter's share.
  void attend(size_t layer, const at::Tensor& qkv, const at::Tensor& attentionOutput, const PackedBatch& batch);
  at::Tensor& logits() { return m_logits; }
  void* weightScratch() const { return m_scratch.weight; }
  at::Tensor& hidden() { return m_hidden; }
  at::Tensor& dHidden() { return m_dNormed; }

 private:
  struct LayerActivations {
    at::Tensor x, qkv, attentionOutput, midResidual, gateUp;
    at::Tensor attentionOut, mlpOut;  ///< allocated if outputs are normed before they are added
    void* logsumexp = nullptr;
    void *downQkv = nullptr, *downO = nullptr, *downGateUp = nullptr, *downDown = nullptr;
  };
  kernels::AttentionShape shapeOf(size_t layer, const PackedBatch& batch);
  ops::LinearCall call(const ops::LinearGroup& group, size_t layer) const;
  /// Address of the attention statistics of the share that begins in `row`.
  void* logsumexpAt(size_t layer, int64_t row) const;
  void norm(const at::Tensor& x, const at::Tensor& delta, const at::Tensor& sum, const at::Tensor& weight, const at::Tensor& y) const;
  void normBackward(const at::Tensor& sum, const at::Tensor& weight, const at::Tensor& dy, const at::Tensor& residual) const;
  /// Output buffer of attention or the MLP: `own` if the output is normed before the addition, else m_delta.
  at::Tensor& outputOf(at::Tensor& own) { return own.defined() ? own : m_delta; }
  void normOutput(const at::Tensor& out, const at::Tensor& weight) const;
  const at::Tensor& outputGradient(const at::Tensor& out, const at::Tensor& weight) const;
  void rotate(const at::Tensor& qkv, size_t layer, const RotaryAngles& angles, bool isBack) const;
  void normHeads(size_t layer);
  void normHeadsBackward(size_t layer) const;
  const at::Tensor& attentionInput(size_t layer, const RotaryAngles& angles);
  void attentionPart(size_t layer, const RotaryAngles& angles, const Attend& attend);
  void mlpPart(size_t layer);
  kernels::GatedActivation curve() const { return m_options.config.gelu ? kernels::kGeluTanh : kernels::kSilu; }
  void activate(const LayerActivations& slot) const;
  void backwardMlp(size_t layer);
  void backwardAttention(size_t layer, const RotaryAngles& angles, const PackedBatch& batch, bool isLast);

  Options m_options;
  const std::vector<LayerWeights>& m_layers;
  std::vector<LayerActivations> m_activations;
  at::Tensor m_heads;  ///< layout of a slot's qkv, with normed heads; the slots keep unnormed heads
  at::Tensor m_normed, m_delta, m_active, m_finalSum, m_hidden, m_logits;
  at::Tensor m_dResidual, m_dNormed, m_dActive, m_dQkv, m_dAttended, m_dOutput;
  double m_residualNormEps;
  at::Tensor m_starts;  ///< row starts of the batch in GPU-visible memory
  void* m_attentionScratch = nullptr;
  ops::LinearScratch m_scratch;
  int64_t m_bytes = 0;
};

}  // namespace graft
