// SPDX-License-Identifier: Apache-2.0
// Warnings about a run with recommended actions: before the start from plan and settings, then live from step statistics. Thresholds are
// initial values. Each rule has a number in messages and in run.json.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/heat.hpp"
#include "core/contract/events.hpp"

namespace graft {

/// Facts known before the first step.
struct PlanFacts {
  int64_t steps = 0, parameters = 0;
  size_t rows = 0, cut = 0, dropped = 0, heldout = 0;
  double memoryMib = 0, freeMemoryMib = 0;
  size_t personal = 0;                    ///< rows with likely personal data
  Recompute recompute = Recompute::Auto;  ///< chosen because memory is short; Auto if not
  size_t refused = 0;                     ///< rows rejected by the chat template
  Message refusal = {};                   ///< the template's reasons, with counts
  Message notWritten = {};                ///< parts that the template omits, with counts
  Message cardNotUsed = {};               ///< reason why an available GPU is not used; empty if none
};
std::vector<WarningEvent> adviceBefore(const TrainSettings& settings, const PlanFacts& facts);

struct StepFacts {
  int64_t step = 0;
  double loss = 0, gradNorm = 0;
  bool skipped = false;
  std::vector<size_t> rows;
};

/// Monitors a running job. Each rule warns once. One thread; keeps O(100) numbers.
class TrainingMonitor {
 public:
  TrainingMonitor(const TrainSettings& settings, int64_t totalSteps, size_t trainRows, bool hasHeldout);
  std::vector<WarningEvent> step(const StepFacts& facts);
  std::vector<WarningEvent> evaluation(int64_t step, double heldoutLoss);
  /// True if rule 22 is due at `seconds` of a monotonic clock: every few seconds, so that steps need not read the sensors.
  bool wantsHeat(double seconds) const;
  /// Rule 22: throttled by heat, or close to it, at every reading for a minute. Returns nothing if no reading is due.
  std::vector<WarningEvent> heat(double seconds, const Heat& now);
  /// `baseLoss` is the held-out loss before training, if measured.
  std::vector<WarningEvent> end(int64_t lastStep, std::optional<double> baseLoss, std::optional<double> adapterLoss, bool adapterIsZero);

 private:
  void report(std::vector<WarningEvent>& out, WarningEvent advice);
  void spikes(const StepFacts& facts, std::vector<WarningEvent>& out);
  void slope(const StepFacts& facts, std::vector<WarningEvent>& out);
  TrainSettings m_settings;
  bool m_hasHeldout;
  int64_t m_total, m_warmupSteps, m_perEpoch;
  std::set<int> m_reported;
  std::optional<double> m_smooth, m_atStart, m_afterWarmup, m_best, m_atBest;
  std::deque<double> m_recent;    ///< raw losses of the last 100 steps
  std::deque<double> m_smoothed;  ///< smoothed losses, covering 4 % of the run (at least 10)
  std::deque<std::pair<int64_t, std::vector<size_t>>> m_spikes;
  std::vector<std::pair<int64_t, double>> m_evaluations;
  std::optional<double> m_hotSince, m_lastLook;
  std::optional<uint64_t> m_throttled;
  bool m_wasHigh = false;
  int64_t m_seen = 0, m_unstable = 0, m_clipped = 0, m_worse = 0;
};

}  // namespace graft
