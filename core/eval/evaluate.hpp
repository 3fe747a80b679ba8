// SPDX-License-Identifier: Apache-2.0
// Quality of answers: held-out loss and exact match of the base and an adapter on identical rows.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/contract/events.hpp"
#include "core/generate/generator.hpp"

namespace graft {

/// Question made from a held-out row: the prompt with the answer's opening, and the expected answer.
struct Question {
  std::vector<int64_t> prompt;
  std::string asked, expected;
  size_t row = 0;
};
/// Makes questions from conversations that end with an answer. Prompts over `maxLength` are skipped.
Result<std::vector<Question>> makeQuestions(const Dataset& dataset, Split side, const ChatRenderer& renderer, const Tokenizer& tokenizer,
                                            size_t maxLength, size_t most);

struct HeldoutLoss {
  double loss = 0;  ///< mean over supervised tokens, nats
  size_t tokens = 0;
};
/// `goOn` is polled between micro-batches. If it returns false, the loss covers the completed ones. `onRows` gets the number of completed
/// rows.
HeldoutLoss heldoutLoss(const LlamaModel& model, const std::vector<TrainRow>& rows, const ops::LoraLookup* adapter, size_t microTokens,
                        const std::function<bool()>& goOn = {}, const std::function<void(size_t)>& onRows = {});

/// Compares after trimming blanks. If the expected answer has no thinking, an answer after a thinking block also counts.
bool isRightAnswer(const std::string& answer, const std::string& expected);

struct Graded {
  std::vector<std::string> answers;
  std::vector<bool> stopped, right;
  std::vector<size_t> tokens;
  double exactMatch = 0;  ///< share of answers equal to the expected one after trimming blanks, of those with one
};
/// `onAnswer` gets each answer as it is completed.
Graded grade(const LlamaModel& model, const std::vector<Question>& questions, const Tokenizer& tokenizer, const ops::LoraLookup* adapter,
             const GenerateOptions& options, const std::function<bool()>& goOn = {},
             const std::function<void(const SampleAnswer&)>& onAnswer = {});

/// Mean KL(adapter || base) in nats over the next-token distributions at the last position of each prompt.
double meanKl(const LlamaModel& model, const std::vector<Question>& questions, const ops::LoraLookup* adapter);

/// True if answers average at most 40 tokens, so that exact match is informative.
bool isWorthGrading(const PreparedRows& rows);

/// Evaluation of the held-out rows, as written to metrics.jsonl.
struct Evaluation {
  int64_t step = 0;
  double loss = 0, exactMatch = 0;
  size_t rows = 0;
  bool graded = false;  ///< exactMatch was measured
};
Json toJson(const Evaluation& evaluation);
Evaluation evaluationFromJson(const Json& json);

/// Follows an evaluation while it works. Members may be empty.
struct EvaluationHooks {
  std::function<bool()> goOn;  ///< polled between micro-batches and tokens; false ends the evaluation early
  std::function<void(size_t done, size_t total)> onRows;
  std::function<void(const SampleAnswer&)> onAnswer;
};

/// Evaluation data of a run: held-out rows for the loss, questions for exact match and sample answers. Borrows all members.
struct HeldoutCheck {
  const LlamaModel& model;
  const Tokenizer& tokenizer;
  const std::vector<TrainRow>& rows;
  const std::vector<Question>& questions;
  GenerateOptions options;
  size_t microTokens = 512, samples = 5;
  bool graded = false;  ///< whether exact match is informative for these answers

  /// `answers` (may be null) receives sample answers spread over the questions. If `goOn` returns false, the result covers a part.
  Evaluation evaluate(const ops::LoraLookup* adapter, int64_t step, std::vector<SampleAnswer>* answers,
                      const EvaluationHooks& hooks = {}) const;
  /// Runs the largest micro-batch of the loss, and the longest questions for a few tokens, to allocate the memory of a full evaluation.
  /// Returns the estimated seconds of one, which are not meaningful if `goOn` returned false.
  double rehearse(const ops::LoraLookup* adapter, const std::function<bool()>& goOn = {}) const;
};

std::string trimmedText(const std::string& text);

}  // namespace graft
