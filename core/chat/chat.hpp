// SPDX-License-Identifier: Apache-2.0
// From a conversation to the exact text and tokens that the model sees, and which of them are trained.
#pragma once

#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/tokenize/tokenizer.hpp"

namespace graft {

/// A stretch of rendered text. Spans of one rendering cover the text without gaps or overlap.
struct RoleSpan {
  Span bytes;
  std::string role;  ///< system, user, assistant, tool, or "template" for what the template itself writes
  bool trained = false;
};

struct RenderedChat {
  std::string text;
  std::vector<RoleSpan> spans;
  std::vector<Span> literals;  ///< users' own words: control tokens in them are ordinary text
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

/// Renders with the model's own template. Loss is on answers only, the end-of-turn token included; where the template
/// has generation blocks they decide, else (ChatML) our own training template, else the text that each answer adds.
/// May be used from several threads, but for setClock.
class ChatRenderer {
 public:
  /// `trainingTemplates`: folder with our own templates (resources/templates).
  static Result<ChatRenderer> create(const Checkpoint& checkpoint, const Tokenizer& tokenizer, const std::string& trainingTemplates);
  /// `messages`: array of {role, content}; `tools` may be null. The two that ask end with the opening of an answer.
  Result<RenderedChat> render(const Json& messages, const Json& tools, Prompt prompt = Prompt::WholeConversation) const;
  Result<TokenSeq> tokenize(const Json& messages, const Json& tools, const Tokenizer& tokenizer,
                            Prompt prompt = Prompt::WholeConversation) const;
  const std::string& templateHash() const { return m_hash; }
  /// What a template that asks for the date is told (strftime_now), as localNow() writes it: when this was created, or what was set.
  const std::string& clock() const { return m_clock; }
  void setClock(std::string clock) { m_clock = std::move(clock); }
  /// "generation blocks", "training template NAME" or "answer text".
  const std::string& maskSource() const { return m_maskSource; }

 private:
  ChatRenderer() = default;
  Result<std::string> renderText(const GraftTemplate& chat, const Json& messages, const Json& tools, Prompt prompt) const;
  Result<RenderedChat> renderByPrefixes(const Json& messages, const Json& tools, Prompt prompt) const;
  bool sameTextOnProbes(const GraftTemplate& other) const;
  std::shared_ptr<GraftTemplate> m_own, m_marked;  // m_marked: the one with generation blocks, when there is one
  std::string m_bos, m_eos, m_hash, m_maskSource, m_clock;
  std::vector<std::string> m_endTokens;  // special tokens that may end a turn
};

/// Marks tokens that overlap a trained span.
TokenSeq withMask(std::string text, std::vector<Token> tokens, const std::vector<RoleSpan>& spans);

}  // namespace graft
