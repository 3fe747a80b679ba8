// SPDX-License-Identifier: Apache-2.0
// The gradients of one optimizer step: all its passes, for one adapter or several that share the products with the base.
#pragma once

#include <vector>

#include "core/adapter/lora_adapter.hpp"
#include "core/model/llama.hpp"
#include "core/train/feeder.hpp"

namespace graft {

/// What passes keep under a setting; Auto, which a run decides before it begins, keeps all.
Keep keepOf(Recompute recompute);

/// Gradients that are being made in those of the adapters, which must be trainable; whole once they have settled. `settings`: of any of the
/// adapters (sharePasses).
class StartedGradients {
 public:
  StartedGradients(const LlamaModel& model, const std::vector<const LoraAdapter*>& adapters, const StepPasses& passes,
                   const TrainSettings& settings, int64_t step);
  /// Then: the loss of each adapter, mean over all supervised tokens of all passes.
  std::vector<double> losses() const;

 private:
  std::vector<double> sums() const;
  double m_supervised;
  std::vector<double> m_before;  ///< sums of all passes but the last
  at::Tensor m_last;
};

/// The same, settled: the losses.
std::vector<double> stepGradients(const LlamaModel& model, const std::vector<const LoraAdapter*>& adapters, const StepPasses& passes,
                                  const TrainSettings& settings, int64_t step);
std::vector<double> stepGradients(const LlamaModel& model, const std::vector<const LoraAdapter*>& adapters,
                                  const std::vector<const TrainRow*>& rows, const TrainSettings& settings, int64_t step);

}  // namespace graft
