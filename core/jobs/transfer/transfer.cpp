// SPDX-License-Identifier: Apache-2.0
// The job "carry": measures an adapter on its own base and on another one of equal shape, with held-out rows and the certificate's
// questions. One model is in memory at a time.
#include <algorithm>

#include "core/eval/transfer.hpp"
#include "core/jobs/loaded_model.hpp"
#include "core/jobs/questions.hpp"
#include "core/jobs/registry.hpp"

namespace graft::jobs {
namespace {

/// Measurements on one base.
struct OnBase {
  double baseLoss = 0, adapterLoss = 0;
  size_t rows = 0;
  std::vector<bool> right;  ///< by question, for the adapter; empty if answers are too long to be graded
  Answers answers;
};

Result<OnBase> measureOn(const LoadedModel& loaded, const LoraAdapter& adapter, const TransferJob& job,
                         const CertificateQuestions& questions, const Answers* reference, const JobContext& context) {
  const auto& config = loaded.modelFile.config();
  const auto goOn = [&] { return context.goesOn(); };
  OnBase out;
  if (!job.dataset.empty()) {
    GRAFT_TRY(const auto dataset, Dataset::open(job.dataset));
    const auto limit = static_cast<size_t>(config.context);
    GRAFT_TRY(const auto rows, prepareRows(dataset, Split::HeldOut, loaded.chat(), loaded.tokenizer, config.vocab, limit, job.rows));
    out.rows = rows.rows.size();
    out.baseLoss = heldoutLoss(loaded.model, rows.rows, nullptr, 512, goOn).loss;
    out.adapterLoss = heldoutLoss(loaded.model, rows.rows, &adapter, 512, goOn).loss;
    if (loaded.chat() && isWorthGrading(rows)) {
      GRAFT_TRY(const auto asked, makeQuestions(dataset, Split::HeldOut, *loaded.renderer, loaded.tokenizer, limit, job.rows));
      GenerateOptions options;
      options.stopIds = config.eosIds;
      out.right = grade(loaded.model, asked, loaded.tokenizer, &adapter, options, goOn).right;
    }
  }
  if (!questions.prompts.empty()) out.answers = answersOf(loaded.model, &adapter, questions, reference, goOn);
  if (!goOn()) return Error{Code::Stopped, msg("the comparison was stopped"), {}, {}, {}};
  return out;
}

TransferMeasured measuredOf(const OnBase& own, const OnBase& other) {
  TransferMeasured out{own.baseLoss, own.adapterLoss, other.baseLoss, other.adapterLoss, own.rows, 0, 0};
  for (size_t i = 0; i < std::min(own.right.size(), other.right.size()); ++i) {
    out.becameRight += other.right[i] && !own.right[i];
    out.becameWrong += own.right[i] && !other.right[i];
  }
  return out;
}

TransferSide sideOf(const std::string& name, const OnBase& measured) {
  TransferSide out;
  out.base = name;
  if (measured.rows > 0) {
    out.lossBase = measured.baseLoss;
    out.lossAdapter = measured.adapterLoss;
  }
  const auto right = std::count(measured.right.begin(), measured.right.end(), true);
  if (!measured.right.empty()) out.exactMatch = static_cast<double>(right) / static_cast<double>(measured.right.size());
  return out;
}

Result<TransferResult> run(const TransferJob& job, const JobContext& context) {
  TransferJob otherJob = job;
  otherJob.model = job.otherModel;
  // Checked before anything is computed.
  GRAFT_TRY(const auto otherBase, openTextModel(otherJob.model));
  GRAFT_CHECK(LoraAdapter::open(job.adapter, otherBase.modelFile.config()));
  TransferResult out;
  GRAFT_TRY(out.adapterHash, adapterHash(job.adapter));
  std::optional<LoadedModel> loaded;
  GRAFT_TRY(loaded, loadModel(job, context.events));
  GRAFT_TRY(const auto adapter, LoraAdapter::open(job.adapter, loaded->modelFile.config()));
  GRAFT_TRY(out.sameText, hasSameText(*loaded, otherBase));
  CertificateQuestions questions;
  if (out.sameText) {
    GRAFT_TRY(questions, questionsFor(job.dataset, *loaded));
    questions.heldOut.clear();  // held-out rows are measured separately
  }
  context.events.phase(Phase::AskingOnOwnBase);
  GRAFT_TRY(const auto own, measureOn(*loaded, adapter, job, questions, nullptr, context));
  const std::string ownName = loaded->modelFile.name();
  loaded.reset();
  GRAFT_TRY(loaded, loadModel(otherJob, context.events));
  context.events.phase(Phase::AskingOnOtherBase);
  GRAFT_TRY(const auto moved, LoraAdapter::open(job.adapter, loaded->modelFile.config()));
  GRAFT_TRY(const auto other, measureOn(*loaded, moved, job, questions, out.sameText ? &own.answers : nullptr, context));
  const TransferJudgement judgement = judgeTransfer(measuredOf(own, other));
  out.made = utcNow();
  out.sides = {sideOf(ownName, own), sideOf(loaded->modelFile.name(), other)};
  out.rows = own.rows;
  if (out.sameText) out.comparison = comparison(own.answers, other.answers, questions);
  if (own.rows > 0) out.gainKept = judgement.gainKept;
  out.verdict = judgement.verdict;
  out.sentence = judgement.sentence;
  return out;
}

}  // namespace

JobType jobOfTransfer() { return jobType<TransferJob>(run); }

}  // namespace graft::jobs
