// SPDX-License-Identifier: Apache-2.0
// Finds the bytes of a rendered conversation that the model generates.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/chat/rendering.hpp"
#include "core/tokenize/tokenizer.hpp"

namespace graft {

/// Finds added tokens in a text. Immutable.
class AddedTokenFinder {
 public:
  AddedTokenFinder() = default;
  /// Skips tokens that consist of blanks: some tokenizers have runs of line ends among their added tokens.
  explicit AddedTokenFinder(const Tokenizer& tokenizer);
  /// For tests and tools without a tokenizer.
  explicit AddedTokenFinder(const std::vector<std::string>& tokens);
  /// Length of the longest token that starts at `at`, or 0.
  size_t lengthAt(std::string_view text, size_t at) const;

 private:
  void add(const std::string& token);
  std::map<char, std::vector<std::string>> m_byFirst;  // longest first
};

/// Tokens that delimit a model's turns.
struct TurnTokens {
  AddedTokenFinder added;
  std::vector<std::string> stops;  ///< tokens that end generation
  std::string bos;
};

/// Renders the first messages of a conversation, optionally followed by the opening of an answer.
using RenderPrompt = std::function<Result<Rendering>(size_t messages, bool opensAnswer)>;

/// True for an answer that is trained.
bool isTrainedAnswer(const Json& message);

/// Returns the trained byte ranges, ascending and disjoint. Each covers an answer from the end of its prompt through the token that ends
/// the turn. Generation blocks of the template take precedence. `whole` is the rendering of all `messages`; `renderPrompt` renders the
/// first messages, with or without the opening of an answer. Error{BadInput} if an answer cannot be located unambiguously, or if the
/// template omits its text or calls.
Result<std::vector<Span>> findTrained(const Rendering& whole, const Json& messages, bool hasGenerationBlocks, const TurnTokens& tokens,
                                      const RenderPrompt& renderPrompt);

}  // namespace graft
