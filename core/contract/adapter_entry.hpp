// SPDX-License-Identifier: Apache-2.0
// Records of adapters: their origin, the entry of a kept adapter, the answers for its model card, and the lines of its history.
#pragma once

#include "core/contract/jobs/train.hpp"
#include "core/contract/rating.hpp"

namespace graft {

/// Run, results and SHA-256 hashes of an adapter; empty members are not known.
struct AdapterOrigin {
  std::optional<std::string> run;
  std::optional<Json> settings;  ///< of the run, as recorded
  std::optional<uint64_t> trainRows;
  std::optional<std::string> baseHash, tokenizerHash, templateHash, dataHash, adapterHash;
  std::optional<HeldoutScore> heldoutBefore, heldoutAfter;
  static constexpr auto fields = std::tuple{Field{"run", &AdapterOrigin::run},
                                            Field{"settings", &AdapterOrigin::settings},
                                            Field{"train_rows", &AdapterOrigin::trainRows},
                                            Field{"base_hash", &AdapterOrigin::baseHash},
                                            Field{"tokenizer_hash", &AdapterOrigin::tokenizerHash},
                                            Field{"template_hash", &AdapterOrigin::templateHash},
                                            Field{"data_hash", &AdapterOrigin::dataHash},
                                            Field{"adapter_hash", &AdapterOrigin::adapterHash},
                                            Field{"heldout_before", &AdapterOrigin::heldoutBefore},
                                            Field{"heldout_after", &AdapterOrigin::heldoutAfter}};
};

/// entry.json of a kept adapter.
struct AdapterEntry : AdapterOrigin {
  std::string base, baseLicense;
  int64_t rank = 0;
  double alpha = 0;
  size_t matched = 0, zero = 0;  ///< modules that fit the base, and those of them that are zero
  std::string task;
  int64_t version = 0;
  std::string added;  ///< time, UTC
  static constexpr auto fields = std::tuple_cat(
      AdapterOrigin::fields,
      std::tuple{Field{"base", &AdapterEntry::base}, Field{"base_license", &AdapterEntry::baseLicense}, Field{"rank", &AdapterEntry::rank},
                 Field{"alpha", &AdapterEntry::alpha}, Field{"matched", &AdapterEntry::matched}, Field{"zero", &AdapterEntry::zero},
                 Field{"task", &AdapterEntry::task}, Field{"version", &AdapterEntry::version}, Field{"added", &AdapterEntry::added}});
};

inline constexpr Sentence<0> kPurposeQuestion = "What is it for?";
inline constexpr Sentence<0> kMisuseQuestion = "What must it not be used for?";
inline constexpr Sentence<0> kDataQuestion = "Where do the examples come from, and who agreed?";
inline constexpr Sentence<0> kReviewerQuestion = "Who has looked at its answers?";
inline constexpr Sentence<0> kContactQuestion = "Whom to ask?";
/// Question of the model card that only the user can answer.
struct CardQuestion {
  const char* key;
  Sentence<0> question;
};
inline constexpr CardQuestion kCardQuestions[] = {{"purpose", kPurposeQuestion},
                                                  {"not_for", kMisuseQuestion},
                                                  {"data_origin", kDataQuestion},
                                                  {"reviewer", kReviewerQuestion},
                                                  {"contact", kContactQuestion}};
/// Answers by key.
using CardAnswers = std::map<std::string, std::string>;

/// Facts for the model card of an export.
struct CardFacts : AdapterOrigin {
  std::optional<CardAnswers> card;
  static constexpr auto fields = std::tuple_cat(AdapterOrigin::fields, std::tuple{Field{"card", &CardFacts::card}});
};

enum class AdapterAct : uint8_t { Added, TakenIn, CardChanged, Promoted, RolledBack, Exported };
template <>
struct EnumNames<AdapterAct> {
  static constexpr const char* from = "what";
  static constexpr AdapterAct last = AdapterAct::Exported;
  static constexpr const char* names[] = {"added", "taken in", "card", "promoted", "rolled back", "exported"};
};

/// Line of history.jsonl. Members beside `what`, `at`, `before` and `version` depend on the act.
struct AdapterHistoryLine {
  std::string what;  ///< name of an AdapterAct, or an act of a later version of Graft
  std::optional<int64_t> version;
  std::optional<std::string> alias;
  std::optional<int64_t> from;  ///< version that had the alias before a rollback
  std::optional<std::string> reviewer, note;
  std::optional<CardAnswers> card;
  std::optional<int64_t> bundleVersion;
  std::optional<std::string> bundleHistory;  ///< SHA-256 of the bundle's history
  std::optional<std::string> kind, type;     ///< of an export
  std::optional<double> strength;
  std::optional<Rating> verdict;
  std::optional<std::map<std::string, std::string>> files;  ///< SHA-256 by file name
  std::string at, before;                                   ///< time (UTC), and SHA-256 of the line before
  /// Empty for an act of a later version.
  std::optional<AdapterAct> act() const {
    const auto named = valueNamed<AdapterAct>(what);
    return named.ok() ? std::optional(*named) : std::nullopt;
  }
  static constexpr auto fields = std::tuple{Field{"what", &AdapterHistoryLine::what},
                                            Field{"version", &AdapterHistoryLine::version},
                                            Field{"alias", &AdapterHistoryLine::alias},
                                            Field{"from", &AdapterHistoryLine::from},
                                            Field{"reviewer", &AdapterHistoryLine::reviewer},
                                            Field{"note", &AdapterHistoryLine::note},
                                            Field{"card", &AdapterHistoryLine::card},
                                            Field{"bundle_version", &AdapterHistoryLine::bundleVersion},
                                            Field{"bundle_history", &AdapterHistoryLine::bundleHistory},
                                            Field{"kind", &AdapterHistoryLine::kind},
                                            Field{"type", &AdapterHistoryLine::type},
                                            Field{"strength", &AdapterHistoryLine::strength},
                                            Field{"verdict", &AdapterHistoryLine::verdict},
                                            Field{"files", &AdapterHistoryLine::files},
                                            Field{"at", &AdapterHistoryLine::at},
                                            Field{"before", &AdapterHistoryLine::before}};
};

}  // namespace graft
