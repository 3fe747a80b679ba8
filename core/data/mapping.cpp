// SPDX-License-Identifier: Apache-2.0
#include "core/data/mapping.hpp"

#include <algorithm>

#include <simdjson.h>

#include "core/base/json.hpp"
#include "core/data/column_names.hpp"
#include "core/data/conversation.hpp"
#include "core/data/row_source.hpp"

namespace graft {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

bool looksLikeControlTokens(std::string_view text) {
  for (const char* mark : {"<|", "[INST]", "[/INST]", "<start_of_turn>", "<end_of_turn>", "<s>", "</s>", "<\xEF\xBD\x9C", "<bos>", "<eos>",
                           "<<SYS>>", "[TOOL_CALLS]", "<turn|>"}) {
    if (text.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

std::optional<bool> isHeldOutByName(std::string_view name) {
  std::string plain = lower(std::string(name));
  std::replace(plain.begin(), plain.end(), '-', '_');
  for (const char* train : {"train", "training", "train_sft"}) {
    if (plain == train) return false;
  }
  for (const char* held :
       {"test", "testing", "validation", "valid", "val", "dev", "eval", "evaluation", "heldout", "held_out", "holdout", "test_sft"}) {
    if (plain == held) return true;
  }
  return {};
}

namespace {

/// Splits "\n\nHuman: ... \n\nAssistant: ..." (Anthropic's HH-RLHF) into turns. Empty if the text has another form.
std::vector<ChatMessage> humanAssistantTurns(std::string_view text) {
  constexpr std::string_view kHuman = "\n\nHuman:", kAssistant = "\n\nAssistant:";
  std::vector<ChatMessage> out;
  if (!text.starts_with(kHuman)) return out;
  for (size_t at = 0; at < text.size();) {
    const bool isHuman = text.substr(at).starts_with(kHuman);
    const size_t begin = at + (isHuman ? kHuman.size() : kAssistant.size());
    size_t end = text.find("\n\n", begin);
    while (end != std::string_view::npos && !text.substr(end).starts_with(kHuman) && !text.substr(end).starts_with(kAssistant))
      end = text.find("\n\n", end + 1);
    end = std::min(end, text.size());
    std::string_view words = text.substr(begin, end - begin);
    words.remove_prefix(std::min(words.size(), words.find_first_not_of(' ')));
    out.push_back({isHuman ? "user" : "assistant", std::string(words), {}, false});
    at = end;
  }
  return out;
}

bool isSame(const ChatMessage& a, const ChatMessage& b) { return a.role == b.role && a.content == b.content && a.members == b.members; }

}  // namespace

struct RowMapper::Impl {
  simdjson::dom::parser parser, listParser;
  MessageReader reader;
  MessageNotes notes;
  Mapping mapping;
  /// Columns read by the row's shape. The others are kept in `extra`.
  std::vector<std::string> used;
  bool keepsValues = false;     ///< the row holds a value that is kept verbatim
  std::optional<bool> heldOut;  ///< split named by the row

  Result<object> parse(const std::string& json) {
    element root;
    if (const auto error = parseRow(parser, json, root); error) {
      if (error == simdjson::UTF8_ERROR) return leftOut(msg("not valid UTF-8"));
      if (error == simdjson::DEPTH_ERROR) return leftOut(msg("nested deeper than %1 levels", kMaxJsonDepth));
      return leftOut(msg("not valid JSON: %1", simdjson::error_message(error)));
    }
    object row;
    if (root.get(row)) return leftOut(msg("not a JSON object"));
    if (row.size() > kMostFields) return leftOut(msg("the row has %1 fields, more than the limit of %2", row.size(), kMostFields));
    size_t i = 0;
    for (const auto field : row) {
      size_t k = 0;
      for (const auto earlier : row) {
        if (k++ >= i) break;
        if (earlier.key == field.key) return leftOut(msg("the key '%1' stands twice", field.key));
      }
      if (++i > 64) break;  // wide tables have a checked header
    }
    used.clear();
    notes = {};
    keepsValues = false;
    return row;
  }
  /// Reads the split from the row's column, if there is one.
  Status readSide(const object& row) {
    heldOut.reset();
    if (!mapping.columns.contains("split")) return Done{};
    const std::string name = column("split");
    std::string_view side;
    if (row[name].get(side)) return leftOut(msg("'%1' does not say which side the row belongs to", name));
    heldOut = isHeldOutByName(side);
    if (!heldOut) return leftOut(msg("'%1' is '%2', neither train nor test or validation", name, side.substr(0, 40)));
    return Done{};
  }
  /// Returns the column of a field and marks it as used.
  std::string column(const char* field) {
    const auto it = mapping.columns.find(field);
    used.push_back(it == mapping.columns.end() ? field : it->second);
    return used.back();
  }
  bool has(const object& row, const char* field) {
    const auto it = mapping.columns.find(field);
    return !row[it == mapping.columns.end() ? std::string(field) : it->second].error();
  }
  Result<std::string> text(const object& row, const char* field) {
    const std::string name = column(field);
    element value;
    if (row[name].get(value)) return leftOut(msg("the field '%1' is missing", name));
    return textOf(value, name);
  }
  /// An answer may be a number, such as a label or a score.
  Result<std::string> answer(const object& row, const char* field) {
    const std::string name = column(field);
    element value;
    if (row[name].get(value)) return leftOut(msg("the field '%1' is missing", name));
    return textOrNumberOf(value, name);
  }
  /// Missing and null count as empty.
  Result<std::string> optionalText(const object& row, const char* field) {
    const std::string name = column(field);
    element value;
    if (row[name].get(value) || value.is_null()) return std::string();
    return textOf(value, name);
  }
  /// Joins a question and its passage.
  static std::string joined(std::string question, const std::string& passage) {
    return passage.empty() ? question : question + (question.empty() ? "" : "\n") + passage;
  }

  Status pairs(const object& row, std::vector<ChatMessage>& out) {
    array history;
    element value;
    if (row[column("history")].get(value) || value.is_null()) return Done{};
    if (std::string_view words; !value.get(words)) {  // cell of a table
      if (isBlank(words)) return Done{};
      if (parseCell(listParser, words, value)) return leftOut(msg("history is text that is not a list"));
    }
    if (value.get(history)) return leftOut(msg("history is not a list"));
    for (const element turn : history) {
      std::string_view asked, answered;
      if (turn.at(0).get(asked) || turn.at(1).get(answered)) return leftOut(msg("history holds something that is not a pair of texts"));
      out.push_back({"user", std::string(asked), {}, false});
      out.push_back({"assistant", std::string(answered), {}, false});
    }
    return Done{};
  }

  Result<std::vector<ChatMessage>> alpaca(const object& row) {
    std::vector<ChatMessage> out;
    GRAFT_TRY(const auto system, optionalText(row, "system"));
    GRAFT_TRY(auto instruction, text(row, "instruction"));
    GRAFT_TRY(const auto input, optionalText(row, "input"));
    GRAFT_TRY(auto output, answer(row, "output"));
    if (!system.empty()) out.push_back({"system", system, {}, false});
    GRAFT_CHECK(pairs(row, out));
    out.push_back({"user", joined(std::move(instruction), input), {}, false});
    GRAFT_TRY(const auto reasoning, reasoningMember(row));
    out.push_back({"assistant", std::move(output), reasoning, false});
    return out;
  }

  /// Returns the reasoning column as a member of the answer's message.
  Result<std::string> reasoningMember(const object& row) {
    if (!mapping.columns.contains("reasoning")) return std::string();
    GRAFT_TRY(const auto words, optionalText(row, "reasoning"));
    if (isBlank(words)) return std::string();
    std::string out = ",\"reasoning_content\":";
    appendJsonString(out, words);
    return out;
  }

  /// Reads a list of messages from `field`, which may be JSON text.
  Result<std::vector<ChatMessage>> messageList(const object& row, const char* field, const std::string& roleKey,
                                               const std::string& contentKey) {
    std::vector<ChatMessage> out;
    GRAFT_TRY(const auto system, optionalText(row, "system"));
    const std::string name = column(field);
    element value;
    array list;
    if (row[name].get(value)) return leftOut(msg("the field '%1' is missing", name));
    if (std::string_view words; !value.get(words) && parseCell(listParser, words, value))
      return leftOut(msg("'%1' is text that is not a JSON list of messages", name));
    if (value.get(list)) return leftOut(msg("'%1' is not a list of messages", name));
    GRAFT_TRY(out, messagesOf(list, roleKey, contentKey));
    const bool hasSystem = !out.empty() && out[0].role == "system";
    if (!system.empty() && !hasSystem)
      out.insert(out.begin(), {"system", system, {}, false});
    else if (!system.empty() && system != out[0].content)
      std::erase(used, column("system"));  // the conversation's own system message wins; this column is reported as unused
    return out;
  }
  Result<std::vector<ChatMessage>> messagesOf(const array& list, const std::string& roleKey, const std::string& contentKey) {
    std::vector<ChatMessage> out;
    if (isTextList(list)) {
      for (const element item : list)
        out.push_back({out.size() % 2 == 0 ? "user" : "assistant", std::string(item.get_string().value()), {}, false});
      return out;
    }
    const MessageWords words{roleKey, contentKey, &mapping.roles};
    for (const element item : list) {
      GRAFT_TRY(auto message, reader.read(item, words, notes));
      out.push_back(std::move(message));
    }
    return out;
  }

  /// Returns ,"tools":[...],"documents":[...] for a row that has them.
  Result<std::string> context(const object& row) {
    std::string out;
    element value;
    for (const char* field : {"tools", "functions"}) {
      if (!out.empty() || !has(row, field)) continue;
      if (row[column(field)].get(value) || value.is_null()) continue;
      GRAFT_TRY(out, reader.tools(value));
    }
    array documents;
    if (has(row, "documents") && !row[column("documents")].get(documents) && documents.size() > 0)
      out += ",\"documents\":" + std::string(simdjson::minify(documents));
    return out;
  }

  /// Completes the row. `out` is an object without its closing brace. Unused columns go to `extra`.
  Example close(const object& row, std::string out) {
    Example example;
    example.core = out + '}';
    std::string extra;
    for (const auto field : row) {
      if (field.key == "extra" && field.value.is_object()) {  // of a row that is already canonical
        object kept;
        if (field.value.get(kept)) continue;
        for (const auto one : kept) addExtra(extra, one.key, one.value, example);
        continue;
      }
      if (std::find(used.begin(), used.end(), field.key) == used.end()) addExtra(extra, field.key, field.value, example);
    }
    keepsValues = keepsValues || !extra.empty();
    example.json = extra.empty() ? example.core : out + ",\"extra\":{" + extra + "}}";
    example.heldOut = heldOut;
    example.callsFromText = notes.callsFromText;
    example.valuesAsText = notes.valuesAsText;
    for (const auto& field : notes.otherFields) example.messageFields.push_back(field);
    return example;
  }
  static void addExtra(std::string& extra, std::string_view key, const element& value, Example& example) {
    std::string_view words;
    if (value.is_null() || (!value.get(words) && isBlank(words))) return;
    if (!extra.empty()) extra += ',';
    appendJsonString(extra, key);
    extra += ':';
    extra += simdjson::minify(value);
    example.unused.emplace_back(key);
  }

  Result<Example> finish(const object& row, std::vector<ChatMessage> messages, const std::string& more = {}, bool mayMend = true) {
    const bool isMended = mayMend && mapping.mendTurns && mendTurns(messages);
    GRAFT_CHECK(checkTurns(messages));
    std::string out = "{";
    appendMessages(out, messages);
    GRAFT_TRY(const auto beside, context(row));
    Example example = close(row, out + beside + more);
    example.hasMendedTurns = isMended;
    example.isOddlyOrdered = isOddlyOrdered(messages);
    keepsValues = keepsValues || !beside.empty();
    for (const auto& message : messages) {
      keepsValues = keepsValues || !message.members.empty();
      const std::string content = message.content.value_or("");
      if (message.role == "user" || message.role == "tool") example.prompt += content + '\n';
      example.controlTokens = example.controlTokens || content.find("<|") != std::string::npos;
    }
    example.answer = messages.back().content.value_or("");
    if (example.answer.empty()) example.answer = messages.back().members;
    return example;
  }

  /// Builds the chosen conversation and the last answer of the rejected side. A side is a text, a list of messages, or a conversation as
  /// text. It may start with the prompt or after it.
  Result<Example> preference(const object& row) {
    std::vector<ChatMessage> prompt;
    GRAFT_TRY(const auto chosenSide, preferenceSide(row, "chosen"));
    GRAFT_TRY(auto rejected, preferenceSide(row, "rejected"));
    std::vector<ChatMessage> chosen = chosenSide;
    // A side that starts with a question is the whole conversation. Columns that repeat its beginning count as used.
    const bool isWhole = chosen.front().role != "assistant";
    const char* asked = has(row, "prompt")        ? "prompt"
                        : has(row, "instruction") ? "instruction"
                        : has(row, "question")    ? "question"
                                                  : "prompt";
    if (isWhole) {
      useWhereEqual(row, asked, chosen);
      useWhereEqual(row, "messages", chosen);
    } else if (has(row, "conversations")) {
      GRAFT_TRY(prompt, messageList(row, "conversations", mapping.roleTag, mapping.contentTag));
    } else if (holdsList(row, asked)) {
      GRAFT_TRY(prompt, messageList(row, asked, "role", "content"));
    } else if (has(row, "messages")) {
      GRAFT_TRY(prompt, messageList(row, "messages", "role", "content"));
    } else {
      GRAFT_TRY(const auto system, optionalText(row, "system"));
      if (!system.empty()) prompt.push_back({"system", system, {}, false});
      GRAFT_CHECK(pairs(row, prompt));
      GRAFT_TRY(auto words, text(row, asked));
      GRAFT_TRY(const auto input, optionalText(row, "input"));
      prompt.push_back({"user", joined(std::move(words), input), {}, false});
    }
    chosen.insert(chosen.begin(), prompt.begin(), prompt.end());
    if (rejected.front().role == "assistant" && rejected.size() == 1) {
      if (chosenSide.size() > 1 && isWhole) return leftOut(msg("chosen is a conversation, rejected is an answer alone"));
    } else if (rejected.size() != chosenSide.size() || !std::equal(rejected.begin(), rejected.end() - 1, chosenSide.begin(), isSame)) {
      return leftOut(msg("chosen and rejected differ before the last answer"));
    }
    if (chosen.back().role != "assistant" || rejected.back().role != "assistant")
      return leftOut(msg("chosen or rejected does not end with an answer"));
    if (rejected.back().hasCalls || !rejected.back().content) return leftOut(msg("the rejected answer is a call, a text was expected"));
    std::string more = ",\"rejected\":";
    appendJsonString(more, *rejected.back().content);
    return finish(row, chosen, more, false);
  }
  bool holdsList(const object& row, const char* field) {
    const auto it = mapping.columns.find(field);
    element value;
    return !row[it == mapping.columns.end() ? std::string(field) : it->second].get(value) && value.is_array();
  }
  /// Marks a column as used if it repeats the beginning of a conversation: the first question as text, or the first messages.
  void useWhereEqual(const object& row, const char* field, const std::vector<ChatMessage>& conversation) {
    if (!has(row, field)) return;
    const std::string name = column(field);
    used.pop_back();
    element value;
    std::string_view words;
    array list;
    if (row[name].get(value)) return;
    const auto question = std::find_if(conversation.begin(), conversation.end(), [](const ChatMessage& m) { return m.role == "user"; });
    bool isEqual = !value.get(words) && question != conversation.end() && question->content == words;
    if (!value.get(list)) {
      const auto messages = messagesOf(list, "role", "content");
      isEqual = messages.ok() && messages->size() <= conversation.size() &&
                std::equal(messages->begin(), messages->end(), conversation.begin(), isSame);
    }
    if (isEqual) used.push_back(name);
  }
  /// Messages of one side. A text is an answer, or "Human:" and "Assistant:" turns.
  Result<std::vector<ChatMessage>> preferenceSide(const object& row, const char* field) {
    element value;
    const std::string name = column(field);
    if (row[name].get(value)) return leftOut(msg("the field '%1' is missing", name));
    std::vector<ChatMessage> out;
    std::string_view words;
    // A table cell may hold the list as text.
    if (element list;
        !value.get(words) && words.starts_with('[') && !parseCell(listParser, words, list) && list.is_array() && list.at(0).is_object())
      value = list;
    if (array list; !value.get(list)) {
      if (list.size() == 0) return leftOut(msg("%1 is an empty list", field));
      const bool isOwn = !list.at(0)[mapping.roleTag].error() && !list.at(0)[mapping.contentTag].error();
      return messagesOf(list, isOwn ? mapping.roleTag : "role", isOwn ? mapping.contentTag : "content");
    }
    if (value.is_object()) {
      element content;
      if (value[mapping.contentTag].get(content) && value["content"].get(content)) return leftOut(msg("%1 has no content", field));
      GRAFT_TRY(auto text, textOf(content, field));
      out.push_back({"assistant", std::move(text), {}, false});
      return out;
    }
    if (!value.get(words) && !has(row, "prompt") && !has(row, "instruction") && !has(row, "question")) out = humanAssistantTurns(words);
    if (!out.empty()) return out;
    GRAFT_TRY(auto text, textOf(value, field));
    out.push_back({"assistant", std::move(text), {}, false});
    return out;
  }

  Result<Example> kto(const object& row) {
    const std::string name = column("label");
    element value;
    if (row[name].get(value)) return leftOut(msg("the field '%1' is missing", name));
    const auto label = isGoodOrBad(value);
    if (!label) return leftOut(msg("'%1' is not true or false", name));
    std::vector<ChatMessage> messages;
    if (has(row, "messages")) {
      GRAFT_TRY(messages, messageList(row, "messages", "role", "content"));
    } else if (has(row, "conversations")) {
      GRAFT_TRY(messages, messageList(row, "conversations", mapping.roleTag, mapping.contentTag));
    } else {
      GRAFT_TRY(messages, promptCompletion(row));
    }
    return finish(row, messages, *label ? ",\"label\":true" : ",\"label\":false");
  }

  Result<std::vector<ChatMessage>> promptCompletion(const object& row) {
    element prompt;
    const auto it = mapping.columns.find("prompt");
    if (!row[it == mapping.columns.end() ? "prompt" : it->second].get(prompt) && prompt.is_array() && !prompt.at(0)["role"].error()) {
      GRAFT_TRY(auto messages, messageList(row, "prompt", "role", "content"));
      GRAFT_TRY(const auto answers, messageList(row, "completion", "role", "content"));
      messages.insert(messages.end(), answers.begin(), answers.end());
      return messages;
    }
    std::vector<ChatMessage> out;
    GRAFT_TRY(const auto system, optionalText(row, "system"));
    if (!system.empty()) out.push_back({"system", system, {}, false});
    GRAFT_CHECK(pairs(row, out));
    GRAFT_TRY(auto asked, text(row, "prompt"));
    std::string passage;
    if (mapping.columns.contains("input")) {
      GRAFT_TRY(passage, optionalText(row, "input"));
    }
    GRAFT_TRY(auto answered, answer(row, "completion"));
    if (isBlank(asked)) return leftOut(msg("the prompt ('%1') is empty", column("prompt")));
    out.push_back({"user", joined(std::move(asked), passage), {}, false});
    GRAFT_TRY(const auto reasoning, reasoningMember(row));
    out.push_back({"assistant", std::move(answered), reasoning, false});
    return out;
  }

  Result<Example> plainText(const object& row, bool isMeant, bool appendEnd) {
    GRAFT_TRY(const auto words, text(row, "text"));
    if (isBlank(words)) return leftOut(msg("the text is empty"));
    std::string out = "{\"text\":";
    appendJsonString(out, words);
    if (isMeant) out += ",\"control_tokens\":true";
    if (appendEnd) out += ",\"end_token\":true";
    Example example = close(row, out);
    example.prompt = words;
    example.controlTokens = !isMeant && looksLikeControlTokens(words);
    return example;
  }

  Result<Example> tokens(const object& row) {
    array ids, labels;
    if (row[column("input_ids")].get(ids) || row[column("labels")].get(labels))
      return leftOut(msg("input_ids or labels is not a list of numbers"));
    if (ids.size() != labels.size() || ids.size() == 0)
      return leftOut(msg("input_ids has %1 entries, labels %2", ids.size(), labels.size()));
    for (const element id : ids) {
      uint64_t value;
      if (id.get(value) || value > 0x7fffffff) return leftOut(msg("input_ids holds something that is not a token id"));
    }
    bool trained = false;
    for (const element label : labels) {
      int64_t value;
      if (label.get(value) || (value < 0 && value != -100))
        return leftOut(msg("labels holds something that is neither a token id nor -100"));
      trained = trained || value >= 0;
    }
    if (!trained) return leftOut(msg("no label is trained"));
    const std::string prompt = simdjson::minify(ids);
    Example example = close(row, "{\"input_ids\":" + prompt + ",\"labels\":" + std::string(simdjson::minify(labels)));
    example.prompt = prompt;
    return example;
  }

  /// Requires a mapping that renames nothing.
  Result<Example> canonical(const object& row) {
    if (!row["text"].error()) {
      bool isMeant = false, appendEnd = false;
      if (row["control_tokens"].get(isMeant)) isMeant = false;
      if (row["end_token"].get(appendEnd)) appendEnd = false;
      used.insert(used.end(), {"control_tokens", "end_token"});
      return plainText(row, isMeant, appendEnd);
    }
    if (!row["input_ids"].error()) return tokens(row);
    GRAFT_TRY(const auto messages, messageList(row, "messages", "role", "content"));
    std::string more;
    element value;
    if (std::string_view words; !row[column("rejected")].get(words)) {
      more = ",\"rejected\":";
      appendJsonString(more, words);
    } else if (!row[column("label")].get(value)) {
      more = ",\"label\":" + std::string(simdjson::minify(value));
    }
    return finish(row, messages, more);
  }

  /// Validates the stored form of rows with values other than text.
  Result<Example> checked(Result<Example> example) {
    if (!example.ok() || !keepsValues) return example;
    GRAFT_CHECK(reader.checkStored(example->json));
    return example;
  }

  Result<Example> dispatch(const object& row) {
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
      case Shape::Text: return plainText(row, mapping.controlTokens == Mapping::ControlTokens::Meant, mapping.appendEnd);
      case Shape::Preference: return preference(row);
      case Shape::Kto: return kto(row);
      case Shape::Tokens: return tokens(row);
      case Shape::Unknown: break;
    }
    return Error{Code::Internal, msg("no shape was set"), {}, {}, {}};
  }
};

RowMapper::RowMapper() : m_impl(std::make_unique<Impl>()) {
  // Sets the depth limit. A failed allocation is reported with the first row.
  [[maybe_unused]] const auto allocated = m_impl->parser.allocate(1 << 16, kMaxJsonDepth);
}
RowMapper::~RowMapper() = default;
RowMapper::RowMapper(RowMapper&&) noexcept = default;

void RowMapper::use(Mapping mapping) { m_impl->mapping = std::move(mapping); }

Result<Example> RowMapper::map(const std::string& json) {
  GRAFT_TRY(const object row, m_impl->parse(json));
  GRAFT_CHECK(m_impl->readSide(row));
  return m_impl->checked(m_impl->dispatch(row));
}

Result<Example> RowMapper::canonical(const std::string& json) {
  GRAFT_TRY(const object row, m_impl->parse(json));
  return m_impl->checked(m_impl->canonical(row));
}

}  // namespace graft
