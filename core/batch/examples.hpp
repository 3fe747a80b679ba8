// SPDX-License-Identifier: Apache-2.0
// A stored row as the model sees it, whatever its shape. Training, `inspect` and the window all read rows through this. Any thread.
#pragma once

#include "core/chat/chat.hpp"

namespace graft {

/// Label of a token that is not trained (the convention of PEFT and TRL).
inline constexpr int64_t kIgnored = -100;

/// Conversations through the model's template; text rows as they are, with the end token where the row asks for it (`end_token`); token
/// rows decoded. `renderer` may be null for rows of text and tokens.
Result<RenderedChat> renderExample(const Json& example, const ChatRenderer* renderer, const Tokenizer& tokenizer);
/// Tokenises a stored row, with the loss mask. Control tokens are read as such where the template or Graft wrote them, and in texts whose row says
/// that they are meant (`control_tokens`). `notWritten`, where it is given, receives RenderedChat::leftOut.
Result<TokenSeq> tokenizeExample(const Json& example, const ChatRenderer* renderer, const Tokenizer& tokenizer,
                                 std::vector<Message>* notWritten = nullptr);

}  // namespace graft
