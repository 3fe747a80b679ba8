// SPDX-License-Identifier: Apache-2.0
// How good are the answers? Held-out loss and exact match, for the base and for an adapter, on the same rows.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/generate/generator.hpp"

namespace graft {

/// A held-out row as a question: the prompt with the answer's opening, and the answer that was expected.
struct Question {
  std::vector<int64_t> prompt;
  std::string asked, expected;
  size_t row = 0;
};
/// Questions of the rows that are conversations ending with an answer; prompts over `maxLength` are left out.
Result<std::vector<Question>> makeQuestions(const Dataset& dataset, Side side, const ChatRenderer& renderer, const Tokenizer& tokenizer,
                                            size_t maxLength, size_t most);

struct HeldoutLoss {
  double loss = 0;  ///< mean over supervised tokens, nats
  size_t tokens = 0;
};
/// `goOn` is asked between passes; when it says no, the loss covers the passes made.
HeldoutLoss heldoutLoss(const LlamaModel& model, const std::vector<TrainRow>& rows, const ops::LoraLookup* adapter, size_t microTokens,
                        const std::function<bool()>& goOn = {});

/// Equal, blanks at the ends aside; so is an answer after a block of thinking, where none is expected.
bool isRightAnswer(const std::string& answer, const std::string& expected);

struct Graded {
  std::vector<std::string> answers;
  std::vector<bool> stopped, right;
  std::vector<size_t> tokens;
  double exactMatch = 0;  ///< share of answers equal to the expected one, blanks at the ends aside
};
Graded grade(const LlamaModel& model, const std::vector<Question>& questions, const Tokenizer& tokenizer, const ops::LoraLookup* adapter,
             const GenerateOptions& options, const std::function<bool()>& goOn = {});

/// Mean KL(adapter || base) in nats over the next-token distributions at the last place of each prompt.
double meanKl(const LlamaModel& model, const std::vector<Question>& questions, const ops::LoraLookup* adapter);

/// Answers are short enough (40 tokens on average) that exact match says something about them.
bool isWorthGrading(const PreparedRows& rows);

/// One look at the held-out rows, as it goes to metrics.jsonl.
struct Evaluation {
  int64_t step = 0;
  double loss = 0, exactMatch = 0;
  size_t rows = 0;
  bool graded = false;  ///< exactMatch was measured
};
Json toJson(const Evaluation& evaluation);
Evaluation evaluationFromJson(const Json& json);

/// What a run is measured on: held-out rows for the loss, questions for exact match and sample answers. Borrows all.
struct HeldoutCheck {
  const LlamaModel& model;
  const Tokenizer& tokenizer;
  const std::vector<TrainRow>& rows;
  const std::vector<Question>& questions;
  GenerateOptions options;
  size_t microTokens = 512, samples = 5;
  bool graded = false;  ///< whether exact match says something about these answers

  /// `answers` (may be null) receives an array of sample answers spread over the questions. When `goOn` says no, what was
  /// measured covers a part.
  Evaluation evaluate(const ops::LoraLookup* adapter, int64_t step, Json* answers, const std::function<bool()>& goOn = {}) const;
  /// The heaviest pass of the loss, and the longest questions up to a few tokens: needs the memory that an evaluation needs. Seconds
  /// that a whole one is likely to take.
  double rehearse(const ops::LoraLookup* adapter) const;
};

std::string trimmedText(const std::string& text);

}  // namespace graft
