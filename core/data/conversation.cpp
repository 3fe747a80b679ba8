// SPDX-License-Identifier: Apache-2.0
#include "core/data/conversation.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/json.hpp"
#include "core/data/column_names.hpp"
#include "core/data/mapping.hpp"
#include "core/data/python_literal.hpp"
#include "core/data/row_source.hpp"

namespace graft {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

Message kindOf(const element& value) {
  if (value.is_string()) return msg("text");
  if (value.is_null()) return std::string("null");
  if (value.is_bool()) return msg("a truth value");
  if (value.is_number()) return msg("a number");
  return value.is_array() ? msg("a list") : msg("an object");
}

std::string_view trimmed(std::string_view text) {
  const char* kBlank = " \t\r\n";
  const size_t begin = text.find_first_not_of(kBlank);
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

constexpr const char* kArgumentKeys[] = {"arguments", "parameters", "args", "input", "params"};
/// Message members known to templates and trainers.
constexpr const char* kKnownMembers[] = {
    "reasoning_content", "reasoning", "thinking",     "thought", "thoughts", "think",   "rationale", "cot",  "chain_of_thought",
    "reasoning_text",    "name",      "tool_call_id", "id",      "type",     "refusal", "documents", "tools"};
/// Members that mark an answer as trained (true or 1) or not.
constexpr const char* kMarks[] = {"weight",    "train",       "loss",       "training", "trainable",
                                  "loss_mask", "loss_weight", "loss_scale", "masked",   "mask"};

template <size_t N>
bool isOneOf(std::string_view key, const char* const (&names)[N]) {
  return std::any_of(std::begin(names), std::end(names), [&](const char* name) { return key == name; });
}

/// Formats ,"key":value.
std::string member(std::string_view key, std::string_view json) {
  std::string out = ",";
  appendJsonString(out, key);
  out += ':';
  out += json;
  return out;
}

/// Marks of a message, read together.
struct Marks {
  bool isUntrained = false;
  bool isSaid = false;  ///< a mark is stored in the form that training reads
  std::vector<std::pair<std::string, std::string>> kept;
};

Status readMark(std::string_view key, const element& value, Marks& marks) {
  const auto truth = truthOf(value);
  if (key == "mask") return leftOut(msg("'mask' of a message can be read in two ways; write 'train': true or false"));
  if (!truth) return leftOut(msg("'%1' of a message says neither yes nor no: %2", key, std::string(simdjson::minify(value)).substr(0, 40)));
  const bool isTrained = key == "masked" ? !*truth : *truth;
  const bool isOurs = key == "weight" || key == "train" || key == "loss" || key == "training";
  marks.isUntrained = marks.isUntrained || !isTrained;
  marks.isSaid = marks.isSaid || (isOurs && !isTrained);
  const bool isText = value.is_string();
  marks.kept.emplace_back(key, isOurs && isText ? (key == "weight" ? (isTrained ? "1" : "0") : (isTrained ? "true" : "false"))
                                                : std::string(simdjson::minify(value)));
  return Done{};
}

/// Finds a run of digits, with optional sign, that exceeds a 64-bit JSON number.
size_t longNumberAt(const std::string& json, size_t at) {
  const size_t end = json.find_first_not_of("0123456789", at + (json[at] == '-' ? 1 : 0));
  if (end == std::string::npos || json[end] == '.' || json[end] == 'e' || json[end] == 'E') return 0;
  int64_t whole = 0;
  uint64_t positive = 0;
  const char *first = json.data() + at, *last = json.data() + end;
  const bool fits = std::from_chars(first, last, whole).ec == std::errc() || std::from_chars(first, last, positive).ec == std::errc();
  return fits ? 0 : end - at;
}

/// Replaces NaN and infinities outside of strings by null, and whole numbers of more than 64 bits by strings. Returns false if there are
/// none.
bool replaceNotNumbers(const std::string& json, std::string& out) {
  bool inText = false, any = false;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (inText && c == '\\' && i + 1 < json.size()) {
      out += c;
      out += json[++i];
      continue;
    }
    if (c == '"') inText = !inText;
    size_t length = 0;
    for (const std::string_view word : {std::string_view("NaN"), std::string_view("-Infinity"), std::string_view("Infinity")}) {
      if (!inText && length == 0 && json.compare(i, word.size(), word) == 0) length = word.size();
    }
    const bool isNumber = !inText && length == 0 && (c == '-' || (c >= '0' && c <= '9'));
    if (isNumber && (i == 0 || std::string_view("0123456789.-+eE").find(json[i - 1]) == std::string_view::npos)) {
      length = longNumberAt(json, i);
      if (length > 0) {
        out += '"' + json.substr(i, length) + '"';
        any = true;
        i += length - 1;
        continue;
      }
    }
    if (length == 0) {
      out += c;
      continue;
    }
    out += "null";
    any = true;
    i += length - 1;
  }
  return any;
}

bool repeatsKey(const element& value) {
  array items;
  object members;
  if (!value.get(items)) {
    for (const element item : items) {
      if (repeatsKey(item)) return true;
    }
    return false;
  }
  if (value.get(members)) return false;
  std::set<std::string_view> seen;
  for (const auto field : members) {
    if (!seen.insert(field.key).second || repeatsKey(field.value)) return true;
  }
  return false;
}

}  // namespace

Status MessageReader::checkStored(const std::string& json) {
  element root;
  if (const auto error = m_nested.parse(json).get(root); error == simdjson::DEPTH_ERROR)
    return leftOut(msg("nested deeper than %1 levels", kMostStored));
  else if (error)
    return leftOut(msg("not valid JSON: %1", simdjson::error_message(error)));
  return repeatsKey(root) ? Status(leftOut(msg("a key stands twice in one object"))) : Status(Done{});
}

MessageReader::MessageReader() {
  // Sets the depth limit. A failed allocation is reported with the first row.
  for (auto* parser : {&m_nested, &m_arguments}) [[maybe_unused]]
    const auto allocated = parser->allocate(1 << 12, kMostStored);
}

simdjson::error_code parseRow(simdjson::dom::parser& parser, const std::string& json, element& root) {
  auto error = parser.parse(json).get(root);
  // Python and pandas write missing numbers this way, and whole numbers of any length.
  if (std::string without; error && error != simdjson::UTF8_ERROR && replaceNotNumbers(json, without))
    error = parser.parse(without).get(root);
  return error;
}

simdjson::error_code parseCell(simdjson::dom::parser& parser, std::string_view text, element& value) {
  auto error = parser.parse(text.data(), text.size()).get(value);
  if (!error) return error;
  if (const auto literal = jsonOfPythonLiteral(text)) error = parser.parse(*literal).get(value);
  return error;
}

bool isTextList(const array& list) {
  return list.size() > 1 && std::all_of(list.begin(), list.end(), [](const element& item) { return item.is_string(); });
}

bool isBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

Error leftOut(Message reason) { return {Code::BadInput, std::move(reason), {}, {}, msg("Correct the row, or leave it out.")}; }

namespace {

bool isReasoningPart(std::string_view type) { return type == "reasoning" || type == "thinking"; }

/// Returns reasoning given as a part of the content.
std::string reasoningOf(const element& content) {
  array parts;
  std::string out;
  if (!content.is_array() || content.get(parts)) return out;
  for (const element part : parts) {
    std::string_view type, piece;
    if (part["type"].get(type) || !isReasoningPart(type)) continue;
    if (!part["text"].get(piece) || !part["thinking"].get(piece) || !part["reasoning"].get(piece)) out += piece;
  }
  return out;
}

}  // namespace

/// `textOf`, optionally without the reasoning parts, which are left to the caller.
static Result<std::string> joinedText(const element& value, const std::string& field, bool leavesReasoning) {
  std::string_view text;
  if (!value.get(text)) return std::string(text);
  array parts;
  if (value.is_array() && !value.get(parts)) {
    if (isTextList(parts)) return leftOut(msg("%1 is a list of %2 texts, one was expected", field, parts.size()));
    std::string joined;
    for (const element part : parts) {
      std::string_view piece, type;
      if (!part.get(piece)) {
        joined += piece;
        continue;
      }
      const bool isNamed = !part["type"].get(type);
      if (leavesReasoning && isNamed && isReasoningPart(type)) continue;  // see reasoningOf
      if ((isNamed && type != "text" && type != "input_text" && type != "output_text") || part["text"].get(piece))
        return leftOut(isNamed ? msg("%1 has a part that is not text (%2)", field, type) : msg("%1 has a part that is not text", field));
      joined += piece;
    }
    return joined;
  }
  return leftOut(msg("%1 is %2, text was expected", field, kindOf(value)));
}

Result<std::string> textOf(const element& value, const std::string& field) { return joinedText(value, field, false); }

std::optional<bool> truthOf(const element& value) {
  bool truth = false;
  double number = 0;
  std::string_view text;
  if (!value.get(truth)) return truth;
  if (value.is_number() && !value.get(number)) return number != 0;
  if (value.get(text)) return {};
  const std::string word = lower(std::string(trimmed(text)));
  if (word == "false" || word == "no" || word == "off") return false;
  if (word == "true" || word == "yes" || word == "on") return true;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  const bool isNumber = error == std::errc() && end == word.data() + word.size() && std::isfinite(number);
  return isNumber ? std::optional(number != 0) : std::nullopt;
}

std::optional<bool> isGoodOrBad(const element& value) {
  const auto truth = truthOf(value);
  std::string_view text;
  const std::string words = value.get(text) ? std::string(simdjson::minify(value)) : std::string(trimmed(text));
  const bool isNumber = !words.empty() && words.find_first_not_of("+-.0123456789eE") == std::string::npos;
  const bool isOther = isNumber && words != "0" && words != "1" && words != "0.0" && words != "1.0";
  return isOther ? std::nullopt : truth;
}

Result<std::string> textOrNumberOf(const element& value, const std::string& field) {
  if (value.is_number() || value.is_bool()) return std::string(simdjson::minify(value));
  return textOf(value, field);
}

/// Converts arguments to an object. Text is parsed as JSON (also if encoded twice) or as a Python literal, else it is kept as text.
Result<std::string> MessageReader::arguments(const element& value) {
  std::string_view text;
  if (value.get(text)) return std::string(simdjson::minify(value));
  if (isBlank(text)) return std::string("{}");
  std::string json(text);
  for (int level = 0; level < 2; ++level) {
    element parsed;
    if (parseRow(m_arguments, json, parsed)) {
      auto literal = jsonOfPythonLiteral(json);
      return literal && literal->starts_with('{') ? std::move(*literal) : std::string(simdjson::minify(value));
    }
    if (parsed.is_object()) return std::string(simdjson::minify(parsed));
    if (parsed.get(text)) break;
    json = std::string(text);
  }
  return std::string(simdjson::minify(value));
}

/// Reads a call, given as JSON text or as an object.
Result<std::string> MessageReader::callOrText(const element& one) {
  std::string_view text;
  if (one.get(text)) return call(one);
  element parsed;
  simdjson::dom::parser parser;  // the parsers of this object hold the document that contains this text
  std::string json(text);
  if (parser.allocate(1 << 12, kMostStored) || parseRow(parser, json, parsed)) return leftOut(msg("a tool call is text that is not JSON"));
  return call(parsed);
}

/// True if there is no call: null, an empty list, object or text, or a struct whose members Arrow filled with null.
bool MessageReader::isNoCall(const element& value) {
  array list;
  object members;
  std::string_view text;
  if (!value.get(list)) return std::all_of(list.begin(), list.end(), [](const element& item) { return isNoCall(item); });
  if (!value.get(members)) return std::all_of(members.begin(), members.end(), [](const auto field) { return field.value.is_null(); });
  if (value.get(text)) return value.is_null();
  text = trimmed(text);
  return text.empty() || text == "[]" || text == "{}" || text == "null" || text == "None";
}

/// Builds {"id":...,"type":"function","function":{"name":...,"arguments":{...}}}.
Result<std::string> MessageReader::call(const element& one) {
  if (!one.is_object()) return leftOut(msg("a tool call is not an object"));
  element function = one;
  const bool isWrapped = !one["function"].get(function) && function.is_object();
  if (!isWrapped) function = one;
  std::string_view name;
  if (function["name"].get(name)) return leftOut(msg("a tool call has no name"));
  std::string_view taken;  // key of the arguments
  for (const char* key : kArgumentKeys) {
    element given;
    if (taken.empty() && !function[key].get(given) && !given.is_null()) taken = key;
  }
  std::string out = "{";
  object members;
  if (isWrapped && !one.get(members)) {
    for (const auto field : members) {
      if (field.key == "function" || field.key == "type" || field.value.is_null()) continue;
      out += (out.size() > 1 ? member(field.key, "") : member(field.key, "").substr(1)) + std::string(simdjson::minify(field.value));
    }
  } else if (element id; !one["id"].get(id) && !id.is_null()) {
    out += "\"id\":" + std::string(simdjson::minify(id));
  }
  out += std::string(out.size() > 1 ? "," : "") + "\"type\":\"function\",\"function\":{\"name\":";
  appendJsonString(out, name);
  if (!function.get(members)) {
    for (const auto field : members) {
      if (field.key == "name" || field.key == taken || field.value.is_null()) continue;
      if (!isWrapped && (field.key == "id" || field.key == "type")) continue;
      out += member(field.key, std::string(simdjson::minify(field.value)));
    }
  }
  std::string json = "{}";
  if (element given; !taken.empty() && !function[taken].get(given)) {
    GRAFT_TRY(json, arguments(given));
  }
  return out + ",\"arguments\":" + json + "}}";
}

Result<std::string> MessageReader::calls(const element& list) {
  array items;
  std::string out = "[";
  if (std::string_view text; !list.get(text)) {
    element parsed;
    simdjson::dom::parser parser;
    if (parser.allocate(1 << 12, kMostStored) || parseCell(parser, text, parsed) || parsed.is_string())
      return leftOut(msg("the tool calls are text that is not JSON"));
    return calls(parsed);
  }
  if (list.get(items)) {
    GRAFT_TRY(const auto one, call(list));
    return out + one + "]";
  }
  for (const element item : items) {
    if (isNoCall(item)) continue;
    GRAFT_TRY(const auto one, callOrText(item));
    out += (out.size() > 1 ? "," : "") + one;
  }
  return out + "]";
}

/// Converts Hermes calls in the text of an answer: <tool_call>{"name": ..., "arguments": {...}}</tool_call>. Returns false and changes
/// nothing if one of them is not such an object.
bool MessageReader::takeTextCalls(ChatMessage& message, MessageNotes& notes) {
  constexpr std::string_view kOpen = "<tool_call>", kClose = "</tool_call>";
  const std::string& text = *message.content;
  std::string rest, list = "[";
  uint64_t count = 0;
  size_t at = 0;
  for (size_t open = text.find(kOpen); open != std::string::npos; open = text.find(kOpen, at)) {
    const size_t close = text.find(kClose, open);
    if (close == std::string::npos) return false;
    const std::string_view json = trimmed(std::string_view(text).substr(open + kOpen.size(), close - open - kOpen.size()));
    element parsed;
    if (m_nested.parse(json.data(), json.size()).get(parsed)) return false;
    const auto one = call(parsed);
    if (!one.ok()) return false;
    rest += text.substr(at, open - at);
    list += (count++ ? "," : "") + *one;
    at = close + kClose.size();
  }
  if (count == 0 || !isBlank(std::string_view(text).substr(at))) return false;
  while (!rest.empty() && std::string_view(" \t\r\n").find(rest.back()) != std::string_view::npos) rest.pop_back();
  message.content = rest;
  message.members += member("tool_calls", list + "]");
  message.hasCalls = true;
  notes.callsFromText += count;
  return true;
}

/// True if the message has a separate reasoning member that is not null.
static bool hasReasoning(const element& item) {
  element value;
  return !item["reasoning_content"].get(value) && !value.is_null();
}

Result<ChatMessage> MessageReader::read(const element& item, const MessageWords& words, MessageNotes& notes) {
  if (!item.is_object()) return leftOut(msg("a message is %1, an object was expected", kindOf(item)));
  std::string_view role;
  if (item[words.role].get(role)) return leftOut(msg("a message has no '%1'", words.role));
  ChatMessage message;
  auto known = words.roles->find(std::string(role));
  if (known == words.roles->end()) known = words.roles->find(lower(std::string(trimmed(role))));
  if (known == words.roles->end()) {
    std::string list;
    for (const auto& [name, ours] : *words.roles) list += (list.empty() ? "" : ", ") + name;
    return leftOut(msg("the role '%1' is not known (known: %2; say which it is with --role %1=assistant)", role, list));
  }
  message.role = known->second;
  const bool isCallTurn = known->first == "function_call" || role == "function-call" || role == "tool_call";
  element content;
  const bool hasContent = !item[words.content].get(content) && !content.is_null();
  object members;
  Marks marks;
  if (item.get(members)) return leftOut(msg("a message is not an object"));
  for (const auto field : members) {
    if (field.key == words.role || field.key == words.content || field.value.is_null()) continue;
    if (field.key == "role" || field.key == "content") continue;  // superseded by the keys in `words`
    if (field.key == "tool_calls" || field.key == "function_call") {
      if (isNoCall(field.value)) continue;
      if (message.hasCalls) return leftOut(msg("a message has tool_calls and function_call"));
      GRAFT_TRY(const auto json, calls(field.value));
      message.members += member("tool_calls", json);
      message.hasCalls = true;
    } else if (isOneOf(field.key, kMarks)) {
      GRAFT_CHECK(readMark(field.key, field.value, marks));
    } else {
      message.members += member(field.key, std::string(simdjson::minify(field.value)));
      if (!isOneOf(field.key, kKnownMembers)) notes.otherFields.emplace(field.key);
    }
  }
  message.isUntrained = marks.isUntrained;
  const bool addsWeight = marks.isUntrained && !marks.isSaid;
  for (const auto& [key, json] : marks.kept) {
    if (!addsWeight || key != "weight") message.members += member(key, json);
  }
  if (addsWeight) message.members += member("weight", "0");
  if (!hasContent) {
    const bool isThere = !item[words.content].error();
    if (!message.hasCalls && message.role == "tool" && isThere) {
      message.content = std::string();  // a tool without output
      return message;
    }
    if (!message.hasCalls && message.role != "assistant") {
      return leftOut(isThere ? msg("%1 is null, text was expected", words.content) : msg("a message has no '%1'", words.content));
    }
    if (!message.hasCalls) message.content = std::string();
    return message;
  }
  array parts;
  const bool isValue = content.is_object() || (!content.get(parts) && parts.size() > 0 && !parts.at(0).is_string() &&
                                               parts.at(0)["type"].error() && parts.at(0)["text"].error());
  if (isValue || content.is_number() || content.is_bool()) {
    message.content = std::string(simdjson::minify(content));
    ++notes.valuesAsText;
  } else {
    GRAFT_TRY(message.content, joinedText(content, words.content, true));
    if (const std::string reasoning = reasoningOf(content); !reasoning.empty() && !hasReasoning(item)) {
      std::string json;
      appendJsonString(json, reasoning);
      message.members += member("reasoning_content", json);
    }
  }
  if (message.role == "assistant" && !message.hasCalls && isCallTurn) {
    element parsed;
    std::string text = *message.content;
    if (auto literal = jsonOfPythonLiteral(text); literal && m_nested.parse(text).get(parsed)) text = std::move(*literal);
    if (!m_nested.parse(text).get(parsed) && (parsed.is_object() || parsed.is_array())) {
      if (const auto json = calls(parsed); json.ok()) {
        message.content = std::string();
        message.members += member("tool_calls", *json);
        message.hasCalls = true;
        return message;
      }
    }
  }
  if (message.role == "assistant" && !message.hasCalls && message.content->find("<tool_call>") != std::string::npos)
    takeTextCalls(message, notes);
  if (message.role == "tool") {  // Hermes also wraps a result, which the template would repeat
    constexpr std::string_view kOpen = "<tool_response>", kClose = "</tool_response>";
    const std::string_view text = trimmed(*message.content);
    const bool isOne = text.starts_with(kOpen) && text.ends_with(kClose) && text.find(kOpen, 1) == std::string_view::npos;
    if (isOne) message.content = std::string(trimmed(text.substr(kOpen.size(), text.size() - kOpen.size() - kClose.size())));
  }
  return message;
}

Result<std::string> MessageReader::tools(const element& value) {
  element list = value;
  std::string_view text;
  if (!value.get(text)) {  // JSON text inside a string column
    text = trimmed(text);
    if (text.empty() || text == "null" || text == "None" || text == "{}") return std::string();
    if (m_nested.parse(text.data(), text.size()).get(list) || !(list.is_array() || list.is_object()))
      return leftOut(msg("'tools' is text that is not a JSON list"));
  }
  array items;
  std::string out;
  const auto add = [&](const element& tool) -> Status {
    element whole = tool;
    std::string_view nested;
    if (!tool.get(nested) && m_arguments.parse(nested.data(), nested.size()).get(whole))
      return leftOut(msg("'tools' holds text that is not JSON"));
    if (!whole.is_object()) return leftOut(msg("'tools' holds something that is not an object"));
    out += (out.empty() ? "" : ",") + std::string(simdjson::minify(whole));
    return Done{};
  };
  if (list.get(items)) {
    if (!list.is_object()) return leftOut(msg("'tools' is %1, a list was expected", kindOf(list)));
    object members;
    if (!list.get(members) && members.size() == 0) return std::string();
    GRAFT_CHECK(add(list));
  } else {
    for (const element tool : items) GRAFT_CHECK(add(tool));
  }
  return out.empty() ? std::string() : ",\"tools\":[" + out + "]";
}

namespace {

bool canJoin(const ChatMessage& first, const ChatMessage& second) {
  if (first.role != second.role || (first.role != "user" && first.role != "assistant")) return false;
  if (first.hasCalls || !first.content || !second.content) return false;
  return first.members == second.members || (first.members.empty() && second.hasCalls);
}

}  // namespace

bool mendTurns(std::vector<ChatMessage>& messages) {
  const size_t before = messages.size();
  const auto begin = messages.begin() + (!messages.empty() && messages.front().role == "system" ? 1 : 0);
  const auto isAnswer = [](const ChatMessage& m) { return m.role == "assistant"; };
  const auto isQuestion = [](const ChatMessage& m) { return m.role == "user"; };
  if (std::none_of(begin, messages.end(), isAnswer) || std::none_of(begin, messages.end(), isQuestion)) return false;
  messages.erase(begin, std::find_if(begin, messages.end(), isQuestion));
  const auto lastAnswer = std::find_if(messages.rbegin(), messages.rend(), isAnswer);
  messages.erase(lastAnswer.base(), messages.end());
  size_t kept = 0;
  for (size_t i = 0; i < messages.size(); ++i) {
    if (kept > 0 && canJoin(messages[kept - 1], messages[i])) {
      std::string joined = std::move(*messages[kept - 1].content);
      if (!isBlank(joined)) joined += "\n\n";
      messages[i].content = joined + *messages[i].content;
      --kept;
    }
    if (kept != i) messages[kept] = std::move(messages[i]);
    ++kept;
  }
  messages.resize(kept);
  return kept != before;
}

Status checkTurns(const std::vector<ChatMessage>& messages) {
  if (messages.empty()) return leftOut(msg("there are no messages"));
  for (const ChatMessage& message : messages) {
    if (message.role == "assistant" && !message.hasCalls && isBlank(message.content.value_or("")))
      return leftOut(msg("the answer is empty"));
  }
  const bool hasTrained =
      std::any_of(messages.begin(), messages.end(), [](const ChatMessage& m) { return m.role == "assistant" && !m.isUntrained; });
  if (!hasTrained && messages.back().role == "assistant") return leftOut(msg("marks keep each of its answers from training"));
  if (messages.back().role != "assistant") return Error{Code::BadInput, msg("there is no answer at the end"), {}, {}, kMendTurns};
  return Done{};
}

bool isOddlyOrdered(const std::vector<ChatMessage>& messages) {
  const ChatMessage* before = nullptr;
  for (const ChatMessage& message : messages) {
    if (message.role == "system") {
      if (&message != &messages.front()) return true;
      continue;
    }
    if (!before && message.role != "user") return true;
    if (before && message.role == before->role && (message.role == "user" || (message.role == "assistant" && !before->hasCalls)))
      return true;
    before = &message;
  }
  return false;
}

void appendMessages(std::string& out, const std::vector<ChatMessage>& messages) {
  out += "\"messages\":[";
  for (size_t i = 0; i < messages.size(); ++i) {
    out += i ? ",{\"role\":\"" : "{\"role\":\"";
    out += messages[i].role;
    out += "\",\"content\":";
    if (messages[i].content)
      appendJsonString(out, *messages[i].content);
    else
      out += "null";
    out += messages[i].members;
    out += '}';
  }
  out += ']';
}

}  // namespace graft
