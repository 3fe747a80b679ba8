// SPDX-License-Identifier: Apache-2.0
// The job "train": plan, base evaluation, loop with checkpoints, adapter, run.json. Everything goes to the run folder as
// it happens; with `resume` it goes on after the newest whole checkpoint.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>

#include <malloc.h>

#include "app/worker/train_plan.hpp"
#include "core/base/energy.hpp"
#include "core/base/file.hpp"
#include "core/base/hash.hpp"
#include "core/base/heat.hpp"
#include "core/base/system.hpp"
#include "core/run/checkpoints.hpp"

namespace graft::worker {
namespace {

Json stepJson(const StepReport& r) {
  return Json{{"step", r.step},
              {"loss", r.loss},
              {"lr", r.lr},
              {"grad_norm", r.gradNorm},
              {"tokens", r.tokens},
              {"supervised_tokens", r.supervised},
              {"seconds", r.seconds},
              {"rows", r.rows},
              {"epoch", r.epoch},
              {"skipped", r.skipped},
              {"memory_mib", std::round(currentRssMib())}};
}
Json heldoutJson(const Evaluation& e) {
  return Json{{"loss", e.loss}, {"exact_match", e.graded ? Json(e.exactMatch) : Json(nullptr)}, {"rows", e.rows}};
}

Result<LoraAdapter> startAdapter(const Run& run, const Loaded& loaded) {
  const auto& s = run.settings;
  if (const auto start = get<std::string>(run.spec, "adapter", ""); !start.empty()) {
    GRAFT_TRY(auto adapter, LoraAdapter::open(start, loaded.checkpoint.config()));
    adapter.setDropout(s.dropout);
    return adapter;
  }
  for (const int64_t layer : s.layers) {
    const int64_t count = loaded.checkpoint.config().layers;
    if (layer < 0 || layer >= count)
      return Error{Code::BadUsage,
                   "--layers names layer " + std::to_string(layer) + ", the model has the layers 0 to " + std::to_string(count - 1),
                   {},
                   "Nothing was started.",
                   "Name layers that the model has."};
  }
  return LoraAdapter::create(loaded.checkpoint.config(), loraOptions(s), s.seed);
}

/// When a save is due: every N steps when asked for, else by time: 60 s or 1 % of the run, whichever is longer, and so
/// seldom that saving stays under 1 % of the time.
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

/// A run in progress: its folder, what it has measured, and the hooks of the loop.
class TrainRun {
 public:
  TrainRun(Run& run, const Loaded& loaded, LoraAdapter& adapter, const Channel& channel)
      : m_run(run),
        m_loaded(loaded),
        m_adapter(adapter),
        m_events(channel.events),
        m_commands(channel.commands),
        m_check(run.check(loaded)),
        m_checkpoints(run.folder),
        m_clock(run.settings.checkpointEvery, totalSteps(run.settings, run.train.rows.size())),
        m_watch(run.settings, totalSteps(run.settings, run.train.rows.size()), run.train.rows.size(), !run.heldout.rows.empty()) {}

  /// Warnings go to run.json as text and to whoever watches with rule, level and action.
  void say(const std::vector<Advice>& list) {
    for (const Advice& a : list) {
      m_run.record["warnings"].push_back(a.action.empty() ? a.text : a.text + " (" + a.action + ")");
      m_events.emit(FrameType::Warning, toJson(a));
    }
  }
  /// Opens metrics.jsonl: empty for a new run, cut back to the checkpoint for one that goes on.
  Status begin(bool resume);
  Result<TrainOutcome> train();
  Result<Json> finish(const TrainOutcome& outcome);
  Status keepAfterFailure() { return saveAdapter("failed"); }

 private:
  void askBase();
  Evaluation evaluate(const ops::LoraLookup* which, int64_t step);
  void report(const Evaluation& e);
  void metricsLine(const Json& line);
  Status syncMetrics();
  bool stopAsked() const { return interrupted() || m_commands.stopAsked(); }
  Status whenThereIsRoom(const std::string& what, double needMib, const std::function<Status()>& write);
  void save(const Snapshot& snapshot);
  void pause();
  Status saveAdapter(const std::string& state);
  void warn(const std::string& text) { say({{0, Level::Warn, text, {}}}); }
  void watchAgain(const std::string& metrics);

  Run& m_run;
  const Loaded& m_loaded;
  LoraAdapter& m_adapter;
  Events& m_events;
  CommandReader& m_commands;
  HeldoutCheck m_check;
  CheckpointFolder m_checkpoints;
  SaveClock m_clock;
  std::optional<OutputFile> m_metrics;
  std::optional<ResumePoint> m_from;
  RunWatch m_watch;
  HeatSensors m_heat;
  EnergyMeter m_energy;  ///< of this process: what a cut run used before is not in it
  double m_began = monotonicSeconds();
  Json m_before = nullptr, m_samples = Json::array();
};

Status TrainRun::begin(bool resume) {
  const std::string metrics = m_run.folder + "/metrics.jsonl";
  GRAFT_CHECK(m_checkpoints.tidy());
  uint64_t keptBytes = 0;
  if (resume && m_checkpoints.any()) {
    GRAFT_TRY(const auto found, m_checkpoints.newestWhole());
    for (const auto& text : found.damaged) warn(text + "; the one before it is used");
    keptBytes = get<uint64_t>(found.state, "metrics_bytes", 0);
    m_before = found.state["before"];
    m_samples = found.state["samples"];
    m_from = ResumePoint{found.state["loop"], found.folder + "/tensors.safetensors"};
    m_events.emit(FrameType::Phase, {{"phase", "going on after step " + std::to_string(found.step)}, {"resumed_after", found.step}});
  } else if (resume) {
    m_events.emit(FrameType::Phase, {{"phase", "no checkpoint was made yet: starting at the beginning"}, {"resumed_after", 0}});
  }
  GRAFT_TRY(auto file, keptBytes > 0 ? OutputFile::continueAt(metrics, keptBytes) : OutputFile::create(metrics));
  m_metrics.emplace(std::move(file));
  if (keptBytes > 0) watchAgain(metrics);
  return Done{};
}

/// Shows the watch what was before the cut, so that it goes on judging where it was; what it says then was said already.
void TrainRun::watchAgain(const std::string& metrics) {
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
    m_events.emit(FrameType::Sample, m_samples.back());
  }
  return out;
}

void TrainRun::report(const Evaluation& e) {
  const Json line = {{"step", e.step}, {"heldout_loss", e.loss}, {"heldout_exact_match", e.graded ? Json(e.exactMatch) : Json(nullptr)}};
  metricsLine(line);
  m_events.emit(FrameType::Evaluation, line);
  say(m_watch.evaluation(e.step, e.loss));
}

void TrainRun::askBase() {
  m_events.phase("asking the base model");
  const bool continued = !get<std::string>(m_run.spec, "adapter", "").empty();
  const Evaluation base = evaluate(continued ? &m_adapter : nullptr, 0);
  report(base);
  m_before = heldoutJson(base);
}

/// Writes; on a full disk it says what is needed and waits until there is room, or until the run is asked to stop.
Status TrainRun::whenThereIsRoom(const std::string& what, double needMib, const std::function<Status()>& write) {
  constexpr int kLookMs = 500, kLooks = 20;  // free space is a hint: a quota does not show in it, so every tenth second it is tried
  Status done = write();
  if (done.ok() || done.error().code != Code::DoesNotFit || stopAsked()) return done;
  warn(what + " could not be written: " + done.error().text() +
       " The run waits for space and goes on by itself (free: " + std::to_string(static_cast<int64_t>(freeDiskMib(m_run.folder))) +
       " MiB, needed: " + std::to_string(static_cast<int64_t>(std::ceil(needMib))) + " MiB); what was saved before is kept.");
  m_events.emit(FrameType::Phase, {{"phase", "waiting for space on the disk"}, {"need_mib", needMib}});
  for (int look = 0; !done.ok() && done.error().code == Code::DoesNotFit && !stopAsked(); ++look) {
    m_commands.waitForWord(kLookMs);
    if (freeDiskMib(m_run.folder) >= needMib || look % kLooks == kLooks - 1) done = write();
  }
  if (done.ok()) m_events.phase("training");
  return done;
}

/// A log that a full disk holds up is waited for; any other fault of it does not hold up the training.
void TrainRun::metricsLine(const Json& line) {
  m_metrics->write(dump(line) + "\n");
  if (m_metrics->flush().ok() || !m_metrics->waitsForSpace()) return;
  (void)whenThereIsRoom("metrics.jsonl", 1, [this] { return m_metrics->flush(); }).ok();
}

Status TrainRun::syncMetrics() {
  const Status synced = m_metrics->sync();
  return synced.ok() || m_metrics->waitsForSpace() ? synced : m_metrics->renew();
}

void TrainRun::save(const Snapshot& snapshot) {
  double began = 0, took = 0;
  const double mib = static_cast<double>(snapshot.tensors.size()) / (1 << 20) + 1;
  const Status saved = whenThereIsRoom("the checkpoint of step " + std::to_string(snapshot.step), mib, [&]() -> Status {
    began = monotonicSeconds();
    GRAFT_CHECK(syncMetrics());
    const Json state = {{"loop", snapshot.state}, {"metrics_bytes", m_metrics->written()}, {"before", m_before}, {"samples", m_samples}};
    GRAFT_CHECK(m_checkpoints.save(snapshot.step, state, snapshot.tensors));
    took = monotonicSeconds() - began;
    return Done{};
  });
  m_clock.saved(took);
  if (saved.ok()) {
    m_events.emit(FrameType::Checkpoint, {{"step", snapshot.step}, {"seconds", took}, {"bytes", snapshot.tensors.size()}});
    return;
  }
  warn("the checkpoint of step " + std::to_string(snapshot.step) + " could not be saved: " + saved.error().text() +
       " The run goes on; the checkpoint before it is kept.");
}

/// The memory of passes and the allocator's free pages go back; weights and optimizer stay. Whoever wants those too says
/// give-back-memory: the run then ends as "paused", and resuming goes on bit for bit.
void TrainRun::pause() {
  m_events.phase("paused");
  m_loaded.model.releaseArena();
  ::malloc_trim(0);
  m_commands.waitWhilePaused(interrupted);
  if (!m_commands.stopAsked() && !interrupted()) m_events.phase("training");
}

Result<TrainOutcome> TrainRun::train() {
  const bool measured = !m_run.heldout.rows.empty();
  if (measured && !m_from) askBase();
  m_events.phase("training");
  TrainHooks hooks;
  if (measured) hooks.evaluate = [this](int64_t step) { return evaluate(&m_adapter, step); };
  hooks.onEvaluation = [this](const Evaluation& e) { report(e); };
  hooks.onStep = [this](const StepReport& r) {
    const Json line = stepJson(r);
    metricsLine(line);
    m_events.emit(FrameType::Step, line);
    say(m_watch.step({r.step, r.loss, r.gradNorm, r.skipped, r.rows}));
    m_energy.sample();
    if (const double now = monotonicSeconds(); !m_heat.isEmpty() && m_watch.wantsHeat(now)) say(m_watch.heat(now, m_heat.read()));
  };
  hooks.stopAsked = [this] { return stopAsked(); };
  hooks.pauseAsked = [this] { return m_commands.pauseAsked(); };
  hooks.whilePaused = [this] { pause(); };
  hooks.saveDue = [this](int64_t step) {
    const bool asked = m_commands.takeCheckpointNow(), due = m_clock.isDue(step);
    return asked || due;
  };
  hooks.save = [this](const Snapshot& snapshot) { save(snapshot); };
  return graft::train(m_loaded.model, m_adapter, m_run.train.rows, m_run.settings, hooks, m_from ? &*m_from : nullptr);
}

Status TrainRun::saveAdapter(const std::string& state) {
  const double mib = static_cast<double>(m_adapter.parameterCount()) * 4 / (1 << 20) + 1;
  return whenThereIsRoom("the adapter", mib, [&]() -> Status {
    GRAFT_CHECK(m_adapter.writePeft(m_run.folder + "/adapter", m_loaded.checkpoint.name()));
    GRAFT_TRY(m_run.record["hashes"]["adapter"], adapterHash(m_run.folder + "/adapter"));
    m_run.record["state"] = state;
    m_run.record["ended"] = utcNow();
    return writeFileAtomic(m_run.folder + "/run.json", dump(m_run.record, 1) + "\n");
  });
}

Result<Json> TrainRun::finish(const TrainOutcome& outcome) {
  // A fault that only hurts the log must not keep the adapter from being saved.
  const Status synced = whenThereIsRoom("metrics.jsonl", 1, [this] { return syncMetrics(); });
  if (const Status closed = synced.ok() ? m_metrics->close() : synced; !closed.ok())
    warn("metrics.jsonl is not whole: " + closed.error().text());
  const auto loss = [](const Json& measured) {
    return measured.is_object() ? std::optional(get<double>(measured, "loss", 0)) : std::nullopt;
  };
  say(m_watch.end(outcome.steps, loss(m_before), outcome.last ? std::optional(outcome.last->loss) : std::nullopt, m_adapter.isZero()));
  const std::string state = outcome.stoppedByUser  ? (m_commands.memoryAsked() ? "paused" : "stopped")
                            : outcome.stoppedEarly ? "stopped early"
                                                   : "finished";
  m_energy.sample();
  const auto joules = m_energy.joules();
  const Json result = {
      {"run", get<std::string>(m_run.spec, "name", "")},
      {"state", state},
      {"steps", outcome.steps},
      {"tokens", outcome.tokens},
      {"supervised_tokens", outcome.supervised},
      {"seconds", outcome.seconds},
      {"tokens_per_second", outcome.seconds > 0 ? static_cast<double>(outcome.tokens) / outcome.seconds : 0},
      {"peak_rss_mib", peakRssMib()},
      {"energy",
       {{"joules", joules ? Json(*joules) : Json(nullptr)}, {"seconds", monotonicSeconds() - m_began}, {"method", m_energy.method()}}},
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

}  // namespace

Result<Json> trainJob(const Json& spec, const Channel& channel) {
  Events& events = channel.events;
  const std::string folder = get<std::string>(spec, "run", "");
  const bool resume = get<bool>(spec, "resume", false);
  GRAFT_TRY(const auto loaded, loadModel(spec, events));
  GRAFT_TRY(auto run, prepareRun(spec, loaded, events));
  GRAFT_TRY(auto adapter, startAdapter(run, loaded));
  const Recompute asked = run.settings.recompute;
  run.settings.recompute = recomputeThatFits(run, loaded, adapter);
  GRAFT_CHECK(checkFits(run, loaded, adapter));
  GRAFT_TRY(run.record, describeRun(run, loaded));
  run.record["settings"]["recompute"] = recomputeName(asked);  // each part of a run that is resumed decides for itself
  const Json plan = planOf(run, loaded, adapter);
  run.record["plan"] = plan;
  run.record["warnings"] = Json::array();
  if (resume) {
    GRAFT_TRY(const Json before, readJsonFile(folder + "/run.json"));
    GRAFT_CHECK(checkSameInputs(before, run.record));
    run.record["started"] = get<std::string>(before, "started", "");
    run.record["resumed"] = before.contains("resumed") ? before["resumed"] : Json::array();
    run.record["resumed"].push_back(utcNow());
    // Sums in another order on another kind of processor may differ in the last bit.
    const bool same = get<std::string>(before, "processor", "") == processorName() && get<bool>(before, "bit_comparable", true);
    run.record["bit_comparable"] = same;
  }
  const auto writeRecord = [&] { return writeFileAtomic(folder + "/run.json", dump(run.record, 1) + "\n"); };
  if (!resume) GRAFT_CHECK(writeRecord());
  events.emit(FrameType::Plan, plan);
  TrainRun work(run, loaded, adapter, channel);
  work.say(adviceFor(run, plan));
  events.phase("rehearsing the longest pass");
  GRAFT_TRY(run.record["forecast"], forecast(run, loaded, adapter));
  events.emit(FrameType::Forecast, run.record["forecast"]);
  if (get<std::string>(spec, "job", "") == "forecast")
    return Json{{"plan", plan}, {"forecast", run.record["forecast"]}, {"warnings", run.record["warnings"]}};
  GRAFT_CHECK(work.begin(resume));
  // Only now is it certain that the run goes on: a resume that was refused leaves the record of how it ended.
  if (resume) GRAFT_CHECK(writeRecord());
  const auto outcome = work.train();
  if (!outcome.ok()) {
    GRAFT_CHECK(work.keepAfterFailure());
    return outcome.error();
  }
  return work.finish(*outcome);
}

}  // namespace graft::worker
