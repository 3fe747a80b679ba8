// SPDX-License-Identifier: Apache-2.0
// Complete recorded data of a run, for display.
#pragma once

#include <array>

#include "core/contract/run_record.hpp"
#include "core/store/metrics.hpp"
#include "core/store/runs.hpp"

namespace graft::store {

struct EvaluationRow {
  int64_t step = 0;
  std::optional<double> loss, exactMatch;
};
struct CheckpointRow {
  int64_t step = 0, bytes = 0;
  double seconds = 0;
};
struct WarningRow {
  int64_t step = 0;  ///< last step before the warning
  int rule = 0;      ///< rule number in core/run/advice; 0: written by a version without it
  std::string level;
  Message text, action;
  Json change = Json::object();  ///< settings that would fix it, by key
};
struct RunDetails {
  RunRow row;
  RunRecord record;                                              ///< run.json
  std::array<std::vector<double>, std::size(kMetrics)> metrics;  ///< in the order of kMetrics; steps 1 to the last
  std::vector<EvaluationRow> evaluations;
  std::vector<SampleEvent> samples;
  std::vector<CheckpointRow> checkpoints;
  std::vector<WarningRow> warnings;

  const std::vector<double>& of(Metric metric) const { return metrics[static_cast<size_t>(metric) - 1]; }
};
/// BadInput if the run is not in the store.
Result<RunDetails> readRunDetails(const Store& store, const std::string& run);

/// Progress of a run. Reads a few hundred bytes, independent of the run's length.
struct Progress {
  std::string state;            ///< as recorded
  int64_t step = 0, steps = 0;  ///< done and planned steps; 0 if unknown
  double secondsPerStep = 0;    ///< mean of the last 32 steps
};
Result<Progress> progressOf(const Store& store, const std::string& run);

}  // namespace graft::store
