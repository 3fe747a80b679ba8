// SPDX-License-Identifier: Apache-2.0
// Reads JSONL, a JSON array and concatenated objects as streams, and an object that contains rows.
#include <algorithm>
#include <map>

#include <simdjson.h>

#include "core/base/json.hpp"
#include "core/data/column_names.hpp"
#include "core/data/line_reader.hpp"
#include "core/data/mapping.hpp"
#include "core/data/row_source.hpp"

namespace graft {
namespace {

bool isBlankLine(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

/// Converts a row that is not an object: a conversation, a list of cells, or a text.
std::string asObject(std::string json) {
  const size_t first = json.find_first_not_of(" \t\r\n");
  if (first == std::string::npos || json[first] == '{') return json;
  if (json[first] == '"') return "{\"text\":" + json + "}";
  simdjson::dom::parser parser;
  simdjson::dom::array cells;
  if (json[first] != '[' || parser.parse(json).get(cells) || cells.size() == 0) return json;
  if (cells.at(0).is_object()) return "{\"messages\":" + json + "}";
  constexpr size_t kMostCells = 16'384;
  if (cells.size() > kMostCells) return json;
  std::string out = "{";
  size_t column = 0;
  for (const auto cell : cells) {
    out += (column > 0 ? ",\"column " : "\"column ") + std::to_string(column + 1) + "\":" + std::string(simdjson::minify(cell));
    ++column;
  }
  return out + "}";
}

class JsonLines : public RowSource {
 public:
  explicit JsonLines(std::unique_ptr<TextSource> source) : m_lines(std::move(source)) {
    format = "jsonl";
    encoding = m_lines.source().encoding();
    sizeBytes = m_lines.source().sizeBytes();
  }
  Result<bool> next(RawRow& row) override {
    do {
      GRAFT_TRY(const bool more, m_lines.next(row.json));
      if (!more) return false;
    } while (isBlankLine(row.json));
    row.json = asObject(std::move(row.json));
    row.line = m_lines.number();
    row.problem = {};
    return true;
  }
  uint64_t consumedBytes() const override { return m_lines.source().consumedBytes(); }

 private:
  LineReader m_lines;
};

/// Splits "[ a, b, ... ]", or concatenated objects, into the texts of its elements. Holds one element at a time.
class JsonElements : public RowSource {
 public:
  enum class Form { Array, Sequence };
  JsonElements(std::unique_ptr<TextSource> source, Form form) : m_source(std::move(source)), m_form(form), m_buffer(1 << 20, '\0') {
    m_opened = form == Form::Sequence;
    format = "json";
    encoding = m_source->encoding();
    sizeBytes = m_source->sizeBytes();
  }
  uint64_t consumedBytes() const override { return m_source->consumedBytes(); }

  Result<bool> next(RawRow& row) override {
    row.json.clear();
    row.problem = {};
    if (m_closed) return rest();
    int depth = 0;
    bool inText = false, escaped = false;
    while (true) {
      GRAFT_TRY(const int c, get());
      if (c < 0 && m_form == Form::Sequence && row.json.empty()) return false;
      if (c < 0)
        return refuse(m_form == Form::Array ? msg("the array does not end: the file is cut off")
                                            : msg("an object does not end: the file is cut off"));
      if (!m_opened) {
        if (isSpace(c)) continue;
        if (c != '[') return refuse(msg("expected '['"));
        m_opened = true;
        continue;
      }
      if (row.json.empty() && (isSpace(c) || c == ',')) continue;
      if (row.json.empty() && c == ']' && m_form == Form::Array) {
        m_closed = true;
        return rest();
      }
      if (row.json.empty()) row.line = m_line;
      if (!inText && depth == 0 && (c == ',' || c == ']')) {
        m_closed = c == ']';
        row.json = asObject(std::move(row.json));
        return true;
      }
      row.json += static_cast<char>(c);
      if (row.json.size() > kMaxRowBytes) return refuse(msg("an element is longer than the limit of %1 MiB", kMaxRowBytes >> 20));
      if (inText) {
        if (!escaped && c == '"') inText = false;
        escaped = !escaped && c == '\\';
      } else if (c == '"') {
        inText = true;
      } else if (c == '{' || c == '[') {
        if (++depth > kMaxJsonDepth) return refuse(msg("nested deeper than %1 levels", kMaxJsonDepth));
      } else if (c == '}' || c == ']') {
        if (--depth == 0 && m_form == Form::Sequence) return true;
      }
    }
  }

 private:
  static bool isSpace(int c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
  Error refuse(const Message& what) const {
    return {Code::BadInput,
            what,
            m_source->path() + ", line " + std::to_string(m_line),
            {},
            msg("Correct the file there, or save it again from where it came.")};
  }
  Result<int> get() {
    if (m_at == m_end) {
      GRAFT_TRY(m_end, m_source->read(m_buffer.data(), m_buffer.size()));
      m_at = 0;
      if (m_end == 0) return -1;
    }
    const auto c = static_cast<unsigned char>(m_buffer[m_at++]);
    if (c == '\n') ++m_line;
    return static_cast<int>(c);
  }
  Result<bool> rest() {
    while (true) {
      GRAFT_TRY(const int c, get());
      if (c < 0) return false;
      if (!isSpace(c)) return refuse(msg("something follows after the end of the array"));
    }
  }
  std::unique_ptr<TextSource> m_source;
  Form m_form;
  std::string m_buffer;
  size_t m_at = 0, m_end = 0;
  uint64_t m_line = 1;
  bool m_opened = false, m_closed = false;
};

/// Names of held-out lists next to a training list.
bool isHeldOutName(std::string_view name) { return isHeldOutByName(name) == true; }
bool isTrainName(std::string_view name) { return isHeldOutByName(name) == false; }
bool isNumber(std::string_view name) { return !name.empty() && name.find_first_not_of("0123456789") == std::string_view::npos; }

/// Rows of one JSON object: its list, its lists named train and test, or a pandas table. Such a table holds columns of cells, rows by
/// index, or "split". Read whole, so the size is limited.
class JsonObject : public RowSource {
 public:
  Status load(TextSource& source) {
    constexpr size_t kMaxObjectFile = 512u << 20;
    const std::string& path = source.path();
    std::string text;
    while (true) {
      constexpr size_t kPiece = 1 << 20;
      const size_t before = text.size();
      if (before > kMaxObjectFile)
        return Error{Code::DoesNotFit,
                     msg("a JSON object of over 512 MiB is not read whole"),
                     path,
                     {},
                     msg("Save it as JSONL, which is read row by row.")};
      text.resize(before + kPiece);
      GRAFT_TRY(const size_t got, source.read(text.data() + before, kPiece));
      text.resize(before + got);
      if (got == 0) break;
    }
    if (m_parser.allocate(text.size() + 64, kMaxJsonDepth))
      return Error{Code::DoesNotFit, msg("not enough memory"), path, {}, msg("Save it as JSONL, which is read row by row.")};
    simdjson::dom::element root;
    if (const auto error = m_parser.parse(text).get(root); error) {
      const bool deep = error == simdjson::DEPTH_ERROR;
      return Error{Code::BadInput,
                   deep ? msg("nested deeper than %1 levels", kMaxJsonDepth) : msg("not valid JSON: %1", simdjson::error_message(error)),
                   path,
                   {},
                   msg("Check that this is the right file.")};
    }
    simdjson::dom::object object;
    if (root.get(object))
      return Error{Code::BadInput,
                   msg("the file holds neither an array nor an object"),
                   path,
                   {},
                   msg("Save the rows as a list, or one object a line (JSONL).")};
    format = "json";
    encoding = source.encoding();
    sizeBytes = source.sizeBytes();
    if (takeColumns(object) || takeNamedTexts(object) || takeTable(object)) return Done{};
    return takeLists(root, object, path);
  }
  Result<bool> next(RawRow& row) override {
    if (m_at == m_rows.size()) return false;
    row = {};
    row.json = std::move(m_rows[m_at].json);
    row.isHeldOut = m_rows[m_at].isHeldOut;
    row.namesSplit = m_hasSides;
    row.line = ++m_at;
    return true;
  }
  std::vector<Message> remarks() const override { return m_remarks; }

 private:
  struct Row {
    std::string json;
    bool isHeldOut = false;
  };

  Status takeLists(const simdjson::dom::element& root, const simdjson::dom::object& object, const std::string& path) {
    std::vector<std::pair<std::string_view, simdjson::dom::array>> lists;
    for (const auto field : object) {
      simdjson::dom::array array;
      if (!field.value.get(array) && array.size() > 0 && array.at(0).is_object()) lists.emplace_back(field.key, array);
    }
    const auto is = [&](auto named) {
      return std::any_of(lists.begin(), lists.end(), [&](const auto& list) { return named(list.first); });
    };
    m_hasSides = lists.size() > 1 && is(isTrainName) && is(isHeldOutName);
    if (lists.size() > 1 && !m_hasSides)
      return Error{Code::BadInput,
                   msg("the object holds %1 arrays of rows; one was expected", lists.size()),
                   path,
                   {},
                   msg("Save the array that you want as a file of its own.")};
    if (lists.empty() || (lists.size() == 1 && isConversation(lists[0].first))) {
      m_rows.push_back({std::string(simdjson::minify(root)), false});
      return Done{};
    }
    std::string others;
    for (const auto& [name, list] : lists) {
      if (m_hasSides && !isTrainName(name) && !isHeldOutName(name)) {
        others += (others.empty() ? "" : ", ") + std::string(name);
        continue;
      }
      for (const auto element : list)
        m_rows.push_back({asObject(std::string(simdjson::minify(element))), m_hasSides && isHeldOutName(name)});
    }
    if (m_hasSides) m_remarks.push_back(msg("the file names its sides: lists called test, validation and the like are held out"));
    if (!others.empty()) m_remarks.push_back(msg("not read: %1", others));
    return Done{};
  }
  static bool isConversation(std::string_view name) { return name == "messages" || name == "conversations" || name == "conversation"; }

  /// {"COLUMN": [cell, ...], ...} with lists of equal length and at least two cells: pandas' to_dict("list").
  bool takeColumns(const simdjson::dom::object& object) {
    size_t rows = 0;
    for (const auto column : object) {
      simdjson::dom::array cells;
      if (column.value.get(cells) || cells.size() < 2 || (rows != 0 && cells.size() != rows)) return false;
      rows = cells.size();
      const bool isTable = std::all_of(cells.begin(), cells.end(), [](const auto& cell) { return !cell.is_object() && !cell.is_array(); });
      if (!isTable || isConversation(column.key) || column.key == "input_ids") return false;
    }
    constexpr size_t kMostCounted = 0xFFFFFF;  // simdjson's count saturates here
    if (object.size() < 2 || rows >= kMostCounted) return false;
    std::vector<std::string> out(rows, "{");
    for (const auto column : object) {
      size_t at = 0;
      simdjson::dom::array cells;
      if (column.value.get(cells)) return false;
      for (const auto cell : cells) {
        if (at == rows) return false;
        appendCell(out[at++], column.key, cell);
      }
    }
    for (auto& row : out) m_rows.push_back({std::move(row) + "}", false});
    return true;
  }

  /// {"What is a?": "A letter", ...}: sentences as names, each with a text.
  bool takeNamedTexts(const simdjson::dom::object& object) {
    size_t sentences = 0, questions = 0;
    for (const auto field : object) {
      if (!field.value.is_string()) return false;
      sentences += field.key.find_first_of(" ?") != std::string_view::npos;
      questions += field.key.find('?') != std::string_view::npos;
    }
    if (object.size() < 2 || 2 * sentences < object.size() || (object.size() == 2 && questions == 0)) return false;
    for (const auto field : object) {
      std::string row = "{\"prompt\":";
      appendJsonString(row, field.key);
      m_rows.push_back({row + ",\"completion\":" + std::string(simdjson::minify(field.value)) + "}", false});
    }
    m_remarks = {msg("the file holds texts by names; the names are read as questions, the texts as answers")};
    return true;
  }

  /// {"columns": [...], "data": [[...]]}, {"COLUMN": {"0": cell, ...}}, {"0": {"COLUMN": cell, ...}}
  bool takeTable(const simdjson::dom::object& object) {
    simdjson::dom::array names, data;
    if (!object["columns"].get(names) && !object["data"].get(data) && names.size() > 0 && data.size() > 0 && data.at(0).is_array()) {
      std::vector<std::string> columns;
      for (const auto name : names) {
        std::string_view words;
        columns.push_back(name.get(words) ? "column " + std::string(simdjson::minify(name)) : std::string(words));
      }
      for (const auto cells : data) {
        std::string row = "{";
        simdjson::dom::array list;
        size_t column = 0;
        if (cells.get(list)) return false;
        for (const auto cell : list) {
          if (column < columns.size() && !columns[column].empty()) appendCell(row, columns[column], cell);
          ++column;
        }
        m_rows.push_back({row + "}", false});
      }
      return true;
    }
    size_t members = 0, outerNumbers = 0, innerNumbers = 0, inner = 0;
    for (const auto field : object) {
      simdjson::dom::object cells;
      if (field.value.get(cells) || cells.size() == 0) return false;
      ++members;
      outerNumbers += isNumber(field.key);
      for (const auto cell : cells) {
        ++inner;
        innerNumbers += isNumber(cell.key);
      }
    }
    if (members == 0) return false;
    if (innerNumbers == inner && outerNumbers < members) {  // columns of cells, indexed by row
      std::map<uint64_t, std::string> rows;                 // by row index
      for (const auto column : object) {
        simdjson::dom::object cells;
        if (column.value.get(cells)) return false;
        for (const auto cell : cells) {
          constexpr size_t kMostDigits = 18;
          if (cell.key.size() > kMostDigits) return false;
          std::string& row = rows[std::stoull(std::string(cell.key))];
          if (row.empty()) row = "{";
          appendCell(row, column.key, cell.value);
        }
      }
      for (auto& [index, row] : rows) m_rows.push_back({std::move(row) + "}", false});
      return true;
    }
    if (innerNumbers > 0 || (members < 2 && outerNumbers < members)) return false;
    // Columns and rows may both have names. The side with known column names decides.
    const auto isKnown = [](std::string_view name) { return isColumnName(lower(std::string(name))); };
    const bool outerKnown = std::count_if(object.begin(), object.end(), [&](const auto field) { return isKnown(field.key); }) >= 2;
    simdjson::dom::object first;
    if ((*object.begin()).value.get(first)) return false;
    const bool innerKnown = std::any_of(first.begin(), first.end(), [&](const auto cell) { return isKnown(cell.key); });
    if (outerKnown && !innerKnown) {
      std::map<std::string_view, std::string> rows;
      std::vector<std::string_view> order;
      for (const auto column : object) {
        simdjson::dom::object cells;
        if (column.value.get(cells)) return false;
        for (const auto cell : cells) {
          const auto [row, isNew] = rows.try_emplace(cell.key, "{");
          if (isNew) order.push_back(cell.key);
          appendCell(row->second, column.key, cell.value);
        }
      }
      for (const auto name : order) m_rows.push_back({std::move(rows[name]) + "}", false});
      m_remarks = {msg("the file holds one list of cells for each column, by the names of the rows; the names are not used")};
      return true;
    }
    for (const auto field : object) m_rows.push_back({std::string(simdjson::minify(field.value)), false});
    m_remarks = {msg("the file holds one object for each row, by a name; the names are not used")};
    return true;
  }
  static void appendCell(std::string& row, std::string_view name, const simdjson::dom::element& cell) {
    if (row.size() > 1) row += ',';
    appendJsonString(row, name);
    row += ':' + std::string(simdjson::minify(cell));
  }

  simdjson::dom::parser m_parser;
  std::vector<Row> m_rows;
  size_t m_at = 0;
  bool m_hasSides = false;
  std::vector<Message> m_remarks;
};

}  // namespace

std::unique_ptr<RowSource> makeJsonLines(std::unique_ptr<TextSource> source) { return std::make_unique<JsonLines>(std::move(source)); }
std::unique_ptr<RowSource> makeJsonArray(std::unique_ptr<TextSource> source) {
  return std::make_unique<JsonElements>(std::move(source), JsonElements::Form::Array);
}
std::unique_ptr<RowSource> makeJsonSequence(std::unique_ptr<TextSource> source) {
  return std::make_unique<JsonElements>(std::move(source), JsonElements::Form::Sequence);
}
Result<std::unique_ptr<RowSource>> makeJsonObject(std::unique_ptr<TextSource> source) {
  auto rows = std::make_unique<JsonObject>();
  GRAFT_CHECK(rows->load(*source));
  return std::unique_ptr<RowSource>(std::move(rows));
}

}  // namespace graft
