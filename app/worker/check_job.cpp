// SPDX-License-Identifier: Apache-2.0
// The job "check": measures the cost of an adapter elsewhere. It covers general text and held-out rows at several strengths, and recitation
// of trained rows.
#include <algorithm>
#include <cmath>

#include "app/worker/session.hpp"
#include "core/base/hash.hpp"
#include "core/base/system.hpp"
#include "core/eval/check.hpp"

namespace graft::worker {
namespace {

Json pointJson(const StrengthPoint& point, const StrengthPoint& base, bool hasHeldOut) {
  return {{"strength", point.strength},        {"heldout_loss", hasHeldOut ? Json(point.heldOutLoss) : Json(nullptr)},
          {"general_loss", point.generalLoss}, {"general_ratio", std::exp(point.generalLoss - base.generalLoss)},
          {"general_kl", point.generalKl},     {"verdict", harmName(generalHarm(base, point))}};
}

/// Returns the largest strength that harms nothing and still beats the base on the held-out rows; null if none is needed.
Json suggestedStrength(const std::vector<StrengthPoint>& points, const StrengthPoint& base, const StrengthPoint& whole, bool hasHeldOut) {
  if (generalHarm(base, whole) == Harm::None) return nullptr;
  Json out = nullptr;
  for (const auto& point : points) {
    const bool helps = point.strength > 0 && point.strength < 1 && (!hasHeldOut || point.heldOutLoss < base.heldOutLoss);
    if (helps && generalHarm(base, point) == Harm::None) out = point.strength;  // points are in rising order
  }
  return out;
}

Json recitationJson(const Recitation& found) {
  constexpr size_t kShown = 20;
  Json shown = Json::array();
  for (size_t i = 0; i < std::min(kShown, found.recited.size()); ++i) {
    const auto& one = found.recited[i];
    shown.push_back({{"row", one.row}, {"tokens", one.tokens}, {"given", one.given}, {"text", one.text}, {"personal", one.isPersonal}});
  }
  return {{"tried", found.tried},
          {"by_base", found.byBase},
          {"recited", found.recited.size()},
          {"rows", shown},
          {"verdict", harmName(recitationHarm(found))}};
}

}  // namespace

Result<Json> checkJob(const Json& spec, const Channel& channel) {
  Events& events = channel.events;
  constexpr size_t kLongestPassage = 256, kRecitedRows = 100;
  GRAFT_TRY(const auto loaded, loadModel(spec, events));
  const auto& config = loaded.modelFile.config();
  const auto path = get<std::string>(spec, "adapter", "");
  GRAFT_TRY(const auto adapter, LoraAdapter::open(path, config));
  GRAFT_TRY(const auto hash, adapterHash(path));
  const auto passagesFile = get<std::string>(spec, "passages", "");
  GRAFT_TRY(const auto passages, readPassages(passagesFile, loaded.tokenizer, kLongestPassage));
  GRAFT_TRY(const auto passagesHash, sha256OfFile(passagesFile));
  events.phase(Phase::ReadingData);
  PreparedRows heldOut, trained;
  const auto limit = static_cast<size_t>(config.context);
  if (const auto folder = get<std::string>(spec, "dataset", ""); !folder.empty()) {
    GRAFT_TRY(const auto dataset, Dataset::open(folder));
    GRAFT_TRY(heldOut,
              prepareRows(dataset, Split::HeldOut, loaded.chat(), loaded.tokenizer, config.vocab, limit, get<size_t>(spec, "rows", 100)));
    GRAFT_TRY(trained, prepareRows(dataset, Split::Train, loaded.chat(), loaded.tokenizer, config.vocab, limit, kRecitedRows));
  }
  const auto teller = [&channel](const char* what) {
    return [&channel, what, last = -1.0](double share) mutable {
      constexpr double kStep = 0.01;
      if (share - last >= kStep) channel.events.emit(FrameType::Text, {{"what", what}, {"share", last = share}});
      return channel.goesOn();
    };
  };
  const auto strengths = spec["strengths"].get<std::vector<double>>();
  events.phase(Phase::ReadingGeneralText);
  GRAFT_TRY(const auto points, measureStrengths({loaded.model, adapter, heldOut.rows, passages, strengths}, teller("general text")));
  events.phase(Phase::AskingForTrainedRows);
  GRAFT_TRY(const auto recitation, probeRecitation({loaded.model, adapter, loaded.tokenizer, trained.rows}, teller("trained rows")));
  const auto at = [&](double strength) {
    return *std::find_if(points.begin(), points.end(), [&](const auto& p) { return p.strength == strength; });
  };
  const StrengthPoint base = at(0), whole = at(1);
  const bool hasHeldOut = !heldOut.rows.empty();
  Json shown = Json::array();
  for (const auto& point : points) shown.push_back(pointJson(point, base, hasHeldOut));
  const Harm worst = std::max(generalHarm(base, whole), recitationHarm(recitation));
  return Json{{"format", "graft-check/1"},
              {"made", utcNow()},
              {"adapter_hash", hash},
              {"dtype", typeName(loaded.model.type())},
              {"strengths", shown},
              {"suggested_strength", suggestedStrength(points, base, whole, hasHeldOut)},
              {"general_verdict", harmName(generalHarm(base, whole))},
              {"passages", passages.size()},
              {"passages_hash", passagesHash},
              {"heldout_rows", heldOut.rows.size()},
              {"recitation", recitationJson(recitation)},
              {"verdict", harmName(worst)}};
}

}  // namespace graft::worker
