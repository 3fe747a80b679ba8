// SPDX-License-Identifier: Apache-2.0
// The Llama-class model: frozen weights in the compute type, passes over packed sequences, and answers token by token.
#pragma once

#include <memory>
#include <vector>

#include "core/model/pass.hpp"
#include "core/weights/checkpoint.hpp"

namespace graft {

/// Keys and values of earlier tokens, one entry a layer, [rows, room, K, D]; `lengths` tokens of each row are filled.
struct KvCache {
  std::vector<at::Tensor> keys, values;
  std::vector<int64_t> lengths;
};

/// Weights never change after load. Passes share one arena, so one thread at a time (kernels use their own threads inside).
class LlamaModel {
 public:
  /// Decodes every tensor for computing in `type` (kFloat, kBFloat16 or kDouble). Peak memory: the weights as they are kept plus one
  /// tensor in fp32 for each thread.
  static Result<LlamaModel> load(const Checkpoint& checkpoint, at::ScalarType type, const ops::BaseKeeping& kept = {});
  /// The same without reading a weight: for planning alone (`weightBytes`, `arenaBytes`), of any size on any machine.
  static Result<LlamaModel> outline(const Checkpoint& checkpoint, at::ScalarType type, const ops::BaseKeeping& kept);

  const ModelConfig& config() const { return m_config; }
  at::ScalarType type() const { return m_type; }
  const ops::FrozenMatrix& head() const { return m_config.tied ? m_embedding : m_head; }
  int64_t weightBytes() const;
  /// Of these, those in the processor's memory when a card computes.
  int64_t weightBytesOfProcessor() const;

  /// Last hidden state after the final norm, [T, C]; `adapter` may be null. No dropout.
  at::Tensor forward(const PackedBatch& batch, const ops::LoraLookup* adapter) const;
  /// Sum of the loss over the batch's supervised tokens (nats); no gradients, no dropout.
  double lossSum(const PackedBatch& batch, const ops::LoraLookup* adapter) const;
  struct Step {
    uint64_t noise = 0;  ///< seeds dropout
    double factor = 1;   ///< what the gradients are multiplied by
    Keep keep = Keep::All;
  };
  /// Starts the same with dropout, and with the gradients of that sum times `factor` added to those of the adapter's pairs. Several
  /// adapters over the same batch share the products with the base. What it gives is for `lossSums`, once it has settled: one for each.
  at::Tensor startLossAndGradients(const PackedBatch& batch, const ops::Adapters& adapters, const Step& step) const;
  static std::vector<double> lossSums(const at::Tensor& losses, size_t adapters);
  /// Bytes that the arena must have for such a pass of that many tokens in that many rows, each adapter's.
  int64_t arenaBytes(int64_t tokens, int64_t rows, const ops::Adapters& adapters, Keep keep) const;
  /// Gives the arena back; the next pass makes a new one.
  void releaseArena() const { m_arena->release(); }
  /// fp32 logits [n, V] of the rows of `hidden` [n, C].
  at::Tensor logits(const at::Tensor& hidden) const;

  /// Prompt pass that fills `cache` (made by makeCache) and returns the hidden state of each row's last token, [rows, C].
  at::Tensor prefill(const PackedBatch& batch, const ops::LoraLookup* adapter, KvCache& cache) const;
  /// One further token for each of the rows listed; returns [rows.size(), C].
  at::Tensor decode(const std::vector<int64_t>& ids, const std::vector<int64_t>& rows, const ops::LoraLookup* adapter,
                    KvCache& cache) const;
  KvCache makeCache(int64_t rows, int64_t room) const;

 private:
  LlamaModel() = default;
  enum class Weights { Read, LeftOut };
  static Result<LlamaModel> make(const Checkpoint& checkpoint, at::ScalarType type, const ops::BaseKeeping& kept, Weights weights);
  /// Of the positions of a pass, for each of `shares` adapters.
  RotaryAngles anglesOf(const std::vector<int64_t>& positions, int64_t shares = 1) const;
  Angles anglesOf(const std::vector<int64_t>& positions, int64_t shares, const std::vector<float>& frequencies, Angles& table) const;
  Angles angles(const std::vector<int64_t>& positions, const std::vector<float>& frequencies) const;
  Angles anglesOnCard(const std::vector<int64_t>& positions, const std::vector<float>& frequencies, Angles& table) const;
  Pass::Options options(int64_t tokens, int64_t rows, const ops::LoraLookup* adapter) const;
  /// A pass in the arena, with the tokens embedded in its input, for each adapter.
  Pass begin(const std::vector<int64_t>& ids, const Pass::Options& options) const;
  at::Tensor losses(Pass& pass, const PackedBatch& batch, size_t shares, double factor, const at::Tensor& gradient) const;

  ModelConfig m_config;
  at::ScalarType m_type = at::kFloat;
  ops::Memory m_embeddingMemory = ops::Memory::OfPasses;
  ops::FrozenMatrix m_embedding, m_head;
  at::Tensor m_norm;
  std::vector<LayerWeights> m_layers;
  std::unique_ptr<Arena> m_arena = std::make_unique<Arena>();
  std::unique_ptr<RotaryAngles> m_table = std::make_unique<RotaryAngles>();  ///< of the first positions, for a card; grows
};

}  // namespace graft
