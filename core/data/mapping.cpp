// SPDX-License-Identifier: Apache-2.0
#include "core/data/mapping.hpp"

#include <simdjson.h>

#include "core/base/json.hpp"
#include "core/data/row_source.hpp"

namespace graft {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

/// A row that is left out, and why.
Error leftOut(std::string reason) { return {Code::BadInput, std::move(reason), {}, {}, "Correct the row, or leave it out."}; }

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

struct Message {
  std::string role;
  std::string content;
  bool trained = true;
};

Result<std::string> contentText(const element& value, const char* field) {
  std::string_view text;
  if (!value.get(text)) return std::string(text);
  array parts;
  if (value.is_array() && !value.get(parts)) {  // OpenAI's list of typed parts
    std::string joined;
    for (const element part : parts) {
      std::string_view piece;
      if (part["text"].get(piece)) return leftOut(std::string(field) + " has a part that is not text");
      joined += piece;
    }
    return joined;
  }
  const char* kind = value.is_null() ? "null" : value.is_bool() ? "a truth value" : value.is_number() ? "a number" : "an object";
  return leftOut(std::string(field) + " is " + kind + ", text was expected");
}

}  // namespace

struct RowMapper::Impl {
  simdjson::dom::parser parser;
  Mapping mapping;

  Result<object> parse(const std::string& json) {
    element root;
    if (const auto error = parser.parse(json).get(root); error) {
      if (error == simdjson::UTF8_ERROR) return leftOut("not valid UTF-8");
      if (error == simdjson::DEPTH_ERROR) return leftOut("nested deeper than " + std::to_string(kMaxJsonDepth) + " levels");
      return leftOut(std::string("not valid JSON: ") + simdjson::error_message(error));
    }
    object row;
    if (root.get(row)) return leftOut("not a JSON object");
    size_t i = 0;
    for (const auto field : row) {
      size_t k = 0;
      for (const auto earlier : row) {
        if (k++ >= i) break;
        if (earlier.key == field.key) return leftOut("the key '" + std::string(field.key) + "' stands twice");
      }
      if (++i > 64) break;  // wide tables have a checked header
    }
    return row;
  }
  std::string column(const char* field) const {
    const auto it = mapping.columns.find(field);
    return it == mapping.columns.end() ? field : it->second;
  }
  Result<std::string> text(const object& row, const char* field) const {
    const std::string name = column(field);
    element value;
    if (row[name].get(value)) return leftOut("the field '" + name + "' is missing");
    return contentText(value, name.c_str());
  }
  /// Missing and null count as empty.
  Result<std::string> optionalText(const object& row, const char* field) const {
    element value;
    if (row[column(field)].get(value) || value.is_null()) return std::string();
    return contentText(value, column(field).c_str());
  }

  Status pairs(const object& row, std::vector<Message>& out) const {
    array history;
    element value;
    if (row[column("history")].get(value) || value.is_null()) return Done{};
    if (value.get(history)) return leftOut("history is not a list");
    for (const element turn : history) {
      std::string_view asked, answered;
      if (turn.at(0).get(asked) || turn.at(1).get(answered)) return leftOut("history holds something that is not a pair of texts");
      out.push_back({"user", std::string(asked)});
      out.push_back({"assistant", std::string(answered)});
    }
    return Done{};
  }

  Result<std::vector<Message>> alpaca(const object& row) const {
    std::vector<Message> out;
    GRAFT_TRY(const auto system, optionalText(row, "system"));
    GRAFT_TRY(auto instruction, text(row, "instruction"));
    GRAFT_TRY(const auto input, optionalText(row, "input"));
    GRAFT_TRY(auto output, text(row, "output"));
    if (!system.empty()) out.push_back({"system", system});
    GRAFT_CHECK(pairs(row, out));
    if (!input.empty()) instruction += (instruction.empty() ? "" : "\n") + input;
    out.push_back({"user", std::move(instruction)});
    out.push_back({"assistant", std::move(output)});
    return out;
  }

  Result<std::vector<Message>> messageList(const object& row, const char* field, const std::string& roleKey,
                                           const std::string& contentKey) const {
    std::vector<Message> out;
    GRAFT_TRY(const auto system, optionalText(row, "system"));
    if (!system.empty()) out.push_back({"system", system});
    array list;
    if (row[column(field)].get(list)) return leftOut("'" + column(field) + "' is not a list of messages");
    for (const element item : list) {
      GRAFT_TRY(auto message, oneMessage(item, roleKey, contentKey));
      out.push_back(std::move(message));
    }
    return out;
  }

  Result<Message> oneMessage(const element& item, const std::string& roleKey, const std::string& contentKey) const {
    std::string_view role;
    if (item[roleKey].get(role)) return leftOut("a message has no '" + roleKey + "'");
    Message message;
    const auto known = mapping.roles.find(std::string(role));
    message.role = known != mapping.roles.end() ? known->second : role == "developer" ? "system" : role == "function" ? "tool" : "";
    if (message.role.empty()) return leftOut("the role '" + std::string(role) + "' is not known");
    element content;
    const bool calls = !item["tool_calls"].error();
    if (item[contentKey].get(content) || (content.is_null() && calls)) {
      element toolCalls;
      if (item["tool_calls"].get(toolCalls)) return leftOut("a message has no '" + contentKey + "'");
      message.content = simdjson::minify(toolCalls);  // shown to the model as the calls' own JSON
    } else {
      GRAFT_TRY(message.content, contentText(content, contentKey.c_str()));
    }
    double weight = 1;
    if (!item["weight"].get(weight)) message.trained = weight != 0;
    return message;
  }

  /// Conversations must be something to learn from: people (or tools) and answers by turns, an answer last.
  static Status checkTurns(const std::vector<Message>& messages) {
    if (messages.empty()) return leftOut("there are no messages");
    bool expectAnswer = false, any = false;
    for (size_t i = 0; i < messages.size(); ++i) {
      const auto& role = messages[i].role;
      if (role == "system") {
        if (i != 0) return leftOut("a system message stands at place " + std::to_string(i + 1) + ", it must be the first");
        continue;
      }
      const bool answers = role == "assistant";
      if (answers && !expectAnswer && !any) return leftOut("the conversation begins with an answer");
      if (answers != expectAnswer && any && !(role == "tool" && !expectAnswer)) {
        return leftOut(std::string(answers ? "two answers" : "two questions") + " follow each other at message " + std::to_string(i + 1));
      }
      if (answers && blank(messages[i].content)) return leftOut("the answer is empty");
      any = true;
      expectAnswer = !answers;
    }
    if (!any || expectAnswer) return leftOut("there is no answer at the end");
    return Done{};
  }

  static void appendMessages(std::string& out, const std::vector<Message>& messages) {
    out += "{\"messages\":[";
    for (size_t i = 0; i < messages.size(); ++i) {
      out += i ? ",{\"role\":\"" : "{\"role\":\"";
      out += messages[i].role;
      out += "\",\"content\":";
      appendJsonString(out, messages[i].content);
      if (!messages[i].trained) out += ",\"weight\":0";
      out += '}';
    }
    out += ']';
  }

  Status appendTools(const object& row, std::string& out) const {
    element tools;
    if (row[column("tools")].get(tools) || tools.is_null()) return Done{};
    std::string_view text;
    if (!tools.get(text)) {  // a JSON text inside a string column
      if (blank(text)) return Done{};
      const auto parsed = parseJson(text);
      if (!parsed.ok() || !parsed->is_array()) return leftOut("'tools' is text that is not a JSON list");
      if (!parsed->empty()) out += ",\"tools\":" + dump(*parsed);
    } else if (tools.is_array()) {
      out += ",\"tools\":" + std::string(simdjson::minify(tools));
    }
    return Done{};
  }

  Result<Example> finish(const object& row, const std::vector<Message>& messages, const std::string& extra = {}) const {
    GRAFT_CHECK(checkTurns(messages));
    Example example;
    appendMessages(example.json, messages);
    GRAFT_CHECK(appendTools(row, example.json));
    example.json += extra + '}';
    for (const auto& message : messages) {
      if (message.role == "user" || message.role == "tool") example.prompt += message.content + '\n';
      example.controlTokens = example.controlTokens || message.content.find("<|") != std::string::npos;
    }
    example.answer = messages.back().content;
    return example;
  }

  Result<Example> preference(const object& row) const {
    std::vector<Message> messages;
    const bool share = !row[column("conversations")].error(), chat = !row[column("messages")].error();
    if (share) {
      GRAFT_TRY(messages, messageList(row, "conversations", mapping.roleTag, mapping.contentTag));
    } else if (chat) {
      GRAFT_TRY(messages, messageList(row, "messages", "role", "content"));
    } else {
      GRAFT_TRY(auto prompt, text(row, row[column("prompt")].error() ? "instruction" : "prompt"));
      GRAFT_TRY(const auto input, optionalText(row, "input"));
      messages = {{"user", input.empty() ? prompt : prompt + "\n" + input}};
    }
    GRAFT_TRY(auto chosen, preferenceSide(row, "chosen"));
    GRAFT_TRY(const auto rejected, preferenceSide(row, "rejected"));
    messages.push_back({"assistant", std::move(chosen)});
    std::string extra = ",\"rejected\":";
    appendJsonString(extra, rejected);
    return finish(row, messages, extra);
  }
  Result<std::string> preferenceSide(const object& row, const char* field) const {
    element value;
    if (row[column(field)].get(value)) return leftOut("the field '" + column(field) + "' is missing");
    if (value.is_array()) {
      array list;
      if (value.get(list) || list.size() == 0) return leftOut(std::string(field) + " is an empty list");
      value = list.at(list.size() - 1).value();
    }
    if (value.is_object()) {
      element content;
      if (value[mapping.contentTag].get(content) && value["content"].get(content)) return leftOut(std::string(field) + " has no content");
      return contentText(content, field);
    }
    return contentText(value, field);
  }

  Result<Example> kto(const object& row) const {
    bool label = false;
    if (row[column("label")].get(label)) return leftOut("'" + column("label") + "' is not true or false");
    std::vector<Message> messages;
    if (!row[column("messages")].error()) {
      GRAFT_TRY(messages, messageList(row, "messages", "role", "content"));
    } else {
      GRAFT_TRY(messages, promptCompletion(row));
    }
    return finish(row, messages, label ? ",\"label\":true" : ",\"label\":false");
  }

  Result<std::vector<Message>> promptCompletion(const object& row) const {
    element prompt;
    if (!row[column("prompt")].get(prompt) && prompt.is_array() && !prompt.at(0)["role"].error()) {
      GRAFT_TRY(auto messages, messageList(row, "prompt", "role", "content"));
      GRAFT_TRY(const auto answer, messageList(row, "completion", "role", "content"));
      messages.insert(messages.end(), answer.begin(), answer.end());
      return messages;
    }
    std::vector<Message> out;
    GRAFT_TRY(const auto system, optionalText(row, "system"));
    if (!system.empty()) out.push_back({"system", system});
    GRAFT_TRY(auto asked, text(row, "prompt"));
    GRAFT_TRY(auto answered, text(row, "completion"));
    if (blank(asked)) return leftOut("the prompt ('" + column("prompt") + "') is empty");
    out.push_back({"user", std::move(asked)});
    out.push_back({"assistant", std::move(answered)});
    return out;
  }

  Result<Example> plainText(const object& row) const {
    GRAFT_TRY(const auto words, text(row, "text"));
    if (blank(words)) return leftOut("the text is empty");
    Example example;
    example.json = "{\"text\":";
    appendJsonString(example.json, words);
    example.json += '}';
    example.prompt = words;
    example.controlTokens = words.find("<|") != std::string::npos;
    return example;
  }

  Result<Example> tokens(const object& row) const {
    array ids, labels;
    if (row[column("input_ids")].get(ids) || row[column("labels")].get(labels))
      return leftOut("input_ids or labels is not a list of numbers");
    if (ids.size() != labels.size() || ids.size() == 0)
      return leftOut("input_ids has " + std::to_string(ids.size()) + " entries, labels " + std::to_string(labels.size()));
    Example example;
    for (const element id : ids) {
      uint64_t value;
      if (id.get(value) || value > 0x7fffffff) return leftOut("input_ids holds something that is not a token id");
    }
    bool trained = false;
    for (const element label : labels) {
      int64_t value;
      if (label.get(value) || value < -100) return leftOut("labels holds something that is neither a token id nor -100");
      trained = trained || value >= 0;
    }
    if (!trained) return leftOut("no label is trained");
    example.prompt = simdjson::minify(ids);
    example.json = "{\"input_ids\":" + example.prompt + ",\"labels\":" + std::string(simdjson::minify(labels)) + "}";
    return example;
  }

  /// Only with a mapping that renames nothing.
  Result<Example> canonical(const object& row) const {
    if (!row["text"].error()) return plainText(row);
    if (!row["input_ids"].error()) return tokens(row);
    GRAFT_TRY(const auto messages, messageList(row, "messages", "role", "content"));
    std::string extra;
    element value;
    if (std::string_view words; !row["rejected"].get(words)) {
      extra = ",\"rejected\":";
      appendJsonString(extra, words);
    } else if (!row["label"].get(value)) {
      extra = ",\"label\":" + std::string(simdjson::minify(value));
    }
    return finish(row, messages, extra);
  }

  Result<Example> dispatch(const object& row) const {
    switch (mapping.shape) {
      case Shape::Alpaca: {
        GRAFT_TRY(const auto messages, alpaca(row));
        return finish(row, messages);
      }
      case Shape::Messages: {
        GRAFT_TRY(const auto messages, messageList(row, "messages", "role", "content"));
        return finish(row, messages);
      }
      case Shape::ShareGpt: {
        GRAFT_TRY(const auto messages, messageList(row, "conversations", mapping.roleTag, mapping.contentTag));
        return finish(row, messages);
      }
      case Shape::PromptCompletion: {
        GRAFT_TRY(const auto messages, promptCompletion(row));
        return finish(row, messages);
      }
      case Shape::Text: return plainText(row);
      case Shape::Preference: return preference(row);
      case Shape::Kto: return kto(row);
      case Shape::Tokens: return tokens(row);
      case Shape::Unknown: break;
    }
    return Error{Code::Internal, "no shape was set", {}, {}, {}};
  }
};

RowMapper::RowMapper() : m_impl(std::make_unique<Impl>()) {
  // Sets the depth limit; a failure to allocate shows again, as an error, at the first row.
  [[maybe_unused]] const auto allocated = m_impl->parser.allocate(1 << 16, kMaxJsonDepth);
}
RowMapper::~RowMapper() = default;
RowMapper::RowMapper(RowMapper&&) noexcept = default;

void RowMapper::use(Mapping mapping) { m_impl->mapping = std::move(mapping); }

Result<Example> RowMapper::map(const std::string& json) {
  GRAFT_TRY(const object row, m_impl->parse(json));
  return m_impl->dispatch(row);
}

Result<Example> RowMapper::canonical(const std::string& json) {
  GRAFT_TRY(const object row, m_impl->parse(json));
  return m_impl->canonical(row);
}

}  // namespace graft
