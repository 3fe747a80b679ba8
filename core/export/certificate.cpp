// SPDX-License-Identifier: Apache-2.0
#include "core/export/certificate.hpp"

#include <cmath>

#include "core/export/printed.hpp"

namespace graft {

Answers answersOf(const LlamaModel& model, const ops::LoraLookup* adapter, const CertificateQuestions& questions, const Answers* reference,
                  const std::function<bool()>& goOn) {
  const c10::InferenceMode noGradients;
  Answers out;
  GenerateOptions options;
  options.maxNew = kGreedyTokens;
  options.stopIds = model.config().eosIds;
  for (auto& answer : generate(model, questions.prompts, adapter, options, [&](size_t, int64_t) { return goOn(); })) {
    out.greedy.push_back(std::move(answer.ids));
    out.stopped.push_back(answer.stopped);
  }
  const auto& followed = reference ? reference->greedy : out.greedy;
  std::vector<at::Tensor> kept;
  for (size_t i = 0; i < questions.prompts.size() && goOn(); ++i) {
    TrainRow row;
    row.ids = questions.prompts[i];
    row.ids.insert(row.ids.end(), followed[i].begin(), followed[i].end());
    const auto places = static_cast<int64_t>(followed[i].size()) + 1;
    const at::Tensor hidden = model.forward(packRows({&row}), adapter);
    const at::Tensor logits = model.logits(hidden.narrow(0, hidden.size(0) - places, places));
    const at::Tensor top = logits.argmax(1);
    out.top.emplace_back(top.data_ptr<int64_t>(), top.data_ptr<int64_t>() + top.numel());
    kept.push_back(logits.narrow(0, 0, std::min(places, kPlaces)).clone());
  }
  if (!kept.empty()) out.logits = at::cat(kept);
  if (!questions.heldOut.empty()) out.heldOutLoss = heldoutLoss(model, questions.heldOut, adapter, 512, goOn).loss;
  return out;
}

Comparison comparison(const Answers& trained, const Answers& written, const CertificateQuestions& questions) {
  const c10::InferenceMode noGradients;
  const at::Tensor p = ops::logProbabilities(trained.logits, at::kDouble), q = ops::logProbabilities(written.logits, at::kDouble);
  const at::Tensor kl = (p.exp() * (p - q)).sum(1);
  Comparison out;
  int64_t agreeing = 0;
  for (size_t i = 0; i < trained.top.size(); ++i) {
    for (size_t place = 0; place < trained.top[i].size(); ++place) agreeing += trained.top[i][place] == written.top[i][place];
    out.tokens += static_cast<int64_t>(trained.top[i].size());
    out.greedyEqual += trained.greedy[i] == written.greedy[i];
    out.stopsEqual += trained.stopped[i] == written.stopped[i];
    out.stoppedTrained += trained.stopped[i];
    out.stoppedWritten += written.stopped[i];
  }
  out.prompts = trained.top.size();
  out.promptsFromData = questions.fromData;
  out.places = trained.logits.size(0);
  out.meanKl = kl.mean().item<double>();
  out.maxKl = kl.max().item<double>();
  out.maxLogitDifference = (trained.logits - written.logits).abs().max().item<double>();
  out.tokenAgreement = out.tokens ? static_cast<double>(agreeing) / static_cast<double>(out.tokens) : 1.0;
  out.heldoutRows = questions.heldOut.size();
  if (out.heldoutRows > 0) {
    out.heldoutLossTrained = trained.heldOutLoss;
    out.heldoutLossWritten = written.heldOutLoss;
  }
  return out;
}

Judgement judge(const Comparison& c, bool exact, bool sameText) {
  // Below 98 of 100 equal tokens an answer of ordinary length probably differs somewhere. 0.02 nats is the cost of 8-bit weights.
  constexpr double kGoodAgreement = 0.98, kPoorAgreement = 0.9, kGoodKl = 0.02, kPoorKl = 0.2, kRounding = 1e-3;
  const double agreement = c.tokenAgreement;
  const Message same = msg("%1 of 100 tokens are the same", printed("%.1f", 100 * agreement));
  if (!sameText)
    return {Rating::Red, msg("The written file reads text into other tokens or another template than the trained model: do not use it.")};
  if (!std::isfinite(c.meanKl) || !std::isfinite(c.maxLogitDifference))
    return {Rating::Red, msg("The written file gives values that are not numbers: do not use it.")};
  if (exact && c.maxLogitDifference > kRounding)
    return {agreement < kPoorAgreement ? Rating::Red : Rating::Amber,
            msg("This form loses nothing by itself, yet the answers differ by up to %1 in a logit; %2.",
                printed("%.2g", c.maxLogitDifference), same)};
  if (agreement >= kGoodAgreement && c.meanKl <= kGoodKl)
    return {Rating::Green, exact ? msg("Answers as the trained adapter does, up to the last rounding.")
                                 : msg("Answers as the trained adapter does: %1.", same)};
  if (agreement >= kPoorAgreement && c.meanKl <= kPoorKl)
    return {Rating::Amber, msg("Answers nearly as the trained adapter does: %1, the rounding of the weights costs %2 nats.", same,
                               printed("%.3f", c.meanKl))};
  return {Rating::Red,
          msg("Does not answer as the trained adapter does: only %1. Export with more bits (%2 Q8_0 or F16), or ship the adapter itself.",
              same, flag("--type"))};
}

const std::vector<std::string>& generalPrompts() {
  static const std::vector<std::string> kPrompts = {"What is the capital of France?",
                                                    "Explain in two sentences why the sky is blue.",
                                                    "Write a short thank-you note to a colleague.",
                                                    "List three uses of a paper clip.",
                                                    "Translate 'good morning' into Spanish.",
                                                    "What is 17 times 6?",
                                                    "How do I boil an egg?",
                                                    "Summarise the story of Cinderella in one sentence.",
                                                    "Name four planets.",
                                                    "What does HTTP stand for?",
                                                    "Write a haiku about rain.",
                                                    "Is a tomato a fruit or a vegetable?",
                                                    "Give me a synonym for 'quick'.",
                                                    "How many days are in a leap year?",
                                                    "Write a SQL query that counts the rows of a table named orders.",
                                                    "What should I do if I lose my passport abroad?",
                                                    "Correct the grammar: 'She go to school yesterday.'",
                                                    "Who wrote Hamlet?",
                                                    "Describe the water cycle.",
                                                    "Give one reason for and one against remote work.",
                                                    "What is the boiling point of water in Celsius?",
                                                    "Turn this into a question: 'The train leaves at nine.'",
                                                    "What is photosynthesis?",
                                                    "Suggest a name for a cat.",
                                                    "Write a Python function that reverses a string.",
                                                    "What is the opposite of 'generous'?",
                                                    "How far is the Moon from the Earth?",
                                                    "Draft a polite reply that declines an invitation.",
                                                    "Sort these numbers: 9, 2, 7, 4.",
                                                    "What are the primary colours?",
                                                    "Explain what a mortgage is to a child.",
                                                    "Finish the sentence: 'Practice makes'"};
  return kPrompts;
}

}  // namespace graft
