// SPDX-License-Identifier: Apache-2.0
// The rows of each step, divided into passes and packed, ready before the step begins.
#pragma once

#include <future>
#include <optional>

#include "core/batch/rows.hpp"
#include "core/contract/train_settings.hpp"

namespace graft {

/// Which rows are in step `step` (1-based): a pure function of seed and data size, so a resumed run takes the same. Keeps the
/// order of the last epoch asked for.
class EpochRows {
 public:
  EpochRows(const TrainSettings& settings, size_t rowCount) : m_settings(settings), m_count(rowCount) {}
  std::vector<size_t> ofStep(int64_t step);

 private:
  const TrainSettings& m_settings;
  size_t m_count;
  std::optional<uint64_t> m_epoch;
  std::vector<size_t> m_order;
};

/// How rows of a step that begin alike are computed: with dropout each row draws for itself, as it would alone.
Prefix prefixOf(const TrainSettings& settings);

/// What one step computes.
struct StepPasses {
  std::vector<size_t> rows;  ///< their numbers in the data
  std::vector<PackedBatch> passes;
  size_t tokens = 0, supervised = 0;
};
StepPasses passesOf(const std::vector<const TrainRow*>& rows, const TrainSettings& settings);

/// Makes the passes of the next step on a thread of its own while this one is computed. Borrows rows and settings. One thread calls.
class Feeder {
 public:
  Feeder(const std::vector<TrainRow>& rows, const TrainSettings& settings);
  ~Feeder() = default;  ///< waits for what is being made
  Feeder(const Feeder&) = delete;
  Feeder& operator=(const Feeder&) = delete;
  /// The passes of `step`, which are ready when the step before it was asked for.
  StepPasses take(int64_t step);

 private:
  StepPasses make(int64_t step);
  const std::vector<TrainRow>& m_rows;
  const TrainSettings& m_settings;
  const int64_t m_last;
  EpochRows m_epochs;  ///< of whoever makes: the thread, or the caller when none is going
  int64_t m_ahead = 0;
  std::future<StepPasses> m_next;  ///< those of step m_ahead
};

}  // namespace graft
