// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <memory>
#include <utility>

#include "core/base/system.hpp"
#include "core/ops/card.hpp"
#include "core/run/schedule.hpp"
#include "core/train/loop_state.hpp"

namespace graft {
namespace {

constexpr int kMostSkipped = 3;  // consecutive steps that may be skipped as non-finite

/// Training loop of one run. Steps are numbered from 1. Each is started, then completed in order; m_out.steps have completed.
class Loop {
 public:
  Loop(const LlamaModel& model, LoraAdapter& adapter, const std::vector<TrainRow>& rows, const TrainSettings& settings,
       const TrainHooks& hooks)
      : m_model(model),
        m_adapter(adapter),
        m_rows(rows),
        m_settings(settings),
        m_hooks(hooks),
        m_optimizer(adapter.values(), settings.weightDecay),
        m_total(totalSteps(settings, rows.size())),
        m_state(adapter, m_optimizer, m_out) {
    adapter.setTrainable(true);
  }

  Status restore(const ResumePoint& from) { return m_state.restore(from.state, from.tensorsFile); }
  /// Makes an evaluation that an interrupted run missed. Call it once, before the first step.
  void begin() { evaluateIfDue(); }
  /// True if the user stops the run while work is left: a step, or an evaluation that was broken off.
  bool isStopAsked() const {
    const bool isComplete = m_out.steps >= m_total && !isEvaluationMissing();
    return !isComplete && m_hooks.stopAsked && m_hooks.stopAsked();
  }
  /// Saves what a resume goes on from.
  TrainOutcome stop();
  bool isDone() const {
    return m_out.steps >= m_total || (m_settings.earlyStop > 0 && m_state.evaluationsWithoutGain >= m_settings.earlyStop);
  }

  int64_t started() const { return m_out.steps + static_cast<int64_t>(m_pending.size()); }
  /// Starts the update from the adapter's gradients of `passes`, which may still be pending.
  void start(const StepBatches& passes);
  /// True if the last started step must complete before the next one starts, because an action depends on its result.
  bool isDue();
  /// Records the oldest step, which has settled.
  void complete(double loss, double seconds);
  /// True if the run is sound, goes on after this step, and is asked to pause.
  bool isPauseAsked() const { return guard().ok() && m_out.steps < m_total && m_hooks.pauseAsked && m_hooks.pauseAsked(); }
  void saveIfSound() const {
    if (guard().ok()) save();
  }
  void pause() const { m_hooks.whilePaused(); }
  /// Performs the actions due after the last step, when all have completed.
  Status between();
  /// Completes the run after the last step.
  TrainOutcome end();
  const TrainOutcome& outcome() const { return m_out; }
  const LoraAdapter& adapter() const { return m_adapter; }
  const TrainSettings& settings() const { return m_settings; }

 private:
  Status guard() const;
  bool isEvaluationDue(int64_t step) const {
    return step > 0 && (step == m_total || (m_settings.evalEvery > 0 && step % m_settings.evalEvery == 0));
  }
  bool isEvaluationMissing() const {
    return m_hooks.evaluate && isEvaluationDue(m_out.steps) && !(m_out.last && m_out.last->step == m_out.steps);
  }
  void evaluateIfDue();
  void save() const {
    if (m_hooks.save) m_hooks.save(m_state.snapshot());
  }

  const LlamaModel& m_model;
  LoraAdapter& m_adapter;
  const std::vector<TrainRow>& m_rows;
  const TrainSettings& m_settings;
  const TrainHooks& m_hooks;
  AdamW m_optimizer;
  int64_t m_total;
  TrainOutcome m_out;
  LoopState m_state;
  std::deque<StepEvent> m_pending;  ///< reports of started steps, oldest first
  bool m_isSaveDue = false;         ///< set by isDue, because the hook reports it only once
};

void Loop::start(const StepBatches& passes) {
  StepEvent report;
  report.step = started() + 1;
  report.lr = learningRate(m_settings, report.step, m_total);
  report.epoch =
      static_cast<double>(report.step) / std::ceil(static_cast<double>(m_rows.size()) / static_cast<double>(m_settings.rowsPerStep));
  report.rows = passes.rows;
  report.tokens = passes.tokens;
  report.supervised = passes.supervised;
  m_optimizer.start(m_adapter.gradients(), report.lr, m_settings.clip);
  m_pending.push_back(std::move(report));
}

bool Loop::isDue() {
  const int64_t step = started();
  if (!ops::card() || step >= m_total || isEvaluationDue(step) || m_state.skippedInARow > 0) return true;
  if ((m_hooks.pauseAsked && m_hooks.pauseAsked()) || (m_hooks.stopAsked && m_hooks.stopAsked())) return true;
  return m_isSaveDue = m_hooks.saveDue && m_hooks.saveDue(step);
}

void Loop::complete(double loss, double seconds) {
  StepEvent report = std::move(m_pending.front());
  report.gradNorm = m_optimizer.finish();
  m_pending.pop_front();
  report.loss = loss;
  report.seconds = seconds;
  report.skipped = !std::isfinite(report.gradNorm);
  m_state.skippedInARow = report.skipped ? m_state.skippedInARow + 1 : 0;
  if (report.step == 1) m_out.lossFirst = report.loss;
  if (!report.skipped) m_out.lossLast = report.loss;
  m_out.steps = report.step;
  m_out.tokens += report.tokens;
  m_out.supervised += report.supervised;
  m_out.seconds += report.seconds;
  if (m_hooks.onStep) m_hooks.onStep(report);
}

Status Loop::guard() const {
  if (m_state.skippedInARow < kMostSkipped) return Done{};
  return Error{Code::Engine, msg("the gradient was not finite in %1 steps in a row (last: step %2)", kMostSkipped, m_out.steps), "training",
               msg("The adapter of the last good step is kept."),
               msg("Use a lower %2 (half of %1 is a good next try).", Json(m_settings.lr).dump(), flag("--lr"))};
}

void Loop::evaluateIfDue() {
  if (!isEvaluationMissing() || isStopAsked()) return;
  const auto evaluation = m_hooks.evaluate(m_out.steps);
  if (!evaluation) return;
  m_out.last = evaluation;
  if (m_hooks.onEvaluation) m_hooks.onEvaluation(*m_out.last);
  m_state.considerBest(*m_out.last);
}

TrainOutcome Loop::stop() {
  m_out.stoppedByUser = true;
  save();
  return m_out;
}

Status Loop::between() {
  GRAFT_CHECK(guard());
  const bool wasAsked = std::exchange(m_isSaveDue, false);
  if (wasAsked || (m_hooks.saveDue && m_hooks.saveDue(m_out.steps))) save();
  evaluateIfDue();
  return Done{};
}

TrainOutcome Loop::end() {
  m_out.stoppedEarly = m_out.steps < m_total;
  save();
  m_state.restoreBest();
  return m_out;
}

/// Steps that loops make together. On the CPU each completes immediately. On a GPU the next step is started first, so that the device never
/// idles, unless an action is due between them.
class StepPipeline {
 public:
  StepPipeline(const LlamaModel& model, const std::vector<TrainRow>& rows, const TrainSettings& settings)
      : m_model(model), m_prefetcher(rows, settings) {}
  /// Starts the next step of these loops. Returns true if all steps have completed and the loops must perform due actions.
  bool advance(const std::vector<Loop*>& loops);

 private:
  struct PendingStep {
    GradientStep gradients;
    int64_t mark;
    double began;
  };
  void start(const std::vector<Loop*>& loops);
  void completeOldest(const std::vector<Loop*>& loops);

  const LlamaModel& m_model;
  BatchPrefetcher m_prefetcher;
  std::deque<PendingStep> m_pending;
  double m_lastCompleted = 0;  ///< time of the last completion
};

void StepPipeline::start(const std::vector<Loop*>& loops) {
  const double began = monotonicSeconds();
  const int64_t step = loops[0]->started() + 1;
  const StepBatches passes = m_prefetcher.next(step);
  std::vector<const LoraAdapter*> adapters;
  for (const Loop* loop : loops) adapters.push_back(&loop->adapter());
  GradientStep gradients(m_model, adapters, passes, loops[0]->settings(), step);
  for (Loop* loop : loops) loop->start(passes);
  m_pending.push_back({std::move(gradients), ops::mark(), began});
}

void StepPipeline::completeOldest(const std::vector<Loop*>& loops) {
  const PendingStep& oldest = m_pending.front();
  ops::settle(oldest.mark);
  const std::vector<double> losses = oldest.gradients.losses();
  const double now = monotonicSeconds(), seconds = now - std::max(oldest.began, m_lastCompleted);
  m_pending.pop_front();
  m_lastCompleted = now;
  for (size_t i = 0; i < loops.size(); ++i) loops[i]->complete(losses[i], seconds);
}

bool StepPipeline::advance(const std::vector<Loop*>& loops) {
  start(loops);
  const bool isDue = std::count_if(loops.begin(), loops.end(), [](Loop* loop) { return loop->isDue(); }) > 0;
  while (m_pending.size() > (isDue ? 0 : 1)) completeOldest(loops);
  return isDue;
}

/// Saves all loops at this step if one is asked to pause, then waits while it is paused.
void pauseIfAsked(const std::vector<Loop*>& loops) {
  const auto asked = [](const Loop* loop) { return loop->isPauseAsked(); };
  if (std::none_of(loops.begin(), loops.end(), asked)) return;
  for (const Loop* loop : loops) loop->saveIfSound();
  for (const Loop* loop : loops) {
    if (loop->isPauseAsked()) loop->pause();
  }
}

}  // namespace

void trainTogether(const LlamaModel& model, const std::vector<TrainRow>& rows, const std::vector<GroupTask>& members,
                   const GroupHooks& hooks) {
  std::vector<std::unique_ptr<Loop>> loops;
  const auto end = [&](size_t member, Result<TrainOutcome> outcome) {
    loops[member].reset();
    hooks.onEnd(member, std::move(outcome));
  };
  for (const GroupTask& one : members) loops.push_back(std::make_unique<Loop>(model, one.adapter, rows, one.settings, one.hooks));
  const Loop* first = nullptr;
  for (size_t i = 0; i < loops.size(); ++i) {
    Status ready = members[i].from ? loops[i]->restore(*members[i].from) : Status(Done{});
    if (ready.ok() && first && first->started() != loops[i]->started())
      ready = Error{Code::Refused, msg("a run of a group stands at another step than the first"), "training",
                    msg("Its checkpoints are as they were."), msg("Go on with this run alone: graft resume.")};
    if (!ready.ok()) {
      end(i, ready.error());
      continue;
    }
    if (!first) first = loops[i].get();
  }
  // A stop of the group must end all of them at one step, from which they can be resumed together. It may arrive while they are asked, so
  // once one is to stop, all are asked again.
  const auto stopThoseAsked = [&] {
    const auto isAsked = [](const auto& loop) { return loop && loop->isStopAsked(); };
    if (std::none_of(loops.begin(), loops.end(), isAsked)) return;
    for (size_t i = 0; i < loops.size(); ++i) {
      if (isAsked(loops[i])) end(i, loops[i]->stop());
    }
  };
  for (const auto& loop : loops) {
    if (loop) loop->begin();
  }
  stopThoseAsked();
  StepPipeline pipeline(model, rows, members[0].settings);
  while (true) {
    std::vector<Loop*> going;
    std::vector<size_t> places;
    for (size_t i = 0; i < loops.size(); ++i) {
      if (loops[i] && loops[i]->isDone()) end(i, loops[i]->end());
      if (!loops[i]) continue;
      going.push_back(loops[i].get());
      places.push_back(i);
    }
    if (going.empty()) return;
    const int64_t before = going[0]->outcome().steps;
    const bool isDue = pipeline.advance(going);
    if (const int64_t completed = going[0]->outcome().steps; hooks.onStep && completed > before) hooks.onStep(completed);
    if (isDue) pauseIfAsked(going);
    if (!isDue) continue;
    for (size_t i = 0; i < going.size(); ++i) {
      if (const Status sound = going[i]->between(); !sound.ok()) end(places[i], sound.error());
    }
    stopThoseAsked();
  }
}

Result<TrainOutcome> train(const LlamaModel& model, LoraAdapter& adapter, const std::vector<TrainRow>& rows, const TrainSettings& settings,
                           const TrainHooks& hooks, const ResumePoint* from) {
  std::optional<Result<TrainOutcome>> ended;
  trainTogether(model, rows, {{adapter, settings, hooks, from}},
                {{}, [&](size_t, Result<TrainOutcome> outcome) { ended.emplace(std::move(outcome)); }});
  return std::move(*ended);
}

}  // namespace graft
