// SPDX-License-Identifier: Apache-2.0
// The job "evaluate": held-out loss, perplexity and exact match of the base and of adapters, on one set of rows.
#include <cmath>

#include "app/worker/session.hpp"
#include "core/base/system.hpp"
#include "core/eval/evaluate.hpp"

namespace graft::worker {

Result<Json> evaluateJob(const Json& spec, const Channel& channel) {
  Events& events = channel.events;
  GRAFT_TRY(const auto loaded, loadModel(spec, events));
  GRAFT_TRY(const auto dataset, Dataset::open(get<std::string>(spec, "dataset", "")));
  const auto& config = loaded.modelFile.config();
  const auto limit = static_cast<size_t>(std::min(get<int64_t>(spec, "max_length", config.context), config.context));
  const auto most = get<size_t>(spec, "rows", 300);
  events.phase(Phase::ReadingData);
  GRAFT_TRY(const auto rows, prepareRows(dataset, Split::HeldOut, loaded.chat(), loaded.tokenizer, config.vocab, limit, most));
  if (rows.rows.empty())
    return Error{
        Code::BadInput, msg("no held-out row has an answer to measure"), dataset.folder(), {}, msg("Import it with a larger --holdout.")};
  std::vector<Question> questions;
  const bool graded = loaded.chat() && isWorthGrading(rows);
  if (graded) {
    GRAFT_TRY(questions, makeQuestions(dataset, Split::HeldOut, *loaded.renderer, loaded.tokenizer, limit, most));
  }
  GenerateOptions options;
  options.maxNew = get<int64_t>(spec, "max_new", 64);
  options.stopIds = config.eosIds;
  const HeldoutCheck check{loaded.model, loaded.tokenizer, rows.rows, questions, options, 512, 0, graded && !questions.empty()};
  Json results = Json::array();
  const auto measure = [&](const std::string& who, const ops::LoraLookup* adapter) {
    events.phase(Phase::Evaluating, who);
    const Evaluation e = check.evaluate(adapter, 0, nullptr, [&] { return channel.goesOn(); });
    results.push_back({{"who", who},
                       {"loss", e.loss},
                       {"perplexity", std::exp(e.loss)},
                       {"exact_match", e.graded ? Json(e.exactMatch) : Json(nullptr)},
                       {"rows", e.rows},
                       {"questions", questions.size()}});
    events.emit(FrameType::Evaluation, results.back());
  };
  measure("base", nullptr);
  for (const auto& named : spec["adapters"]) {
    if (!channel.goesOn()) break;
    const auto folder = get<std::string>(named, "folder", "");
    GRAFT_TRY(const auto adapter, LoraAdapter::open(folder, config));
    GRAFT_TRY(const auto hash, adapterHash(folder));
    measure(get<std::string>(named, "who", "adapter"), &adapter);
    results.back()["hash"] = hash;
  }
  if (!channel.goesOn()) return Error{Code::Stopped, msg("the measuring was stopped"), {}, {}, {}};
  return Json{{"results", results}, {"supervised_tokens", rows.supervised}, {"dtype", typeName(loaded.model.type())}};
}

}  // namespace graft::worker
