// SPDX-License-Identifier: Apache-2.0
// Stored rows as the model sees them, for every row shape. Training, `inspect` and the window read rows through these functions. Any
// thread.
#pragma once

#include "core/chat/chat.hpp"

namespace graft {

/// Label of a token that is not trained, as in PEFT and TRL.
inline constexpr int64_t kIgnored = -100;

/// Renders a row: conversations through the chat template, text rows unchanged (plus an end token if `end_token` is set), token rows
/// decoded. `renderer` may be null for text and token rows.
Result<RenderedChat> renderExample(const Json& example, const ChatRenderer* renderer, const Tokenizer& tokenizer);
/// Tokenises a stored row, with the generation mask. Special tokens are recognised in text from the template or from Graft, and in rows
/// that set `control_tokens`. `notWritten`, if given, receives RenderedChat::leftOut.
Result<TokenSeq> tokenizeExample(const Json& example, const ChatRenderer* renderer, const Tokenizer& tokenizer,
                                 std::vector<Message>* notWritten = nullptr);

}  // namespace graft
