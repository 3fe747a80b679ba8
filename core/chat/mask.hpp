// SPDX-License-Identifier: Apache-2.0
// Which bytes of a rendered conversation the model has to write itself.
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
  /// Tokens that are blanks alone are left aside: some tokenizers have runs of line ends among their added tokens.
  explicit AddedTokenFinder(const Tokenizer& tokenizer);
  /// For tests and tools that have no tokenizer.
  explicit AddedTokenFinder(const std::vector<std::string>& tokens);
  /// Length of the longest token that begins at `at`, or 0.
  size_t lengthAt(std::string_view text, size_t at) const;

 private:
  void add(const std::string& token);
  std::map<char, std::vector<std::string>> m_byFirst;  // longest first
};

/// Facts about a model's turns.
struct TurnTokens {
  AddedTokenFinder added;
  std::vector<std::string> stops;  ///< tokens at which generation ends
  std::string bos;
};

/// The beginning of a conversation with the opening of an answer behind it, as the template writes it.
using RenderPrompt = std::function<Result<Rendering>(size_t messages, bool opensAnswer)>;

/// An answer that is to be trained.
bool isTrainedAnswer(const Json& message);

/// Byte ranges, ascending and disjoint, that are trained: of each trained answer what the template writes between the prompt for it and
/// the token that ends its turn, that token included. Where the template has generation blocks they decide. `whole` is the rendering of
/// all of `messages`; `renderPrompt` renders the first messages, with the opening of an answer or without it. Error{BadInput} where the place of an answer
/// cannot be told for certain, or the template leaves its text or calls out.
Result<std::vector<Span>> findTrained(const Rendering& whole, const Json& messages, bool hasGenerationBlocks, const TurnTokens& tokens,
                                      const RenderPrompt& renderPrompt);

}  // namespace graft
