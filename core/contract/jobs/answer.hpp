// SPDX-License-Identifier: Apache-2.0
// Jobs that ask one prompt: logits, generate, ask.
#pragma once

#include "core/contract/frame_type.hpp"
#include "core/contract/jobs/job.hpp"

namespace graft {

struct TokenLogit {
  int64_t id = 0;
  double logit = 0;
  static constexpr auto fields = std::tuple{Field{"id", &TokenLogit::id}, Field{"logit", &TokenLogit::logit}};
};
struct LogitsResult {
  double logsumexp = 0, mean = 0;
  std::vector<TokenLogit> top;  ///< the eight largest
  std::string dtype;
  static constexpr auto fields = std::tuple{Field{"logsumexp", &LogitsResult::logsumexp}, Field{"mean", &LogitsResult::mean},
                                            Field{"top", &LogitsResult::top}, Field{"dtype", &LogitsResult::dtype}};
};
/// Next-token logits after the ids.
struct LogitsJob : ModelOptions {
  using Result = LogitsResult;
  static constexpr const char* jobName = "logits";
  std::string adapter;  ///< path; may be empty
  double strength = 1;
  std::vector<int64_t> ids;
  static constexpr auto fields = std::tuple_cat(
      ModelOptions::fields,
      std::tuple{Field{"adapter", &LogitsJob::adapter}, Field{"strength", &LogitsJob::strength}, Field{"ids", &LogitsJob::ids}});
};

/// Piece of an answer in progress.
struct TextEvent {
  static constexpr FrameType type = FrameType::Text;
  std::string text;
  std::optional<size_t> pane;  ///< of an ask job: 0 is the base
  std::optional<double> p;     ///< probability of the token
  static constexpr auto fields = std::tuple{Field{"text", &TextEvent::text}, Field{"pane", &TextEvent::pane}, Field{"p", &TextEvent::p}};
};
struct GenerateResult {
  std::string text;
  std::vector<int64_t> ids;
  bool stopped = false;  ///< ended by a stop token
  double tokensPerSecond = 0, loadSeconds = 0;
  static constexpr auto fields =
      std::tuple{Field{"text", &GenerateResult::text}, Field{"ids", &GenerateResult::ids}, Field{"stopped", &GenerateResult::stopped},
                 Field{"tokens_per_second", &GenerateResult::tokensPerSecond}, Field{"load_seconds", &GenerateResult::loadSeconds}};
};
/// One answer, streamed as TextEvents.
struct GenerateJob : ModelOptions, AnswerOptions {
  using Result = GenerateResult;
  static constexpr const char* jobName = "generate";
  std::string prompt, adapter;
  static constexpr auto fields = std::tuple_cat(ModelOptions::fields, AnswerOptions::fields,
                                                std::tuple{Field{"prompt", &GenerateJob::prompt}, Field{"adapter", &GenerateJob::adapter}});
};

struct AnswerToken {
  std::string text;
  double p = 1;  ///< probability
  static constexpr auto fields = std::tuple{Field{"text", &AnswerToken::text}, Field{"p", &AnswerToken::p}};
};
/// Answer of the base or an adapter.
struct AskPane {
  std::string who, text, hash;  ///< hash: of the adapter's tensors
  std::vector<AnswerToken> tokens;
  bool stopped = true, sameAsBase = false;
  double kl = 0;  ///< nats, from the base, at the first token
  static constexpr auto fields = std::tuple{Field{"who", &AskPane::who},
                                            Field{"text", &AskPane::text},
                                            Field{"tokens", &AskPane::tokens},
                                            Field{"stopped", &AskPane::stopped},
                                            Field{"hash", &AskPane::hash},
                                            Field{"kl", &AskPane::kl},
                                            Field{"same_as_base", &AskPane::sameAsBase}};
};
struct AskResult {
  std::vector<AskPane> panes;  ///< the base, then each adapter
  static constexpr auto fields = std::tuple{Field{"panes", &AskResult::panes}};
};
/// Earlier question of a conversation, with the answer of each pane.
struct AskedTurn {
  std::string prompt;
  std::vector<std::string> answers;  ///< of the base, then of each adapter
  static constexpr auto fields = std::tuple{Field{"prompt", &AskedTurn::prompt}, Field{"answers", &AskedTurn::answers}};
};
/// Base and adapters answer one prompt side by side, streamed as TextEvents. Each continues the conversation of its own answers.
struct AskJob : ModelOptions, AnswerOptions {
  using Result = AskResult;
  static constexpr const char* jobName = "ask";
  std::string prompt, system;    ///< system: system message; may be empty
  std::vector<AskedTurn> turns;  ///< earlier turns, oldest first
  std::vector<AdapterRef> adapters;
  static constexpr auto fields = std::tuple_cat(ModelOptions::fields, AnswerOptions::fields,
                                                std::tuple{Field{"prompt", &AskJob::prompt}, Field{"system", &AskJob::system},
                                                           Field{"turns", &AskJob::turns}, Field{"adapters", &AskJob::adapters}});
};

}  // namespace graft
