// SPDX-License-Identifier: Apache-2.0
// Guesses the shape of rows and the role of each column.
#include <algorithm>
#include <set>

#include <simdjson.h>

#include "core/base/json.hpp"
#include "core/data/column_names.hpp"
#include "core/data/conversation.hpp"
#include "core/data/mapping.hpp"

namespace graft {
namespace {

using simdjson::dom::element;

/// Common column names of questions and answers, most certain first.
constexpr const char* kAsking[] = {"prompt",   "question", "query",  "instruction", "user", "request", "input",  "utterance",
                                   "sentence", "text",     "source", "message",     "nl",   "title",   "context"};
constexpr const char* kAnswering[] = {"completion", "answer", "response", "output",  "assistant",   "reply", "target",  "label",
                                      "category",   "intent", "class",    "summary", "translation", "cmd",   "command", "tag"};

/// Column names that accompany question and answer, by role.
constexpr const char* kSystem[] = {"system", "system_prompt", "system_message"};
constexpr const char* kPassage[] = {"input", "context", "passage"};
constexpr const char* kSplit[] = {"split", "data_split", "partition"};
constexpr const char* kReasoning[] = {"reasoning", "reasoning_content", "thinking", "thought", "rationale", "chain_of_thought", "cot"};
/// Names of columns with whole conversations.
constexpr const char* kConversation[] = {"messages", "conversations", "conversation", "dialog", "dialogue", "chat", "turns"};

/// First row that is an object, and its keys.
struct Probe {
  simdjson::dom::parser parser, listParser;
  std::vector<std::string> keys;
  element row;
  bool load(const std::string& json) {
    keys.clear();
    simdjson::dom::object object;
    if (parser.allocate(json.size() + 64, kMaxJsonDepth) || parseRow(parser, json, row) || row.get(object) || object.size() > kMostFields)
      return false;
    for (const auto field : object) keys.emplace_back(field.key);
    return true;
  }
  bool has(const std::string& key) const { return std::find(keys.begin(), keys.end(), key) != keys.end(); }
  /// Reads the list under `key`: an array, JSON text, or a Python literal.
  bool list(const std::string& key, element& value) {
    if (row[key].get(value)) return false;
    std::string_view text;
    if (value.get(text)) return value.is_array();
    if (text.find('[') == std::string_view::npos) return false;
    return !parseCell(listParser, text, value) && value.is_array();
  }
  bool firstMessage(const std::string& key, element& first) {
    element value;
    return list(key, value) && !value.at(0).get(first) && first.is_object();
  }
  /// True for at least two texts: turns without role names.
  bool isTextList(const std::string& key) {
    element value;
    simdjson::dom::array items;
    return list(key, value) && !value.get(items) && graft::isTextList(items);
  }
};

std::string columnOf(const Mapping& mapping, const char* field) {
  const auto it = mapping.columns.find(field);
  return it == mapping.columns.end() ? field : it->second;
}

void addNote(Mapping& mapping, const Message& note) { mapping.note = mapping.note.empty() ? note : msg("%1; %2", mapping.note, note); }

/// Finds a column with conversations by the keys of its messages.
bool findConversation(Probe& probe, Mapping& mapping) {
  std::vector<std::string> columns;
  for (const char* field : {"messages", "conversations"}) {
    if (mapping.columns.contains(field)) columns.push_back(mapping.columns[field]);
  }
  for (const char* name : kConversation) {
    if (const auto actual = actualName(probe.keys, name); !actual.empty()) columns.push_back(actual);
  }
  for (const auto& column : columns) {
    element first;
    if (!probe.firstMessage(column, first)) continue;
    const auto has = [&](const std::string& key) { return !first[key].error(); };
    std::string role = has(mapping.roleTag) && has(mapping.contentTag) ? mapping.roleTag : "";
    std::string content = role.empty() ? "" : mapping.contentTag;
    for (const char* key : kRoleKeys) {
      if (role.empty() && has(key)) role = key;
    }
    for (const char* key : kContentKeys) {
      if (content.empty() && has(key)) content = key;
    }
    if (role.empty()) continue;
    if (content.empty()) content = role == "from" ? "value" : "content";
    const bool isOpenAi = role == "role" && content == "content";
    mapping.shape = isOpenAi ? Shape::Messages : Shape::ShareGpt;
    const char* field = isOpenAi ? "messages" : "conversations";
    mapping.columns.erase(isOpenAi ? "conversations" : "messages");
    if (column == field)
      mapping.columns.erase(field);
    else
      mapping.columns[field] = column;
    if (!isOpenAi) mapping.roleTag = role, mapping.contentTag = content;
    if (column != field) mapping.note = msg("column '%1' holds the conversations ('%2' and '%3')", column, role, content);
    return true;
  }
  return false;
}

/// Finds a column with conversation turns as plain texts, without roles. Tried if no other shape fits.
bool findTextTurns(Probe& probe, Mapping& mapping) {
  std::vector<std::string> columns;
  for (const char* name : kConversation) {
    if (const auto actual = actualName(probe.keys, name); !actual.empty()) columns.push_back(actual);
  }
  if (const auto data = actualName(probe.keys, std::string("data")); !data.empty()) columns.push_back(data);
  for (const auto& column : columns) {
    if (!probe.isTextList(column)) continue;
    mapping.shape = Shape::Messages;
    if (column != "messages") mapping.columns["messages"] = column;
    mapping.note = msg("column '%1' holds the turns of conversations as texts: a question first, then by turns", column);
    return true;
  }
  return false;
}

/// True if every row that has the column holds a boolean there.
bool saysYesOrNo(const std::vector<std::string>& rows, const std::string& column) {
  Probe probe;
  size_t said = 0;
  for (const auto& row : rows) {
    element value;
    if (!probe.load(row) || probe.row[column].get(value)) continue;
    if (!isGoodOrBad(value)) return false;
    ++said;
  }
  return said > 0;
}

/// Shape determined by the field names alone.
Shape namedShape(Probe& probe, Mapping& mapping, const std::vector<std::string>& rows) {
  const auto has = [&](const char* field) { return probe.has(columnOf(mapping, field)); };
  if (has("input_ids") && has("labels")) return Shape::Tokens;
  Mapping conversation = mapping;
  const bool chat = findConversation(probe, conversation);
  if (has("chosen") && has("rejected")) {
    if (chat) mapping = conversation;
    return Shape::Preference;
  }
  const std::string label = probe.has("kto_tag") && !mapping.columns.contains("label") ? "kto_tag" : columnOf(mapping, "label");
  if (probe.has(label) && (chat || (has("prompt") && has("completion"))) && saysYesOrNo(rows, label)) {
    if (chat) mapping = conversation;
    if (label != "label") mapping.columns["label"] = label;
    addNote(mapping, msg("column '%1' says which answers are good", label));
    return Shape::Kto;
  }
  if (chat) {
    mapping = conversation;
    return mapping.shape;
  }
  if (has("instruction") && has("output")) return Shape::Alpaca;
  if (has("prompt") && has("completion")) return Shape::PromptCompletion;
  return Shape::Unknown;
}

/// Finds the columns that accompany a question and its answer: system text, passage, reasoning.
void findCompanions(const Probe& probe, Mapping& mapping) {
  const auto take = [&](const char* field, auto& names, auto&& noteOf) {
    const bool isOwn = probe.has(field) && (mapping.shape == Shape::Alpaca || std::string(field) == "system");
    if (mapping.columns.contains(field) || (isOwn && std::string(field) != "reasoning")) return;
    for (const char* name : names) {
      const std::string column = actualName(probe.keys, name);
      const bool isTaken =
          std::any_of(mapping.columns.begin(), mapping.columns.end(), [&](const auto& other) { return other.second == column; });
      if (column.empty() || isTaken) continue;
      mapping.columns[field] = column;
      const Message note = noteOf(column);
      mapping.note = mapping.note.empty() ? note : msg("%1, %2", mapping.note, note);
      return;
    }
  };
  take("system", kSystem, [](const auto& column) { return msg("column '%1' is the system text", column); });
  take("input", kPassage, [](const auto& column) { return msg("column '%1' joins the question", column); });
  take("reasoning", kReasoning, [](const auto& column) { return msg("column '%1' is the thinking before the answer", column); });
}

/// True if a question and an answer column are identified by name.
bool hasNamedPair(const Probe& probe) {
  const std::string asking = actualName(probe.keys, kAsking), answering = actualName(probe.keys, kAnswering);
  return !asking.empty() && !answering.empty() && asking != answering;
}

/// Finds the question and answer columns of a table by name, or takes its only two columns.
bool guessPair(const Probe& probe, Mapping& mapping) {
  const auto& keys = probe.keys;
  std::string asking, answering;
  answering = actualName(keys, kAnswering);
  asking = actualName(keys, kAsking);
  bool sure = true;
  if (asking.empty() || answering.empty() || asking == answering) {
    if (keys.size() != 2 || probe.has(columnOf(mapping, "text")) || !actualName(keys, kSystem).empty()) return false;
    asking = keys[0];
    answering = keys[1];
    sure = false;
  }
  if (!mapping.columns.contains("prompt")) mapping.columns["prompt"] = asking;
  if (!mapping.columns.contains("completion")) mapping.columns["completion"] = answering;
  mapping.shape = Shape::PromptCompletion;
  const auto &prompt = mapping.columns["prompt"], &completion = mapping.columns["completion"];
  mapping.note =
      sure ? msg("column '%1' asks, column '%2' answers", prompt, completion)
           : msg("column '%1' asks, column '%2' answers (guessed from their order; set it with --map prompt=... --map completion=...)",
                 prompt, completion);
  return true;
}

/// Decides that special tokens in texts are parsed if most of the first rows contain some.
void guessControlTokens(const std::vector<std::string>& rows, Mapping& mapping) {
  if (mapping.controlTokens != Mapping::ControlTokens::Guess) return;
  Probe probe;
  size_t texts = 0, marked = 0;
  for (const auto& row : rows) {
    std::string_view words;
    if (!probe.load(row) || probe.row[columnOf(mapping, "text")].get(words)) continue;
    ++texts;
    marked += looksLikeControlTokens(words);
  }
  const bool isMeant = marked > 0 && 2 * marked >= texts;
  mapping.controlTokens = isMeant ? Mapping::ControlTokens::Meant : Mapping::ControlTokens::Text;
  if (isMeant)
    addNote(mapping,
            msg("the texts are formatted already: control tokens in them are read as such (--control-tokens text reads them as words)"));
}

/// Finds a column whose cells all name a split.
void findSplit(const std::vector<std::string>& rows, Mapping& mapping) {
  Probe probe;
  std::string column;
  size_t named = 0;
  for (const auto& row : rows) {
    if (!probe.load(row)) continue;
    if (column.empty()) {
      column = actualName(probe.keys, kSplit);
      const bool isTaken =
          std::any_of(mapping.columns.begin(), mapping.columns.end(), [&](const auto& other) { return other.second == column; });
      if (column.empty() || isTaken) return;
    }
    std::string_view side;
    if (probe.row[column].get(side)) continue;
    if (!isHeldOutByName(side)) return;
    ++named;
  }
  if (named == 0) return;
  mapping.columns["split"] = column;
  addNote(mapping, msg("column '%1' says which rows are held out", column));
}

/// Rejects fields that the shape lacks, which would otherwise be ignored silently.
Status checkFields(const Mapping& asked, const Mapping& mapping) {
  const ShapeFields fields = fieldsOf(mapping.shape);
  std::string list;
  for (const auto* names : {&fields.needed, &fields.optional}) {
    for (const auto& name : *names) list += (list.empty() ? "" : ", ") + name;
  }
  for (const auto& [field, column] : asked.columns) {
    const auto in = [&](const auto& names) { return std::find(names.begin(), names.end(), field) != names.end(); };
    const bool isConversation =
        (field == "messages" || field == "conversations") && (mapping.shape == Shape::Messages || mapping.shape == Shape::ShareGpt);
    if (!in(fields.needed) && !in(fields.optional) && !isConversation && field != "split")
      return Error{Code::BadUsage,
                   msg("--map %1=%2: rows of the shape %3 have no field '%1'", field, column, nameOf(mapping.shape)),
                   {},
                   msg("Nothing was changed."),
                   msg("Its fields: %1, split.", list)};
  }
  return Done{};
}

Result<Mapping> guessShape(const std::vector<std::string>& rows, Mapping mapping) {
  Probe probe;
  std::string keysSeen, conversation;
  for (const auto& row : rows) {
    if (!probe.load(row)) continue;
    if (keysSeen.empty()) {
      for (size_t i = 0; i < probe.keys.size() && i < 12; ++i) keysSeen += (i ? ", " : "") + probe.keys[i];
    }
    for (const auto& [field, column] : mapping.columns) {
      if (!probe.has(column))
        return Error{Code::BadUsage,
                     msg("there is no column '%1' (mapped to %2)", column, field),
                     {},
                     {},
                     keysSeen.empty() ? msg("Columns: none.") : msg("Columns: %1.", keysSeen)};
    }
    const bool isPair = mapping.shape == Shape::PromptCompletion || mapping.shape == Shape::Alpaca;
    if (mapping.shape != Shape::Unknown && !isPair) return mapping;
    if (mapping.shape == Shape::Unknown) {
      mapping.shape = namedShape(probe, mapping, rows);
      const bool isOpen = mapping.shape == Shape::Unknown;
      if (isOpen && !hasNamedPair(probe) && findTextTurns(probe, mapping)) return mapping;
      if (isOpen && !guessPair(probe, mapping)) {
        if (probe.has(columnOf(mapping, "text"))) {
          mapping.shape = Shape::Text;
          return mapping;
        }
        for (const auto& key : probe.keys) {
          element first;
          if (conversation.empty() && probe.firstMessage(key, first)) conversation = key;
        }
        continue;
      }
    }
    if (mapping.shape == Shape::PromptCompletion || mapping.shape == Shape::Alpaca) findCompanions(probe, mapping);
    return mapping;
  }
  if (keysSeen.empty())
    return Error{Code::BadInput,
                 msg("none of the first %1 rows can be read as a JSON object", rows.size()),
                 {},
                 {},
                 msg("Each row must be one JSON object on one line.")};
  return Error{Code::BadInput,
               msg("which column asks and which one answers cannot be told from the names: %1", keysSeen),
               {},
               {},
               conversation.empty() ? msg("Say it with --map prompt=COLUMN --map completion=COLUMN.")
                                    : msg("If '%1' holds conversations, say it with --map messages=%1.", conversation)};
}

}  // namespace

Result<Shape> shapeFromName(const std::string& name) {
  std::string known;
  for (auto shape = Shape::Alpaca; shape <= Shape::Tokens; shape = static_cast<Shape>(static_cast<int>(shape) + 1)) {
    if (name == nameOf(shape)) return shape;
    known += (known.empty() ? "" : ", ") + std::string(nameOf(shape));
  }
  return Error{Code::BadUsage, msg("the shape '%1' is not known", name), {}, {}, msg("Known shapes: %1.", known)};
}

ShapeFields fieldsOf(Shape shape) {
  switch (shape) {
    case Shape::Alpaca: return {{"instruction", "output"}, {"input", "system", "history", "reasoning", "tools", "documents"}};
    case Shape::Messages: return {{"messages"}, {"system", "tools", "documents"}};
    case Shape::ShareGpt: return {{"conversations"}, {"system", "tools", "documents"}};
    case Shape::PromptCompletion: return {{"prompt", "completion"}, {"input", "system", "history", "reasoning", "tools", "documents"}};
    case Shape::Text: return {{"text"}, {}};
    case Shape::Preference:
      return {{"chosen", "rejected"},
              {"prompt", "instruction", "question", "input", "system", "history", "messages", "conversations", "tools", "documents"}};
    case Shape::Kto: return {{"label"}, {"prompt", "completion", "input", "system", "messages", "conversations", "tools", "documents"}};
    case Shape::Tokens: return {{"input_ids", "labels"}, {}};
    case Shape::Unknown: break;
  }
  return {};
}

bool isColumnName(const std::string& name) {
  const auto in = [&](const auto& names) {
    return std::any_of(std::begin(names), std::end(names), [&](const char* one) { return name == one; });
  };
  return in(kAsking) || in(kAnswering) || in(kConversation) || in(kSystem) || in(kPassage);
}

Result<Mapping> RowMapper::guess(const std::vector<std::string>& rows, Mapping asked) {
  GRAFT_TRY(Mapping mapping, guessShape(rows, asked));
  GRAFT_CHECK(checkFields(asked, mapping));
  if (mapping.shape == Shape::Text) guessControlTokens(rows, mapping);
  if (!asked.columns.contains("split")) findSplit(rows, mapping);
  return mapping;
}

}  // namespace graft
