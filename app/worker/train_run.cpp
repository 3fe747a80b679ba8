// SPDX-License-Identifier: Apache-2.0
#include "app/worker/train_run.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>

#include <malloc.h>

#include "core/base/system.hpp"

namespace graft::worker {
namespace {

Json heldoutJson(const Evaluation& e) {
  return Json{{"loss", e.loss}, {"exact_match", e.graded ? Json(e.exactMatch) : Json(nullptr)}, {"rows", e.rows}};
}

}  // namespace

Status TrainRun::begin(bool resume) {
  const std::string metrics = m_run.folder + "/metrics.jsonl";
  GRAFT_CHECK(m_checkpoints.tidy());
  uint64_t keptBytes = 0;
  if (resume && m_checkpoints.any()) {
    GRAFT_TRY(const auto found, m_checkpoints.newestWhole());
    for (const auto& text : found.damaged) warn(msg("%1; the one before it is used", text));
    keptBytes = get<uint64_t>(found.state, "metrics_bytes", 0);
    m_before = found.state["before"];
    m_samples = found.state["samples"];
    m_from = ResumePoint{found.state["loop"], found.folder + "/tensors.safetensors"};
    m_channel.events.emit(PhaseEvent{Phase::Resuming, {}, found.step, {}});
  } else if (resume) {
    m_channel.events.emit(PhaseEvent{Phase::Restarting, {}, 0, {}});
  }
  GRAFT_TRY(auto file, keptBytes > 0 ? OutputFile::continueAt(metrics, keptBytes) : OutputFile::create(metrics));
  m_metrics.emplace(std::move(file));
  if (keptBytes > 0) replayMetrics(metrics);
  return Done{};
}

/// Replays the metrics from before the interruption, so that the watch continues from its former state. Its warnings were already emitted
/// and are dropped.
void TrainRun::replayMetrics(const std::string& metrics) {
  std::ifstream lines(metrics);
  for (std::string text; std::getline(lines, text);) {
    const auto line = parseJson(text);
    if (!line.ok()) continue;
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    const auto at = get<int64_t>(*line, "step", 0);
    if (line->contains("heldout_loss"))
      (void)m_watch.evaluation(at, get<double>(*line, "heldout_loss", kNan));
    else
      (void)m_watch.step(
          {at, get<double>(*line, "loss", kNan), get<double>(*line, "grad_norm", kNan), get<bool>(*line, "skipped", false), {}});
  }
}

Evaluation TrainRun::evaluate(const ops::LoraLookup* which, int64_t step) {
  Json answers = Json::array();
  const Evaluation out = m_check.evaluate(which, step, &answers);
  if (!answers.empty()) {
    m_samples.push_back({{"step", step}, {"answers", answers}});
    m_channel.events.emit(FrameType::Sample, m_samples.back());
  }
  return out;
}

void TrainRun::report(const Evaluation& e) {
  const Json line = {{"step", e.step}, {"heldout_loss", e.loss}, {"heldout_exact_match", e.graded ? Json(e.exactMatch) : Json(nullptr)}};
  metricsLine(line);
  m_channel.events.emit(FrameType::Evaluation, line);
  report(m_watch.evaluation(e.step, e.loss));
}

void TrainRun::evaluateBase() {
  if (!isMeasured() || m_from) return;
  m_channel.events.phase(Phase::EvaluatingBase);
  const bool continued = !get<std::string>(m_run.spec, "adapter", "").empty();
  const Evaluation base = evaluate(continued ? &m_adapter : nullptr, 0);
  report(base);
  m_before = heldoutJson(base);
  m_base = base;
}

void TrainRun::reuseBaseEvaluation(const TrainRun& other) {
  if (!other.m_base) return;
  m_samples = other.m_samples;
  if (!m_samples.empty()) m_channel.events.emit(FrameType::Sample, m_samples.back());
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
      what, done.error().text(), static_cast<int64_t>(freeDiskMib(m_run.folder)), static_cast<int64_t>(std::ceil(needMib))));
  m_channel.events.emit(PhaseEvent{Phase::WaitingForDisk, {}, {}, needMib});
  for (int look = 0; !done.ok() && done.error().code == Code::DoesNotFit && !stopAsked(); ++look) {
    m_channel.commands.waitForWord(kLookMs);
    if (freeDiskMib(m_run.folder) >= needMib || look % kLooks == kLooks - 1) done = write();
  }
  if (done.ok()) m_channel.events.phase(Phase::Training);
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
    const Json state = {{"loop", snapshot.state}, {"metrics_bytes", m_metrics->written()}, {"before", m_before}, {"samples", m_samples}};
    GRAFT_CHECK(m_checkpoints.save(snapshot.step, state, snapshot.tensors));
    took = monotonicSeconds() - began;
    return Done{};
  });
  m_clock.saved(took);
  if (saved.ok()) {
    m_channel.events.emit(CheckpointEvent{snapshot.step, took, snapshot.tensors.size()});
    return;
  }
  warn(msg("the checkpoint of step %1 could not be saved: %2 The run goes on; the checkpoint before it is kept.", snapshot.step,
           saved.error().text()));
}

/// Frees the memory of passes and the allocator's free pages; weights and optimizer stay. The command give-back-memory frees those too: the
/// run then ends as "paused", and resuming goes on bit for bit.
void TrainRun::pause() {
  m_channel.events.phase(Phase::Paused);
  m_loaded.model.releaseArena();
  ::malloc_trim(0);
  (m_channel.commands.pauseAsked() || !m_channel.company ? m_channel.commands : *m_channel.company).waitWhilePaused(interrupted);
  if (m_channel.goesOn()) m_channel.events.phase(Phase::Training);
}

TrainHooks TrainRun::hooks() {
  TrainHooks hooks;
  if (isMeasured()) hooks.evaluate = [this](int64_t step) { return evaluate(&m_adapter, step); };
  hooks.onEvaluation = [this](const Evaluation& e) { report(e); };
  hooks.onStep = [this](StepEvent r) {
    r.memoryMib = std::round(currentRssMib());
    const Json line = toJson(r);
    metricsLine(line);
    m_channel.events.emit(StepEvent::type, line);
    report(m_watch.step({r.step, r.loss, r.gradNorm, r.skipped, r.rows}));
    m_energy.sample();
    if (const double now = monotonicSeconds(); !m_heat.isEmpty() && m_watch.wantsHeat(now)) report(m_watch.heat(now, m_heat.read()));
  };
  hooks.stopAsked = [this] { return stopAsked(); };
  hooks.pauseAsked = [this] { return m_channel.isPauseAsked(); };
  hooks.whilePaused = [this] { pause(); };
  hooks.saveDue = [this](int64_t step) {
    const bool asked = m_channel.commands.takeCheckpointNow(), due = m_clock.isDue(step);
    return asked || due;
  };
  hooks.save = [this](const Snapshot& snapshot) { save(snapshot); };
  return hooks;
}

Status TrainRun::saveAdapter(const std::string& state) {
  const double mib = static_cast<double>(m_adapter.parameterCount()) * 4 / (1 << 20) + 1;
  return retryWhileDiskFull(msg("the adapter"), mib, [&]() -> Status {
    GRAFT_CHECK(m_adapter.writePeft(m_run.folder + "/adapter", m_loaded.modelFile.name()));
    GRAFT_TRY(m_run.record["hashes"]["adapter"], adapterHash(m_run.folder + "/adapter"));
    m_run.record["state"] = state;
    m_run.record["ended"] = utcNow();
    return writeFileAtomic(m_run.folder + "/run.json", dump(m_run.record, 1) + "\n");
  });
}

/// Runs that were trained together get equal parts of the energy, as of the time.
Json TrainRun::energy() {
  m_energy.sample();
  const auto joules = m_energy.joules();
  const auto runs = static_cast<double>(m_groupSize);
  const std::string method = m_energy.method();
  return {{"joules", joules ? Json(*joules / runs) : Json(nullptr)},
          {"seconds", (monotonicSeconds() - m_began) / runs},
          {"method", m_groupSize > 1 ? method + ", one of " + std::to_string(m_groupSize) + " equal parts" : method}};
}

Result<Json> TrainRun::finish(const TrainOutcome& outcome) {
  // An error that only affects the log must not keep the adapter from being saved.
  const Status synced = retryWhileDiskFull(std::string("metrics.jsonl"), 1, [this] { return syncMetrics(); });
  if (const Status closed = synced.ok() ? m_metrics->close() : synced; !closed.ok())
    warn(msg("metrics.jsonl is not whole: %1", closed.error().text()));
  const auto loss = [](const Json& measured) {
    return measured.is_object() ? std::optional(get<double>(measured, "loss", 0)) : std::nullopt;
  };
  report(m_watch.end(outcome.steps, loss(m_before), outcome.last ? std::optional(outcome.last->loss) : std::nullopt, m_adapter.isZero()));
  const std::string state = outcome.stoppedByUser  ? (m_channel.isMemoryAsked() ? "paused" : "stopped")
                            : outcome.stoppedEarly ? "stopped early"
                                                   : "finished";
  const double seconds = outcome.seconds / static_cast<double>(m_groupSize);
  const Json result = {{"run", get<std::string>(m_run.spec, "name", "")},
                       {"state", state},
                       {"steps", outcome.steps},
                       {"tokens", outcome.tokens},
                       {"supervised_tokens", outcome.supervised},
                       {"seconds", seconds},
                       {"tokens_per_second", seconds > 0 ? static_cast<double>(outcome.tokens) / seconds : 0},
                       {"peak_rss_mib", peakRssMib()},
                       {"energy", energy()},
                       {"loss_first", outcome.lossFirst},
                       {"loss_last", outcome.lossLast},
                       {"heldout_before", m_before},
                       {"heldout_after", outcome.last ? heldoutJson(*outcome.last) : Json(nullptr)},
                       {"best_step", outcome.bestStep},
                       {"forecast", m_run.record["forecast"]},
                       {"adapter", m_run.folder + "/adapter"},
                       {"metrics", m_run.folder + "/metrics.jsonl"},
                       {"warnings", m_run.record["warnings"]},
                       {"samples", m_samples}};
  m_run.record["result"] = result;
  m_run.record["result"].erase("adapter");
  m_run.record["result"].erase("metrics");
  GRAFT_CHECK(saveAdapter(state));
  // The adapter is safe now; one checkpoint is enough to extend the run.
  if (!outcome.stoppedByUser) GRAFT_CHECK(m_checkpoints.tidy(1));
  return result;
}

}  // namespace graft::worker
