// SPDX-License-Identifier: Apache-2.0
// Everything that one run has told, for a page that shows it.
#pragma once

#include <array>

#include "core/store/metrics.hpp"
#include "core/store/runs.hpp"

namespace graft::store {

struct EvaluationRow {
  int64_t step = 0;
  std::optional<double> loss, exactMatch;
};
struct SampleRow {
  int64_t step = 0;
  Json answers;  ///< as the worker sent them: prompt, expected, answer
};
struct CheckpointRow {
  int64_t step = 0, bytes = 0;
  double seconds = 0;
};
struct WarningRow {
  int64_t step = 0;  ///< the last one before it
  int rule = 0;      ///< of core/run/advice; 0: of a version that did not say
  std::string level;
  Message text, action;
  Json change = Json::object();  ///< settings that would mend it, by their keys
};
struct Story {
  RunRow row;
  Json record;                                                   ///< run.json
  std::array<std::vector<double>, std::size(kMetrics)> metrics;  ///< in the order of kMetrics; steps 1 to the last
  std::vector<EvaluationRow> evaluations;
  std::vector<SampleRow> samples;
  std::vector<CheckpointRow> checkpoints;
  std::vector<WarningRow> warnings;

  const std::vector<double>& of(Metric metric) const { return metrics[static_cast<size_t>(metric) - 1]; }
};
/// BadInput when the store knows no such run.
Result<Story> story(const Store& store, const std::string& run);

/// How far a run is; reads a few hundred bytes, whatever the run's length.
struct Progress {
  std::string state;            ///< as recorded
  int64_t step = 0, steps = 0;  ///< done, planned; 0 while nothing is known
  double secondsPerStep = 0;    ///< mean of the last 32
};
Result<Progress> progressOf(const Store& store, const std::string& run);

}  // namespace graft::store
