// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainer.hpp"

#include <cmath>
#include <memory>

#include "core/base/hash.hpp"
#include "core/base/system.hpp"
#include "core/ops/card.hpp"
#include "core/train/loop_state.hpp"

namespace graft {
namespace {

constexpr int kMostSkipped = 3;  // steps in a row that may be left out as not finite

/// What clip_grad_norm_ multiplies gradients by.
double clipFactor(double norm, double limit) { return limit <= 0 || norm <= limit ? 1 : limit / (norm + 1e-6); }

}  // namespace

Keep keepOf(Recompute recompute) {
  switch (recompute) {
    case Recompute::Auto:
    case Recompute::None: return Keep::All;
    case Recompute::Mlp: return Keep::NoMlp;
    case Recompute::Layer: return Keep::Inputs;
  }
  return Keep::All;
}

std::vector<double> stepGradients(const LlamaModel& model, const std::vector<const LoraAdapter*>& adapters, const StepPasses& passes,
                                  const TrainSettings& settings, int64_t step) {
  for (const auto* adapter : adapters) ops::setZero(adapter->gradients());
  const ops::Adapters lookups(adapters.begin(), adapters.end());
  std::vector<double> sums(adapters.size());
  const auto supervised = static_cast<double>(passes.supervised);
  uint64_t number = 0;
  for (const PackedBatch& pass : passes.passes) {
    const uint64_t noise = mix64(settings.seed ^ mix64(static_cast<uint64_t>(step) << 20 | number++));
    const auto losses = model.lossAndGradients(pass, lookups, {noise, 1 / supervised, keepOf(settings.recompute)});
    for (size_t i = 0; i < sums.size(); ++i) sums[i] += losses[i];
  }
  for (double& sum : sums) sum /= supervised;
  return sums;
}

std::vector<double> stepGradients(const LlamaModel& model, const std::vector<const LoraAdapter*>& adapters,
                                  const std::vector<const TrainRow*>& rows, const TrainSettings& settings, int64_t step) {
  return stepGradients(model, adapters, passesOf(rows, settings), settings, step);
}

namespace {

/// One run of the loop. Steps are numbered from 1; m_out.steps are done.
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
  /// An evaluation that a cut run did not come to; to be called once, before the first step.
  void begin() { evaluateIfDue(); }
  bool isDone() const { return m_out.steps >= m_total || (m_settings.earlyStop > 0 && m_state.waited >= m_settings.earlyStop); }

  /// What is to be said of the next step, of which `passes` are computed.
  StepReport next(const StepPasses& passes) const;
  /// With the step's gradients in the adapter. False when somebody stopped the run. `seconds`: what the gradients took.
  Result<bool> finish(StepReport report, double loss, double seconds);
  /// After the last step.
  TrainOutcome end();
  const TrainOutcome& outcome() const { return m_out; }
  const LoraAdapter& adapter() const { return m_adapter; }
  const TrainSettings& settings() const { return m_settings; }

 private:
  void learn(StepReport& report);
  Status guard(const StepReport& report) const;
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
};

StepReport Loop::next(const StepPasses& passes) const {
  StepReport report;
  report.step = m_out.steps + 1;
  report.lr = learningRate(m_settings, report.step, m_total);
  report.epoch =
      static_cast<double>(report.step) / std::ceil(static_cast<double>(m_rows.size()) / static_cast<double>(m_settings.rowsPerStep));
  report.rows = passes.rows;
  report.tokens = passes.tokens;
  report.supervised = passes.supervised;
  return report;
}

void Loop::learn(StepReport& report) {
  const double began = monotonicSeconds();
  report.gradNorm = normOf(m_adapter.gradients());
  report.skipped = !std::isfinite(report.loss) || !std::isfinite(report.gradNorm);
  if (!report.skipped) m_optimizer.step(m_adapter.gradients(), report.lr, clipFactor(report.gradNorm, m_settings.clip));
  report.seconds += monotonicSeconds() - began;
  m_state.skippedInARow = report.skipped ? m_state.skippedInARow + 1 : 0;
  if (report.step == 1) m_out.lossFirst = report.loss;
  if (!report.skipped) m_out.lossLast = report.loss;
  m_out.steps = report.step;
  m_out.tokens += report.tokens;
  m_out.supervised += report.supervised;
  m_out.seconds += report.seconds;
}

Status Loop::guard(const StepReport& report) const {
  if (m_state.skippedInARow < kMostSkipped) return Done{};
  return Error{Code::Engine,
               "loss or gradient was not finite in " + std::to_string(kMostSkipped) + " steps in a row (last: step " +
                   std::to_string(report.step) + ")",
               "training", "The adapter of the last good step is kept.",
               "Use a lower --lr (half of " + Json(m_settings.lr).dump() + " is a good next try)."};
}

void Loop::evaluateIfDue() {
  const int64_t done = m_out.steps;
  const bool due = done > 0 && (done == m_total || (m_settings.evalEvery > 0 && done % m_settings.evalEvery == 0));
  if (!due || !m_hooks.evaluate || (m_out.last && m_out.last->step == done)) return;
  m_out.last = m_hooks.evaluate(done);
  if (m_hooks.onEvaluation) m_hooks.onEvaluation(*m_out.last);
  m_state.offer(*m_out.last);
}

Result<bool> Loop::finish(StepReport report, double loss, double seconds) {
  report.loss = loss;
  report.seconds = seconds;
  learn(report);
  if (m_hooks.onStep) m_hooks.onStep(report);
  GRAFT_CHECK(guard(report));
  if (m_hooks.pauseAsked && m_out.steps < m_total && m_hooks.pauseAsked()) {
    save();
    m_hooks.whilePaused();
  }
  if (m_hooks.stopAsked && m_hooks.stopAsked() && m_out.steps < m_total) {
    m_out.stoppedByUser = true;
    save();
    return false;
  }
  if (m_hooks.saveDue && m_hooks.saveDue(m_out.steps)) save();
  evaluateIfDue();
  return true;
}

TrainOutcome Loop::end() {
  m_out.stoppedEarly = m_out.steps < m_total;
  save();
  m_state.putBack();
  return m_out;
}

/// The loops make their next step together. What each says of it: whether it goes on, or why it cannot.
std::vector<Result<bool>> stepOf(const LlamaModel& model, Feeder& feeder, const std::vector<Loop*>& loops) {
  const double began = monotonicSeconds();
  const int64_t step = loops[0]->outcome().steps + 1;
  const StepPasses passes = feeder.take(step);
  std::vector<StepReport> next;
  std::vector<const LoraAdapter*> adapters;
  for (Loop* loop : loops) {
    next.push_back(loop->next(passes));
    adapters.push_back(&loop->adapter());
  }
  const auto losses = stepGradients(model, adapters, passes, loops[0]->settings(), step);
  const double seconds = monotonicSeconds() - began;
  std::vector<Result<bool>> out;
  for (size_t i = 0; i < loops.size(); ++i) out.push_back(loops[i]->finish(std::move(next[i]), losses[i], seconds));
  return out;
}

}  // namespace

Result<TrainOutcome> train(const LlamaModel& model, LoraAdapter& adapter, const std::vector<TrainRow>& rows, const TrainSettings& settings,
                           const TrainHooks& hooks, const ResumePoint* from) {
  Loop loop(model, adapter, rows, settings, hooks);
  if (from) GRAFT_CHECK(loop.restore(*from));
  loop.begin();
  Feeder feeder(rows, settings);
  while (!loop.isDone()) {
    GRAFT_TRY(const bool goesOn, std::move(stepOf(model, feeder, {&loop})[0]));
    if (!goesOn) return loop.outcome();
  }
  return loop.end();
}

void trainTogether(const LlamaModel& model, const std::vector<TrainRow>& rows, const std::vector<Member>& members,
                   const CompanyHooks& hooks) {
  std::vector<std::unique_ptr<Loop>> loops;
  for (const Member& one : members) loops.push_back(std::make_unique<Loop>(model, one.adapter, rows, one.settings, one.hooks));
  Feeder feeder(rows, members[0].settings);
  const auto end = [&](size_t member, Result<TrainOutcome> outcome) {
    loops[member].reset();
    hooks.onEnd(member, std::move(outcome));
  };
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
    const auto results = stepOf(model, feeder, going);
    if (hooks.onStep) hooks.onStep(going[0]->outcome().steps);
    for (size_t i = 0; i < going.size(); ++i) {
      if (!results[i].ok())
        end(places[i], results[i].error());
      else if (!*results[i])
        end(places[i], going[i]->outcome());
    }
  }
}

}  // namespace graft
