// SPDX-License-Identifier: Apache-2.0
// One conversation of somebody's file in canonical form: OpenAI's messages, with everything kept that they hold.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <simdjson.h>

#include "core/base/result.hpp"

namespace graft {

/// A message on its way into the stored row.
struct ChatMessage {
  std::string role;                    ///< system, user, assistant or tool
  std::optional<std::string> content;  ///< none: null in the file, beside calls
  std::string members;                 ///< further members of the object, each as ,"key":value
  bool hasCalls = false;
  bool isUntrained = false;  ///< an answer that a mark keeps from training
};

/// Words that messages are written with, most certain first.
inline constexpr const char* kRoleKeys[] = {"role", "from", "author", "speaker"};
inline constexpr const char* kContentKeys[] = {"content", "value", "text", "message"};
/// How messages of a file name things.
struct MessageWords {
  std::string role = "role", content = "content";
  const std::map<std::string, std::string>* roles = nullptr;  ///< their words for roles to ours
};

/// What was changed on the way, for the report.
struct MessageNotes {
  uint64_t callsFromText = 0;  ///< calls that stood in the answer's text
  uint64_t valuesAsText = 0;   ///< contents that were a number, a truth value or an object
  std::set<std::string> otherFields;  ///< of messages, that are kept and that only a template of their own reads
};

/// Most fields of a row.
inline constexpr size_t kMostFields = 16'384;

/// Parses a row; NaN and infinities outside of texts, which are no JSON, are null, and whole numbers of more than 64 bits texts.
simdjson::error_code parseRow(simdjson::dom::parser& parser, const std::string& json, simdjson::dom::element& root);
/// Parses the text of a cell as JSON, else as Python prints lists and dictionaries.
simdjson::error_code parseCell(simdjson::dom::parser& parser, std::string_view text, simdjson::dom::element& value);
/// Two texts or more, and nothing else.
bool isTextList(const simdjson::dom::array& list);
bool isBlank(std::string_view text);
/// A row that is left out, and why.
Error leftOut(Message reason);
/// Text of a value: a string, or OpenAI's list of typed parts joined. `field` is named in the error.
Result<std::string> textOf(const simdjson::dom::element& value, const std::string& field);
/// The same, with numbers and truth values as they are written.
Result<std::string> textOrNumberOf(const simdjson::dom::element& value, const std::string& field);
/// True and false as a truth value, a number or text ("no", "0.0"); nothing for anything else.
std::optional<bool> truthOf(const simdjson::dom::element& value);
/// A label of KTO: true and false, 1 and 0, as they are or as text; nothing for other numbers and words.
std::optional<bool> isGoodOrBad(const simdjson::dom::element& value);

/// Reads messages: the forms of OpenAI (tool_calls, function_call), ShareGPT (function_call, observation) and Hermes (<tool_call> in the
/// answer's text) arrive in one. Not thread-safe.
class MessageReader {
 public:
  /// Deepest nesting of a stored row; Json reads some levels more.
  static constexpr size_t kMostStored = 120;
  MessageReader();
  /// What was kept as it came can be read again: no repeated keys, not too deep.
  Status checkStored(const std::string& json);
  Result<ChatMessage> read(const simdjson::dom::element& item, const MessageWords& words, MessageNotes& notes);
  /// Tools as a list of {"type": "function", "function": {...}}, as ,"tools":[...]; empty where there are none.
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

/// Conversations must be something to learn from: answers that say something, one of them last. Their order is the template's to judge.
Status checkTurns(const std::vector<ChatMessage>& messages);
/// True where a system message stands behind others, turns of one side follow each other, or an answer comes first: some templates refuse that.
bool isOddlyOrdered(const std::vector<ChatMessage>& messages);
/// Joins turns of one side that follow each other, a blank line between them; cuts answers before the first question, and what follows the
/// last answer. Turns whose marks or reasoning differ are not joined. True where something changed.
bool mendTurns(std::vector<ChatMessage>& messages);
/// "messages":[...], appended to `out`.
void appendMessages(std::string& out, const std::vector<ChatMessage>& messages);

}  // namespace graft
