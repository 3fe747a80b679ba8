// SPDX-License-Identifier: Apache-2.0
// Trains runs over common rows, whose adapters share the products with the base. One run is a group of one.
#pragma once

#include "core/jobs/train/train_run.hpp"

namespace graft::jobs {

struct GroupedRun;

/// A run of a larger group keeps its own folder with its own lock, events, commands, checkpoints and record. It is therefore watched and
/// stopped like any other, and resumed with the group or alone. One thread.
class RunGroup {
 public:
  /// A group of one uses the lock, events and commands of the job. `specs` is not empty.
  RunGroup(const std::vector<RunSpec>& specs, const JobContext& context);
  ~RunGroup();
  /// Loads model and rows, plans, and measures the largest micro-batch. An error is also told to the runs of a larger group.
  Status prepare();
  /// Trains all runs to their ends.
  Status train();
  /// Ends of the runs, in the order of the specs. Valid after `train`.
  std::vector<Result<TrainResult>> takeResults();
  /// Empty if the user stopped the measurement.
  const std::optional<ForecastEvent>& forecast() const { return m_forecast; }
  const RunRecord& record(size_t run) const;

 private:
  Status prepareRuns();
  Status openFolders();
  Status loadCommonModel();
  Status describe();
  Status planMemory();
  Status planRun(GroupedRun& one);
  Status continueRecord(GroupedRun& one);
  Status begin();
  using Checkpoints = std::vector<CheckpointFolder::Found>;  ///< by run
  Result<Checkpoints> findCheckpoints() const;
  std::shared_ptr<SaveClock> commonClock() const;
  void tellRuns(Phase phase);
  void tellFailure(const Error& error);
  bool isLarger() const { return m_specs.size() > 1; }
  Trained adapters();

  const std::vector<RunSpec>& m_specs;
  const JobContext& m_context;
  bool m_resumes = false;
  std::optional<LoadedModel> m_loaded;
  std::vector<std::unique_ptr<GroupedRun>> m_runs;
  std::optional<ForecastEvent> m_forecast;
};

}  // namespace graft::jobs
