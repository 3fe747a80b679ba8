// SPDX-License-Identifier: Apache-2.0
#include "core/eval/evaluate.hpp"

#include <algorithm>
#include <limits>

#include "core/base/system.hpp"

namespace graft {

std::string trimmedText(const std::string& text) {
  const char* kBlank = " \t\r\n";
  const size_t begin = text.find_first_not_of(kBlank);
  return begin == std::string::npos ? std::string() : text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

/// Beginning of an answer with thinking (Qwen3, DeepSeek).
constexpr char kThinking[] = "<think>";

/// Returns the last answer as the template writes it, for answers that are calls: the trained text after the prompt, without special
/// tokens.
static Result<std::string> writtenAnswer(const ChatRenderer& renderer, const Json& example, const Tokenizer& tokenizer,
                                         size_t promptBytes) {
  const auto whole = renderer.tokenize(example, tokenizer);
  if (!whole.ok()) return whole.error().code == Code::BadInput ? Result<std::string>(std::string()) : Result<std::string>(whole.error());
  std::vector<uint32_t> ids;
  for (size_t i = 0; i < whole->tokens.size(); ++i) {
    if (whole->trained[i] && whole->tokens[i].bytes.begin >= promptBytes) ids.push_back(whole->tokens[i].id);
  }
  return tokenizer.decode(ids, true);
}

Result<std::vector<Question>> makeQuestions(const Dataset& dataset, Split side, const ChatRenderer& renderer, const Tokenizer& tokenizer,
                                            size_t maxLength, size_t most) {
  std::vector<Question> out;
  for (const size_t row : dataset.side(side)) {
    if (out.size() == most) break;
    GRAFT_TRY(const Json example, dataset.row(row));
    if (!example.contains("messages") || !get<bool>(example, "label", true)) continue;
    Json asked = example["messages"];
    const bool hasCalls = asked.back().contains("tool_calls");
    const bool hasReasoning = asked.back().contains("reasoning_content") || asked.back().contains("thinking");
    Question question;
    question.row = row;
    question.expected = get<std::string>(asked.back(), "content", "");
    asked.erase(asked.size() - 1);
    question.asked = get<std::string>(asked.back(), "content", "");
    const auto prompt = question.expected.starts_with(kThinking) || hasReasoning ? Prompt::AskForAnswer : Prompt::AskWithoutThinking;
    Json conversation = example;
    conversation["messages"] = std::move(asked);
    const auto rendered = renderer.tokenize(conversation, tokenizer, prompt);
    if (!rendered.ok() && rendered.error().code == Code::BadInput) continue;  // counted when rows are prepared
    if (!rendered.ok()) return rendered.error();
    const TokenSeq& seq = *rendered;
    if (seq.tokens.empty() || seq.tokens.size() > maxLength) continue;
    for (const auto& token : seq.tokens) question.prompt.push_back(token.id);
    if (hasCalls) {
      GRAFT_TRY(question.expected, writtenAnswer(renderer, example, tokenizer, seq.text.size()));
    }
    out.push_back(std::move(question));
  }
  return out;
}

HeldoutLoss heldoutLoss(const LlamaModel& model, const std::vector<TrainRow>& rows, const ops::LoraLookup* adapter, size_t microTokens,
                        const std::function<bool()>& goOn, const std::function<void(size_t)>& onRows) {
  const c10::InferenceMode noGradients;
  std::vector<const TrainRow*> pointers;
  for (const auto& row : rows) pointers.push_back(&row);
  HeldoutLoss out;
  size_t done = 0;
  for (const auto& pass : splitIntoMicroBatches(std::move(pointers), microTokens, true)) {
    if (goOn && !goOn()) break;
    const PackedBatch batch = packRows(pass);
    out.loss += model.lossSum(batch, adapter);
    out.tokens += batch.supervised;
    done += pass.size();
    if (onRows) onRows(done);
  }
  if (out.tokens > 0) out.loss /= static_cast<double>(out.tokens);
  return out;
}

/// Removes the thinking that some models write before an answer (Qwen3: a block that may be empty).
static std::string afterThinking(const std::string& answer) {
  static const std::string kEnd = "</think>";
  const size_t end = answer.find(kEnd);
  return answer.starts_with(kThinking) && end != std::string::npos ? answer.substr(end + kEnd.size()) : answer;
}
bool isRightAnswer(const std::string& answer, const std::string& expected) {
  const auto is = [&](const std::string& text) { return trimmedText(text) == trimmedText(expected); };
  return is(answer) || is(afterThinking(answer));
}

Graded grade(const LlamaModel& model, const std::vector<Question>& questions, const Tokenizer& tokenizer, const ops::LoraLookup* adapter,
             const GenerateOptions& options, const std::function<bool()>& goOn, const std::function<void(const SampleAnswer&)>& onAnswer) {
  std::vector<std::vector<int64_t>> prompts;
  for (const auto& question : questions) prompts.push_back(question.prompt);
  const auto textOf = [&](const Answer& answer) {
    const auto text = tokenizer.decode({answer.ids.begin(), answer.ids.end()}, true);
    return text.ok() ? *text : std::string();
  };
  const auto tell = [&](size_t row, const Answer& answer) {
    const Question& question = questions[row];
    const std::string text = textOf(answer);
    onAnswer({question.row, question.asked, question.expected, text, isRightAnswer(text, question.expected), answer.stopped});
  };
  Graded out;
  size_t right = 0, expected = 0;
  const auto answers =
      generate(model, prompts, adapter, options, [&](size_t, int64_t) { return !goOn || goOn(); }, onAnswer ? OnAnswer(tell) : OnAnswer());
  for (size_t i = 0; i < answers.size(); ++i) {
    out.answers.push_back(textOf(answers[i]));
    out.stopped.push_back(answers[i].stopped);
    out.tokens.push_back(answers[i].ids.size());
    const bool isGraded = !questions[i].expected.empty();
    out.right.push_back(isGraded && isRightAnswer(out.answers.back(), questions[i].expected));
    right += out.right.back();
    expected += isGraded;
  }
  if (expected > 0) out.exactMatch = static_cast<double>(right) / static_cast<double>(expected);
  return out;
}

double meanKl(const LlamaModel& model, const std::vector<Question>& questions, const ops::LoraLookup* adapter) {
  const c10::InferenceMode noGradients;
  double sum = 0;
  for (const auto& question : questions) {
    TrainRow row;
    row.ids = question.prompt;
    const PackedBatch batch = packRows({&row});
    const auto last = [&](const ops::LoraLookup* which) {
      return ops::logProbabilities(model.logits(model.forward(batch, which).narrow(0, static_cast<int64_t>(row.ids.size()) - 1, 1)),
                                   at::kDouble);
    };
    sum += ops::klSum(last(adapter), last(nullptr));
  }
  return questions.empty() ? 0 : sum / static_cast<double>(questions.size());
}

// JSON has no NaN, so it is stored as null and restored here.
static double numberOrNan(const Json& json, const char* key) { return get<double>(json, key, std::numeric_limits<double>::quiet_NaN()); }

Json toJson(const Evaluation& e) {
  return Json{{"step", e.step}, {"loss", e.loss}, {"exact_match", e.exactMatch}, {"rows", e.rows}, {"graded", e.graded}};
}
Evaluation evaluationFromJson(const Json& json) {
  return {get<int64_t>(json, "step", 0), numberOrNan(json, "loss"), get<double>(json, "exact_match", 0), get<size_t>(json, "rows", 0),
          get<bool>(json, "graded", false)};
}

bool isWorthGrading(const PreparedRows& rows) {
  constexpr double kLongAnswer = 40;  // mean answer tokens from which exact match is costly and uninformative
  return !rows.rows.empty() && static_cast<double>(rows.supervised) <= kLongAnswer * static_cast<double>(rows.rows.size());
}

Evaluation HeldoutCheck::evaluate(const ops::LoraLookup* adapter, int64_t step, std::vector<SampleAnswer>* answers,
                                  const EvaluationHooks& hooks) const {
  const auto onRows = [&](size_t done) {
    if (hooks.onRows) hooks.onRows(done, rows.size());
  };
  Evaluation out{step, heldoutLoss(model, rows, adapter, microTokens, hooks.goOn, onRows).loss, 0, rows.size(), graded};
  if (questions.empty() || (hooks.goOn && !hooks.goOn())) return out;
  const auto answered = grade(model, questions, tokenizer, adapter, options, hooks.goOn, hooks.onAnswer);
  out.exactMatch = graded ? answered.exactMatch : 0;
  const size_t shown = std::min(questions.size(), samples);
  for (size_t i = 0; answers && i < shown; ++i) {
    const size_t pick = i * questions.size() / shown;  // spread over the questions, which are often sorted by topic
    answers->push_back({questions[pick].row, questions[pick].asked, questions[pick].expected, answered.answers[pick],
                        static_cast<bool>(answered.right[pick]), static_cast<bool>(answered.stopped[pick])});
  }
  return out;
}

double HeldoutCheck::rehearse(const ops::LoraLookup* adapter, const std::function<bool()>& goOn) const {
  constexpr size_t kTogether = 32, kTokens = 3;  // batch size of `grade`
  std::vector<const TrainRow*> all;
  size_t supervised = 0;
  for (const auto& row : rows) {
    all.push_back(&row);
    supervised += row.supervised();
  }
  const auto passes = splitIntoMicroBatches(all, microTokens, true);
  const auto heaviest =
      std::max_element(passes.begin(), passes.end(), [](const auto& x, const auto& y) { return tokensOf(x) < tokensOf(y); });
  double began = monotonicSeconds(), seconds = 0;
  if (heaviest != passes.end()) {
    std::vector<TrainRow> pass;
    for (const auto* row : *heaviest) pass.push_back(*row);
    heldoutLoss(model, pass, adapter, microTokens, goOn);
    seconds = (monotonicSeconds() - began) * static_cast<double>(tokensOf(all)) / static_cast<double>(tokensOf(*heaviest));
  }
  if (questions.empty()) return seconds;
  std::vector<Question> longest = questions;
  std::stable_sort(longest.begin(), longest.end(), [](const auto& a, const auto& b) { return a.prompt.size() > b.prompt.size(); });
  longest.resize(std::min(longest.size(), kTogether));
  began = monotonicSeconds();
  double firstToken = 0;
  size_t said = 0;
  grade(model, longest, tokenizer, adapter, options, [&] {
    if (said == 0) firstToken = monotonicSeconds() - began;
    return (!goOn || goOn()) && ++said <= kTokens * longest.size();
  });
  const double perToken = (monotonicSeconds() - began - firstToken) / static_cast<double>(kTokens);
  const double answer = rows.empty() ? 8 : static_cast<double>(supervised) / static_cast<double>(rows.size());
  return seconds + (firstToken + perToken * answer) * static_cast<double>(questions.size()) / static_cast<double>(longest.size());
}

}  // namespace graft
