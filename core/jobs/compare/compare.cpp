// SPDX-License-Identifier: Apache-2.0
// The job "compare": base and adapters answer the same questions.
#include "core/contract/jobs/compare.hpp"
#include "core/eval/evaluate.hpp"
#include "core/jobs/answering.hpp"
#include "core/jobs/progress.hpp"
#include "core/jobs/registry.hpp"

namespace graft::jobs {
namespace {

/// Counts questions with an expected answer; prompts have none.
CompareVerdict verdictOf(const std::vector<Question>& questions, const Graded& base, const Graded& tuned) {
  CompareVerdict out;
  for (size_t i = 0; i < tuned.right.size(); ++i) {
    if (questions[i].expected.empty()) continue;
    out.fixed += tuned.right[i] && !base.right[i];
    out.regressed += !tuned.right[i] && base.right[i];
    out.bothRight += tuned.right[i] && base.right[i];
    out.bothWrong += !tuned.right[i] && !base.right[i];
  }
  out.word = graft::verdictOf(out.fixed, out.regressed);
  out.p = signTest(out.fixed, out.regressed);
  return out;
}

/// Held-out questions of the dataset, then the prompts.
Result<std::vector<Question>> questionsOf(const CompareJob& job, const LoadedModel& loaded) {
  std::vector<Question> questions;
  if (!job.dataset.empty()) {
    GRAFT_TRY(const auto dataset, Dataset::open(job.dataset));
    if (!loaded.chat())
      return Error{Code::BadInput,
                   msg("the model has no chat template"),
                   loaded.modelFile.path(),
                   {},
                   msg("Use an instruct version of this model.")};
    GRAFT_TRY(questions, makeQuestions(dataset, Split::HeldOut, *loaded.renderer, loaded.tokenizer,
                                       static_cast<size_t>(loaded.modelFile.config().context), job.rows));
    if (questions.empty())
      return Error{Code::BadInput,
                   msg("the dataset has no held-out conversations to ask"),
                   job.dataset,
                   {},
                   msg("Import it with a larger %1, or ask with --prompt.", flag("--holdout"))};
  }
  for (const std::string& prompt : job.prompts) {
    Question question;
    question.asked = prompt;
    GRAFT_TRY(question.prompt, promptIds(prompt, loaded));
    questions.push_back(std::move(question));
  }
  return questions;
}

Result<CompareResult> run(const CompareJob& job, const JobContext& context) {
  GRAFT_TRY(const auto loaded, loadModel(job, context.events));
  GRAFT_TRY(const auto questions, questionsOf(job, loaded));
  CompareResult out;
  for (const auto& q : questions) out.items.push_back({q.asked, {}, {}});
  for (size_t i = 0; i < questions.size(); ++i) {
    if (!questions[i].expected.empty()) out.items[i].expected = questions[i].expected;
  }
  const auto options = generateOptions(job, loaded);
  const auto ask = [&](const std::string& who, const ops::LoraLookup* adapter) {
    context.events.phase(Phase::Asking, who);
    ProgressReport progress(context.events);
    size_t done = 0;
    const auto onAnswer = [&](const SampleAnswer&) { progress.tell({ProgressPart::Answers, ++done, questions.size(), {}}); };
    auto graded = grade(loaded.model, questions, loaded.tokenizer, adapter, options, [&] { return context.goesOn(); }, onAnswer);
    for (size_t i = 0; i < questions.size(); ++i) {
      ComparedAnswer answer{who, graded.answers[i], graded.tokens[i], graded.stopped[i], {}};
      if (out.items[i].expected) answer.right = static_cast<bool>(graded.right[i]);
      out.items[i].answers.push_back(std::move(answer));
    }
    return graded;
  };
  const auto base = ask("base", nullptr);
  for (const AdapterRef& named : job.adapters) {
    GRAFT_TRY(const auto adapter, openAdapter(named.folder, job.strength, loaded));
    const auto tuned = ask(named.who, lookupOf(adapter));
    CompareProof proof;
    proof.who = named.who;
    GRAFT_TRY(proof.hash, adapterHash(named.folder));
    proof.meanKl = meanKl(loaded.model, questions, lookupOf(adapter));
    proof.sameAnswersAsBase = tuned.answers == base.answers;
    proof.exactMatch = tuned.exactMatch;
    proof.baseExactMatch = base.exactMatch;
    if (!job.dataset.empty()) proof.verdict = verdictOf(questions, base, tuned);
    if (!out.verdict && proof.verdict) out.verdict = proof.verdict->word;
    out.proof.push_back(std::move(proof));
    if (!context.goesOn()) return Error{Code::Stopped, msg("the comparison was stopped"), {}, {}, {}};
  }
  return out;
}

}  // namespace

JobType jobOfCompare() { return jobType<CompareJob>(run); }

}  // namespace graft::jobs
