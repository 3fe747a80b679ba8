// SPDX-License-Identifier: Apache-2.0
// Jobs that judge an adapter beyond its own rows: check (general text, memorized rows) and transfer (another base).
#pragma once

#include "core/contract/frame_type.hpp"
#include "core/contract/jobs/comparison.hpp"
#include "core/contract/jobs/job.hpp"
#include "core/contract/rating.hpp"

namespace graft {

/// Completed share of a part of a job.
struct ShareEvent {
  static constexpr FrameType type = FrameType::Text;
  Message what;  ///< part of the job
  double share = 0;
  static constexpr auto fields = std::tuple{Field{"what", &ShareEvent::what}, Field{"share", &ShareEvent::share}};
};

struct CheckedStrength {
  double strength = 0;
  Nullable<double> heldoutLoss;
  double generalLoss = kNoNumber, generalRatio = kNoNumber, generalKl = kNoNumber;  ///< ratio: of the perplexity to the base's
  Rating verdict = Rating::Red;
  static constexpr auto fields =
      std::tuple{Field{"strength", &CheckedStrength::strength},        Field{"heldout_loss", &CheckedStrength::heldoutLoss},
                 Field{"general_loss", &CheckedStrength::generalLoss}, Field{"general_ratio", &CheckedStrength::generalRatio},
                 Field{"general_kl", &CheckedStrength::generalKl},     Field{"verdict", &CheckedStrength::verdict}};
};
struct MemorizedRow {
  size_t row = 0, tokens = 0;
  std::string given, text;
  bool personal = false;
  static constexpr auto fields =
      std::tuple{Field{"row", &MemorizedRow::row}, Field{"tokens", &MemorizedRow::tokens}, Field{"given", &MemorizedRow::given},
                 Field{"text", &MemorizedRow::text}, Field{"personal", &MemorizedRow::personal}};
};
struct MemorizationResult {
  size_t tried = 0, byBase = 0, recited = 0;
  std::vector<MemorizedRow> rows;  ///< the first 20
  Rating verdict = Rating::Red;
  static constexpr auto fields = std::tuple{Field{"tried", &MemorizationResult::tried}, Field{"by_base", &MemorizationResult::byBase},
                                            Field{"recited", &MemorizationResult::recited}, Field{"rows", &MemorizationResult::rows},
                                            Field{"verdict", &MemorizationResult::verdict}};
};
/// Also the content of HOME/checks/HASH.json.
struct CheckResult {
  std::string format = "graft-check/1", made, adapterHash, dtype;
  std::vector<CheckedStrength> strengths;  ///< rising
  Nullable<double> suggestedStrength;      ///< largest strength without harm; empty if none is needed or none helps
  Rating generalVerdict = Rating::Red;
  size_t passages = 0;
  std::string passagesHash;
  size_t heldoutRows = 0;
  MemorizationResult recitation;
  Rating verdict = Rating::Red;
  static constexpr auto fields = std::tuple{Field{"format", &CheckResult::format},
                                            Field{"made", &CheckResult::made},
                                            Field{"adapter_hash", &CheckResult::adapterHash},
                                            Field{"dtype", &CheckResult::dtype},
                                            Field{"strengths", &CheckResult::strengths},
                                            Field{"suggested_strength", &CheckResult::suggestedStrength},
                                            Field{"general_verdict", &CheckResult::generalVerdict},
                                            Field{"passages", &CheckResult::passages},
                                            Field{"passages_hash", &CheckResult::passagesHash},
                                            Field{"heldout_rows", &CheckResult::heldoutRows},
                                            Field{"recitation", &CheckResult::recitation},
                                            Field{"verdict", &CheckResult::verdict}};
};
struct CheckJob : ModelOptions {
  using Result = CheckResult;
  static constexpr const char* jobName = "check";
  std::string adapter, dataset;  ///< dataset: may be empty
  std::string passages;          ///< file of general text
  std::vector<double> strengths;
  size_t rows = 100;  ///< maximum number of held-out rows
  static constexpr auto fields =
      std::tuple_cat(ModelOptions::fields, std::tuple{Field{"adapter", &CheckJob::adapter}, Field{"dataset", &CheckJob::dataset},
                                                      Field{"passages", &CheckJob::passages}, Field{"strengths", &CheckJob::strengths},
                                                      Field{"rows", &CheckJob::rows}});
};

enum class TransferVerdict { Yes, Partly, No, Unknown };
template <>
struct EnumNames<TransferVerdict> {
  static constexpr const char* from = "verdict";
  static constexpr TransferVerdict last = TransferVerdict::Unknown;
  static constexpr const char* names[] = {"carries over", "partly", "does not carry over", "cannot tell"};
};
/// Measurements on one base.
struct TransferSide {
  std::string base;
  Nullable<double> lossBase, lossAdapter, exactMatch;
  static constexpr auto fields =
      std::tuple{Field{"base", &TransferSide::base}, Field{"loss_base", &TransferSide::lossBase},
                 Field{"loss_adapter", &TransferSide::lossAdapter}, Field{"exact_match", &TransferSide::exactMatch}};
};
struct TransferResult {
  std::string format = "graft-carry/1", made, adapterHash;
  std::vector<TransferSide> sides;  ///< own base, other base
  size_t rows = 0;                  ///< held-out rows
  bool sameText = false;            ///< equal template and token ids
  Nullable<Comparison> comparison;  ///< empty unless sameText
  Nullable<double> gainKept;
  TransferVerdict verdict = TransferVerdict::Unknown;
  Message sentence;
  static constexpr auto fields = std::tuple{Field{"format", &TransferResult::format},
                                            Field{"made", &TransferResult::made},
                                            Field{"adapter_hash", &TransferResult::adapterHash},
                                            Field{"sides", &TransferResult::sides},
                                            Field{"rows", &TransferResult::rows},
                                            Field{"same_text", &TransferResult::sameText},
                                            Field{"comparison", &TransferResult::comparison},
                                            Field{"gain_kept", &TransferResult::gainKept},
                                            Field{"verdict", &TransferResult::verdict},
                                            Field{"sentence", &TransferResult::sentence}};
};
struct TransferJob : ModelOptions {
  using Result = TransferResult;
  static constexpr const char* jobName = "carry";
  std::string adapter, dataset, otherModel;
  size_t rows = 100;  ///< maximum number of held-out rows
  static constexpr auto fields =
      std::tuple_cat(ModelOptions::fields, std::tuple{Field{"adapter", &TransferJob::adapter}, Field{"dataset", &TransferJob::dataset},
                                                      Field{"other_model", &TransferJob::otherModel}, Field{"rows", &TransferJob::rows}});
};

}  // namespace graft
