// SPDX-License-Identifier: Apache-2.0
#include "core/data/conversation.hpp"

#include <set>

#include "core/base/json.hpp"
#include "core/data/row_source.hpp"

namespace graft {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

const char* kindOf(const element& value) {
  return value.is_null() ? "null" : value.is_bool() ? "a truth value" : value.is_number() ? "a number" : value.is_array() ? "a list" : "an object";
}

std::string_view trimmed(std::string_view text) {
  const char* kBlank = " \t\r\n";
  const size_t begin = text.find_first_not_of(kBlank);
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

/// ,"key":value
std::string member(std::string_view key, std::string_view json) {
  std::string out = ",";
  appendJsonString(out, key);
  out += ':';
  out += json;
  return out;
}

/// NaN and infinities outside of texts become null. False where there are none.
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
    return leftOut("nested deeper than " + std::to_string(kMostStored) + " levels");
  else if (error)
    return leftOut(std::string("not valid JSON: ") + simdjson::error_message(error));
  return repeatsKey(root) ? Status(leftOut("a key stands twice in one object")) : Status(Done{});
}

MessageReader::MessageReader() {
  // Sets the depth limit; a failure to allocate shows again, as an error, at the first row.
  for (auto* parser : {&m_nested, &m_arguments}) [[maybe_unused]] const auto allocated = parser->allocate(1 << 12, kMostStored);
}

simdjson::error_code parseRow(simdjson::dom::parser& parser, const std::string& json, element& root) {
  auto error = parser.parse(json).get(root);
  // Python and pandas write missing numbers so.
  if (std::string without; error && error != simdjson::UTF8_ERROR && replaceNotNumbers(json, without)) error = parser.parse(without).get(root);
  return error;
}

bool isBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

Error leftOut(std::string reason) { return {Code::BadInput, std::move(reason), {}, {}, "Correct the row, or leave it out."}; }

Result<std::string> textOf(const element& value, const std::string& field) {
  std::string_view text;
  if (!value.get(text)) return std::string(text);
  array parts;
  if (value.is_array() && !value.get(parts)) {
    std::string joined;
    for (const element part : parts) {
      std::string_view piece;
      if (!part.get(piece)) {
        joined += piece;
        continue;
      }
      if (part["text"].get(piece)) {
        std::string_view type;
        const bool isNamed = !part["type"].get(type);
        return leftOut(field + " has a part that is not text" + (isNamed ? " (" + std::string(type) + ")" : ""));
      }
      joined += piece;
    }
    return joined;
  }
  return leftOut(field + " is " + kindOf(value) + ", text was expected");
}

Result<std::string> textOrNumberOf(const element& value, const std::string& field) {
  if (value.is_number() || value.is_bool()) return std::string(simdjson::minify(value));
  return textOf(value, field);
}

/// Arguments as an object; text is read as JSON, and kept as text where it is none.
Result<std::string> MessageReader::arguments(const element& value) {
  std::string_view text;
  if (value.get(text)) return std::string(simdjson::minify(value));
  if (isBlank(text)) return std::string("{}");
  element parsed;
  if (m_arguments.parse(text.data(), text.size()).get(parsed) || !parsed.is_object()) return std::string(simdjson::minify(value));
  return std::string(simdjson::minify(parsed));
}

/// {"id":...,"type":"function","function":{"name":...,"arguments":{...}}}
Result<std::string> MessageReader::call(const element& one) {
  if (!one.is_object()) return leftOut("a tool call is not an object");
  element function = one;
  const bool isWrapped = !one["function"].get(function) && function.is_object();
  if (!isWrapped) function = one;
  std::string_view name;
  if (function["name"].get(name)) return leftOut("a tool call has no name");
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
      if (field.key == "name" || field.key == "arguments" || field.key == "parameters" || field.value.is_null()) continue;
      if (!isWrapped && (field.key == "id" || field.key == "type")) continue;
      out += member(field.key, std::string(simdjson::minify(field.value)));
    }
  }
  element given;
  std::string json = "{}";
  if ((!function["arguments"].get(given) || !function["parameters"].get(given)) && !given.is_null()) {
    GRAFT_TRY(json, arguments(given));
  }
  return out + ",\"arguments\":" + json + "}}";
}

Result<std::string> MessageReader::calls(const element& list) {
  array items;
  std::string out = "[";
  if (list.get(items)) {
    GRAFT_TRY(const auto one, call(list));
    return out + one + "]";
  }
  for (const element item : items) {
    GRAFT_TRY(const auto one, call(item));
    out += (out.size() > 1 ? "," : "") + one;
  }
  return out + "]";
}

/// Hermes' form: <tool_call>{"name": ..., "arguments": {...}}</tool_call> in the text of an answer becomes calls. False, and nothing is
/// changed, where one of them is not such an object.
bool MessageReader::takeTextCalls(Message& message, MessageNotes& notes) {
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

Result<Message> MessageReader::read(const element& item, const MessageWords& words, MessageNotes& notes) {
  if (!item.is_object()) return leftOut(std::string("a message is ") + kindOf(item) + ", an object was expected");
  std::string_view role;
  if (item[words.role].get(role)) return leftOut("a message has no '" + words.role + "'");
  Message message;
  const auto known = words.roles->find(std::string(role));
  if (known == words.roles->end()) {
    std::string list;
    for (const auto& [name, ours] : *words.roles) list += (list.empty() ? "" : ", ") + name;
    return leftOut("the role '" + std::string(role) + "' is not known (known: " + list + "; say which it is with --role " + std::string(role) +
                   "=assistant)");
  }
  message.role = known->second;
  const bool isCallTurn = role == "function_call" || role == "function-call" || role == "tool_call";
  element content;
  const bool hasContent = !item[words.content].get(content) && !content.is_null();
  object members;
  if (item.get(members)) return leftOut("a message is not an object");
  for (const auto field : members) {
    if (field.key == words.role || field.key == words.content || field.value.is_null()) continue;
    if (field.key == "role" || field.key == "content") continue;  // said by the words that were chosen
    if (field.key == "tool_calls" || field.key == "function_call") {
      array list;
      if (!field.value.get(list) && list.size() == 0) continue;
      if (message.hasCalls) return leftOut("a message has tool_calls and function_call");
      GRAFT_TRY(const auto json, calls(field.value));
      message.members += member("tool_calls", json);
      message.hasCalls = true;
    } else {
      message.members += member(field.key, std::string(simdjson::minify(field.value)));
    }
  }
  if (!hasContent) {
    const bool isThere = !item[words.content].error();
    if (!message.hasCalls && message.role != "assistant") {
      return leftOut(isThere ? words.content + " is null, text was expected" : "a message has no '" + words.content + "'");
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
    GRAFT_TRY(message.content, textOf(content, words.content));
  }
  if (message.role == "assistant" && !message.hasCalls && isCallTurn) {
    element parsed;
    const std::string text = *message.content;
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
  if (message.role == "tool") {  // Hermes wraps a result too; the template does that again
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
  if (!value.get(text)) {  // a JSON text inside a string column
    if (isBlank(text)) return std::string();
    if (m_nested.parse(text.data(), text.size()).get(list) || !(list.is_array() || list.is_object()))
      return leftOut("'tools' is text that is not a JSON list");
  }
  array items;
  std::string out;
  const auto add = [&](const element& tool) -> Status {
    element whole = tool;
    std::string_view nested;
    if (!tool.get(nested) && m_arguments.parse(nested.data(), nested.size()).get(whole)) return leftOut("'tools' holds text that is not JSON");
    if (!whole.is_object()) return leftOut("'tools' holds something that is not an object");
    out += (out.empty() ? "" : ",") + std::string(simdjson::minify(whole));
    return Done{};
  };
  if (list.get(items)) {
    if (!list.is_object()) return leftOut(std::string("'tools' is ") + kindOf(list) + ", a list was expected");
    GRAFT_CHECK(add(list));
  } else {
    for (const element tool : items) GRAFT_CHECK(add(tool));
  }
  return out.empty() ? std::string() : ",\"tools\":[" + out + "]";
}

Status checkTurns(const std::vector<Message>& messages) {
  if (messages.empty()) return leftOut("there are no messages");
  const Message* before = nullptr;
  for (size_t i = 0; i < messages.size(); ++i) {
    const Message& message = messages[i];
    const auto place = [&] { return std::to_string(i + 1); };
    if (message.role == "system") {
      if (i != 0) return leftOut("a system message stands at place " + place() + ", it must be the first");
      continue;
    }
    if (message.role == "assistant") {
      if (!before) return leftOut("the conversation begins with an answer");
      if (before->role == "assistant" && !before->hasCalls) return leftOut("two answers follow each other at message " + place());
      if (!message.hasCalls && isBlank(message.content.value_or(""))) return leftOut("the answer is empty");
    } else if (message.role == "user") {
      if (before && before->role == "user") return leftOut("two questions follow each other at message " + place());
    } else if (!before) {
      return leftOut("the conversation begins with a tool's result");
    }
    before = &message;
  }
  if (!before || before->role != "assistant") return leftOut("there is no answer at the end");
  return Done{};
}

void appendMessages(std::string& out, const std::vector<Message>& messages) {
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
