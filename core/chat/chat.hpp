// SPDX-License-Identifier: Apache-2.0
// Renders a conversation to the exact text and tokens that the model sees, with the generation mask.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/chat/mask.hpp"
#include "core/chat/rendering.hpp"
#include "core/tokenize/tokenizer.hpp"

namespace graft {

/// Stretch of rendered text. The spans of a rendering cover its text without gaps or overlap.
struct RoleSpan {
  Span bytes;
  std::string role;  ///< system, user, assistant, tool; "tools" and "documents"; "template" for the template's own text
  bool trained = false;
  Part part = Part::Template;
};

struct RenderedChat {
  std::string text;
  std::vector<RoleSpan> spans;
  std::vector<Span> literals;  ///< text of the conversation itself; special tokens inside it are ordinary text
  /// Parts of the conversation that the template omits: "the system message", "the tools", ...
  std::vector<Message> leftOut;
};

/// Ids with the generation mask. `tokens[i].bytes` points into `text`.
struct TokenSeq {
  std::string text;
  std::vector<Token> tokens;
  std::vector<bool> trained;  ///< one for each token
  size_t trainedCount() const;
};

/// AskWithoutThinking disables thinking if the template supports it (Qwen3), so that an answer is measured instead of truncated thinking.
/// Otherwise it equals AskForAnswer.
enum class Prompt { WholeConversation, AskForAnswer, AskWithoutThinking };

/// Renders with the model's chat template, like transformers' apply_chat_template. Only answers are trained, including the token that ends
/// the turn. Their range comes from the template's generation blocks, else from comparison with the answer's prompt (mask.hpp). A
/// conversation is an object with `messages` and optional `tools` and `documents`. Thread-safe, except setClock.
class ChatRenderer {
 public:
  static Result<ChatRenderer> create(const ModelFile& modelFile, const Tokenizer& tokenizer);
  /// Creates a renderer from a template alone, for tests and tools. `tokens` holds the special token variables ("bos_token": "<s>").
  static Result<ChatRenderer> fromSource(const std::string& source, const Json& tokens, TurnTokens turns);
  /// The two Ask prompts end with the opening of an answer. Error{BadInput} with the template's reason if it rejects the conversation.
  Result<RenderedChat> render(const Json& conversation, Prompt prompt = Prompt::WholeConversation) const;
  Result<TokenSeq> tokenize(const Json& conversation, const Tokenizer& tokenizer, Prompt prompt = Prompt::WholeConversation) const;
  const std::string& templateHash() const { return m_hash; }
  /// Date and time for templates that call strftime_now, in localNow() format. Defaults to the creation time of this object.
  const std::string& clock() const { return m_clock; }
  void setClock(std::string clock) { m_clock = std::move(clock); }
  /// Returns "generation blocks" or "answer turns".
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
