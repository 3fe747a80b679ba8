// SPDX-License-Identifier: Apache-2.0
// Verifies an export: Graft's own reader loads the written file and compares it with the trained model in float32 on identical prompts. One
// thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/contract/jobs/export.hpp"
#include "core/eval/evaluate.hpp"

namespace graft {

/// Prompts for both models. They already contain the opening of an answer.
struct CertificateQuestions {
  std::vector<std::vector<int64_t>> prompts;
  std::vector<TrainRow> heldOut;  ///< for the loss; may be empty
  size_t fromData = 0;            ///< number of prompts from the run's held-out rows
};

/// Results of one model: greedy tokens, and its predictions at each position of a given answer.
struct Answers {
  std::vector<std::vector<int64_t>> greedy;  ///< at most kGreedyTokens each
  std::vector<bool> stopped;
  std::vector<std::vector<int64_t>> top;  ///< most likely token before each token of the reference answer, and after its last
  at::Tensor logits;                      ///< fp32 [positions, V] of the first kPlaces positions of each prompt
  double heldOutLoss = 0;                 ///< nats; 0 without rows
};
constexpr int64_t kGreedyTokens = 32, kPlaces = 8, kCertificatePrompts = 32;

/// `reference` holds the greedy answers that are evaluated position by position; null for the model's own. If `goOn` returns false, the
/// result is incomplete.
Answers answersOf(const LlamaModel& model, const ops::LoraLookup* adapter, const CertificateQuestions& questions, const Answers* reference,
                  const std::function<bool()>& goOn);

Comparison comparison(const Answers& trained, const Answers& written, const CertificateQuestions& questions);

struct Judgement {
  Rating rating = Rating::Red;
  Message sentence;
};
/// `exact`: the export kind is lossless, so any difference beyond rounding is amber. `sameText`: template and token ids are equal.
Judgement judge(const Comparison& comparison, bool exact, bool sameText);

/// General questions, for adapters without data and to fill up the prompt count.
const std::vector<std::string>& generalPrompts();
/// Renders the certificate as a self-contained HTML page.
std::string certificateHtml(const Certificate& certificate);

}  // namespace graft
