// SPDX-License-Identifier: Apache-2.0
#include "core/train/rehearsal.hpp"

#include <algorithm>

#include "core/base/system.hpp"

namespace graft {
namespace {

size_t tokensOf(const std::vector<const TrainRow*>& pass) {
  size_t n = 0;
  for (const auto* row : pass) n += row->ids.size();
  return n;
}

std::vector<const TrainRow*> heaviestPass(const std::vector<TrainRow>& rows, const TrainSettings& settings) {
  constexpr int64_t kMostSteps = 1000;
  const auto perEpoch =
      static_cast<int64_t>((rows.size() + static_cast<size_t>(settings.rowsPerStep) - 1) / static_cast<size_t>(settings.rowsPerStep));
  const auto longest = std::max_element(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.ids.size() < b.ids.size(); });
  std::vector<const TrainRow*> heaviest = {&*longest};
  EpochRows epochs(settings, rows.size());
  for (int64_t step = 1; step <= std::min({perEpoch, kMostSteps, totalSteps(settings, rows.size())}); ++step) {
    std::vector<const TrainRow*> taken;
    for (const size_t index : epochs.ofStep(step)) taken.push_back(&rows[index]);
    for (auto& pass : divideStep(std::move(taken), static_cast<size_t>(settings.microTokens), settings.pack)) {
      if (tokensOf(pass) > tokensOf(heaviest)) heaviest = std::move(pass);
    }
  }
  return heaviest;
}

}  // namespace

Rehearsal rehearse(const LlamaModel& model, LoraAdapter& adapter, const std::vector<TrainRow>& rows, const TrainSettings& settings) {
  // Twice at least: the second pass of a step finds the first one's gradients and a used allocator, and needs more. Measured: at 768
  // tokens one pass said 27 % too little.
  constexpr int kLeast = 2, kMost = 3;
  constexpr double kLong = 5;
  adapter.setTrainable(true);
  const auto pass = heaviestPass(rows, settings);
  Rehearsal out;
  out.tokens = tokensOf(pass);
  for (int i = 0; i < kLeast || (i < kMost && out.seconds < kLong); ++i) {
    const double began = monotonicSeconds();
    accumulateGradients(model, adapter, pass, settings, 1);
    out.seconds = monotonicSeconds() - began;
  }
  // The passes add up their gradients, as those of one step do.
  for (const auto& named : adapter.parameters()) named.tensor.mutable_grad() = at::Tensor();
  return out;
}

}  // namespace graft
