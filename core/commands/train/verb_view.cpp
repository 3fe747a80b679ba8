// SPDX-License-Identifier: Apache-2.0
#include "core/commands/train/verb_view.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "core/base/system.hpp"
#include "core/contract/progress_event.hpp"
#include "core/store/runs.hpp"

namespace graft::cli {
namespace fs = std::filesystem;
namespace {

std::string rounded(double value) { return grouped(static_cast<uint64_t>(std::max(0.0, value))); }

/// Terminal view of a run's frames.
class TrainView {
 public:
  explicit TrainView(Context& context) : m_context(context) {}
  void show(const Frame& frame) {
    auto& t = m_context.terminal;
    const Json& p = frame.payload;
    switch (frame.type) {
      case FrameType::Plan: plan(fromJson<PlanEvent>(p)); break;
      case FrameType::Warning:
        t.endProgress();
        warning(fromJson<WarningEvent>(p));
        break;
      case FrameType::Forecast: forecast(fromJson<ForecastEvent>(p)); break;
      case FrameType::Phase:
        m_phase = englishOf(fromJson<PhaseEvent>(p));
        if (!t.json) t.progress(m_share, m_phase + " ...");
        break;
      case FrameType::CpuUse: cpuUse(fromJson<CpuUseEvent>(p)); break;
      case FrameType::Text: progress(fromJson<ProgressEvent>(p)); break;
      case FrameType::Step: step(fromJson<StepEvent>(p)); break;
      case FrameType::Evaluation: evaluation(fromJson<EvaluationEvent>(p)); break;
      case FrameType::None:
      case FrameType::Hello:
      case FrameType::Sample:
      case FrameType::Result:
      case FrameType::Failure:
      case FrameType::Checkpoint:
      case FrameType::Heartbeat: break;
    }
  }

 private:
  void warning(const WarningEvent& event) {
    auto& t = m_context.terminal;
    t.endProgress();
    t.warning(event.text.text());
    if (!event.action.empty()) t.line(t.dim("      " + event.action.text()));
  }
  void plan(const PlanEvent& p) {
    auto& t = m_context.terminal;
    t.endProgress();
    m_steps = p.steps;
    const double share = static_cast<double>(p.trainedParameters) / static_cast<double>(std::max<int64_t>(1, p.modelParameters));
    const auto whole = [](int64_t value) { return grouped(static_cast<uint64_t>(value)); };
    t.line("  rows     " + grouped(p.rows) + " to train on, " + grouped(p.heldoutRows) + " held out");
    t.line("  tokens   " + grouped(p.tokens) + " an epoch, " + grouped(p.supervisedTokens) + " of them trained; longest row " +
           grouped(p.longest));
    t.line("  adapter  " + whole(p.trainedParameters) + " numbers, " + percent(share) + " of the model");
    t.line("  work     " + whole(p.steps) + " steps in " + p.dtype + " on " +
           (p.device == "cpu" ? counted(static_cast<uint64_t>(p.threads), "thread") : p.device));
  }
  void forecast(const ForecastEvent& event) {
    m_context.terminal.endProgress();
    m_context.terminal.line("  needs    " + rounded(event.peakMib) + " MiB of memory at most, " + rounded(event.diskMib) +
                            " MiB of disk, about " + duration(event.seconds) + " of training");
  }
  void progress(const ProgressEvent& event) {
    if (m_context.terminal.json || event.part == ProgressPart::None) return;
    m_context.terminal.progress(m_share, m_phase + ": " + nameOf(event.part) + " " + grouped(event.done) + " of " + grouped(event.total));
  }
  void cpuUse(const CpuUseEvent& event) {
    if (!std::exchange(m_toldCpuUse, true)) return;  // the first event only confirms the flag
    m_context.terminal.endProgress();
    m_context.terminal.line(std::string("  cpu use  ") + nameOf(event.use) + ", " +
                            counted(static_cast<uint64_t>(event.threads), "thread"));
  }
  void step(const StepEvent& event) {
    m_seconds += event.seconds;
    m_tokens += static_cast<double>(event.tokens);
    if (std::isfinite(event.loss)) m_smooth = m_smooth ? 0.9 * *m_smooth + 0.1 * event.loss : event.loss;  // a skipped step has no loss
    m_share = static_cast<double>(event.step) / static_cast<double>(std::max<int64_t>(1, m_steps));
    const double left = m_seconds / static_cast<double>(++m_seen) * static_cast<double>(m_steps - event.step);
    if (!m_context.terminal.json) {
      m_context.terminal.progress(m_share, "loss " + decimals(m_smooth.value_or(0), 3) + "  " +
                                               grouped(static_cast<uint64_t>(m_tokens / std::max(1e-9, m_seconds))) + " tokens/s  " +
                                               duration(left) + " left  step " + std::to_string(event.step) + "/" +
                                               std::to_string(m_steps));
    }
  }
  void evaluation(const EvaluationEvent& event) {
    m_context.terminal.endProgress();
    std::string text = event.step == 0 ? "  before   held-out loss " : "  step " + std::to_string(event.step) + "  held-out loss ";
    text += decimals(event.loss, 3);
    if (event.exactMatch) text += ", exact match " + percent(*event.exactMatch);
    m_context.terminal.line(text);
  }

  Context& m_context;
  bool m_toldCpuUse = false;
  int64_t m_steps = 1, m_seen = 0;
  double m_seconds = 0, m_tokens = 0, m_share = 0;
  std::optional<double> m_smooth;
  std::string m_phase;
};

void showAnswers(const std::vector<SampleEvent>& samples, const Terminal& t) {
  if (samples.size() < 2 || samples.back().answers.empty()) return;
  const auto &before = samples.front().answers, &after = samples.back().answers;
  std::vector<std::vector<std::string>> rows = {{"asked", "expected", "base", "adapter"}};
  for (size_t i = 0; i < before.size() && i < after.size(); ++i)
    rows.push_back({after[i].prompt, after[i].expected, before[i].answer, after[i].answer});
  t.line();
  t.line(t.bold("Answers to held-out rows"));
  t.table(rows, 40);
}

void showResult(const TrainResult& r, const std::string& home, const Terminal& t) {
  t.line();
  if (r.heldoutBefore && r.heldoutAfter) {
    const HeldoutScore &before = *r.heldoutBefore, &after = *r.heldoutAfter;
    t.line(t.bold("Held-out rows") + " (" + grouped(after.rows) + ", never trained on)");
    std::vector<std::vector<std::string>> rows = {{"", "base", "adapter"}, {"loss", decimals(before.loss, 3), decimals(after.loss, 3)}};
    if (before.exactMatch && after.exactMatch) rows.push_back({"exact match", percent(*before.exactMatch), percent(*after.exactMatch)});
    t.table(rows);
  }
  showAnswers(r.samples, t);
  t.line();
  t.line((r.state == EndState::Finished ? t.good("Finished") : std::string("State: ") + nameOf(r.state)) + " in " + duration(r.seconds) +
         " of training, " + rounded(r.tokensPerSecond) + " tokens/s, " + rounded(r.peakRssMib) + " MiB at most");
  t.line("  adapter  " + r.adapter.value_or(""));
  t.line("  metrics  " + r.metrics.value_or(""));
  const std::string flag = homeFolder("") == home ? "" : " --home " + home;
  t.line(t.dim("  next: graft generate --adapter " + r.run + " --prompt \"...\"" + flag));
}

}  // namespace

/// Shows the end of a run.
static Result<Json> shown(Result<Json> result, const std::string& folder, Context& context) {
  context.terminal.endProgress();
  if (!result.ok()) return result;
  const auto end = fromJson<TrainResult>(*result);
  showResult(end, context.home, context.terminal);
  if (end.state != EndState::Stopped && end.state != EndState::Paused) return result;
  return Error{Code::Stopped, msg("%1 by you after step %2", nameOf(end.state), end.steps), folder,
               msg("The adapter as it was then is saved in %1/adapter.", folder),
               msg("Go on with: graft resume %1.", fs::path(folder).filename().string())};
}

Result<Json> followWorker(const commands::Start& start, Watch watch, Context& context) {
  const std::string& folder = start.folder();
  const WorkerJob job{start.job(), start.specFile, folder + "/worker.log", {}};
  if (watch == Watch::No) {
    GRAFT_CHECK(detachWorker(job, folder));
    const std::string run = fs::path(folder).filename().string();
    context.terminal.line("  goes on in the background; watch it with: graft runs --follow " + run + "   stop it with: graft stop " + run);
    return Json{{"run", run}, {"state", kRunning}, {"metrics", folder + "/metrics.jsonl"}};
  }
  TrainView view(context);
  auto result = runWorker(job, {[&](const Frame& frame) { view.show(frame); },
                                [&](double seconds) {
                                  context.terminal.endProgress();
                                  context.terminal.warning("the engine has given no sign of life for " + decimals(seconds, 1) + " s");
                                }});
  if (!result.ok()) {
    context.terminal.endProgress();
    std::error_code error;
    // A run that never took a step leaves no folder.
    if (!start.resumes && !fs::exists(folder + "/metrics.jsonl", error) && !result.error().isLogNamed) fs::remove_all(folder, error);
  }
  // If the store cannot be written now, it reads the run's folder the next time it is opened.
  if (auto store = store::Store::open(context.home, 1000); store.ok()) (void)store->catchUp(fs::path(folder).filename().string());
  return shown(std::move(result), folder, context);
}

Result<Json> followRecorded(const std::string& folder, Context& context) {
  TrainView view(context);
  return shown(followRun(folder, [&](const Frame& frame) { view.show(frame); }), folder, context);
}

/// Warns that two runs at once share the CPU. The start is not prevented.
static void tellOfOthers(const std::string& name, Context& context) {
  auto store = store::Store::open(context.home, 1000);
  if (!store.ok() || !store->catchUp().ok()) return;
  const auto rows = store::listRuns(*store, {});
  if (!rows.ok()) return;
  for (const auto& row : *rows) {
    if (row.name == name || !row.binnedSince.empty() || workspace::stateOf(row.state, context.home + "/runs/" + row.name) != kRunning)
      continue;
    context.terminal.warning(
        "the run " + row.name +
        " is training now; each takes about twice as long beside the other (one after the other: graft train --queue)");
  }
}

Result<Json> startOrResume(const std::string& folder, Watch watch, Context& context) {
  const std::string name = fs::path(folder).filename().string();
  GRAFT_TRY(const auto start, commands::startOf(folder));
  tellOfOthers(name, context);
  context.terminal.line(context.terminal.bold("Run " + name) + (start.resumes ? " goes on" : ""));
  return followWorker(start, watch, context);
}

Result<Json> runTraining(const commands::TrainRequest& request, Context& context) {
  GRAFT_TRY(const auto folder, commands::makeRun(request, context.home));
  return startOrResume(folder, request.detach ? Watch::No : Watch::Yes, context);
}

}  // namespace graft::cli
