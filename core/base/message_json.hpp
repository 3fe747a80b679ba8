// SPDX-License-Identifier: Apache-2.0
// Messages in JSON. A key holds the English text, as other programs and older versions of Graft read it; the member "said" of the same
// object has, by that text, the sentence and its arguments: {"what": "no file a.csv", "said": {"no file a.csv": ["no file %1", "a.csv"]}}.
#pragma once

#include "core/base/json.hpp"
#include "core/base/message.hpp"

namespace graft {

/// Text of a message without translation, else a list of the sentence and its arguments.
Json toJson(const Message& message);
/// The inverse; text is taken as a sentence without arguments. Anything else is an empty message.
Message messageFromJson(const Json& json);

void setMessage(Json& object, const char* key, const Message& message);
/// Appends to the list `key`, which is made when it is missing.
void addMessage(Json& object, const char* key, const Message& message);
void setMessages(Json& object, const char* key, const std::vector<Message>& messages);
/// The message under `key`; empty when it is missing or no text.
Message getMessage(const Json& object, const char* key);
std::vector<Message> getMessages(const Json& object, const char* key);

}  // namespace graft
