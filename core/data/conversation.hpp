// SPDX-License-Identifier: Apache-2.0
// Canonical form of a conversation: OpenAI's messages with all their fields.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <simdjson.h>

#include "core/base/result.hpp"

namespace graft {

/// Message before it is stored in a row.
struct ChatMessage {
  std::string role;                    ///< system, user, assistant or tool
  std::optional<std::string> content;  ///< none: null in the file, next to calls
  std::string members;                 ///< further members of the object, each as ,"key":value
  bool hasCalls = false;
  bool isUntrained = false;  ///< answer that a mark excludes from training
};

/// Keys of role and content, most certain first.
inline constexpr const char* kRoleKeys[] = {"role", "from", "author", "speaker"};
inline constexpr const char* kContentKeys[] = {"content", "value", "text", "message"};
/// Names used by the messages of a file.
struct MessageWords {
  std::string role = "role", content = "content";
  const std::map<std::string, std::string>* roles = nullptr;  ///< maps the file's roles to canonical roles
};

/// Conversions made, for the report.
struct MessageNotes {
  uint64_t callsFromText = 0;         ///< calls extracted from the answer's text
  uint64_t valuesAsText = 0;          ///< contents that were a number, a boolean or an object
  std::set<std::string> otherFields;  ///< message fields that are kept but read only by custom templates
};

/// Maximum number of fields in a row.
inline constexpr size_t kMostFields = 16'384;

/// Parses a row. NaN and infinities outside of strings, which are not JSON, become null; whole numbers of more than 64 bits become strings.
simdjson::error_code parseRow(simdjson::dom::parser& parser, const std::string& json, simdjson::dom::element& root);
/// Parses the text of a cell as JSON, else as a Python list or dictionary.
simdjson::error_code parseCell(simdjson::dom::parser& parser, std::string_view text, simdjson::dom::element& value);
/// True for a list of at least two texts and nothing else.
bool isTextList(const simdjson::dom::array& list);
bool isBlank(std::string_view text);
/// Error for a skipped row.
Error leftOut(Message reason);
/// Text of a value: a string, or the joined parts of OpenAI's typed list. The error names `field`.
Result<std::string> textOf(const simdjson::dom::element& value, const std::string& field);
/// Like `textOf`, with numbers and booleans in their written form.
Result<std::string> textOrNumberOf(const simdjson::dom::element& value, const std::string& field);
/// Reads a boolean from a boolean, a number or text ("no", "0.0"). Returns nothing for other values.
std::optional<bool> truthOf(const simdjson::dom::element& value);
/// Reads a KTO label: true and false, 1 and 0, also as text. Returns nothing for other numbers and words.
std::optional<bool> isGoodOrBad(const simdjson::dom::element& value);

/// Normalises the message forms of OpenAI (tool_calls, function_call), ShareGPT (function_call, observation) and Hermes (<tool_call> in the
/// answer's text). Not thread-safe.
class MessageReader {
 public:
  /// Maximum nesting of a stored row. Json reads some levels more.
  static constexpr size_t kMostStored = 120;
  MessageReader();
  /// Checks that verbatim JSON can be read again: no repeated keys, not too deep.
  Status checkStored(const std::string& json);
  Result<ChatMessage> read(const simdjson::dom::element& item, const MessageWords& words, MessageNotes& notes);
  /// Returns the tools as ,"tools":[{"type": "function", "function": {...}}, ...]; empty if there are none.
  Result<std::string> tools(const simdjson::dom::element& value);

 private:
  Result<std::string> calls(const simdjson::dom::element& list);
  Result<std::string> call(const simdjson::dom::element& one);
  Result<std::string> callOrText(const simdjson::dom::element& one);
  static bool isNoCall(const simdjson::dom::element& value);
  bool takeTextCalls(ChatMessage& message, MessageNotes& notes);
  Result<std::string> arguments(const simdjson::dom::element& value);
  simdjson::dom::parser m_nested, m_arguments;
};

/// Checks that a conversation is trainable: its answers are not empty and it ends with an answer. The order of turns is left to the
/// template.
Status checkTurns(const std::vector<ChatMessage>& messages);
/// True if a system message follows others, turns of one role are adjacent, or an answer comes first. Some templates reject that.
bool isOddlyOrdered(const std::vector<ChatMessage>& messages);
/// Joins adjacent turns of one role with a blank line. Cuts answers before the first question, and everything after the last answer. Turns
/// with different marks or reasoning are not joined. Returns true if something changed.
bool mendTurns(std::vector<ChatMessage>& messages);
/// Appends "messages":[...] to `out`.
void appendMessages(std::string& out, const std::vector<ChatMessage>& messages);

}  // namespace graft
