// SPDX-License-Identifier: Apache-2.0
// A training run in progress: its folder, its measurements, and the hooks of the loop. Everything is written to the folder as it happens.
#pragma once

#include <memory>

#include "core/base/energy.hpp"
#include "core/base/file.hpp"
#include "core/base/heat.hpp"
#include "core/jobs/train/save_clock.hpp"
#include "core/jobs/train/train_plan.hpp"
#include "core/run/checkpoints.hpp"
#include "core/run/schedule.hpp"

namespace graft::jobs {

/// A run in progress: its folder, its measurements, and the hooks of the loop.
class TrainRun {
 public:
  /// `clock` is common to the runs of a group, so that they have checkpoints of equal steps.
  TrainRun(Run& run, const LoadedModel& loaded, LoraAdapter& adapter, const JobContext& context, std::shared_ptr<SaveClock> clock)
      : m_run(run),
        m_loaded(loaded),
        m_adapter(adapter),
        m_context(context),
        m_check(run.check(loaded)),
        m_checkpoints(run.spec.run),
        m_clock(std::move(clock)),
        m_watch(run.settings, totalSteps(run.settings, run.train->rows.size()), run.train->rows.size(), !run.heldout->rows.empty()) {}

  /// Writes warnings to run.json as text, and emits them with rule, level and action.
  void report(const std::vector<WarningEvent>& list) {
    for (const WarningEvent& a : list) {
      m_run.record.warnings.push_back(a.action.empty() ? a.text : msg("%1 (%2)", a.text, a.action));
      m_context.events.emit(a);
    }
  }
  /// Opens an empty metrics.jsonl for a new run.
  Status begin();
  /// Truncates metrics.jsonl to the checkpoint. Without one the run starts at the beginning.
  Status resumeFrom(const std::optional<CheckpointFolder::Found>& checkpoint);
  const CheckpointFolder& checkpoints() const { return m_checkpoints; }
  /// Writes run.json.
  Status writeRecord() const;
  /// True before the first step, if rows are held out. A run that was stopped before its first step makes up for it when it is resumed.
  bool needsBaseEvaluation() const { return isMeasured() && !m_before && m_fromStep == 0; }
  /// Evaluates the held-out rows, if that is needed.
  void evaluateBase();
  /// Takes over the base evaluation of another run with equal questions.
  void reuseBaseEvaluation(const TrainRun& other);
  /// Hooks of the training loop. They borrow this object.
  TrainHooks hooks();
  /// Point from which an interrupted run resumes; null at the beginning.
  const ResumePoint* from() const { return m_from ? &*m_from : nullptr; }
  /// Sets the number of runs that share the time and energy of this process.
  void setGroupSize(size_t runs) { m_groupSize = runs; }
  Result<TrainResult> finish(const TrainOutcome& outcome);
  Status keepAfterFailure() { return saveAdapter(EndState::Failed); }

 private:
  /// Returns nothing if the user stops it.
  std::optional<Evaluation> evaluate(const ops::LoraLookup* which, int64_t step);
  void report(const Evaluation& e);
  Status openMetrics(uint64_t keptBytes);
  void metricsLine(const Json& line);
  Status syncMetrics();
  bool stopAsked() const { return !m_context.goesOn(); }
  bool isMeasured() const { return !m_run.heldout->rows.empty(); }
  Status retryWhileDiskFull(const Message& what, double needMib, const std::function<Status()>& write);
  void save(const Snapshot& snapshot);
  void pause();
  Status saveAdapter(EndState state);
  EnergyUse energy();
  void warn(const Message& text) { report({{0, Level::Warn, text}}); }
  void replayMetrics(const std::string& metrics);

  Run& m_run;
  const LoadedModel& m_loaded;
  LoraAdapter& m_adapter;
  JobContext m_context;
  HeldoutCheck m_check;
  CheckpointFolder m_checkpoints;
  std::shared_ptr<SaveClock> m_clock;
  std::optional<OutputFile> m_metrics;
  std::optional<ResumePoint> m_from;
  int64_t m_fromStep = 0;
  TrainingMonitor m_watch;
  HeatSensors m_heat;
  EnergyMeter m_energy{boardEnergy()};  ///< this process only; energy used before an interruption is not included
  double m_began = monotonicSeconds();
  size_t m_groupSize = 1;
  std::optional<Evaluation> m_base;
  Nullable<HeldoutScore> m_before;
  std::vector<SampleEvent> m_samples;
};

}  // namespace graft::jobs
