// SPDX-License-Identifier: Apache-2.0
// train and runs: a run folder, the worker, a live line, and the table that says what became better.
#include <algorithm>
#include <csignal>
#include <cstring>
#include <filesystem>

#include <poll.h>

#include "app/cli/resolve.hpp"
#include "core/base/file.hpp"
#include "core/base/hash.hpp"
#include "core/base/system.hpp"
#include "core/data/dataset.hpp"
#include "core/run/run_spec.hpp"

namespace graft::cli {
namespace fs = std::filesystem;
namespace {

std::string number(const Json& object, const char* key) { return grouped(get<uint64_t>(object, key, 0)); }

/// What the frames of a run look like to a person.
class TrainView {
 public:
  explicit TrainView(Context& context) : m_context(context) {}
  void show(const Frame& frame) {
    auto& t = m_context.terminal;
    const Json& p = frame.payload;
    switch (frame.type) {
      case FrameType::Plan: plan(p); break;
      case FrameType::Warning: t.endProgress(); t.warning(get<std::string>(p, "text", "")); break;
      case FrameType::Phase:
        m_phase = get<std::string>(p, "phase", "");
        if (!t.json) t.progress(m_share, m_phase + " ...");
        break;
      case FrameType::Step: step(p); break;
      case FrameType::Evaluation: evaluation(p); break;
      case FrameType::None: case FrameType::Hello: case FrameType::Sample: case FrameType::Text: case FrameType::Result: case FrameType::Failure: case FrameType::Checkpoint: break;
    }
  }

 private:
  void plan(const Json& p) {
    auto& t = m_context.terminal;
    t.endProgress();
    m_steps = get<int64_t>(p, "steps", 1);
    const double share = get<double>(p, "trained_parameters", 0) / get<double>(p, "model_parameters", 1);
    t.line("  rows     " + number(p, "rows") + " to learn from, " + number(p, "heldout_rows") + " held out");
    t.line("  tokens   " + number(p, "tokens") + " a pass, " + number(p, "supervised_tokens") + " of them trained; longest row " + number(p, "longest"));
    t.line("  adapter  " + number(p, "trained_parameters") + " numbers, " + percent(share) + " of the model");
    t.line("  work     " + number(p, "steps") + " corrections in " + get<std::string>(p, "dtype", "") + " on " + number(p, "threads") + " threads");
    t.line("  memory   about " + number(p, "memory_mib") + " of " + number(p, "free_memory_mib") + " MiB free");
  }
  void step(const Json& p) {
    m_seconds += get<double>(p, "seconds", 0);
    m_tokens += get<double>(p, "tokens", 0);
    const auto done = get<int64_t>(p, "step", 0);
    const double loss = get<double>(p, "loss", 0);
    m_smooth = m_seen == 0 ? loss : 0.9 * m_smooth + 0.1 * loss;
    m_share = static_cast<double>(done) / static_cast<double>(std::max<int64_t>(1, m_steps));
    const double left = m_seconds / static_cast<double>(++m_seen) * static_cast<double>(m_steps - done);
    if (!m_context.terminal.json) {
      m_context.terminal.progress(m_share, "loss " + decimals(m_smooth, 3) + "  " + grouped(static_cast<uint64_t>(m_tokens / std::max(1e-9, m_seconds))) + " tokens/s  " + duration(left) + " left  step " + std::to_string(done) + "/" + std::to_string(m_steps));
    }
  }
  void evaluation(const Json& p) {
    m_context.terminal.endProgress();
    const auto at = get<int64_t>(p, "step", 0);
    std::string text = at == 0 ? "  before   held-out loss " : "  step " + std::to_string(at) + "  held-out loss ";
    text += decimals(get<double>(p, "heldout_loss", 0), 3);
    if (p.contains("heldout_exact_match") && p["heldout_exact_match"].is_number()) text += ", exact match " + percent(p["heldout_exact_match"].get<double>());
    m_context.terminal.line(text);
  }

  Context& m_context;
  std::string m_phase;
  int64_t m_steps = 1, m_seen = 0;
  double m_seconds = 0, m_tokens = 0, m_smooth = 0, m_share = 0;
};

void showAnswers(const Json& samples, const Terminal& t) {
  if (samples.size() < 2 || samples.back()["answers"].empty()) return;
  const Json &before = samples.front()["answers"], &after = samples.back()["answers"];
  std::vector<std::vector<std::string>> rows = {{"asked", "expected", "base", "adapter"}};
  for (size_t i = 0; i < before.size() && i < after.size(); ++i) {
    rows.push_back({get<std::string>(after[i], "prompt", ""), get<std::string>(after[i], "expected", ""), get<std::string>(before[i], "answer", ""), get<std::string>(after[i], "answer", "")});
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
    std::vector<std::vector<std::string>> rows = {{"", "base", "adapter"}, {"loss", decimals(get<double>(before, "loss", 0), 3), decimals(get<double>(after, "loss", 0), 3)}};
    if (after["exact_match"].is_number()) rows.push_back({"exact match", percent(before["exact_match"].get<double>()), percent(after["exact_match"].get<double>())});
    t.table(rows);
  }
  showAnswers(r["samples"], t);
  const auto state = get<std::string>(r, "state", "");
  const std::string run = get<std::string>(r, "run", "");
  t.line();
  t.line((state == "finished" ? t.good("Finished") : "State: " + state) + " in " + duration(get<double>(r, "seconds", 0)) + " of training, " + grouped(static_cast<uint64_t>(get<double>(r, "tokens_per_second", 0))) + " tokens/s, " + number(r, "peak_rss_mib") + " MiB at most");
  t.line("  adapter  " + get<std::string>(r, "adapter", ""));
  t.line("  metrics  " + get<std::string>(r, "metrics", ""));
  const std::string flag = homeFolder("") == home ? "" : " --home " + home;
  t.line(t.dim("  next: graft generate --adapter " + run + " --prompt \"...\"" + flag));
}

std::string freshRunName(const std::string& wanted, const std::string& home) {
  std::string stem;
  for (const char c : wanted) stem += std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' ? c : '-';
  std::error_code error;
  for (int i = 1;; ++i) {
    const std::string name = stem + "-" + std::to_string(i);
    if (!fs::exists(fs::path(home) / "runs" / name, error)) return name;
  }
}

struct TrainFlags {
  std::string data, model, adapter, name, targets, layers, schedule, dtype, preset;
  double holdout = 0.1;
  std::map<std::string, double> numbers;
  bool rslora = false, noPack = false, noShuffle = false;
};

/// Goal presets of the workbench: what differs from the table of defaults.
Result<Json> presetSettings(const std::string& preset) {
  if (preset.empty() || preset == "format") return Json::object();
  if (preset == "style") return Json{{"rank", 8}, {"epochs", 2}};
  if (preset == "skill") return Json{{"rank", 32}, {"epochs", 2}};
  if (preset == "careful") return Json{{"rank", 8}, {"lr", 1e-4}};
  if (preset == "trial") return Json{{"steps", 60}};
  return Error{Code::BadUsage, "--preset '" + preset + "' is not known", {}, {}, "Known: style, format, skill, careful, trial."};
}

Result<Json> settingsOf(const TrainFlags& flags, size_t trainRows, int64_t parameters) {
  Json settings = toJson(defaultSettings(trainRows, parameters));
  GRAFT_TRY(const Json preset, presetSettings(flags.preset));
  settings.update(preset);
  for (const auto& [key, value] : flags.numbers) {
    if (settings[key].is_number_integer() && value == static_cast<double>(static_cast<int64_t>(value))) settings[key] = static_cast<int64_t>(value);
    else if (settings[key].is_number_integer()) return Error{Code::BadUsage, "--" + key + " must be a whole number", {}, {}, {}};
    else settings[key] = value;
  }
  for (const std::string& text : CLI::detail::split(flags.layers, ',')) {
    if (text.empty()) continue;
    if (text.find_first_not_of("0123456789") != std::string::npos || text.size() > 5) return Error{Code::BadUsage, "--layers: '" + text + "' is not a layer's number", {}, {}, "Example: --layers 20,21,22 (from 0)."};
    settings["layers"].push_back(std::stoll(text));
  }
  if (flags.rslora) settings["rslora"] = true;
  if (flags.noPack) settings["pack"] = false;
  if (flags.noShuffle) settings["shuffle"] = false;
  if (!flags.schedule.empty()) settings["schedule"] = flags.schedule;
  if (!flags.dtype.empty()) settings["dtype"] = flags.dtype;
  if (!flags.targets.empty() && flags.targets != "all-linear") settings["targets"] = CLI::detail::split(flags.targets, ',');
  GRAFT_TRY(const TrainSettings checked, settingsFromJson(settings));
  if (!flags.numbers.contains("eval_every")) settings["eval_every"] = defaultEvalEvery(checked, trainRows);
  return settings;
}

Result<Json> trainVerb(const TrainFlags& flags, Context& context) {
  GRAFT_TRY(const auto model, findModel(flags.model, context.home));
  std::string start;
  if (!flags.adapter.empty()) {
    GRAFT_TRY(start, findAdapter(flags.adapter, context.home));
  }
  GRAFT_TRY(const auto checkpoint, Checkpoint::open(model));
  // Wrong settings are refused before anything is imported.
  GRAFT_CHECK(settingsOf(flags, 1000, checkpoint.config().parameters()));
  ImportOptions options;
  options.holdout = flags.holdout;
  GRAFT_TRY(const auto dataset, findDataset(flags.data, context.home, options));
  GRAFT_TRY(Json settings, settingsOf(flags, dataset.side(Side::Train).size(), checkpoint.config().parameters()));
  return runTraining({dataset.folder(), model, start, flags.name.empty() ? get<std::string>(dataset.manifest(), "dataset", "run") : flags.name, std::move(settings)}, context);
}

/// What a run is doing now: one that says "running" while nobody works on it was cut off.
std::string stateOf(const Json& record, const std::string& folder) {
  const auto state = get<std::string>(record, "state", "");
  return state == "running" && FolderLock::holder(folder) == 0 ? "interrupted" : state;
}

Result<Json> listRuns(Context& context) {
  Json runs = Json::array();
  std::vector<std::vector<std::string>> rows = {{"run", "state", "data", "held-out loss", "exact match", "started"}};
  std::error_code error;
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(fs::path(context.home) / "runs", error)) folders.push_back(entry.path());
  std::sort(folders.begin(), folders.end());
  for (const auto& folder : folders) {
    const auto record = readJsonFile((folder / "run.json").string());
    if (!record.ok()) continue;
    const Json result = record->contains("result") ? (*record)["result"] : Json::object();
    const Json after = result.contains("heldout_after") ? result["heldout_after"] : Json();
    const bool graded = after.is_object() && after["exact_match"].is_number();
    runs.push_back({{"run", folder.filename().string()}, {"state", stateOf(*record, folder.string())}, {"dataset", get<std::string>(*record, "dataset", "")}, {"heldout_after", after}, {"metrics", (folder / "metrics.jsonl").string()}});
    rows.push_back({folder.filename().string(), stateOf(*record, folder.string()), get<std::string>(*record, "dataset", ""), after.is_object() ? decimals(get<double>(after, "loss", 0), 3) : "-", graded ? percent(after["exact_match"].get<double>()) : "-", get<std::string>(*record, "started", "")});
  }
  if (runs.empty()) context.terminal.line("No runs yet. Start with: graft starter   or   graft train --data FILE");
  else context.terminal.table(rows);
  return Json{{"runs", runs}};
}

Result<Json> showRun(const std::string& name, Context& context) {
  GRAFT_TRY(const auto folder, findRun(name, context.home));
  GRAFT_TRY(Json record, readJsonFile(folder + "/run.json"));
  record["run"] = fs::path(folder).filename().string();
  record["metrics"] = folder + "/metrics.jsonl";
  record["state"] = stateOf(record, folder);
  context.terminal.line(dump(record, 1));
  return record;
}

/// Runs the worker on a run folder and shows what it says; the table of before and after at the end.
Result<Json> follow(Json spec, const std::string& specFile, const std::string& folder, Context& context) {
  TrainView view(context);
  auto result = runWorker({std::move(spec), folder + specFile, folder + "/worker.log"}, [&](const Frame& frame) { view.show(frame); });
  context.terminal.endProgress();
  if (!result.ok()) {
    std::error_code error;
    // A run that never took a step is no run.
    if (specFile == "/spec.json" && !fs::exists(folder + "/metrics.jsonl", error) && result.error().where.find("worker.log") == std::string::npos) fs::remove_all(folder, error);
    return result;
  }
  showResult(*result, context.home, context.terminal);
  if (get<std::string>(*result, "state", "") == "stopped") {
    Error stopped{Code::Stopped, "stopped by you after step " + std::to_string(get<int64_t>(*result, "steps", 0)), folder, "The adapter as it was then is saved in " + folder + "/adapter.", "Go on with: graft resume " + fs::path(folder).filename().string() + "."};
    return stopped;
  }
  return result;
}

}  // namespace

Result<Json> runTraining(const TrainRequest& request, Context& context) {
  const std::string name = freshRunName(request.name, context.home);
  const std::string folder = fs::absolute(fs::path(context.home) / "runs" / name).string();
  GRAFT_CHECK(makeFolder(folder));
  Json spec = {{"job", "train"}, {"name", name}, {"model", request.model}, {"dataset", fs::absolute(request.dataset).string()}, {"adapter", request.adapter}, {"run", folder},
               {"templates", resourceFolder() + "/templates"}, {"dtype", request.settings["dtype"]}, {"threads", request.settings["threads"]}, {"settings", request.settings}};
  context.terminal.line(context.terminal.bold("Run " + name));
  return follow(std::move(spec), "/spec.json", folder, context);
}

namespace {

Result<Json> resumeRun(const std::string& name, Context& context) {
  GRAFT_TRY(const auto folder, findRun(name, context.home));
  GRAFT_TRY(Json spec, readJsonFile(folder + "/spec.json"));
  if (const auto pid = FolderLock::holder(folder); pid != 0) return Error{Code::Refused, "the run is being worked on by process " + std::to_string(pid), folder, "Nothing was changed.", "Stop it first: graft stop " + name + "."};
  // A run cut off before its first plan has no record; then its spec says all.
  const auto record = readJsonFile(folder + "/run.json");
  const auto state = record.ok() ? get<std::string>(*record, "state", "") : "running";
  if (state == "finished" || state == "stopped early") return Error{Code::Refused, "the run is " + state + ", so there is nothing to resume", folder, "Nothing was changed.", "Train on from its adapter: graft train --adapter " + name + "."};
  spec["run"] = fs::absolute(folder).string();
  spec["resume"] = record.ok();
  if (record.ok() && record->contains("plan")) {
    // Sums depend on the number of threads and on the type, so both stay what they were.
    spec["threads"] = get<int64_t>((*record)["plan"], "threads", 0);
    spec["dtype"] = get<std::string>((*record)["plan"], "dtype", "auto");
  }
  context.terminal.line(context.terminal.bold("Run " + fs::path(folder).filename().string()) + " goes on");
  return follow(std::move(spec), "/resume.json", folder, context);
}

Result<Json> stopRun(const std::string& name, Context& context) {
  GRAFT_TRY(const auto folder, findRun(name, context.home));
  const auto pid = FolderLock::holder(folder);
  if (pid == 0) return Error{Code::Refused, "nobody is working on this run", folder, "It is as it was.", {}};
  if (::kill(static_cast<pid_t>(pid), SIGINT) != 0) return Error{Code::Refused, "the run's process cannot be asked to stop: " + std::string(std::strerror(errno)), folder, {}, {}};
  while (FolderLock::holder(folder) != 0 && !interrupted()) {
    pollfd nothing{-1, 0, 0};
    ::poll(&nothing, 1, 50);
  }
  GRAFT_TRY(const Json record, readJsonFile(folder + "/run.json"));
  const auto state = stateOf(record, folder);
  context.terminal.line("Run " + name + ": " + state + ". Go on with: graft resume " + name);
  return Json{{"run", fs::path(folder).filename().string()}, {"state", state}};
}

}  // namespace
void addTrainCommands(CLI::App& app, Context& context) {
  auto flags = std::make_shared<TrainFlags>();
  auto* verb = addVerb(app, context, "train", "Fine-tune an adapter", "graft train --data tickets.csv --epochs 3 --rank 16", [flags, &context] { return trainVerb(*flags, context); });
  verb->add_option("--data", flags->data, "dataset: name, name@version or file (imported first)")->required();
  verb->add_option("--model", flags->model, "GGUF file or Hugging Face folder; default: the embedded model");
  verb->add_option("--adapter", flags->adapter, "start from this adapter: run or PEFT folder");
  verb->add_option("--preset", flags->preset, "goal: style, format (default), skill, careful, trial");
  verb->add_option("--name", flags->name, "name of the run; default: that of the dataset");
  verb->add_option("--holdout", flags->holdout, "share of rows held out when a file is imported")->capture_default_str();
  verb->add_option("--targets", flags->targets, "linear layers, for example q_proj,v_proj; default all-linear");
  verb->add_option("--layers", flags->layers, "layers to adapt, from 0, for example 20,21,22; default all");
  verb->add_option("--schedule", flags->schedule, "linear, cosine or constant");
  verb->add_option("--dtype", flags->dtype, "auto (default), fp32 or bf16");
  verb->add_flag("--rslora", flags->rslora, "scale alpha / sqrt(rank) instead of alpha / rank");
  verb->add_flag("--no-pack", flags->noPack, "every row in a pass of its own");
  verb->add_flag("--no-shuffle", flags->noShuffle, "rows in file order");
  const struct { const char *flag, *key, *help; } kNumbers[] = {
      {"--rank", "rank", "size of the adapter; default by number of rows, 16 for small models"}, {"--alpha", "alpha", "strength is alpha / rank; default 32"}, {"--dropout", "dropout", "share of inputs dropped, 0 to 0.95"},
      {"--lr", "lr", "learning rate of the schedule's top; default 4e-4 for small models"}, {"--warmup", "warmup", "below 1 a share of the steps, from 1 steps"}, {"--weight-decay", "weight_decay", "decay per step times lr; default 0.01"},
      {"--clip", "clip", "gradient norm limit, 0 for none; default 1"}, {"--epochs", "epochs", "passes over the rows; default by number of rows"}, {"--steps", "steps", "corrections, instead of --epochs"},
      {"--rows-per-step", "rows_per_step", "rows in one correction"}, {"--micro-tokens", "micro_tokens", "packed tokens in one pass; less needs less memory; default 512"}, {"--max-length", "max_length", "tokens of the longest row; default 1024"},
      {"--seed", "seed", "of order, dropout and start values; default 42"}, {"--threads", "threads", "0: all processors"}, {"--eval-every", "eval_every", "corrections between two evaluations, 0: at the end only; default by number of rows, 1 to 5 times a pass"},
      {"--early-stop", "early_stop", "evaluations without gain before stopping, 0: never; default 3 (none below 50 rows, 4 from 10,000)"}, {"--checkpoint-every", "checkpoint_every", "corrections between two checkpoints; default 0: every 60 s or 1 % of the run, whichever is longer"}, {"--samples", "samples", "sample answers at evaluations; default 5"}, {"--answer-tokens", "answer_tokens", "longest held-out answer, tokens; default 64"}};
  for (const auto& row : kNumbers) {
    const std::string key = row.key;
    verb->add_option_function<double>(row.flag, [flags, key](const double& value) { flags->numbers[key] = value; }, row.help)->type_name("NUMBER");
  }
  auto name = std::make_shared<std::string>();
  auto* resume = addVerb(app, context, "resume", "Go on with a run that was stopped or cut off, bit for bit", "graft resume tickets-1", [name, &context] { return resumeRun(*name, context); });
  resume->add_option("RUN", *name, "name of a run")->required();
  auto* stop = addVerb(app, context, "stop", "Ask a run to finish its step, save and end", "graft stop tickets-1", [name, &context] { return stopRun(*name, context); });
  stop->add_option("RUN", *name, "name of a run")->required();
  auto* runs = addVerb(app, context, "runs", "List runs, or show one", "graft runs tickets-1", [name, &context] { return name->empty() ? listRuns(context) : showRun(*name, context); });
  runs->add_option("RUN", *name, "name of a run");
}

}  // namespace graft::cli
