// SPDX-License-Identifier: Apache-2.0
// JSONL, a JSON array as a stream, and an object that holds an array.
#include <simdjson.h>

#include "core/base/file.hpp"
#include "core/base/json.hpp"
#include "core/data/line_reader.hpp"
#include "core/data/row_source.hpp"

namespace graft {
namespace {

bool isBlank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

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
    } while (isBlank(row.json));
    row.line = m_lines.number();
    row.problem.clear();
    return true;
  }
  uint64_t consumedBytes() const override { return m_lines.source().consumedBytes(); }

 private:
  LineReader m_lines;
};

/// Splits "[ a, b, ... ]" into the texts of its elements without holding more than one of them.
class JsonArray : public RowSource {
 public:
  explicit JsonArray(std::unique_ptr<TextSource> source) : m_source(std::move(source)), m_buffer(1 << 20, '\0') {
    format = "json";
    encoding = m_source->encoding();
    sizeBytes = m_source->sizeBytes();
  }
  uint64_t consumedBytes() const override { return m_source->consumedBytes(); }

  Result<bool> next(RawRow& row) override {
    row.json.clear();
    row.problem.clear();
    if (m_closed) return rest();
    int depth = 0;
    bool inText = false, escaped = false;
    while (true) {
      GRAFT_TRY(const int c, get());
      if (c < 0) return refuse("the array does not end: the file is cut off");
      if (!m_opened) {
        if (isSpace(c)) continue;
        if (c != '[') return refuse("expected '['");
        m_opened = true;
        continue;
      }
      if (row.json.empty() && (isSpace(c) || c == ',')) continue;
      if (row.json.empty() && c == ']') {
        m_closed = true;
        return rest();
      }
      if (row.json.empty()) row.line = m_line;
      if (!inText && depth == 0 && (c == ',' || c == ']')) {
        m_closed = c == ']';
        return true;
      }
      row.json += static_cast<char>(c);
      if (row.json.size() > kMaxRowBytes)
        return refuse("an element is longer than the limit of " + std::to_string(kMaxRowBytes >> 20) + " MiB");
      if (inText) {
        if (!escaped && c == '"') inText = false;
        escaped = !escaped && c == '\\';
      } else if (c == '"') {
        inText = true;
      } else if (c == '{' || c == '[') {
        if (++depth > kMaxJsonDepth) return refuse("nested deeper than " + std::to_string(kMaxJsonDepth) + " levels");
      } else if (c == '}' || c == ']') {
        --depth;
      }
    }
  }

 private:
  static bool isSpace(int c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
  Error refuse(const std::string& what) const {
    return {Code::BadInput,
            what,
            m_source->path() + ", line " + std::to_string(m_line),
            {},
            "Correct the file there, or save it again from where it came."};
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
      if (!isSpace(c)) return refuse("something follows after the end of the array");
    }
  }
  std::unique_ptr<TextSource> m_source;
  std::string m_buffer;
  size_t m_at = 0, m_end = 0;
  uint64_t m_line = 1;
  bool m_opened = false, m_closed = false;
};

/// Elements of the one array of objects inside a JSON object (pretty-printed or not); read whole, so limited in size.
class JsonObject : public RowSource {
 public:
  Status load(const std::string& path) {
    constexpr size_t kMaxObjectFile = 512u << 20;
    GRAFT_TRY(const std::string text, readFile(path, kMaxObjectFile));
    if (m_parser.allocate(text.size() + 64, kMaxJsonDepth))
      return Error{Code::DoesNotFit, "not enough memory", path, {}, "Save it as JSONL, which is read row by row."};
    simdjson::dom::element root;
    if (const auto error = m_parser.parse(text).get(root); error) {
      const bool deep = error == simdjson::DEPTH_ERROR;
      return Error{Code::BadInput,
                   deep ? "nested deeper than 128 levels" : std::string("not valid JSON: ") + simdjson::error_message(error),
                   path,
                   {},
                   "Check that this is the right file."};
    }
    simdjson::dom::object object;
    if (root.get(object))
      return Error{Code::BadInput,
                   "the file holds neither an array nor an object",
                   path,
                   {},
                   "Save the rows as a list, or one object a line (JSONL)."};
    size_t arrays = 0;
    for (const auto field : object) {
      simdjson::dom::array array;
      if (!field.value.get(array) && array.size() > 0 && array.at(0).is_object()) {
        m_rows = array;
        ++arrays;
      }
    }
    if (arrays > 1)
      return Error{Code::BadInput,
                   "the object holds " + std::to_string(arrays) + " arrays of rows; one was expected",
                   path,
                   {},
                   "Save the array that you want as a file of its own."};
    if (arrays == 0) {
      m_single = simdjson::minify(root);
    } else {
      m_at = m_rows.begin();
    }
    m_hasRows = arrays == 1;
    format = "json";
    sizeBytes = text.size();
    return Done{};
  }
  Result<bool> next(RawRow& row) override {
    row = {};
    row.line = ++m_index;
    if (!m_hasRows) {
      if (m_index > 1) return false;
      row.json = m_single;
      return true;
    }
    if (!(m_at != m_rows.end())) return false;
    row.json = simdjson::minify(*m_at);
    ++m_at;
    return true;
  }

 private:
  simdjson::dom::parser m_parser;
  simdjson::dom::array m_rows;
  simdjson::dom::array::iterator m_at;
  std::string m_single;
  bool m_hasRows = false;
  uint64_t m_index = 0;
};

}  // namespace

std::unique_ptr<RowSource> makeJsonLines(std::unique_ptr<TextSource> source) { return std::make_unique<JsonLines>(std::move(source)); }
std::unique_ptr<RowSource> makeJsonArray(std::unique_ptr<TextSource> source) { return std::make_unique<JsonArray>(std::move(source)); }
Result<std::unique_ptr<RowSource>> makeJsonObject(const std::string& path) {
  auto rows = std::make_unique<JsonObject>();
  GRAFT_CHECK(rows->load(path));
  return std::unique_ptr<RowSource>(std::move(rows));
}

}  // namespace graft
