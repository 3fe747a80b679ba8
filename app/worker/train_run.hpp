// SPDX-License-Identifier: Apache-2.0
// A training run in progress: its folder, its measurements, and the hooks of the loop. Everything is written to the folder as it happens.
#pragma once

#include <algorithm>

#include "app/worker/device.hpp"
#include "app/worker/train_plan.hpp"
#include "core/base/energy.hpp"
#include "core/base/file.hpp"
#include "core/base/heat.hpp"
#include "core/run/checkpoints.hpp"
#include "core/run/schedule.hpp"

namespace graft::worker {

/// Decides when a save is due: every N steps if set, else by time. The interval is 60 s or 1 % of the run, whichever is longer, and keeps
/// saving under 1 % of the time.
class SaveClock {
 public:
  SaveClock(int64_t everySteps, int64_t totalSteps)
      : m_everySteps(everySteps), m_totalSteps(totalSteps), m_began(monotonicSeconds()), m_last(m_began) {}
  bool isDue(int64_t step) {
    if (m_everySteps > 0) return step % m_everySteps == 0;
    const double now = monotonicSeconds(), run = (now - m_began) / static_cast<double>(++m_steps) * static_cast<double>(m_totalSteps);
    return now - m_last >= std::max({60.0, 0.01 * run, 100 * m_cost});
  }
  void saved(double seconds) {
    m_cost = seconds;
    m_last = monotonicSeconds();
  }

 private:
  int64_t m_everySteps, m_totalSteps, m_steps = 0;
  double m_began, m_last, m_cost = 0;
};

/// A run in progress: its folder, its measurements, and the hooks of the loop.
class TrainRun {
 public:
  TrainRun(Run& run, const LoadedModel& loaded, LoraAdapter& adapter, const Channel& channel)
      : m_run(run),
        m_loaded(loaded),
        m_adapter(adapter),
        m_channel(channel),
        m_check(run.check(loaded)),
        m_checkpoints(run.folder),
        m_clock(run.settings.checkpointEvery, totalSteps(run.settings, run.train->rows.size())),
        m_watch(run.settings, totalSteps(run.settings, run.train->rows.size()), run.train->rows.size(), !run.heldout->rows.empty()) {}

  /// Writes warnings to run.json as text, and emits them with rule, level and action.
  void report(const std::vector<WarningEvent>& list) {
    for (const WarningEvent& a : list) {
      addMessage(m_run.record, "warnings", a.action.empty() ? a.text : msg("%1 (%2)", a.text, a.action));
      m_channel.events.emit(a);
    }
  }
  /// Opens metrics.jsonl: empty for a new run, truncated to the checkpoint for a resumed one.
  Status begin(bool resume);
  /// Evaluates the held-out rows before the first step. Does nothing without held-out rows or for a resumed run.
  void evaluateBase();
  /// Takes over the base evaluation of another run with equal questions.
  void reuseBaseEvaluation(const TrainRun& other);
  /// Hooks of the training loop. They borrow this object.
  TrainHooks hooks();
  /// Point from which an interrupted run resumes; null at the beginning.
  const ResumePoint* from() const { return m_from ? &*m_from : nullptr; }
  /// Sets the number of runs that share the time and energy of this process.
  void setGroupSize(size_t runs) { m_groupSize = runs; }
  Result<Json> finish(const TrainOutcome& outcome);
  Status keepAfterFailure() { return saveAdapter("failed"); }

 private:
  Evaluation evaluate(const ops::LoraLookup* which, int64_t step);
  void report(const Evaluation& e);
  void metricsLine(const Json& line);
  Status syncMetrics();
  bool stopAsked() const { return !m_channel.goesOn(); }
  bool isMeasured() const { return !m_run.heldout->rows.empty(); }
  Status retryWhileDiskFull(const Message& what, double needMib, const std::function<Status()>& write);
  void save(const Snapshot& snapshot);
  void pause();
  Status saveAdapter(const std::string& state);
  Json energy();
  void warn(const Message& text) { report({{0, Level::Warn, text}}); }
  void replayMetrics(const std::string& metrics);

  Run& m_run;
  const LoadedModel& m_loaded;
  LoraAdapter& m_adapter;
  Channel m_channel;
  HeldoutCheck m_check;
  CheckpointFolder m_checkpoints;
  SaveClock m_clock;
  std::optional<OutputFile> m_metrics;
  std::optional<ResumePoint> m_from;
  TrainingMonitor m_watch;
  HeatSensors m_heat;
  EnergyMeter m_energy{boardEnergy()};  ///< this process only; energy used before an interruption is not included
  double m_began = monotonicSeconds();
  size_t m_groupSize = 1;
  std::optional<Evaluation> m_base;
  Json m_before = nullptr, m_samples = Json::array();
};

}  // namespace graft::worker
