// SPDX-License-Identifier: Apache-2.0
// From a conversation to the exact text and tokens that the model sees, and which of them are trained.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/chat/mask.hpp"
#include "core/chat/rendering.hpp"
#include "core/tokenize/tokenizer.hpp"

namespace graft {

/// A stretch of rendered text. Spans of one rendering cover the text without gaps or overlap.
struct RoleSpan {
  Span bytes;
  std::string role;  ///< system, user, assistant, tool; "tools" and "documents"; "template" for what the template itself writes
  bool trained = false;
  Part part = Part::Template;
};

struct RenderedChat {
  std::string text;
  std::vector<RoleSpan> spans;
  std::vector<Span> literals;  ///< the conversation's own words: control tokens in them are ordinary text
  /// Parts of the conversation that the template does not write: "the system message", "the tools", ...
  std::vector<Message> leftOut;
};

/// Ids with the loss mask; `tokens[i].bytes` points into `text`.
struct TokenSeq {
  std::string text;
  std::vector<Token> tokens;
  std::vector<bool> trained;  ///< one for each token
  size_t trainedCount() const;
};

/// AskWithoutThinking: where the template can leave thinking out (Qwen3), it does, so that what is measured is an answer and no thinking
/// that is cut off; else as AskForAnswer.
enum class Prompt { WholeConversation, AskForAnswer, AskWithoutThinking };

/// Renders with the model's own template, as transformers' apply_chat_template does. Loss is on answers only, the token that ends the turn
/// included: what the template's generation blocks say, else what the template writes from the prompt for an answer on (mask.hpp).
/// A conversation is an object with `messages`, and `tools` and `documents` where it has them.
/// May be used from several threads, but for setClock.
class ChatRenderer {
 public:
  static Result<ChatRenderer> create(const Checkpoint& checkpoint, const Tokenizer& tokenizer);
  /// From a template alone, for tests and tools. `tokens` are the variables that stand for control tokens ("bos_token": "<s>").
  static Result<ChatRenderer> fromSource(const std::string& source, const Json& tokens, TurnTokens turns);
  /// The two prompts that ask end with the opening of an answer. Error{BadInput} with the template's reason where it refuses.
  Result<RenderedChat> render(const Json& conversation, Prompt prompt = Prompt::WholeConversation) const;
  Result<TokenSeq> tokenize(const Json& conversation, const Tokenizer& tokenizer, Prompt prompt = Prompt::WholeConversation) const;
  const std::string& templateHash() const { return m_hash; }
  /// What a template that asks for the date is told (strftime_now), as localNow() writes it: when this was created, or what was set.
  const std::string& clock() const { return m_clock; }
  void setClock(std::string clock) { m_clock = std::move(clock); }
  /// "generation blocks" or "answer turns".
  std::string maskSource() const { return m_default->hasGenerationBlocks() ? "generation blocks" : "answer turns"; }

 private:
  ChatRenderer() = default;
  const ChatTemplate& templateFor(const Json& conversation) const;
  Result<Rendering> renderMessages(const Json& conversation, const Json& messages, Prompt prompt) const;
  Result<Rendering> renderWithoutNull(const Json& conversation, Json& messages, Prompt prompt) const;
  std::optional<ChatTemplate> m_default, m_toolUse;
  Json m_tokens = Json::object();
  TurnTokens m_turns;
  std::string m_hash, m_clock;
};

/// Marks tokens that overlap a trained span.
TokenSeq withMask(std::string text, std::vector<Token> tokens, const std::vector<RoleSpan>& spans);

}  // namespace graft
