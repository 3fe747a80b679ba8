// SPDX-License-Identifier: Apache-2.0
#include "core/train/memory_probe.hpp"

#include <algorithm>

#include "core/base/system.hpp"
#include "core/ops/product.hpp"
#include "core/run/schedule.hpp"

namespace graft {
namespace {

std::vector<TrainRow>::const_iterator longestRow(const std::vector<TrainRow>& rows) {
  return std::max_element(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.ids.size() < b.ids.size(); });
}

std::vector<const TrainRow*> heaviestPass(const std::vector<TrainRow>& rows, const TrainSettings& settings) {
  constexpr int64_t kMostSteps = 1000;
  const Prefix prefix = prefixOf(settings);
  const auto perEpoch =
      static_cast<int64_t>((rows.size() + static_cast<size_t>(settings.rowsPerStep) - 1) / static_cast<size_t>(settings.rowsPerStep));
  std::vector<const TrainRow*> heaviest = {&*longestRow(rows)};
  EpochSampler epochs(settings, rows.size());
  for (int64_t step = 1; step <= std::min({perEpoch, kMostSteps, totalSteps(settings, rows.size())}); ++step) {
    std::vector<const TrainRow*> taken;
    for (const size_t index : epochs.ofStep(step)) taken.push_back(&rows[index]);
    for (auto& pass : splitIntoMicroBatches(std::move(taken), static_cast<size_t>(settings.microTokens), settings.pack, prefix)) {
      if (tokensOf(pass, prefix) > tokensOf(heaviest, prefix)) heaviest = std::move(pass);
    }
  }
  return heaviest;
}

/// oneDNN caches a compiled product for each shape (up to graft-worker's limit), and a run has many shapes. Short micro-batches of as many
/// lengths fill that cache like a run's first steps. Measured on the starter data: 102 MiB, independent of length.
void warmShapeCache(const LlamaModel& model, const std::vector<const LoraAdapter*>& adapters, const TrainRow& longest,
                    const TrainSettings& settings, const std::function<bool()>& goOn) {
  constexpr size_t kLengths = 10, kShortest = 16;
  for (size_t length = kShortest; length < std::min(kShortest + kLengths, longest.ids.size()); ++length) {
    if (goOn && !goOn()) return;
    TrainRow row;
    row.ids.assign(longest.ids.begin(), longest.ids.begin() + static_cast<std::ptrdiff_t>(length));
    row.labels = row.ids;
    stepGradients(model, adapters, {&row}, settings, 1);
  }
}

}  // namespace

MemoryProbe probePeakMemory(const LlamaModel& model, const std::vector<LoraAdapter*>& trained, const std::vector<TrainRow>& rows,
                            const TrainSettings& settings, const std::function<bool()>& goOn,
                            const std::function<void(size_t, size_t)>& onPass) {
  // Repeats until memory stops growing: later micro-batches find gradients and a used allocator, and need more. Measured at 768 tokens and
  // rank 32: 2,693, 2,954, 2,979 and from then on 2,981 MiB. A run has many micro-batches, so three are cheap.
  constexpr int kLeast = 3, kMost = 6;
  constexpr double kSettled = 1.005, kLong = 30;
  for (LoraAdapter* adapter : trained) adapter->setTrainable(true);
  const std::vector<const LoraAdapter*> adapters(trained.begin(), trained.end());
  const auto pass = heaviestPass(rows, settings);
  if (ops::areProductsCompiled(model.type())) warmShapeCache(model, adapters, *longestRow(rows), settings, goOn);
  MemoryProbe out;
  out.tokens = tokensOf(pass, prefixOf(settings));
  out.rowTokens = tokensOf(pass, Prefix::Repeat);
  double peak = 0, spent = 0;
  for (int i = 0; i < kLeast || (i < kMost && spent < kLong && peakRssMib() > kSettled * peak); ++i) {
    if (goOn && !goOn()) break;
    peak = peakRssMib();
    const double began = monotonicSeconds();
    stepGradients(model, adapters, pass, settings, 1);
    out.seconds = monotonicSeconds() - began;
    spent += out.seconds;
    if (onPass) onPass(static_cast<size_t>(i) + 1, static_cast<size_t>(std::max(i + 1, kLeast)));
  }
  return out;
}

}  // namespace graft
