// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/train/train_run.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>

#include <malloc.h>

#include "core/base/system.hpp"
#include "core/jobs/progress.hpp"

namespace graft::jobs {
namespace {

HeldoutScore scoreOf(const Evaluation& e) {
  HeldoutScore out{e.loss, {}, e.rows};
  if (e.graded) out.exactMatch = e.exactMatch;
  return out;
}
EvaluationEvent eventOf(const Evaluation& e) {
  EvaluationEvent out{e.step, e.loss, {}};
  if (e.graded) out.exactMatch = e.exactMatch;
  return out;
}

/// State of a checkpoint: that of the loop, and what the run adds to it.
struct SavedState {
  Json loop;
  uint64_t metricsBytes = 0;
  Nullable<HeldoutScore> before;
  std::vector<SampleEvent> samples;
  static constexpr auto fields = std::tuple{Field{"loop", &SavedState::loop}, Field{"metrics_bytes", &SavedState::metricsBytes},
                                            Field{"before", &SavedState::before}, Field{"samples", &SavedState::samples}};
};

}  // namespace

Status TrainRun::writeRecord() const { return writeFileAtomic(m_run.spec.run + "/run.json", dump(toJson(m_run.record), 1) + "\n"); }

Status TrainRun::openMetrics(uint64_t keptBytes) {
  const std::string metrics = m_run.spec.run + "/metrics.jsonl";
  GRAFT_CHECK(m_checkpoints.tidy());
  GRAFT_TRY(auto file, keptBytes > 0 ? OutputFile::continueAt(metrics, keptBytes) : OutputFile::create(metrics));
  m_metrics.emplace(std::move(file));
  if (keptBytes > 0) replayMetrics(metrics);
  return Done{};
}

Status TrainRun::begin() { return openMetrics(0); }

Status TrainRun::resumeFrom(const std::optional<CheckpointFolder::Found>& checkpoint) {
  if (!checkpoint) {
    m_context.events.emit(PhaseEvent{Phase::Restarting, {}, 0, {}});
    return openMetrics(0);
  }
  for (const auto& text : checkpoint->damaged) warn(msg("%1; the one before it is used", text));
  const auto saved = fromJson<SavedState>(checkpoint->state);
  m_before = saved.before;
  m_samples = saved.samples;
  m_fromStep = checkpoint->step;
  m_from = ResumePoint{saved.loop, checkpoint->folder + "/tensors.safetensors"};
  m_context.events.emit(PhaseEvent{Phase::Resuming, {}, checkpoint->step, {}});
  return openMetrics(saved.metricsBytes);
}

/// Replays the metrics from before the interruption, so that the watch continues from its former state. Its warnings were already emitted
/// and are dropped.
void TrainRun::replayMetrics(const std::string& metrics) {
  std::ifstream lines(metrics);
  for (std::string text; std::getline(lines, text);) {
    const auto line = parseJson(text);
    if (!line.ok()) continue;
    if (line->contains("heldout_loss")) {
      const auto e = fromJson<EvaluationEvent>(*line);
      (void)m_watch.evaluation(e.step, e.loss);
    } else {
      const auto e = fromJson<StepEvent>(*line);
      (void)m_watch.step({e.step, e.loss, e.gradNorm, e.skipped, {}});
    }
  }
}

std::optional<Evaluation> TrainRun::evaluate(const ops::LoraLookup* which, int64_t step) {
  SampleEvent sample{step, {}};
  ProgressReport progress(m_context.events);
  size_t answered = 0;
  EvaluationHooks hooks;
  hooks.goOn = [this] { return !stopAsked(); };
  hooks.onRows = [&](size_t done, size_t total) { progress.tell({ProgressPart::Rows, done, total, {}}); };
  hooks.onAnswer = [&](const SampleAnswer& answer) {
    progress.tell({ProgressPart::Answers, ++answered, m_check.questions.size(), step == 0 ? std::optional(answer) : std::nullopt});
  };
  const Evaluation out = m_check.evaluate(which, step, &sample.answers, hooks);
  if (stopAsked()) return {};
  if (!sample.answers.empty()) {
    m_samples.push_back(std::move(sample));
    m_context.events.emit(m_samples.back());
  }
  return out;
}

void TrainRun::report(const Evaluation& e) {
  const Json line = toJson(eventOf(e));
  metricsLine(line);
  m_context.events.emit(EvaluationEvent::type, line);
  report(m_watch.evaluation(e.step, e.loss));
}

void TrainRun::evaluateBase() {
  if (!needsBaseEvaluation()) return;
  m_context.events.phase(Phase::EvaluatingBase);
  const auto base = evaluate(m_run.spec.adapter.empty() ? nullptr : &m_adapter, 0);
  if (!base) return;
  report(*base);
  m_before = scoreOf(*base);
  m_base = base;
}

void TrainRun::reuseBaseEvaluation(const TrainRun& other) {
  if (!other.m_base) return;
  m_samples = other.m_samples;
  if (!m_samples.empty()) m_context.events.emit(m_samples.back());
  report(*other.m_base);
  m_before = other.m_before;
}

/// Runs `write`. On a full disk, warns with the space needed and waits until there is room or the run is asked to stop.
Status TrainRun::retryWhileDiskFull(const Message& what, double needMib, const std::function<Status()>& write) {
  constexpr int kLookMs = 500, kLooks = 20;  // free space is a hint that ignores quotas, so every tenth second a write is tried
  Status done = write();
  if (done.ok() || done.error().code != Code::DoesNotFit || stopAsked()) return done;
  warn(msg(
      "%1 could not be written: %2 The run waits for space and goes on by itself (free: %3 MiB, needed: %4 MiB); what was saved before is "
      "kept.",
      what, done.error().text(), static_cast<int64_t>(freeDiskMib(m_run.spec.run)), static_cast<int64_t>(std::ceil(needMib))));
  m_context.events.emit(PhaseEvent{Phase::WaitingForDisk, {}, {}, needMib});
  for (int look = 0; !done.ok() && done.error().code == Code::DoesNotFit && !stopAsked(); ++look) {
    m_context.commands.waitForWord(kLookMs);
    if (freeDiskMib(m_run.spec.run) >= needMib || look % kLooks == kLooks - 1) done = write();
  }
  if (done.ok()) m_context.events.phase(Phase::Training);
  return done;
}

/// Waits if a full disk blocks the log. Other errors of the log do not delay the training.
void TrainRun::metricsLine(const Json& line) {
  m_metrics->write(dump(line) + "\n");
  if (m_metrics->flush().ok() || !m_metrics->waitsForSpace()) return;
  (void)retryWhileDiskFull(std::string("metrics.jsonl"), 1, [this] { return m_metrics->flush(); }).ok();
}

Status TrainRun::syncMetrics() {
  const Status synced = m_metrics->sync();
  return synced.ok() || m_metrics->waitsForSpace() ? synced : m_metrics->renew();
}

void TrainRun::save(const Snapshot& snapshot) {
  double began = 0, took = 0;
  const double mib = static_cast<double>(snapshot.tensors.size()) / (1 << 20) + 1;
  const Status saved = retryWhileDiskFull(msg("the checkpoint of step %1", snapshot.step), mib, [&]() -> Status {
    began = monotonicSeconds();
    GRAFT_CHECK(syncMetrics());
    const SavedState state{snapshot.state, m_metrics->written(), m_before, m_samples};
    GRAFT_CHECK(m_checkpoints.save(snapshot.step, toJson(state), snapshot.tensors));
    took = monotonicSeconds() - began;
    return Done{};
  });
  m_clock->saved(snapshot.step, took);
  if (saved.ok()) {
    m_context.events.emit(CheckpointEvent{snapshot.step, took, snapshot.tensors.size()});
    return;
  }
  warn(msg("the checkpoint of step %1 could not be saved: %2 The run goes on; the checkpoint before it is kept.", snapshot.step,
           saved.error().text()));
}

/// Frees the memory of passes and the allocator's free pages; weights and optimizer stay. The command give-back-memory frees those too: the
/// run then ends as "paused", and resuming goes on bit for bit.
void TrainRun::pause() {
  m_context.events.phase(Phase::Paused);
  m_loaded.model.releaseArena();
  ::malloc_trim(0);
  (m_context.commands.pauseAsked() || !m_context.group ? m_context.commands : *m_context.group).waitWhilePaused(interrupted);
  if (m_context.goesOn()) m_context.events.phase(Phase::Training);
}

TrainHooks TrainRun::hooks() {
  TrainHooks hooks;
  if (isMeasured()) hooks.evaluate = [this](int64_t step) { return evaluate(&m_adapter, step); };
  hooks.onEvaluation = [this](const Evaluation& e) { report(e); };
  hooks.onStep = [this](StepEvent r) {
    r.memoryMib = std::round(currentRssMib());
    const Json line = toJson(r);
    metricsLine(line);
    m_context.events.emit(StepEvent::type, line);
    report(m_watch.step({r.step, r.loss, r.gradNorm, r.skipped, r.rows}));
    m_energy.sample();
    if (const double now = monotonicSeconds(); !m_heat.isEmpty() && m_watch.wantsHeat(now)) report(m_watch.heat(now, m_heat.read()));
  };
  hooks.stopAsked = [this] { return stopAsked(); };
  hooks.pauseAsked = [this] { return m_context.isPauseAsked(); };
  hooks.whilePaused = [this] { pause(); };
  hooks.saveDue = [this](int64_t step) {
    const bool due = m_clock->isDue(step), asked = m_context.commands.takeCheckpointNow();
    if (asked && m_groupSize > 1) m_clock->request();  // all runs of a group save at one step
    return due || (asked && m_groupSize == 1);
  };
  hooks.save = [this](const Snapshot& snapshot) { save(snapshot); };
  return hooks;
}

Status TrainRun::saveAdapter(EndState state) {
  const double mib = static_cast<double>(m_adapter.parameterCount()) * 4 / (1 << 20) + 1;
  return retryWhileDiskFull(msg("the adapter"), mib, [&]() -> Status {
    GRAFT_CHECK(m_adapter.writePeft(m_run.spec.run + "/adapter", m_loaded.modelFile.name()));
    GRAFT_TRY(m_run.record.hashes.adapter, adapterHash(m_run.spec.run + "/adapter"));
    m_run.record.state = nameOf(state);
    m_run.record.ended = utcNow();
    return writeRecord();
  });
}

/// Runs that were trained together get equal parts of the energy, as of the time.
EnergyUse TrainRun::energy() {
  m_energy.sample();
  const auto runs = static_cast<double>(m_groupSize);
  EnergyUse out;
  if (const auto joules = m_energy.joules()) out.joules = *joules / runs;
  out.seconds = (monotonicSeconds() - m_began) / runs;
  out.method = m_energy.method();
  if (m_groupSize > 1) out.method += ", one of " + std::to_string(m_groupSize) + " equal parts";
  return out;
}

Result<TrainResult> TrainRun::finish(const TrainOutcome& outcome) {
  // An error that only affects the log must not keep the adapter from being saved.
  const Status synced = retryWhileDiskFull(std::string("metrics.jsonl"), 1, [this] { return syncMetrics(); });
  if (const Status closed = synced.ok() ? m_metrics->close() : synced; !closed.ok())
    warn(msg("metrics.jsonl is not whole: %1", closed.error().text()));
  const auto before = m_before ? std::optional(m_before->loss) : std::nullopt;
  report(m_watch.end(outcome.steps, before, outcome.last ? std::optional(outcome.last->loss) : std::nullopt, m_adapter.isZero()));
  TrainResult result;
  result.run = m_run.spec.name;
  result.state = outcome.stoppedByUser  ? (m_context.isMemoryAsked() ? EndState::Paused : EndState::Stopped)
                 : outcome.stoppedEarly ? EndState::StoppedEarly
                                        : EndState::Finished;
  result.steps = outcome.steps;
  result.tokens = outcome.tokens;
  result.supervisedTokens = outcome.supervised;
  result.seconds = outcome.seconds / static_cast<double>(m_groupSize);
  result.tokensPerSecond = result.seconds > 0 ? static_cast<double>(outcome.tokens) / result.seconds : 0;
  result.peakRssMib = peakRssMib();
  result.energy = energy();
  result.lossFirst = outcome.lossFirst;
  result.lossLast = outcome.lossLast;
  result.heldoutBefore = m_before;
  if (outcome.last) result.heldoutAfter = scoreOf(*outcome.last);
  result.bestStep = outcome.bestStep;
  result.forecast = m_run.record.forecast;
  result.warnings = m_run.record.warnings;
  result.samples = m_samples;
  m_run.record.result = result;
  GRAFT_CHECK(saveAdapter(result.state));
  // The adapter is safe now; one checkpoint is enough to extend the run.
  if (!outcome.stoppedByUser) GRAFT_CHECK(m_checkpoints.tidy(1));
  result.adapter = m_run.spec.run + "/adapter";
  result.metrics = m_run.spec.run + "/metrics.jsonl";
  return result;
}

}  // namespace graft::jobs
