// SPDX-License-Identifier: Apache-2.0
// The Llama-class model: frozen weights in the compute type and one forward pass over a packed sequence.
#pragma once

#include <array>
#include <vector>

#include "core/batch/rows.hpp"
#include "core/ops/ops.hpp"
#include "core/weights/checkpoint.hpp"

namespace graft {

/// Keys and values of earlier tokens, one entry a layer, [rows, room, K, D]; `lengths` tokens of each row are filled.
struct KvCache {
  std::vector<at::Tensor> keys, values;
  std::vector<int64_t> lengths;
};

/// Immutable after load; forward may be called from one thread at a time (LibTorch uses its own threads inside).
class LlamaModel {
 public:
  /// Decodes every tensor into `type` (kFloat, kBFloat16 or kDouble). Peak memory: the weights plus one tensor in fp32.
  static Result<LlamaModel> load(const Checkpoint& checkpoint, at::ScalarType type);

  const ModelConfig& config() const { return m_config; }
  at::ScalarType type() const { return m_type; }
  const at::Tensor& head() const { return m_config.tied ? m_embedding : m_head; }

  /// Last hidden state after the final norm, [T, C]. `noise` seeds dropout; `adapter` may be null.
  at::Tensor forward(const PackedBatch& batch, const ops::LoraLookup* adapter, uint64_t noise = 0) const;
  /// Mean-free sum of the loss over the batch's supervised tokens.
  at::Tensor lossSum(const PackedBatch& batch, const ops::LoraLookup* adapter, uint64_t noise = 0) const;
  /// fp32 logits [n, V] of the rows of `hidden` [n, C].
  at::Tensor logits(const at::Tensor& hidden) const;

  /// Prompt pass that fills `cache` (made by makeCache) and returns the hidden state of each row's last token, [rows, C].
  at::Tensor prefill(const PackedBatch& batch, const ops::LoraLookup* adapter, KvCache& cache) const;
  /// One further token for each of the rows listed; returns [rows.size(), C].
  at::Tensor decode(const std::vector<int64_t>& ids, const std::vector<int64_t>& rows, const ops::LoraLookup* adapter,
                    KvCache& cache) const;
  KvCache makeCache(int64_t rows, int64_t room) const;

 private:
  struct Layer {
    at::Tensor inputNorm, postNorm;
    std::array<ops::LinearWeights, ops::kLinearKinds> linear;
  };
  struct Angles {
    at::Tensor cosines, sines;
  };
  LlamaModel() = default;
  Angles angles(const std::vector<int64_t>& positions) const;
  /// One block; `attend` gets rotated q, k and v and gives the attention's output [T, H, D].
  template <class Attend>
  at::Tensor block(const at::Tensor& x, size_t layer, const Angles& angles, const ops::LoraLookup* adapter, uint64_t noise,
                   Attend&& attend) const;

  ModelConfig m_config;
  at::ScalarType m_type = at::kFloat;
  at::Tensor m_embedding, m_head, m_norm;
  std::vector<Layer> m_layers;
};

}  // namespace graft
