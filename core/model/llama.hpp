// SPDX-License-Identifier: Apache-2.0
// Llama-class model: frozen weights in the compute type, forward and backward over packed sequences, and token-by-token generation.
#pragma once

#include <memory>
#include <vector>

#include "core/model/pass.hpp"
#include "core/weights/model_file.hpp"

namespace graft {

/// Keys and values of earlier tokens, one entry per layer, [rows, room, K, D]. The first `lengths` tokens of each row are filled.
struct KvCache {
  std::vector<at::Tensor> keys, values;
  std::vector<int64_t> lengths;
};

/// Weights are immutable after load. All calls share one arena, so one thread at a time (kernels use their own threads).
class LlamaModel {
 public:
  /// Loads every tensor for the compute type `type` (kFloat, kBFloat16 or kDouble). Peak memory: the stored weights plus one fp32 tensor
  /// per thread.
  static Result<LlamaModel> load(const ModelFile& modelFile, at::ScalarType type, const ops::BaseKeeping& kept = {});
  /// Like `load`, without reading weights. For planning only (`weightBytes`, `arenaBytes`), for any model size on any machine.
  static Result<LlamaModel> withoutWeights(const ModelFile& modelFile, at::ScalarType type, const ops::BaseKeeping& kept);

  const ModelConfig& config() const { return m_config; }
  at::ScalarType type() const { return m_type; }
  const ops::FrozenMatrix& head() const { return m_config.tied ? m_embedding : m_head; }
  int64_t weightBytes() const;
  /// The part of `weightBytes` that stays in host memory when a GPU computes.
  int64_t weightBytesOnHost() const;

  /// Last hidden state after the final norm, [T, C]. `adapter` may be null. No dropout.
  at::Tensor forward(const PackedBatch& batch, const ops::LoraLookup* adapter) const;
  /// Sum of the loss over the batch's supervised tokens (nats). No gradients, no dropout.
  double lossSum(const PackedBatch& batch, const ops::LoraLookup* adapter) const;
  struct Step {
    uint64_t noise = 0;  ///< seed of dropout
    double factor = 1;   ///< multiplier of the gradients
    Keep keep = Keep::All;
  };
  /// Starts a forward and backward with dropout. Adds the gradients of the loss sum times `factor` to those of the adapters' pairs.
  /// Adapters over one batch share the products with the base. The result is valid after `settle` and is converted by `lossSums` to one
  /// loss per adapter.
  at::Tensor startLossAndGradients(const PackedBatch& batch, const ops::Adapters& adapters, const Step& step) const;
  static std::vector<double> lossSums(const at::Tensor& losses, size_t adapters);
  /// Arena bytes required for `tokens` tokens in `rows` rows for each adapter.
  int64_t arenaBytes(int64_t tokens, int64_t rows, const ops::Adapters& adapters, Keep keep) const;
  /// Frees the arena. The next call allocates a new one.
  void releaseArena() const { m_arena->release(); }
  /// fp32 logits [n, V] for the rows of `hidden` [n, C].
  at::Tensor logits(const at::Tensor& hidden) const;

  /// Processes the prompts, fills `cache` (made by makeCache) and returns the hidden state of each row's last token, [rows, C].
  at::Tensor prefill(const PackedBatch& batch, const ops::LoraLookup* adapter, KvCache& cache) const;
  /// Processes one further token for each listed row. Returns [rows.size(), C].
  at::Tensor decode(const std::vector<int64_t>& ids, const std::vector<int64_t>& rows, const ops::LoraLookup* adapter,
                    KvCache& cache) const;
  KvCache makeCache(int64_t rows, int64_t room) const;

 private:
  LlamaModel() = default;
  enum class Weights { Read, LeftOut };
  static Result<LlamaModel> make(const ModelFile& modelFile, at::ScalarType type, const ops::BaseKeeping& kept, Weights weights);
  /// Rotary angles for the positions of a micro-batch, repeated for each of `shares` adapters.
  RotaryAngles anglesOf(const std::vector<int64_t>& positions, int64_t shares = 1) const;
  Angles anglesOf(const std::vector<int64_t>& positions, int64_t shares, const std::vector<float>& frequencies, Angles& table) const;
  Angles angles(const std::vector<int64_t>& positions, const std::vector<float>& frequencies) const;
  Angles anglesOnCard(const std::vector<int64_t>& positions, const std::vector<float>& frequencies, Angles& table) const;
  TransformerPass::Options options(int64_t tokens, int64_t rows, const ops::LoraLookup* adapter) const;
  /// Creates a pass in the arena, with the embedded tokens as input for each adapter.
  TransformerPass begin(const std::vector<int64_t>& ids, const TransformerPass::Options& options) const;
  at::Tensor losses(TransformerPass& pass, const PackedBatch& batch, size_t shares, double factor, const at::Tensor& gradient) const;

  ModelConfig m_config;
  at::ScalarType m_type = at::kFloat;
  ops::Memory m_embeddingMemory = ops::Memory::Device;
  ops::FrozenMatrix m_embedding, m_head;
  at::Tensor m_norm;
  std::vector<LayerWeights> m_layers;
  std::unique_ptr<Arena> m_arena = std::make_unique<Arena>();
  std::unique_ptr<RotaryAngles> m_table = std::make_unique<RotaryAngles>();  ///< angles of the first positions, for a GPU; grows
};

}  // namespace graft
