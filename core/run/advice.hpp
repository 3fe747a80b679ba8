// SPDX-License-Identifier: Apache-2.0
// Warnings that say what is going on in a run and what to do about it: before the start from plan and settings, then live
// from the numbers of the steps. Thresholds are starting values; each rule has its number in messages and in run.json.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/heat.hpp"
#include "core/contract/events.hpp"

namespace graft {

/// What is known before the first step.
struct PlanFacts {
  int64_t steps = 0, parameters = 0;
  size_t rows = 0, cut = 0, dropped = 0, heldout = 0;
  double memoryMib = 0, freeMemoryMib = 0;
  size_t personal = 0;                    ///< rows with what looks like personal data
  Recompute recompute = Recompute::Auto;  ///< what was chosen because memory is short; Auto: nothing was
  size_t refused = 0;               ///< rows that the model's template refuses
  Message refusal = {};             ///< its reasons, with counts
  Message notWritten = {};          ///< what the template does not write, with counts
  Message cardNotUsed = {};         ///< why a card that could be there is not used; empty: nothing to say
};
std::vector<WarningEvent> adviceBefore(const TrainSettings& settings, const PlanFacts& facts);

struct StepFacts {
  int64_t step = 0;
  double loss = 0, gradNorm = 0;
  bool skipped = false;
  std::vector<size_t> rows;
};

/// Looks at a run as it goes. Each rule speaks once. One thread; O(100) numbers kept.
class RunWatch {
 public:
  RunWatch(const TrainSettings& settings, int64_t totalSteps, size_t trainRows, bool hasHeldout);
  std::vector<WarningEvent> step(const StepFacts& facts);
  std::vector<WarningEvent> evaluation(int64_t step, double heldoutLoss);
  /// Whether rule 22 looks at `seconds` of a clock that never jumps: every few seconds, so that a step need not read the sensors.
  bool wantsHeat(double seconds) const;
  /// Rule 22: slowed down by heat, or nearly as hot as that, at every look for a minute. Nothing when no look is due.
  std::vector<WarningEvent> heat(double seconds, const Heat& now);
  /// `baseLoss`: held-out loss before training, if it was measured.
  std::vector<WarningEvent> end(int64_t lastStep, std::optional<double> baseLoss, std::optional<double> adapterLoss, bool adapterIsZero);

 private:
  void say(std::vector<WarningEvent>& out, WarningEvent advice);
  void spikes(const StepFacts& facts, std::vector<WarningEvent>& out);
  void slope(const StepFacts& facts, std::vector<WarningEvent>& out);
  TrainSettings m_settings;
  bool m_hasHeldout;
  int64_t m_total, m_warmupSteps, m_perEpoch;
  std::set<int> m_said;
  std::optional<double> m_smooth, m_atStart, m_afterWarmup, m_best, m_atBest;
  std::deque<double> m_recent;    ///< raw losses of the last 100 steps
  std::deque<double> m_smoothed;  ///< smoothed, as many as 4 % of the run
  std::deque<std::pair<int64_t, std::vector<size_t>>> m_spikes;
  std::vector<std::pair<int64_t, double>> m_evaluations;
  std::optional<double> m_hotSince, m_lastLook;
  std::optional<uint64_t> m_throttled;
  bool m_wasHigh = false;
  int64_t m_seen = 0, m_unstable = 0, m_clipped = 0, m_worse = 0;
};

}  // namespace graft
