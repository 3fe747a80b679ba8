// SPDX-License-Identifier: Apache-2.0
// Prepares the rows of each step ahead of time: divided into micro-batches and packed.
#pragma once

#include <future>
#include <optional>

#include "core/batch/rows.hpp"
#include "core/contract/train_settings.hpp"

namespace graft {

/// Selects the rows of step `step` (1-based). A pure function of seed and data size, so a resumed run gets equal rows. Caches the order of
/// the last epoch.
class EpochSampler {
 public:
  EpochSampler(const TrainSettings& settings, size_t rowCount) : m_settings(settings), m_count(rowCount) {}
  std::vector<size_t> ofStep(int64_t step);

 private:
  const TrainSettings& m_settings;
  size_t m_count;
  std::optional<uint64_t> m_epoch;
  std::vector<size_t> m_order;
};

/// Prefix sharing within a step. With dropout each row needs its own mask, as if computed alone, so nothing is shared.
Prefix prefixOf(const TrainSettings& settings);

/// Micro-batches of one step.
struct StepBatches {
  std::vector<size_t> rows;  ///< their indices in the data
  std::vector<PackedBatch> passes;
  size_t tokens = 0, supervised = 0;
};
StepBatches makeMicroBatches(const std::vector<const TrainRow*>& rows, const TrainSettings& settings);

/// Prefetches the next step's micro-batches on a separate thread while the current step runs. Borrows rows and settings. Called from one
/// thread.
class BatchPrefetcher {
 public:
  BatchPrefetcher(const std::vector<TrainRow>& rows, const TrainSettings& settings);
  ~BatchPrefetcher() = default;  ///< waits for the prefetch
  BatchPrefetcher(const BatchPrefetcher&) = delete;
  BatchPrefetcher& operator=(const BatchPrefetcher&) = delete;
  /// Returns the micro-batches of `step`, which are prefetched when the previous step is taken.
  StepBatches next(int64_t step);

 private:
  StepBatches make(int64_t step);
  const std::vector<TrainRow>& m_rows;
  const TrainSettings& m_settings;
  const int64_t m_last;
  EpochSampler m_epochs;  ///< owned by the prefetch thread, or by the caller when none runs
  int64_t m_ahead = 0;
  std::future<StepBatches> m_nextStep;  ///< prefetched step m_ahead
};

}  // namespace graft
