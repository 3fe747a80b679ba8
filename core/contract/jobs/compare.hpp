// SPDX-License-Identifier: Apache-2.0
// Jobs that ask base and adapters the same held-out rows: compare, evaluate.
#pragma once

#include "core/base/statistics.hpp"
#include "core/contract/frame_type.hpp"
#include "core/contract/jobs/job.hpp"

namespace graft {

struct ComparedAnswer {
  std::string who, text;
  size_t tokens = 0;
  bool stopped = false;
  Nullable<bool> right;  ///< empty without an expected answer
  static constexpr auto fields =
      std::tuple{Field{"who", &ComparedAnswer::who}, Field{"text", &ComparedAnswer::text}, Field{"tokens", &ComparedAnswer::tokens},
                 Field{"stopped", &ComparedAnswer::stopped}, Field{"right", &ComparedAnswer::right}};
};
struct ComparedItem {
  std::string prompt;
  Nullable<std::string> expected;
  std::vector<ComparedAnswer> answers;  ///< of the base, then of each adapter
  static constexpr auto fields = std::tuple{Field{"prompt", &ComparedItem::prompt}, Field{"expected", &ComparedItem::expected},
                                            Field{"answers", &ComparedItem::answers}};
};
/// Counts of items by correctness of both answers, with the sign test of fixed against regressed.
struct CompareVerdict {
  Verdict word = Verdict::CannotTell;
  int64_t fixed = 0, regressed = 0, bothRight = 0, bothWrong = 0;
  double p = 1;
  static constexpr auto fields = std::tuple{Field{"word", &CompareVerdict::word},
                                            Field{"fixed", &CompareVerdict::fixed},
                                            Field{"regressed", &CompareVerdict::regressed},
                                            Field{"both_right", &CompareVerdict::bothRight},
                                            Field{"both_wrong", &CompareVerdict::bothWrong},
                                            Field{"p", &CompareVerdict::p}};
};
/// Proof that an adapter answered: its hash, and its distance from the base.
struct CompareProof {
  std::string who, hash;
  double meanKl = 0;
  bool sameAnswersAsBase = false;
  double exactMatch = 0, baseExactMatch = 0;
  std::optional<CompareVerdict> verdict;  ///< with held-out rows only
  static constexpr auto fields = std::tuple{Field{"who", &CompareProof::who},
                                            Field{"hash", &CompareProof::hash},
                                            Field{"mean_kl", &CompareProof::meanKl},
                                            Field{"same_answers_as_base", &CompareProof::sameAnswersAsBase},
                                            Field{"exact_match", &CompareProof::exactMatch},
                                            Field{"base_exact_match", &CompareProof::baseExactMatch},
                                            Field{"verdict", &CompareProof::verdict}};
};
struct CompareResult {
  std::vector<ComparedItem> items;
  std::vector<CompareProof> proof;  ///< by adapter
  Nullable<Verdict> verdict;        ///< of the first adapter
  static constexpr auto fields =
      std::tuple{Field{"items", &CompareResult::items}, Field{"proof", &CompareResult::proof}, Field{"verdict", &CompareResult::verdict}};
};
struct CompareJob : ModelOptions, AnswerOptions {
  using Result = CompareResult;
  static constexpr const char* jobName = "compare";
  std::vector<AdapterRef> adapters;
  std::vector<std::string> prompts;
  std::string dataset;  ///< folder of a version, whose held-out rows are asked before `prompts`; may be empty
  size_t rows = 200;    ///< maximum number of held-out rows
  static constexpr auto fields = std::tuple_cat(ModelOptions::fields, AnswerOptions::fields,
                                                std::tuple{Field{"adapters", &CompareJob::adapters}, Field{"prompts", &CompareJob::prompts},
                                                           Field{"dataset", &CompareJob::dataset}, Field{"rows", &CompareJob::rows}});
};

/// Held-out measurements of the base or an adapter. Emitted as it is made.
struct EvaluateRow {
  static constexpr FrameType type = FrameType::Evaluation;
  std::string who;
  double loss = kNoNumber, perplexity = kNoNumber;
  Nullable<double> exactMatch;  ///< empty for long answers
  size_t rows = 0, questions = 0;
  std::optional<std::string> hash;  ///< of the adapter's tensors
  static constexpr auto fields = std::tuple{Field{"who", &EvaluateRow::who},
                                            Field{"loss", &EvaluateRow::loss},
                                            Field{"perplexity", &EvaluateRow::perplexity},
                                            Field{"exact_match", &EvaluateRow::exactMatch},
                                            Field{"rows", &EvaluateRow::rows},
                                            Field{"questions", &EvaluateRow::questions},
                                            Field{"hash", &EvaluateRow::hash}};
};
struct EvaluateResult {
  std::vector<EvaluateRow> results;  ///< of the base, then of each adapter
  size_t supervisedTokens = 0;
  std::string dtype;
  static constexpr auto fields =
      std::tuple{Field{"results", &EvaluateResult::results}, Field{"supervised_tokens", &EvaluateResult::supervisedTokens},
                 Field{"dtype", &EvaluateResult::dtype}};
};
struct EvaluateJob : ModelOptions {
  using Result = EvaluateResult;
  static constexpr const char* jobName = "evaluate";
  std::string dataset;
  std::vector<AdapterRef> adapters;
  size_t rows = 300;
  int64_t maxNew = 64;
  int64_t maxLength = 0;  ///< 0: the model's context
  static constexpr auto fields =
      std::tuple_cat(ModelOptions::fields, std::tuple{Field{"dataset", &EvaluateJob::dataset}, Field{"adapters", &EvaluateJob::adapters},
                                                      Field{"rows", &EvaluateJob::rows}, Field{"max_new", &EvaluateJob::maxNew},
                                                      Field{"max_length", &EvaluateJob::maxLength}});
};

}  // namespace graft
