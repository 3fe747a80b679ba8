// SPDX-License-Identifier: Apache-2.0
// Which shape do these rows have, and which column is which?
#include <algorithm>
#include <set>

#include <simdjson.h>

#include "core/base/json.hpp"
#include "core/data/mapping.hpp"

namespace graft {
namespace {

using simdjson::dom::element;

struct NamedShape {
  Shape shape;
  const char* name;
};
constexpr NamedShape kShapes[] = {{Shape::Alpaca, "alpaca"},     {Shape::Messages, "messages"},
                                  {Shape::ShareGpt, "sharegpt"}, {Shape::PromptCompletion, "prompt_completion"},
                                  {Shape::Text, "text"},         {Shape::Preference, "preference"},
                                  {Shape::Kto, "kto"},           {Shape::Tokens, "tokens"}};

/// Column names that people use for the asking and the answering side, most certain first.
constexpr const char* kAsking[] = {"prompt",   "question", "query",  "instruction", "user", "request", "input",  "utterance",
                                   "sentence", "text",     "source", "message",     "nl",   "title",   "context"};
constexpr const char* kAnswering[] = {"completion", "answer", "response", "output",  "assistant",   "reply", "target",  "label",
                                      "category",   "intent", "class",    "summary", "translation", "cmd",   "command", "tag"};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string actualName(const std::vector<std::string>& keys, const std::string& wanted) {
  for (const auto& key : keys) {
    if (lower(key) == wanted) return key;
  }
  return {};
}

/// Keys of the first row that is an object, and the row itself.
struct Probe {
  simdjson::dom::parser parser;
  std::vector<std::string> keys;
  element row;
  bool load(const std::string& json) {
    keys.clear();
    simdjson::dom::object object;
    if (parser.allocate(json.size() + 64, kMaxJsonDepth) || parser.parse(json).get(row) || row.get(object)) return false;
    for (const auto field : object) keys.emplace_back(field.key);
    return true;
  }
  bool has(const char* key) const { return std::find(keys.begin(), keys.end(), key) != keys.end(); }
  /// True when `key` holds an array whose first element has `member`.
  bool listWith(const std::string& key, const std::string& member) const {
    element first;
    return !row[key].at(0).get(first) && !first[member].error();
  }
};

std::string columnOf(const Mapping& mapping, const char* field) {
  const auto it = mapping.columns.find(field);
  return it == mapping.columns.end() ? field : it->second;
}

/// The shape that the names of the fields say, without guessing.
Shape namedShape(const Probe& probe, const Mapping& mapping) {
  const auto has = [&](const char* field) { return probe.has(columnOf(mapping, field).c_str()); };
  if (has("input_ids") && has("labels")) return Shape::Tokens;
  const bool chat = probe.listWith(columnOf(mapping, "messages"), "role"),
             share = probe.listWith(columnOf(mapping, "conversations"), mapping.roleTag);
  if (has("chosen") && has("rejected")) return Shape::Preference;
  bool label = false;
  if (!probe.row[columnOf(mapping, "label")].get(label) && (chat || (has("prompt") && has("completion")))) return Shape::Kto;
  if (chat) return Shape::Messages;
  if (share) return Shape::ShareGpt;
  if (has("instruction") && has("output")) return Shape::Alpaca;
  if (has("prompt") && has("completion")) return Shape::PromptCompletion;
  return Shape::Unknown;
}

/// Two columns of a table that ask and answer: by their names, or the only two there are.
bool guessPair(const std::vector<std::string>& keys, Mapping& mapping) {
  std::string asking, answering;
  for (const char* name : kAnswering) {
    if (answering.empty()) answering = actualName(keys, name);
  }
  for (const char* name : kAsking) {
    if (asking.empty()) asking = actualName(keys, name);
  }
  bool sure = true;
  if (asking.empty() || answering.empty() || asking == answering) {
    if (keys.size() != 2) return false;
    asking = keys[0];
    answering = keys[1];
    sure = false;
  }
  if (!mapping.columns.contains("prompt")) mapping.columns["prompt"] = asking;
  if (!mapping.columns.contains("completion")) mapping.columns["completion"] = answering;
  mapping.shape = Shape::PromptCompletion;
  mapping.note = "column '" + mapping.columns["prompt"] + "' asks, column '" + mapping.columns["completion"] + "' answers" +
                 (sure ? "" : " (guessed from their order; set it with --map prompt=... --map completion=...)");
  return true;
}

}  // namespace

const char* shapeName(Shape shape) {
  for (const auto& row : kShapes) {
    if (row.shape == shape) return row.name;
  }
  return "unknown";
}

Result<Shape> shapeFromName(const std::string& name) {
  std::string known;
  for (const auto& row : kShapes) {
    if (name == row.name) return row.shape;
    known += std::string(known.empty() ? "" : ", ") + row.name;
  }
  return Error{Code::BadUsage, "the shape '" + name + "' is not known", {}, {}, "Known shapes: " + known + "."};
}

Result<Mapping> RowMapper::guess(const std::vector<std::string>& rows, Mapping mapping) {
  Probe probe;
  std::string keysSeen;
  for (const auto& row : rows) {
    if (!probe.load(row)) continue;
    if (keysSeen.empty()) {
      for (size_t i = 0; i < probe.keys.size() && i < 12; ++i) keysSeen += (i ? ", " : "") + probe.keys[i];
    }
    for (const auto& [field, column] : mapping.columns) {
      if (!probe.has(column.c_str()))
        return Error{Code::BadUsage,
                     "there is no column '" + column + "' (mapped to " + field + ")",
                     {},
                     {},
                     "Columns: " + (keysSeen.empty() ? "none" : keysSeen) + "."};
    }
    if (mapping.shape != Shape::Unknown) return mapping;
    mapping.shape = namedShape(probe, mapping);
    if (mapping.shape != Shape::Unknown) return mapping;
    if (guessPair(probe.keys, mapping)) return mapping;
    if (probe.has(columnOf(mapping, "text").c_str())) {
      mapping.shape = Shape::Text;
      return mapping;
    }
  }
  if (keysSeen.empty())
    return Error{Code::BadInput,
                 "none of the first " + std::to_string(rows.size()) + " rows can be read as a JSON object",
                 {},
                 {},
                 "Each row must be one JSON object on one line."};
  return Error{Code::BadInput,
               "which column asks and which one answers cannot be told from the names: " + keysSeen,
               {},
               {},
               "Say it with --map prompt=COLUMN --map completion=COLUMN."};
}

}  // namespace graft
