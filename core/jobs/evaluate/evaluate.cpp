// SPDX-License-Identifier: Apache-2.0
// The job "evaluate": held-out loss, perplexity and exact match of the base and of adapters, on one set of rows.
#include <cmath>

#include "core/contract/jobs/compare.hpp"
#include "core/eval/evaluate.hpp"
#include "core/jobs/loaded_model.hpp"
#include "core/jobs/registry.hpp"

namespace graft::jobs {
namespace {

Result<EvaluateResult> run(const EvaluateJob& job, const JobContext& context) {
  FrameWriter& events = context.events;
  GRAFT_TRY(const auto loaded, loadModel(job, events));
  GRAFT_TRY(const auto dataset, Dataset::open(job.dataset));
  const auto& config = loaded.modelFile.config();
  const auto limit = static_cast<size_t>(job.maxLength > 0 ? std::min(job.maxLength, config.context) : config.context);
  events.phase(Phase::ReadingData);
  GRAFT_TRY(const auto rows, prepareRows(dataset, Split::HeldOut, loaded.chat(), loaded.tokenizer, config.vocab, limit, job.rows));
  if (rows.rows.empty())
    return Error{Code::BadInput,
                 msg("no held-out row has an answer to measure"),
                 dataset.folder(),
                 {},
                 msg("Import it with a larger %1.", flag("--holdout"))};
  std::vector<Question> questions;
  const bool graded = loaded.chat() && isWorthGrading(rows);
  if (graded) {
    GRAFT_TRY(questions, makeQuestions(dataset, Split::HeldOut, *loaded.renderer, loaded.tokenizer, limit, job.rows));
  }
  GenerateOptions options;
  options.maxNew = job.maxNew;
  options.stopIds = config.eosIds;
  const HeldoutCheck check{loaded.model, loaded.tokenizer, rows.rows, questions, options, 512, 0, graded && !questions.empty()};
  EvaluateResult out{{}, rows.supervised, typeName(loaded.model.type())};
  const auto measure = [&](const std::string& who, const ops::LoraLookup* adapter) {
    events.phase(Phase::Evaluating, who);
    const Evaluation e = check.evaluate(adapter, 0, nullptr, {[&] { return context.goesOn(); }, {}, {}});
    EvaluateRow row{who, e.loss, std::exp(e.loss), {}, e.rows, questions.size(), {}};
    if (e.graded) row.exactMatch = e.exactMatch;
    events.emit(row);
    out.results.push_back(std::move(row));
  };
  measure("base", nullptr);
  for (const AdapterRef& named : job.adapters) {
    if (!context.goesOn()) break;
    GRAFT_TRY(const auto adapter, LoraAdapter::open(named.folder, config));
    GRAFT_TRY(const auto hash, adapterHash(named.folder));
    measure(named.who, &adapter);
    out.results.back().hash = hash;
  }
  if (!context.goesOn()) return Error{Code::Stopped, msg("the measuring was stopped"), {}, {}, {}};
  return out;
}

}  // namespace

JobType jobOfEvaluate() { return jobType<EvaluateJob>(run); }

}  // namespace graft::jobs
