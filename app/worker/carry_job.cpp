// SPDX-License-Identifier: Apache-2.0
// The job "carry": measures an adapter on its own base and on another one of the same shape, with held-out rows and the certificate's
// questions. One model is in memory at a time.
#include "app/worker/comparing.hpp"
#include "core/base/system.hpp"
#include "core/eval/carry.hpp"

namespace graft::worker {
namespace {

/// Measurements on one base.
struct OnBase {
  double baseLoss = 0, adapterLoss = 0;
  size_t rows = 0;
  std::vector<bool> right;  ///< by question, for the adapter; empty if answers are too long to be graded
  Answers answers;
};

Error stopped() { return {Code::Stopped, msg("the comparison was stopped"), {}, {}, {}}; }

Result<OnBase> measureOn(const LoadedModel& loaded, const LoraAdapter& adapter, const Json& spec, const CertificateQuestions& questions,
                         const Answers* reference, const Channel& channel) {
  const auto& config = loaded.modelFile.config();
  const auto goOn = [&] { return channel.goesOn(); };
  OnBase out;
  if (const auto folder = get<std::string>(spec, "dataset", ""); !folder.empty()) {
    GRAFT_TRY(const auto dataset, Dataset::open(folder));
    const auto limit = static_cast<size_t>(config.context), most = get<size_t>(spec, "rows", 100);
    GRAFT_TRY(const auto rows, prepareRows(dataset, Split::HeldOut, loaded.chat(), loaded.tokenizer, config.vocab, limit, most));
    out.rows = rows.rows.size();
    out.baseLoss = heldoutLoss(loaded.model, rows.rows, nullptr, 512, goOn).loss;
    out.adapterLoss = heldoutLoss(loaded.model, rows.rows, &adapter, 512, goOn).loss;
    if (loaded.chat() && isWorthGrading(rows)) {
      GRAFT_TRY(const auto asked, makeQuestions(dataset, Split::HeldOut, *loaded.renderer, loaded.tokenizer, limit, most));
      GenerateOptions options;
      options.stopIds = config.eosIds;
      out.right = grade(loaded.model, asked, loaded.tokenizer, &adapter, options, goOn).right;
    }
  }
  if (!questions.prompts.empty()) out.answers = answersOf(loaded.model, &adapter, questions, reference, goOn);
  if (!goOn()) return stopped();
  return out;
}

CarryMeasured measuredOf(const OnBase& own, const OnBase& other) {
  CarryMeasured out{own.baseLoss, own.adapterLoss, other.baseLoss, other.adapterLoss, own.rows, 0, 0};
  for (size_t i = 0; i < std::min(own.right.size(), other.right.size()); ++i) {
    out.becameRight += other.right[i] && !own.right[i];
    out.becameWrong += own.right[i] && !other.right[i];
  }
  return out;
}

Json sideJson(const std::string& name, const OnBase& side) {
  const auto right = std::count(side.right.begin(), side.right.end(), true);
  return {{"base", name},
          {"loss_base", side.rows ? Json(side.baseLoss) : Json(nullptr)},
          {"loss_adapter", side.rows ? Json(side.adapterLoss) : Json(nullptr)},
          {"exact_match", side.right.empty() ? Json(nullptr) : Json(static_cast<double>(right) / static_cast<double>(side.right.size()))}};
}

}  // namespace

Result<Json> carryJob(const Json& spec, const Channel& channel) {
  const auto path = get<std::string>(spec, "adapter", "");
  Json otherSpec = spec;
  otherSpec["model"] = spec["other_model"];
  // Checked before anything is computed.
  GRAFT_TRY(const auto otherBase, openBase(get<std::string>(otherSpec, "model", "")));
  GRAFT_CHECK(LoraAdapter::open(path, otherBase.modelFile.config()));
  GRAFT_TRY(const auto hash, adapterHash(path));
  std::optional<LoadedModel> loaded;
  GRAFT_TRY(loaded, loadModel(spec, channel.events));
  GRAFT_TRY(const auto adapter, LoraAdapter::open(path, loaded->modelFile.config()));
  GRAFT_TRY(const bool sameText, hasSameText(*loaded, otherBase));
  CertificateQuestions questions;
  if (sameText) {
    GRAFT_TRY(questions, questionsFor(get<std::string>(spec, "dataset", ""), *loaded));
    questions.heldOut.clear();  // held-out rows are measured separately
  }
  channel.events.phase(Phase::AskingOnOwnBase);
  GRAFT_TRY(const auto own, measureOn(*loaded, adapter, spec, questions, nullptr, channel));
  const std::string ownName = loaded->modelFile.name();
  loaded.reset();
  GRAFT_TRY(loaded, loadModel(otherSpec, channel.events));
  channel.events.phase(Phase::AskingOnOtherBase);
  GRAFT_TRY(const auto moved, LoraAdapter::open(path, loaded->modelFile.config()));
  GRAFT_TRY(const auto other, measureOn(*loaded, moved, spec, questions, sameText ? &own.answers : nullptr, channel));
  const Carry carry = judgeCarry(measuredOf(own, other));
  return Json{{"format", "graft-carry/1"},
              {"made", utcNow()},
              {"adapter_hash", hash},
              {"sides", {sideJson(ownName, own), sideJson(loaded->modelFile.name(), other)}},
              {"rows", own.rows},
              {"same_text", sameText},
              {"comparison", sameText ? comparison(own.answers, other.answers, questions) : Json(nullptr)},
              {"gain_kept", own.rows ? Json(carry.gainKept) : Json(nullptr)},
              {"verdict", carryName(carry.verdict)},
              {"sentence", carry.sentence}};
}

}  // namespace graft::worker
