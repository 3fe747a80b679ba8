// SPDX-License-Identifier: Apache-2.0
#include "app/cli/train_view.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "core/base/system.hpp"

namespace graft::cli {
namespace fs = std::filesystem;
namespace {

std::string number(const Json& object, const char* key) { return grouped(get<uint64_t>(object, key, 0)); }

/// Terminal view of a run's frames.
class TrainView {
 public:
  explicit TrainView(Context& context) : m_context(context) {}
  void show(const Frame& frame) {
    auto& t = m_context.terminal;
    const Json& p = frame.payload;
    switch (frame.type) {
      case FrameType::Plan: plan(p); break;
      case FrameType::Warning:
        t.endProgress();
        warning(fromJson<WarningEvent>(p));
        break;
      case FrameType::Forecast:
        t.endProgress();
        t.line("  needs    " + number(p, "peak_mib") + " MiB of memory at most, " + number(p, "disk_mib") + " MiB of disk, about " +
               duration(get<double>(p, "seconds", 0)) + " of training");
        break;
      case FrameType::Phase:
        if (!t.json) t.progress(m_share, englishOf(fromJson<PhaseEvent>(p)) + " ...");
        break;
      case FrameType::CpuUse: cpuUse(fromJson<CpuUseEvent>(p)); break;
      case FrameType::Step: step(fromJson<StepEvent>(p)); break;
      case FrameType::Evaluation: evaluation(p); break;
      case FrameType::None:
      case FrameType::Hello:
      case FrameType::Sample:
      case FrameType::Text:
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
  void plan(const Json& p) {
    auto& t = m_context.terminal;
    t.endProgress();
    m_steps = get<int64_t>(p, "steps", 1);
    const double share = get<double>(p, "trained_parameters", 0) / get<double>(p, "model_parameters", 1);
    t.line("  rows     " + number(p, "rows") + " to train on, " + number(p, "heldout_rows") + " held out");
    t.line("  tokens   " + number(p, "tokens") + " an epoch, " + number(p, "supervised_tokens") + " of them trained; longest row " +
           number(p, "longest"));
    t.line("  adapter  " + number(p, "trained_parameters") + " numbers, " + percent(share) + " of the model");
    const auto device = get<std::string>(p, "device", "cpu");
    t.line("  work     " + number(p, "steps") + " steps in " + get<std::string>(p, "dtype", "") + " on " +
           (device == "cpu" ? counted(get<uint64_t>(p, "threads", 0), "thread") : device));
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
  void evaluation(const Json& p) {
    m_context.terminal.endProgress();
    const auto at = get<int64_t>(p, "step", 0);
    std::string text = at == 0 ? "  before   held-out loss " : "  step " + std::to_string(at) + "  held-out loss ";
    text += decimals(get<double>(p, "heldout_loss", 0), 3);
    if (p.contains("heldout_exact_match") && p["heldout_exact_match"].is_number())
      text += ", exact match " + percent(p["heldout_exact_match"].get<double>());
    m_context.terminal.line(text);
  }

  Context& m_context;
  bool m_toldCpuUse = false;
  int64_t m_steps = 1, m_seen = 0;
  double m_seconds = 0, m_tokens = 0, m_share = 0;
  std::optional<double> m_smooth;
};

void showAnswers(const Json& samples, const Terminal& t) {
  if (samples.size() < 2 || samples.back()["answers"].empty()) return;
  const Json &before = samples.front()["answers"], &after = samples.back()["answers"];
  std::vector<std::vector<std::string>> rows = {{"asked", "expected", "base", "adapter"}};
  for (size_t i = 0; i < before.size() && i < after.size(); ++i) {
    rows.push_back({get<std::string>(after[i], "prompt", ""), get<std::string>(after[i], "expected", ""),
                    get<std::string>(before[i], "answer", ""), get<std::string>(after[i], "answer", "")});
  }
  t.line();
  t.line(t.bold("Answers to held-out rows"));
  t.table(rows, 40);
}

void showResult(const Json& r, const std::string& home, const Terminal& t) {
  t.line();
  const Json &before = r["heldout_before"], &after = r["heldout_after"];
  if (before.is_object() && after.is_object()) {
    t.line(t.bold("Held-out rows") + " (" + number(after, "rows") + ", never trained on)");
    std::vector<std::vector<std::string>> rows = {
        {"", "base", "adapter"}, {"loss", decimals(get<double>(before, "loss", 0), 3), decimals(get<double>(after, "loss", 0), 3)}};
    if (after["exact_match"].is_number())
      rows.push_back({"exact match", percent(before["exact_match"].get<double>()), percent(after["exact_match"].get<double>())});
    t.table(rows);
  }
  showAnswers(r["samples"], t);
  const auto state = get<std::string>(r, "state", "");
  const std::string run = get<std::string>(r, "run", "");
  t.line();
  t.line((state == "finished" ? t.good("Finished") : "State: " + state) + " in " + duration(get<double>(r, "seconds", 0)) +
         " of training, " + grouped(static_cast<uint64_t>(get<double>(r, "tokens_per_second", 0))) + " tokens/s, " +
         number(r, "peak_rss_mib") + " MiB at most");
  t.line("  adapter  " + get<std::string>(r, "adapter", ""));
  t.line("  metrics  " + get<std::string>(r, "metrics", ""));
  const std::string flag = homeFolder("") == home ? "" : " --home " + home;
  t.line(t.dim("  next: graft generate --adapter " + run + " --prompt \"...\"" + flag));
}

}  // namespace

/// Shows the end of a run.
static Result<Json> shown(Result<Json> result, const std::string& folder, Context& context) {
  context.terminal.endProgress();
  if (!result.ok()) return result;
  showResult(*result, context.home, context.terminal);
  const auto state = get<std::string>(*result, "state", "");
  if (state != "stopped" && state != "paused") return result;
  return Error{Code::Stopped, msg("%1 by you after step %2", state, get<int64_t>(*result, "steps", 0)), folder,
               msg("The adapter as it was then is saved in %1/adapter.", folder),
               msg("Go on with: graft resume %1.", fs::path(folder).filename().string())};
}

Result<Json> followWorker(Json spec, const std::string& specFile, const std::string& folder, Watch watch, Context& context) {
  const WorkerJob job{std::move(spec), folder + specFile, folder + "/worker.log", {}};
  if (watch == Watch::No) {
    GRAFT_CHECK(detachWorker(job, folder));
    const std::string run = fs::path(folder).filename().string();
    context.terminal.line("  goes on in the background; watch it with: graft runs --follow " + run + "   stop it with: graft stop " + run);
    return Json{{"run", run}, {"state", "running"}, {"metrics", folder + "/metrics.jsonl"}};
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
    if (specFile == "/spec.json" && !fs::exists(folder + "/metrics.jsonl", error) && !result.error().isLogNamed)
      fs::remove_all(folder, error);
  }
  // If the store cannot be written now, it reads the run's folder the next time it is opened.
  if (auto store = store::Store::open(context.home, 1000); store.ok()) (void)store->catchUp(fs::path(folder).filename().string());
  return shown(std::move(result), folder, context);
}

Result<Json> followRecorded(const std::string& folder, Context& context) {
  TrainView view(context);
  return shown(followRun(folder, [&](const Frame& frame) { view.show(frame); }), folder, context);
}

}  // namespace graft::cli
