// SPDX-License-Identifier: Apache-2.0
// Does what was written answer as what was trained? The written file is loaded by Graft's own reader and compared, in float32, on the
// same prompts. One thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/eval/evaluate.hpp"

namespace graft {

/// What both sides are asked. `prompts` hold the opening of an answer already.
struct CertificateQuestions {
  std::vector<std::vector<int64_t>> prompts;
  std::vector<TrainRow> heldOut;  ///< for the loss; may be empty
  size_t fromData = 0;            ///< how many prompts come from the run's held-out rows
};

/// How one model answers: greedy tokens, and what it thinks at each place of a given answer.
struct Answers {
  std::vector<std::vector<int64_t>> greedy;  ///< at most kGreedyTokens each
  std::vector<bool> stopped;
  std::vector<std::vector<int64_t>> top;  ///< likeliest token before each token of the reference answer, and after the last
  at::Tensor logits;                      ///< fp32 [places, V]: of the first kPlaces places of each prompt
  double heldOutLoss = 0;                 ///< nats; 0 without rows
};
constexpr int64_t kGreedyTokens = 32, kPlaces = 8, kCertificatePrompts = 32;

/// `reference`: whose greedy answers are looked at place by place; null for the model's own. When `goOn` says no, the answers are not
/// whole.
Answers answersOf(const LlamaModel& model, const ops::LoraLookup* adapter, const CertificateQuestions& questions, const Answers* reference,
                  const std::function<bool()>& goOn);

/// Object with prompts, places, mean_kl, max_kl, max_logit_difference, token_agreement, greedy_equal, stops_equal, stopped_trained,
/// stopped_written, heldout_loss_base / _trained / _written (null without rows).
Json comparison(const Answers& trained, const Answers& written, const CertificateQuestions& questions);

enum class Agreement { Green, Amber, Red };
struct Judgement {
  Agreement agreement = Agreement::Red;
  std::string sentence;
};
/// `exact`: the kind loses nothing, so more than rounding is amber. `sameText`: template and token ids equal.
Judgement judge(const Json& comparison, bool exact, bool sameText);
const char* agreementName(Agreement agreement);

/// General questions, for adapters without data and to fill up.
const std::vector<std::string>& generalPrompts();
/// The certificate as one page that needs no other file.
std::string certificateHtml(const Json& certificate);

}  // namespace graft
