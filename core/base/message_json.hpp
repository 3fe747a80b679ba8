// SPDX-License-Identifier: Apache-2.0
// Messages in JSON. A key holds the English text, for other programs and older versions. The member "said" of that object maps the text to
// sentence and arguments. {"what": "no file a.csv", "said": {"no file a.csv": ["no file %1", "a.csv"]}}
#pragma once

#include "core/base/json.hpp"
#include "core/base/message.hpp"

namespace graft {

/// Returns plain text for a message without translation, {"flag": name} for a flag, else a list of the sentence and its arguments.
Json toJson(const Message& message);
/// Inverse of `toJson`. Plain text becomes a sentence without arguments; any other value gives an empty message.
Message messageFromJson(const Json& json);

void setMessage(Json& object, const char* key, const Message& message);
/// Appends to the list `key`, creating it if missing.
void addMessage(Json& object, const char* key, const Message& message);
void setMessages(Json& object, const char* key, const std::vector<Message>& messages);
/// Returns the message under `key`; empty if it is missing or not text.
Message getMessage(const Json& object, const char* key);
std::vector<Message> getMessages(const Json& object, const char* key);

}  // namespace graft
