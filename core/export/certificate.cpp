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

Json comparison(const Answers& trained, const Answers& written, const CertificateQuestions& questions) {
  const c10::InferenceMode noGradients;
  const at::Tensor p = ops::logProbabilities(trained.logits, at::kDouble), q = ops::logProbabilities(written.logits, at::kDouble);
  const at::Tensor kl = (p.exp() * (p - q)).sum(1);
  int64_t agreeing = 0, tokens = 0, greedyEqual = 0, stopsEqual = 0, stoppedTrained = 0, stoppedWritten = 0;
  for (size_t i = 0; i < trained.top.size(); ++i) {
    for (size_t place = 0; place < trained.top[i].size(); ++place) agreeing += trained.top[i][place] == written.top[i][place];
    tokens += static_cast<int64_t>(trained.top[i].size());
    greedyEqual += trained.greedy[i] == written.greedy[i];
    stopsEqual += trained.stopped[i] == written.stopped[i];
    stoppedTrained += trained.stopped[i];
    stoppedWritten += written.stopped[i];
  }
  const bool measured = !questions.heldOut.empty();
  return {{"prompts", trained.top.size()},
          {"prompts_from_data", questions.fromData},
          {"places", trained.logits.size(0)},
          {"mean_kl", kl.mean().item<double>()},
          {"max_kl", kl.max().item<double>()},
          {"max_logit_difference", (trained.logits - written.logits).abs().max().item<double>()},
          {"tokens", tokens},
          {"token_agreement", tokens ? static_cast<double>(agreeing) / static_cast<double>(tokens) : 1.0},
          {"greedy_equal", greedyEqual},
          {"stops_equal", stopsEqual},
          {"stopped_trained", stoppedTrained},
          {"stopped_written", stoppedWritten},
          {"heldout_rows", questions.heldOut.size()},
          {"heldout_loss_trained", measured ? Json(trained.heldOutLoss) : Json(nullptr)},
          {"heldout_loss_written", measured ? Json(written.heldOutLoss) : Json(nullptr)}};
}

Judgement judge(const Json& c, bool exact, bool sameText) {
  // Below 98 of 100 equal tokens an answer of ordinary length probably differs somewhere. 0.02 nats is the cost of 8-bit weights.
  constexpr double kGoodAgreement = 0.98, kPoorAgreement = 0.9, kGoodKl = 0.02, kPoorKl = 0.2, kRounding = 1e-3;
  const double agreement = get<double>(c, "token_agreement", 0), kl = get<double>(c, "mean_kl", 1e9),
               difference = get<double>(c, "max_logit_difference", 1e9);
  const std::string same = printed("%.1f of 100 tokens are the same", 100 * agreement);
  if (!sameText)
    return {Agreement::Red, "The written file reads text into other tokens or another template than the trained model: do not use it."};
  if (!std::isfinite(kl) || !std::isfinite(difference))
    return {Agreement::Red, "The written file gives values that are not numbers: do not use it."};
  if (exact && difference > kRounding)
    return {agreement < kPoorAgreement ? Agreement::Red : Agreement::Amber,
            printed("This form loses nothing by itself, yet the answers differ by up to %.2g in a logit; ", difference) + same + "."};
  if (agreement >= kGoodAgreement && kl <= kGoodKl)
    return {Agreement::Green,
            exact ? "Answers as the trained adapter does, up to the last rounding." : "Answers as the trained adapter does: " + same + "."};
  if (agreement >= kPoorAgreement && kl <= kPoorKl)
    return {Agreement::Amber,
            "Answers nearly as the trained adapter does: " + same + printed(", the rounding of the weights costs %.3f nats.", kl)};
  return {Agreement::Red, "Does not answer as the trained adapter does: only " + same +
                              ". Export with more bits (--type Q8_0 or F16), or ship the adapter itself."};
}

const char* agreementName(Agreement agreement) {
  return agreement == Agreement::Green ? "green" : agreement == Agreement::Amber ? "amber" : "red";
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
