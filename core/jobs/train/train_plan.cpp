// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/train/train_plan.hpp"

#include <span>

#include "core/base/hash.hpp"
#include "core/base/system.hpp"
#include "core/base/thread_pool.hpp"
#include "core/contract/settings_table.hpp"
#include "core/run/schedule.hpp"
#include "core/train/memory_plan.hpp"

namespace graft::jobs {
namespace {

Error nothingToTrain(const PreparedRows& rows, int64_t maxLength) {
  return {Code::BadInput,
          msg("no answer token is left to train on: of %1 rows %2 lost their whole answer at %4 %3", rows.rows.size() + rows.dropped,
              rows.dropped, maxLength, flag("--max-length")),
          "data", msg("Nothing was started."),
          msg("Raise %1, or check with graft inspect tokens which part of a row is trained.", flag("--max-length"))};
}

/// Maximum number of held-out rows that are evaluated. Further rows stay aside: more rows would not improve the estimate.
size_t mostHeldout(size_t trainRows) { return trainRows < 10'000 ? 300 : trainRows < 100'000 ? 500 : 1000; }

}  // namespace

double plannedMemoryMib(const LlamaModel& model, const TrainSettings& s, const Trained& adapters, size_t longest) {
  const int64_t tokens = std::max(static_cast<int64_t>(longest), s.microTokens);
  return memoryPlan(model, {adapters.begin(), adapters.end()}, tokens, s.recompute).mib() + programMib(model.type());
}

double cardRoomMib(const LoadedModel& loaded) {
  return loaded.device.memoryMib > 0 ? loaded.device.memoryMib + static_cast<double>(loaded.model.weightBytesOnHost()) / (1 << 20) : 0;
}

Result<Run> prepareRun(const RunSpec& spec, const LoadedModel& loaded, FrameWriter& events) {
  const TrainSettings& settings = spec.settings;
  GRAFT_TRY(auto dataset, Dataset::open(spec.dataset));
  events.phase(Phase::ReadingData);
  const auto limit = static_cast<size_t>(std::min(settings.maxLength, loaded.modelFile.config().context));
  const auto vocab = loaded.modelFile.config().vocab;
  GRAFT_TRY(auto train, prepareRows(dataset, Split::Train, loaded.chat(), loaded.tokenizer, vocab, limit));
  if (train.rows.empty() && train.refusedCount > 0)
    return Error{Code::BadInput, msg("the model's template refuses every row; %1", refusedWords(dataset, train).front()), "data",
                 msg("Nothing was started."),
                 msg("Use another model, or change the rows; system text joins the question with graft data join-system.")};
  if (train.rows.empty()) return nothingToTrain(train, settings.maxLength);
  GRAFT_TRY(auto heldout,
            prepareRows(dataset, Split::HeldOut, loaded.chat(), loaded.tokenizer, vocab, limit, mostHeldout(train.rows.size())));
  Run run{spec,
          settings,
          std::move(dataset),
          std::make_shared<const PreparedRows>(std::move(train)),
          std::make_shared<const PreparedRows>(std::move(heldout)),
          {},
          {}};
  if (loaded.chat() && !run.heldout->rows.empty()) {
    GRAFT_TRY(run.questions, makeQuestions(run.dataset, Split::HeldOut, *loaded.renderer, loaded.tokenizer, limit,
                                           isWorthGrading(*run.heldout) ? kMostQuestions : static_cast<size_t>(run.settings.samples)));
  }
  return run;
}

Result<Run> prepareBeside(const Run& first, const RunSpec& spec) {
  if (spec.dataset != first.spec.dataset || spec.model != first.spec.model || spec.adapter != first.spec.adapter)
    return Error{Code::Refused, msg("runs that are trained together have the same data, model and beginning"), spec.name,
                 msg("Nothing was started."), msg("Train them one after the other: leave --together out.")};
  if (!sharePasses(first.settings, spec.settings))
    return Error{Code::Refused, msg("runs that are trained together have the same rows in each pass"), spec.name,
                 msg("Nothing was started."), msg("Train them one after the other: leave --together out.")};
  GRAFT_TRY(auto dataset, Dataset::open(spec.dataset));
  return Run{spec, spec.settings, std::move(dataset), first.train, first.heldout, first.questions, {}};
}

Result<LoraAdapter> startAdapter(const Run& run, const LoadedModel& loaded) {
  const auto& s = run.settings;
  if (!run.spec.adapter.empty()) {
    GRAFT_TRY(auto adapter, LoraAdapter::open(run.spec.adapter, loaded.modelFile.config()));
    adapter.setDropout(s.dropout);
    return adapter;
  }
  for (const int64_t layer : s.layers) {
    const int64_t count = loaded.modelFile.config().layers;
    if (layer < 0 || layer >= count)
      return Error{Code::BadUsage,
                   msg("%3 names layer %1, the model has the layers 0 to %2", layer, count - 1, flag("--layers")),
                   {},
                   msg("Nothing was started."),
                   msg("Name layers that the model has.")};
  }
  return LoraAdapter::create(loaded.modelFile.config(), loraOptions(s), s.seed);
}

bool Run::isGraded() const { return !questions.empty() && isWorthGrading(*heldout); }

HeldoutCheck Run::check(const LoadedModel& loaded) const {
  GenerateOptions options;
  options.maxNew = settings.answerTokens;
  options.stopIds = loaded.modelFile.config().eosIds;
  return {loaded.model,
          loaded.tokenizer,
          heldout->rows,
          questions,
          options,
          static_cast<size_t>(settings.microTokens),
          static_cast<size_t>(settings.samples),
          isGraded()};
}

PlanEvent planOf(const Run& run, const LoadedModel& loaded, LoraAdapter& adapter) {
  PlanEvent out;
  out.rows = run.train->rows.size();
  out.tokens = run.train->tokens;
  out.supervisedTokens = run.train->supervised;
  out.longest = run.train->longest;
  out.cutRows = run.train->cut;
  out.droppedRows = run.train->dropped;
  out.refusedRows = run.train->refusedCount;
  out.refused = refusedWords(run.dataset, *run.train);
  for (const auto& [part, count] : run.train->notWritten) out.notWritten[part.text()] = count;
  out.heldoutRows = run.heldout->rows.size();
  out.questions = run.isGraded() ? run.questions.size() : 0;
  out.steps = totalSteps(run.settings, run.train->rows.size());
  out.trainedParameters = adapter.parameterCount();
  out.modelParameters = loaded.modelFile.config().parameters();
  out.dtype = typeName(loaded.model.type());
  out.threads = pool().threads();
  out.device = loaded.device.name;
  out.cardNotUsed = loaded.device.reason;
  out.memoryMib = plannedMemoryMib(loaded.model, run.settings, {&adapter}, run.train->longest);
  out.base = run.settings.base;
  out.recompute = run.settings.recompute;
  out.microTokens = run.settings.microTokens;
  out.freeMemoryMib = loaded.device.memoryMib > 0 ? cardRoomMib(loaded) : availableMemoryMib();
  out.mask = loaded.chat() ? loaded.renderer->maskSource() : "whole text";
  out.loadSeconds = loaded.loadSeconds;
  return out;
}

/// Rows with personal data, as counted by the import; older datasets do not have the count.
static size_t personalRows(const Run& run) { return run.dataset.manifest().personalRows(); }

/// Returns the level of recompute that Auto was resolved to, if it is above None; else Auto.
static Recompute chosenRecompute(const Run& run) {
  const bool isOurs = run.spec.settings.recompute == Recompute::Auto;
  return isOurs && run.settings.recompute != Recompute::None ? run.settings.recompute : Recompute::Auto;
}

/// Nests no deeper than the logarithm of the number of parts: JSON is read to a limited depth.
static Message joined(std::span<const Message> parts) {
  if (parts.empty()) return {};
  if (parts.size() == 1) return parts.front();
  const size_t half = parts.size() / 2;
  return msg("%1; %2", joined(parts.first(half)), joined(parts.subspan(half)));
}
/// "the tools (7 rows), the reasoning (1 row)"
static Message notWrittenWords(const PreparedRows& rows) {
  Message out;
  for (const auto& [part, count] : rows.notWritten) {
    const Message counted = count == 1 ? msg("%1 (1 row)", part) : msg("%1 (%2 rows)", part, count);
    out = out.empty() ? counted : msg("%1, %2", out, counted);
  }
  return out;
}

std::vector<WarningEvent> adviceFor(const Run& run, const LoadedModel& loaded, const PlanEvent& plan) {
  return adviceBefore(run.settings, {plan.steps, plan.modelParameters, plan.rows, plan.cutRows, plan.droppedRows, plan.heldoutRows,
                                     plan.memoryMib, plan.freeMemoryMib, personalRows(run), chosenRecompute(run), run.train->refusedCount,
                                     joined(refusedWords(run.dataset, *run.train)), notWrittenWords(*run.train), loaded.device.reason});
}

Result<RunRecord> describeRun(const Run& run, const LoadedModel& loaded) {
  const DatasetManifest& manifest = run.dataset.manifest();
  RunRecord out;
  out.graft = GRAFT_VERSION;
  out.build = buildId();
  out.run = run.spec.name;
  out.state = kRunning;
  out.parent = run.spec.parent;
  out.started = utcNow();
  out.clock = loaded.chat() ? loaded.renderer->clock() : "";
  out.model = loaded.modelFile.name();
  out.dataset = manifest.dataset;
  out.datasetVersion = manifest.version;
  out.processor = processorName();
  out.libtorch = GRAFT_TORCH_VERSION;
  out.settings = toJson(run.spec.settings);
  GRAFT_TRY(out.hashes.model, loaded.modelFile.hash());
  out.hashes.tokenizer = loaded.tokenizer.hash();
  out.hashes.chatTemplate = loaded.chat() ? loaded.renderer->templateHash() : "";
  out.hashes.data = manifest.hash;
  // The manifest holds the import's hash; these hashes are of the bytes that are read now.
  GRAFT_TRY(out.hashes.rows, sha256OfFile(run.dataset.folder() + "/rows.jsonl"));
  GRAFT_TRY(out.hashes.split, sha256OfFile(run.dataset.folder() + "/index.bin"));
  return out;
}

Status checkSameInputs(const RunRecord& record, const RunRecord& now) {
  const auto other = [&](const Message& what) {
    return Error{Code::Refused, msg("%1 is not what this run was started with, so it cannot go on bit for bit", what), record.run,
                 msg("The run is as it was."),
                 msg("Put it back, or start a new run from these weights: graft train --adapter %1.",
                     record.run.empty() ? std::string("RUN") : record.run)};
  };
  using Hash = std::optional<std::string> RunHashes::*;
  const struct {
    Hash hash;
    Message what;
  } hashes[] = {{&RunHashes::model, msg("the base model")},
                {&RunHashes::tokenizer, msg("the tokenizer")},
                {&RunHashes::chatTemplate, msg("the chat template")},
                {&RunHashes::data, msg("the data")},
                {&RunHashes::rows, msg("the data's text (rows.jsonl)")},
                {&RunHashes::split, msg("the data's split (index.bin)")}};
  for (const auto& [hash, what] : hashes) {
    // Runs of older versions lack some of these hashes.
    if (record.hashes.*hash && record.hashes.*hash != now.hashes.*hash) return other(what);
  }
  // A setting that an older version lacks counts as its default. Some settings do not affect the result.
  Json before = toJson(TrainSettings{});
  before.update(record.settings);
  for (const auto& [key, value] : now.settings.items()) {
    const Setting* setting = findSetting(key);
    if (setting && !setting->mayChangeOnResume && before[key] != value) return other(msg("the setting %1", key));
  }
  return Done{};
}

}  // namespace graft::jobs
