// SPDX-License-Identifier: Apache-2.0
// The job "train": plan, base evaluation, loop, adapter, run.json. Everything goes to the run folder as it happens.
#include <cmath>

#include "app/worker/session.hpp"
#include "core/base/hash.hpp"
#include "core/base/system.hpp"
#include "core/train/trainer.hpp"

namespace graft::worker {
namespace {

constexpr size_t kMostQuestions = 200;
constexpr double kLongAnswer = 40;  // mean tokens of an answer from which exact match says little and costs much

/// Everything a run needs, prepared before the first step.
struct Run {
  Json spec;
  std::string folder;
  TrainSettings settings;
  Dataset dataset;
  PreparedRows train, heldout;
  std::vector<Question> questions;
  Json record;  ///< run.json
};

Error nothingToTrain(const PreparedRows& rows, int64_t maxLength) {
  return {Code::BadInput, "no answer token is left to train on: of " + std::to_string(rows.rows.size() + rows.dropped) + " rows " + std::to_string(rows.dropped) + " lost their whole answer at --max-length " + std::to_string(maxLength),
          "data", "Nothing was started.", "Raise --max-length, or check with graft inspect tokens which part of a row is trained."};
}

Result<Run> prepare(const Json& spec, const Loaded& loaded, Events& events) {
  GRAFT_TRY(auto settings, settingsFromJson(spec["settings"]));
  GRAFT_TRY(auto dataset, Dataset::open(get<std::string>(spec, "dataset", "")));
  events.phase("reading the data");
  const auto limit = static_cast<size_t>(std::min(settings.maxLength, loaded.checkpoint.config().context));
  const auto vocab = loaded.checkpoint.config().vocab;
  GRAFT_TRY(auto train, prepareRows(dataset, Side::Train, loaded.chat(), loaded.tokenizer, vocab, limit));
  if (train.rows.empty()) return nothingToTrain(train, settings.maxLength);
  GRAFT_TRY(auto heldout, prepareRows(dataset, Side::HeldOut, loaded.chat(), loaded.tokenizer, vocab, limit));
  Run run{spec, get<std::string>(spec, "run", ""), std::move(settings), std::move(dataset), std::move(train), std::move(heldout), {}, {}};
  const double meanAnswer = run.heldout.rows.empty() ? 0 : static_cast<double>(run.heldout.supervised) / static_cast<double>(run.heldout.rows.size());
  if (loaded.chat() && meanAnswer > 0) {
    const bool graded = meanAnswer <= kLongAnswer;
    GRAFT_TRY(run.questions, makeQuestions(run.dataset, Side::HeldOut, *loaded.renderer, loaded.tokenizer, limit, graded ? kMostQuestions : static_cast<size_t>(run.settings.samples)));
  }
  return run;
}

bool isGraded(const Run& run) {
  return !run.questions.empty() && static_cast<double>(run.heldout.supervised) <= kLongAnswer * static_cast<double>(run.heldout.rows.size());
}

GenerateOptions answerOptions(const Run& run, const Loaded& loaded) {
  GenerateOptions options;
  options.maxNew = run.settings.answerTokens;
  options.stopIds = loaded.checkpoint.config().eosIds;
  return options;
}

/// Bytes that one token of a pass keeps until its backward, times the pass; a rule from the saved tensors of core/ops.
double estimatedMemoryMib(const ModelConfig& c, const TrainSettings& s, at::ScalarType type, int64_t adapterParameters, size_t longest) {
  const double width = type == at::kBFloat16 ? 2 : 4;
  const double q = static_cast<double>(c.heads * c.headDim), kv = static_cast<double>(c.kvHeads * c.headDim);
  const double perToken = static_cast<double>(c.layers) * width * (5 * static_cast<double>(c.hidden) + 2 * q + 2 * kv + 3 * static_cast<double>(c.intermediate) + q);
  const double tokens = static_cast<double>(std::max<size_t>(longest, static_cast<size_t>(s.microTokens)));
  const double head = static_cast<double>(ops::kHeadChunk * c.vocab) * (width + 8);
  return (static_cast<double>(c.parameters()) * width + static_cast<double>(adapterParameters) * 20 + perToken * tokens + head) / (1 << 20) + 250;
}

Json planOf(const Run& run, const Loaded& loaded, const LoraAdapter& adapter) {
  const auto& c = loaded.checkpoint.config();
  return Json{{"rows", run.train.rows.size()}, {"tokens", run.train.tokens}, {"supervised_tokens", run.train.supervised}, {"longest", run.train.longest}, {"cut_rows", run.train.cut},
              {"dropped_rows", run.train.dropped}, {"heldout_rows", run.heldout.rows.size()}, {"questions", isGraded(run) ? run.questions.size() : 0},
              {"steps", totalSteps(run.settings, run.train.rows.size())}, {"trained_parameters", adapter.parameterCount()}, {"model_parameters", c.parameters()},
              {"dtype", typeName(loaded.model.type())}, {"threads", at::get_num_threads()}, {"memory_mib", estimatedMemoryMib(c, run.settings, loaded.model.type(), adapter.parameterCount(), run.train.longest)},
              {"free_memory_mib", availableMemoryMib()}, {"mask", loaded.chat() ? loaded.renderer->maskSource() : "whole text"}, {"load_seconds", loaded.loadSeconds}};
}

Json warningsOf(const Run& run, const Json& plan) {
  Json out = Json::array();
  const auto& s = run.settings;
  const size_t all = run.train.rows.size() + run.train.dropped;
  if (run.train.dropped > 0) out.push_back(std::to_string(run.train.dropped) + " rows lost their whole answer at --max-length " + std::to_string(s.maxLength) + " and are left out");
  if (run.train.cut * 20 > all) out.push_back(std::to_string(run.train.cut) + " of " + std::to_string(all) + " rows are cut at --max-length " + std::to_string(s.maxLength));
  if (run.heldout.rows.empty()) out.push_back("no row is held out: memorising cannot be told from learning");
  if (get<int64_t>(plan, "steps", 0) < 100) out.push_back("only " + std::to_string(get<int64_t>(plan, "steps", 0)) + " corrections are planned; smaller --rows-per-step or more --epochs make more");
  if (s.rowsPerStep > 32) out.push_back("--rows-per-step over 32 often learns worse with LoRA");
  // Small models bear, and need, higher rates (1e-3 is what the starter experiment was tuned to).
  const double highest = get<double>(plan, "model_parameters", 0) <= 1.5e9 ? 2e-3 : 5e-4;
  if (s.lr < 1e-5 || s.lr > highest) out.push_back("--lr " + Json(s.lr).dump() + " lies outside the usual range of 1e-5 to " + Json(highest).dump());
  if (get<double>(plan, "memory_mib", 0) > 0.9 * get<double>(plan, "free_memory_mib", 1e9)) out.push_back("the run may need more memory than is free; a smaller --micro-tokens needs less");
  return out;
}

Json stepJson(const StepReport& r) {
  return Json{{"step", r.step}, {"loss", r.loss}, {"lr", r.lr}, {"grad_norm", r.gradNorm}, {"tokens", r.tokens}, {"supervised_tokens", r.supervised}, {"seconds", r.seconds}, {"rows", r.rows},
              {"epoch", r.epoch}, {"skipped", r.skipped}};
}
Json heldoutJson(const Evaluation& e) { return Json{{"loss", e.loss}, {"exact_match", e.graded ? Json(e.exactMatch) : Json(nullptr)}, {"rows", e.rows}}; }

Result<LoraAdapter> startAdapter(const Run& run, const Loaded& loaded) {
  const auto& s = run.settings;
  if (const auto start = get<std::string>(run.spec, "adapter", ""); !start.empty()) {
    GRAFT_TRY(auto adapter, LoraAdapter::fromPeft(start, loaded.checkpoint.config()));
    adapter.setDropout(s.dropout);
    return adapter;
  }
  return LoraAdapter::create(loaded.checkpoint.config(), {s.rank, s.alpha, s.rslora, s.dropout, s.targets, s.layers}, s.seed);
}

Result<Json> describe(const Run& run, const Loaded& loaded) {
  GRAFT_TRY(const auto modelHash, loaded.checkpoint.hash());
  return Json{{"format", 1}, {"graft", GRAFT_VERSION}, {"run", get<std::string>(run.spec, "name", "")}, {"state", "running"}, {"started", utcNow()}, {"model", loaded.checkpoint.name()},
              {"dataset", get<std::string>(run.dataset.manifest(), "dataset", "")}, {"dataset_version", get<int>(run.dataset.manifest(), "version", 0)}, {"processor", processorName()},
              {"hashes", {{"model", modelHash}, {"tokenizer", loaded.tokenizer.hash()}, {"template", loaded.chat() ? loaded.renderer->templateHash() : ""}, {"data", get<std::string>(run.dataset.manifest(), "hash", "")}}},
              {"libtorch", "2.11.0"}, {"settings", toJson(run.settings)}};
}

Status save(Run& run, const LoraAdapter& adapter, const std::string& state, const std::string& baseName) {
  GRAFT_CHECK(adapter.writePeft(run.folder + "/adapter", baseName));
  GRAFT_TRY(run.record["hashes"]["adapter"], adapterHash(run.folder + "/adapter"));
  run.record["state"] = state;
  run.record["ended"] = utcNow();
  return writeFileAtomic(run.folder + "/run.json", dump(run.record, 1) + "\n");
}

/// A loop in progress: what the hooks share.
struct Progress {
  const Run& run;
  const Loaded& loaded;
  const LoraAdapter& adapter;
  Events& events;
  OutputFile metrics;
  Json samples = Json::array();

  Evaluation evaluate(const ops::LoraLookup* which, int64_t step) {
    Evaluation out;
    out.step = step;
    out.rows = run.heldout.rows.size();
    out.loss = heldoutLoss(loaded.model, run.heldout.rows, which, static_cast<size_t>(run.settings.microTokens)).loss;
    if (run.questions.empty()) return out;
    const auto graded = grade(loaded.model, run.questions, loaded.tokenizer, which, answerOptions(run, loaded));
    out.graded = isGraded(run);
    out.exactMatch = graded.exactMatch;
    Json answers = Json::array();
    for (size_t i = 0; i < run.questions.size() && i < static_cast<size_t>(run.settings.samples); ++i) {
      // Spread over the questions, which often come sorted by topic.
      const size_t pick = i * run.questions.size() / std::min(run.questions.size(), static_cast<size_t>(run.settings.samples));
      answers.push_back({{"row", run.questions[pick].row}, {"prompt", run.questions[pick].asked}, {"expected", run.questions[pick].expected}, {"answer", graded.answers[pick]}, {"stopped", static_cast<bool>(graded.stopped[pick])}});
    }
    samples.push_back({{"step", step}, {"answers", answers}});
    events.emit(FrameType::Sample, samples.back());
    return out;
  }
  void report(const Evaluation& e) {
    const Json line = {{"step", e.step}, {"heldout_loss", e.loss}, {"heldout_exact_match", e.graded ? Json(e.exactMatch) : Json(nullptr)}};
    metrics.write(dump(line) + "\n");
    metrics.flush();
    events.emit(FrameType::Evaluation, line);
  }
};

}  // namespace

Result<Json> trainJob(const Json& spec, Events& events) {
  GRAFT_TRY(const auto loaded, loadModel(spec, events));
  GRAFT_TRY(auto run, prepare(spec, loaded, events));
  GRAFT_TRY(auto adapter, startAdapter(run, loaded));
  GRAFT_TRY(run.record, describe(run, loaded));
  const Json plan = planOf(run, loaded, adapter);
  const Json warnings = warningsOf(run, plan);
  run.record["plan"] = plan;
  run.record["warnings"] = warnings;
  GRAFT_CHECK(writeFileAtomic(run.folder + "/run.json", dump(run.record, 1) + "\n"));
  events.emit(FrameType::Plan, plan);
  for (const auto& warning : warnings) events.emit(FrameType::Warning, {{"text", warning}});
  GRAFT_TRY(auto metrics, OutputFile::create(run.folder + "/metrics.jsonl"));
  Progress progress{run, loaded, adapter, events, std::move(metrics)};

  Json before = nullptr;
  if (!run.heldout.rows.empty()) {
    events.phase("asking the base model");
    const bool continued = !get<std::string>(spec, "adapter", "").empty();
    const auto base = progress.evaluate(continued ? &adapter : nullptr, 0);
    progress.report(base);
    before = heldoutJson(base);
  }
  events.phase("training");
  TrainHooks hooks;
  if (!run.heldout.rows.empty()) hooks.evaluate = [&](int64_t step) { return progress.evaluate(&adapter, step); };
  hooks.onEvaluation = [&](const Evaluation& e) { progress.report(e); };
  hooks.onStep = [&](const StepReport& r) {
    const Json line = stepJson(r);
    progress.metrics.write(dump(line) + "\n");
    progress.metrics.flush();
    events.emit(FrameType::Step, line);
  };
  hooks.stopAsked = [] { return interrupted(); };
  const auto outcome = train(loaded.model, adapter, run.train.rows, run.settings, hooks);
  GRAFT_CHECK(progress.metrics.close());
  if (!outcome.ok()) {
    GRAFT_CHECK(save(run, adapter, "failed", loaded.checkpoint.name()));
    return outcome.error();
  }
  const std::string state = outcome->stoppedByUser ? "stopped" : outcome->stoppedEarly ? "stopped early" : "finished";
  const Json result = {{"run", get<std::string>(spec, "name", "")}, {"state", state}, {"steps", outcome->steps}, {"tokens", outcome->tokens}, {"supervised_tokens", outcome->supervised},
                       {"seconds", outcome->seconds}, {"tokens_per_second", outcome->seconds > 0 ? static_cast<double>(outcome->tokens) / outcome->seconds : 0}, {"peak_rss_mib", peakRssMib()},
                       {"loss_first", outcome->lossFirst}, {"loss_last", outcome->lossLast}, {"heldout_before", before}, {"heldout_after", outcome->last ? heldoutJson(*outcome->last) : Json(nullptr)},
                       {"adapter", run.folder + "/adapter"}, {"metrics", run.folder + "/metrics.jsonl"}, {"warnings", warnings}, {"samples", progress.samples}};
  run.record["result"] = result;
  run.record["result"].erase("adapter");
  run.record["result"].erase("metrics");
  GRAFT_CHECK(save(run, adapter, state, loaded.checkpoint.name()));
  return result;
}

}  // namespace graft::worker
