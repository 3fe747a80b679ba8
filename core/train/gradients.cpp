// SPDX-License-Identifier: Apache-2.0
#include "core/train/gradients.hpp"

#include "core/base/hash.hpp"
#include "core/ops/card.hpp"

namespace graft {

Keep keepOf(Recompute recompute) {
  switch (recompute) {
    case Recompute::Auto:
    case Recompute::None: return Keep::All;
    case Recompute::Mlp: return Keep::NoMlp;
    case Recompute::Layer: return Keep::Inputs;
  }
  return Keep::All;
}

GradientStep::GradientStep(const LlamaModel& model, const std::vector<const LoraAdapter*>& adapters, const StepBatches& passes,
                           const TrainSettings& settings, int64_t step)
    : m_supervised(static_cast<double>(passes.supervised)), m_before(adapters.size()) {
  for (const auto* adapter : adapters) ops::setZero(adapter->gradients());
  const ops::Adapters lookups(adapters.begin(), adapters.end());
  uint64_t number = 0;
  for (const PackedBatch& pass : passes.passes) {
    if (m_last.defined()) {
      ops::settle();  // the next micro-batch reuses the arena
      m_before = sums();
    }
    const uint64_t noise = mix64(settings.seed ^ mix64(static_cast<uint64_t>(step) << 20 | number++));
    m_last = model.startLossAndGradients(pass, lookups, {noise, 1 / m_supervised, keepOf(settings.recompute)});
  }
}

std::vector<double> GradientStep::sums() const {
  std::vector<double> out = LlamaModel::lossSums(m_last, m_before.size());
  for (size_t i = 0; i < out.size(); ++i) out[i] += m_before[i];
  return out;
}

std::vector<double> GradientStep::losses() const {
  std::vector<double> out = sums();
  for (double& sum : out) sum /= m_supervised;
  return out;
}

std::vector<double> stepGradients(const LlamaModel& model, const std::vector<const LoraAdapter*>& adapters, const StepBatches& passes,
                                  const TrainSettings& settings, int64_t step) {
  const GradientStep started(model, adapters, passes, settings, step);
  ops::settle();
  return started.losses();
}

std::vector<double> stepGradients(const LlamaModel& model, const std::vector<const LoraAdapter*>& adapters,
                                  const std::vector<const TrainRow*>& rows, const TrainSettings& settings, int64_t step) {
  return stepGradients(model, adapters, makeMicroBatches(rows, settings), settings, step);
}

}  // namespace graft
