// SPDX-License-Identifier: Apache-2.0
// Gradients of one step: all its micro-batches, for an adapter or several that share the products with the base.
#pragma once

#include <vector>

#include "core/adapter/lora_adapter.hpp"
#include "core/model/llama.hpp"
#include "core/train/batch_prefetcher.hpp"

namespace graft {

/// Activations kept under a setting. Auto, which is resolved before a run starts, keeps all.
Keep keepOf(Recompute recompute);

/// Accumulates into the adapters' gradient buffers; valid after `settle`. The adapters must be trainable. `settings` may be those of any
/// adapter (sharePasses).
class GradientStep {
 public:
  GradientStep(const LlamaModel& model, const std::vector<const LoraAdapter*>& adapters, const StepBatches& passes,
               const TrainSettings& settings, int64_t step);
  /// After `settle`: loss of each adapter, averaged over all supervised tokens of all micro-batches.
  std::vector<double> losses() const;

 private:
  std::vector<double> sums() const;
  double m_supervised;
  std::vector<double> m_before;  ///< sums of all micro-batches but the last
  at::Tensor m_last;
};

/// Computes the gradients, settles, and returns the losses.
std::vector<double> stepGradients(const LlamaModel& model, const std::vector<const LoraAdapter*>& adapters, const StepBatches& passes,
                                  const TrainSettings& settings, int64_t step);
std::vector<double> stepGradients(const LlamaModel& model, const std::vector<const LoraAdapter*>& adapters,
                                  const std::vector<const TrainRow*>& rows, const TrainSettings& settings, int64_t step);

}  // namespace graft
