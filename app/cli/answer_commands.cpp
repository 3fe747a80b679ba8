// SPDX-License-Identifier: Apache-2.0
// The verbs logits, generate, compare and bench, which the worker answers with a model.
#include <fmt/format.h>

#include "app/cli/resolve.hpp"
#include "core/contract/train_settings.hpp"
#include "core/store/runs.hpp"

namespace graft::cli {
namespace {

struct AnswerFlags {
  std::string model, ids, dtype = "auto", base = "full", device = "auto", data;
  std::vector<std::string> adapters, prompts, acceptedBases;
  CpuOrder cpu;
  int64_t maxNew = 128, steps = 6, rows = 200, rowsPerStep = 4, microTokens = 0, together = 1;
  double temperature = 0, topP = 1, strength = 1;
  uint64_t seed = 42;
};

/// Returns the path of the first adapter; empty if none is named.
Result<std::string> firstAdapter(const AnswerFlags& f, const Context& context) {
  return f.adapters.empty() ? Result<std::string>(std::string()) : workspace::findAdapter(f.adapters[0], context.home);
}

/// Fails on a second adapter in jobs that use only one, instead of ignoring it.
Status mustBeOne(const AnswerFlags& f) {
  if (f.adapters.size() < 2) return Done{};
  return Error{Code::BadUsage,
               msg("--adapter stands twice, and this verb asks one adapter"),
               {},
               {},
               msg("graft compare asks several, side by side.")};
}

/// Builds the job spec with its base model: the named one, else that of the first adapter's run, else the embedded one. Refused if an
/// adapter names another base.
Result<Json> baseSpec(const char* job, const AnswerFlags& f, Context& context) {
  GRAFT_TRY(const std::string adapter, firstAdapter(f, context));
  GRAFT_TRY(const auto model, workspace::findBase(adapter, f.model, context.home));
  for (const auto& name : f.adapters) {
    GRAFT_TRY(const auto found, workspace::findAdapter(name, context.home));
    GRAFT_CHECK(workspace::mustBeItsBase(found, model, f.acceptedBases, context.home));
  }
  return Json{{"job", job},           {"model", model},
              {"dtype", f.dtype},     {"base", f.base},
              {"device", f.device},   {"threads", f.cpu.threads},
              {"cpu_use", f.cpu.use}, {"seed", f.seed},
              {"max_new", f.maxNew},  {"temperature", f.temperature},
              {"top_p", f.topP},      {"strength", f.strength}};
}

Result<Json> logits(const AnswerFlags& f, Context& context) {
  GRAFT_CHECK(mustBeOne(f));
  GRAFT_TRY(Json spec, baseSpec("logits", f, context));
  Json ids = Json::array();
  for (const auto& piece : CLI::detail::split(f.ids, ',')) {
    int64_t id = 0;
    if (!CLI::detail::lexical_cast(piece, id))
      return Error{Code::BadUsage, msg("--ids: '%1' is not a number", piece), {}, {}, msg("Example: --ids 1,2,3.")};
    ids.push_back(id);
  }
  spec["ids"] = ids;
  GRAFT_TRY(spec["adapter"], firstAdapter(f, context));
  GRAFT_TRY(const Json result, runJob(std::move(spec), context, [&](const Frame& frame) { showPhase(frame, context); }));
  context.terminal.endProgress();
  context.terminal.line(fmt::format("logsumexp {:.6f}   mean {:.6f}", get<double>(result, "logsumexp", 0), get<double>(result, "mean", 0)));
  std::vector<std::vector<std::string>> rows = {{"id", "logit"}};
  for (const auto& top : result["top"])
    rows.push_back({std::to_string(get<int64_t>(top, "id", 0)), decimals(get<double>(top, "logit", 0), 5)});
  context.terminal.table(rows);
  return result;
}

Result<Json> generateText(const AnswerFlags& f, Context& context) {
  GRAFT_CHECK(mustBeOne(f));
  GRAFT_TRY(Json spec, baseSpec("generate", f, context));
  spec["prompt"] = f.prompts.empty() ? "" : f.prompts[0];
  GRAFT_TRY(spec["adapter"], firstAdapter(f, context));
  auto result = runJob(std::move(spec), context, [&](const Frame& frame) {
    showPhase(frame, context);
    if (frame.type != FrameType::Text || context.terminal.json) return;
    context.terminal.endProgress();
    fmt::print("{}", visible(get<std::string>(frame.payload, "text", "")));
    std::fflush(stdout);
  });
  context.terminal.endProgress();
  if (!result.ok()) return result;
  context.terminal.line();
  context.terminal.line(context.terminal.dim(std::to_string((*result)["ids"].size()) + " tokens at " +
                                             decimals(get<double>(*result, "tokens_per_second", 0), 1) + " a second" +
                                             (get<bool>(*result, "stopped", false) ? "" : ", cut at --max-new")));
  return result;
}

void showComparison(const Json& result, Context& context) {
  auto& t = context.terminal;
  std::vector<std::vector<std::string>> rows = {{"asked", "expected"}};
  for (const auto& answer : result["items"][0]["answers"]) rows[0].push_back(get<std::string>(answer, "who", ""));
  const size_t shown = std::min<size_t>(result["items"].size(), 12);
  for (size_t i = 0; i < shown; ++i) {
    const Json& item = result["items"][i];
    rows.push_back({get<std::string>(item, "prompt", ""), get<std::string>(item, "expected", "")});
    for (const auto& answer : item["answers"]) rows.back().push_back(get<std::string>(answer, "text", ""));
  }
  t.table(rows, 36);
  if (shown < result["items"].size()) t.line(t.dim("  ... " + std::to_string(result["items"].size() - shown) + " more with --json"));
  for (const auto& proof : result["proof"]) {
    t.line();
    t.line(t.bold(get<std::string>(proof, "who", "")) + "  mean KL from the base " + decimals(get<double>(proof, "mean_kl", 0), 4) +
           " nats, tensors " + get<std::string>(proof, "hash", "").substr(0, 12));
    if (get<bool>(proof, "same_answers_as_base", false)) t.warning("all its answers equal the base's: is this the adapter you meant?");
    if (!proof.contains("verdict")) continue;
    const Json& v = proof["verdict"];
    t.line("  " + get<std::string>(v, "word", "") + ": " + std::to_string(get<int64_t>(v, "fixed", 0)) + " fixed, " +
           std::to_string(get<int64_t>(v, "regressed", 0)) + " regressed, " + std::to_string(get<int64_t>(v, "both_right", 0)) +
           " right in both, " + std::to_string(get<int64_t>(v, "both_wrong", 0)) +
           " wrong in both (sign test p = " + fmt::format("{:.2g}", get<double>(v, "p", 1)) + ")");
  }
}

Result<Json> adapterList(const std::vector<std::string>& names, Context& context) {
  Json out = Json::array();
  for (const auto& name : names) {
    GRAFT_TRY(const auto folder, workspace::findAdapter(name, context.home));
    out.push_back({{"who", name}, {"folder", folder}});
  }
  return out;
}

Result<Json> compare(const AnswerFlags& f, Context& context) {
  if (f.data.empty() && f.prompts.empty()) return Error{Code::BadUsage, msg("what shall be asked? Give --data or --prompt"), {}, {}, {}};
  if (f.adapters.empty()) return Error{Code::BadUsage, msg("--adapter is missing"), {}, {}, msg("Name a run or a PEFT folder.")};
  GRAFT_TRY(Json spec, baseSpec("compare", f, context));
  spec["prompts"] = f.prompts;
  spec["rows"] = f.rows;
  if (!f.data.empty()) {
    GRAFT_TRY(spec["dataset"], datasetFolder(f.data, context));
  }
  GRAFT_TRY(spec["adapters"], adapterList(f.adapters, context));
  auto result = runJob(std::move(spec), context, [&](const Frame& frame) { showPhase(frame, context); });
  context.terminal.endProgress();
  if (!result.ok()) return result;
  showComparison(*result, context);
  auto store = store::Store::open(context.home);
  const auto kept = store.ok() ? store::addComparison(*store, f.adapters, *result) : Result<int64_t>(store.error());
  if (!kept.ok()) context.terminal.warning("this comparison was not kept: " + kept.error().text());
  return result;
}

Result<Json> evaluate(const AnswerFlags& f, Context& context) {
  GRAFT_TRY(Json spec, baseSpec("evaluate", f, context));
  GRAFT_TRY(spec["dataset"], datasetFolder(f.data, context));
  spec["rows"] = f.rows;
  GRAFT_TRY(spec["adapters"], adapterList(f.adapters, context));
  auto result = runJob(std::move(spec), context, [&](const Frame& frame) { showPhase(frame, context); });
  context.terminal.endProgress();
  if (!result.ok()) return result;
  std::vector<std::vector<std::string>> rows = {{"", "held-out loss", "perplexity", "exact match", "rows"}};
  for (const auto& one : (*result)["results"])
    rows.push_back(
        {get<std::string>(one, "who", ""), decimals(get<double>(one, "loss", 0), 4), decimals(get<double>(one, "perplexity", 0), 2),
         one["exact_match"].is_number() ? percent(one["exact_match"].get<double>()) : "-", std::to_string(get<size_t>(one, "rows", 0))});
  context.terminal.table(rows);
  return result;
}

Result<Json> bench(const AnswerFlags& f, Context& context) {
  GRAFT_TRY(Json spec, baseSpec("bench", f, context));
  TrainSettings settings;
  settings.rank = 16;
  settings.lr = 1e-4;
  settings.schedule = Schedule::Constant;
  settings.warmup = 0;
  settings.steps = f.steps;
  settings.rowsPerStep = f.rowsPerStep;
  settings.microTokens = f.microTokens;
  settings.shuffle = false;
  spec["settings"] = toJson(settings);
  spec["adapters"] = f.together;
  if (!f.data.empty()) {
    GRAFT_TRY(spec["dataset"], datasetFolder(f.data, context));
  }
  GRAFT_TRY(spec["adapter"], firstAdapter(f, context));
  auto result = runJob(std::move(spec), context, [&](const Frame& frame) {
    showPhase(frame, context);
    if (const auto step = eventIn<StepEvent>(frame); step && !context.terminal.json)
      context.terminal.progress(static_cast<double>(step->step) / static_cast<double>(f.steps),
                                "loss " + decimals(std::isfinite(step->loss) ? step->loss : 0, 4));
  });
  context.terminal.endProgress();
  if (!result.ok()) return result;
  const auto device = get<std::string>(*result, "device", "cpu");
  context.terminal.line(decimals(get<double>(*result, "tokens_per_second", 0), 1) + " tokens/s in " +
                        get<std::string>(*result, "dtype", "") + " on " +
                        (device == "cpu" ? counted(get<uint64_t>(*result, "threads", 0), "thread") + ", " : device + ", ") +
                        decimals(get<double>(*result, "peak_rss_mib", 0), 0) + " MiB at most, loaded in " +
                        decimals(get<double>(*result, "load_seconds", 0), 2) + " s");
  context.terminal.line("  loss of the first step " + decimals(get<double>(*result, "loss_first", 0), 4) + ", its gradient norm " +
                        decimals(get<double>(*result, "grad_norm", 0), 4) + ", loss of the last " +
                        decimals(get<double>(*result, "loss", 0), 4));
  std::vector<std::vector<std::string>> table = {{"op", "ms of a step", "share"}};
  for (const Json& part : (*result)["profile"])
    table.push_back(
        {get<std::string>(part, "op", ""), decimals(get<double>(part, "step_ms", 0), 1), percent(get<double>(part, "share", 0))});
  if (table.size() > 1) context.terminal.table(table);
  return result;
}

void addStrength(CLI::App* verb, AnswerFlags& f) {
  verb->add_option("--strength", f.strength, "how much of the adapters, 0 to 4; 1 is as they were trained")->capture_default_str();
}

void addModelFlags(CLI::App* verb, AnswerFlags& f) {
  verb->add_option(kAcceptBase, f.acceptedBases, kAcceptBaseHelp);
  verb->add_option("--model", f.model, "GGUF file or Hugging Face folder; default: that of the adapter's run, else the embedded one");
  verb->add_option("--dtype", f.dtype, "auto, fp32 or bf16")->capture_default_str();
  verb->add_option("--base", f.base, "full; int8: kept in eight bits; nf4: in four (QLoRA); stored: as its file has it")
      ->capture_default_str();
  verb->add_option("--device", f.device, "auto (a graphics card that works, else the processor), cpu or card")->capture_default_str();
  addCpuFlags(*verb, f.cpu);
}

}  // namespace

void addAnswerCommands(CLI::App& app, Context& context) {
  auto f = std::make_shared<AnswerFlags>();
  auto* l = addVerb(app, context, "logits", "Next-token logits after given ids", "graft logits --ids 1,2,3 --json",
                    [f, &context] { return logits(*f, context); });
  addModelFlags(l, *f);
  l->add_option("--ids", f->ids, "token ids, with commas")->required();
  l->add_option("--adapter", f->adapters, "run, kept adapter, PEFT folder or GGUF adapter");
  addStrength(l, *f);
  auto* g = addVerb(app, context, "generate", "One answer, streamed", "graft generate --prompt \"Where is my card?\" --adapter tickets-1",
                    [f, &context] { return generateText(*f, context); });
  addModelFlags(g, *f);
  g->add_option("--prompt", f->prompts, "the question")->required();
  g->add_option("--adapter", f->adapters, "run, kept adapter, PEFT folder or GGUF adapter");
  g->add_option("--max-new", f->maxNew, "most tokens")->capture_default_str();
  g->add_option("--temperature", f->temperature, "0: the likeliest token each time")->capture_default_str();
  g->add_option("--top-p", f->topP, "share of probability that is sampled from")->capture_default_str();
  g->add_option("--seed", f->seed, "of the sampling")->capture_default_str();
  addStrength(g, *f);
  auto* c = addVerb(app, context, "compare", "Base and adapters answer the same questions",
                    "graft compare --data tickets --adapter tickets-1", [f, &context] { return compare(*f, context); });
  addModelFlags(c, *f);
  c->add_option("--data", f->data, "dataset whose held-out rows are asked");
  c->add_option("--prompt", f->prompts, "a question of your own; may be repeated");
  c->add_option("--adapter", f->adapters, "run, kept adapter, PEFT folder or GGUF adapter; may be repeated");
  c->add_option("--rows", f->rows, "most held-out rows")->capture_default_str();
  c->add_option("--max-new", f->maxNew, "most tokens of an answer")->capture_default_str();
  c->add_option("--temperature", f->temperature, "0: the likeliest token each time")->capture_default_str();
  c->add_option("--seed", f->seed, "of the sampling, the same for all")->capture_default_str();
  addStrength(c, *f);
  auto* e = addVerb(app, context, "evaluate", "Held-out loss, perplexity and exact match of the base and of adapters",
                    "graft evaluate --data tickets --adapter tickets-1", [f, &context] { return evaluate(*f, context); });
  addModelFlags(e, *f);
  e->add_option("--data", f->data, "dataset whose held-out rows are measured")->required();
  e->add_option("--adapter", f->adapters, "run, kept adapter, PEFT folder or GGUF adapter; may be repeated");
  e->add_option("--rows", f->rows, "most held-out rows")->capture_default_str();
  e->add_option("--max-new", f->maxNew, "most tokens of an answer")->capture_default_str();
  auto* group = addGroup(app, context, "bench", "Measure speed");
  addBenchOps(*group, context);
  auto* b = addVerb(*group, context, "train", "Training speed, with loss and gradient norm beside it",
                    "graft bench train --dtype fp32 --threads 2", [f, &context] { return bench(*f, context); });
  addModelFlags(b, *f);
  b->add_option("--data", f->data, "rows of this dataset; default: full rows of 512 random tokens, all trained");
  b->add_option("--adapter", f->adapters, "run, kept adapter, PEFT folder or GGUF adapter to begin with; default: a fresh one of rank 16");
  b->add_option("--steps", f->steps, "steps; the first is not timed")->capture_default_str();
  b->add_option("--rows-per-step", f->rowsPerStep, "rows a step")->capture_default_str();
  b->add_option("--micro-tokens", f->microTokens, "packed tokens in one pass; 0: 512, on a card 16384")->capture_default_str();
  b->add_option("--together", f->together, "adapters that are trained together, as graft sweep --together does")->capture_default_str();
}

}  // namespace graft::cli
