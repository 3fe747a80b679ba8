// SPDX-License-Identifier: Apache-2.0
// Reads plain text, two aligned texts, and tables (CSV, Parquet, Arrow, XLSX, ODS through core/bridge).
#include <cstring>

#include "core/base/file.hpp"
#include "core/bridge/bridge.hpp"
#include "core/data/line_reader.hpp"
#include "core/data/row_source.hpp"

namespace graft {

void appendJsonString(std::string& out, std::string_view text) {
  const auto plain = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; };
  out += '"';
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && plain(text[end])) ++end;
    out.append(text, at, end - at);
    if (end == text.size()) break;
    const char c = text[end];
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default: {
        static constexpr char kHex[] = "0123456789abcdef";
        out += "\\u00";
        out += kHex[c >> 4];
        out += kHex[c & 15];
      }
    }
    at = end + 1;
  }
  out += '"';
}

namespace {

/// Each non-blank line is a row {"text": line}.
class TextRows : public RowSource {
 public:
  explicit TextRows(std::unique_ptr<TextSource> source) : m_lines(std::move(source)) {
    format = "text";
    encoding = m_lines.source().encoding();
    sizeBytes = m_lines.source().sizeBytes();
  }
  Result<bool> next(RawRow& row) override {
    do {
      GRAFT_TRY(const bool more, m_lines.next(m_line));
      if (!more) return false;
    } while (m_line.find_first_not_of(" \t") == std::string::npos);
    row.line = m_lines.number();
    row.problem = {};
    row.json = "{\"text\":";
    appendJsonString(row.json, m_line);
    row.json += '}';
    return true;
  }
  uint64_t consumedBytes() const override { return m_lines.source().consumedBytes(); }

 private:
  LineReader m_lines;
  std::string m_line;
};

/// Line n of the first file is the question, line n of the second the answer.
class TextPair : public RowSource {
 public:
  TextPair(std::unique_ptr<TextSource> first, std::unique_ptr<TextSource> second) : m_first(std::move(first)), m_second(std::move(second)) {
    format = "text pair";
    encoding = m_first.source().encoding();
    columns = {"prompt", "completion"};
    sizeBytes = m_first.source().sizeBytes();
  }
  Result<bool> next(RawRow& row) override {
    GRAFT_TRY(const bool left, m_first.next(m_prompt));
    GRAFT_TRY(const bool right, m_second.next(m_answer));
    if (!left && !right) return false;
    if (left != right) {
      const auto& longer = (left ? m_first : m_second).source().path();
      return Error{
          Code::BadInput,
          msg("the two files do not have the same number of lines: only %1 has a line %2", longer, (left ? m_first : m_second).number()),
          m_first.source().path(),
          {},
          msg("Both files must be aligned line by line.")};
    }
    row.line = m_first.number();
    row.problem = {};
    row.json = "{\"prompt\":";
    appendJsonString(row.json, m_prompt);
    row.json += ",\"completion\":";
    appendJsonString(row.json, m_answer);
    row.json += '}';
    return true;
  }
  uint64_t consumedBytes() const override { return m_first.source().consumedBytes(); }

 private:
  LineReader m_first, m_second;
  std::string m_prompt, m_answer;
};

/// The sheet's name is borrowed from `options`.
Result<GraftTableOptions> tableOptions(const ReadOptions& options) {
  GraftTableOptions out{
      0, static_cast<uint8_t>(options.quotes), options.header, options.skipRows, bridge::bytesOf(options.sheet), options.sheet.size()};
  const std::string& separator = options.separator;
  if (separator == "tab" || separator == "\\t")
    out.separator = '\t';
  else if (separator.size() == 1 && separator[0] != '"' && separator[0] != '\n' && separator[0] > 0)
    out.separator = static_cast<uint8_t>(separator[0]);
  else if (!separator.empty())
    return Error{Code::BadUsage,
                 msg("--separator '%1' is not one character", separator),
                 {},
                 {},
                 msg("Examples: --separator ';' or --separator tab.")};
  return out;
}

/// Rows returned by the bridge in batches.
class TableRows : public RowSource {
 public:
  TableRows(std::string path, std::unique_ptr<TextSource> source) : m_path(std::move(path)), m_source(std::move(source)) {
    if (!m_source) return;
    encoding = m_source->encoding();
    sizeBytes = m_source->sizeBytes();
  }
  Status openCsv(const ReadOptions& options) {
    GRAFT_TRY(const auto table, tableOptions(options));
    GraftRows* handle = nullptr;
    GRAFT_CHECK(located(bridge::call([&](GraftBytes* out) { return graft_csv_open(&TableRows::feed, this, &table, &handle, out); })));
    return adopt(handle, {});
  }
  Status openFile(TableFile kind, const ReadOptions& options) {
    GRAFT_TRY(const auto table, tableOptions(options));
    GraftRows* handle = nullptr;
    const auto* path = bridge::bytesOf(m_path);
    GRAFT_CHECK(located(bridge::call([&](GraftBytes* out) {
      switch (kind) {
        case TableFile::Parquet: return graft_parquet_open(path, m_path.size(), &handle, out);
        case TableFile::Arrow: return graft_arrow_open(path, m_path.size(), &handle, out);
        case TableFile::Workbook: break;
      }
      return graft_xlsx_open(path, m_path.size(), &table, &handle, out);
    })));
    const bool isOds = m_path.size() > 4 && m_path.compare(m_path.size() - 4, 4, ".ods") == 0;
    return adopt(handle, kind == TableFile::Parquet ? "parquet" : kind == TableFile::Arrow ? "arrow" : isOds ? "ods" : "xlsx");
  }
  std::vector<Message> remarks() const override {
    const auto text = bridge::call([&](GraftBytes* out) { return graft_rows_remarks(m_rows.get(), out); });
    std::vector<Message> out;
    for (size_t at = 0; text.ok() && at < text->size();) {
      const size_t end = std::min(text->find('\n', at), text->size());
      out.push_back(bridge::messageOf(text->substr(at, end - at)));
      at = end + 1;
    }
    return out;
  }

  Result<bool> next(RawRow& row) override {
    if (m_at == m_batch.size()) {
      GRAFT_TRY(m_batch, located(bridge::call([&](GraftBytes* out) { return graft_rows_next(m_rows.get(), out); })));
      m_at = 0;
      if (m_batch.empty()) return false;
    }
    uint32_t json, words;
    std::memcpy(&row.line, m_batch.data() + m_at, 8);
    std::memcpy(&json, m_batch.data() + m_at + 8, 4);
    std::memcpy(&words, m_batch.data() + m_at + 12, 4);
    row.json.assign(m_batch, m_at + 16, json);
    Message said = bridge::messageOf(m_batch.substr(m_at + 16 + json, words));
    row.hint = json > 0 ? std::move(said) : Message();
    row.problem = json > 0 ? Message() : std::move(said);
    m_at += 16 + json + words;
    return true;
  }
  uint64_t consumedBytes() const override { return m_source ? m_source->consumedBytes() : 0; }

 private:
  static int64_t feed(void* self, uint8_t* buffer, size_t size) {
    auto& rows = *static_cast<TableRows*>(self);
    const auto n = rows.m_source->read(reinterpret_cast<char*>(buffer), size);
    if (!n.ok()) {
      rows.m_failure = n.error();
      return -1;
    }
    // Rejects text that is not UTF-8 at its byte offset, before a row of it is misread.
    const uint64_t begin = rows.m_fed;
    rows.m_fed += *n;
    rows.m_tail.append(reinterpret_cast<char*>(buffer), *n);
    size_t whole = rows.m_tail.size();
    for (size_t back = 0; *n > 0 && back < 3 && whole > 0 && (rows.m_tail[whole - 1] & 0xC0) == 0x80; ++back) --whole;
    if (*n > 0 && whole > 0 && static_cast<unsigned char>(rows.m_tail[whole - 1]) >= 0xC0) --whole;
    if (*n == 0) whole = rows.m_tail.size();
    if (const size_t at = firstInvalidUtf8(std::string_view(rows.m_tail).substr(0, whole)); at != std::string_view::npos) {
      const uint64_t offset = begin - (rows.m_tail.size() - *n) + at;
      rows.m_failure = Error{Code::BadInput,
                             msg("not valid UTF-8 at byte %1; the file may be Latin-1 or Windows-1252", offset),
                             rows.m_path,
                             {},
                             msg("Import it with --encoding windows-1252, or save it as UTF-8.")};
      return -1;
    }
    rows.m_tail.erase(0, whole);
    return static_cast<int64_t>(*n);
  }
  /// The bridge only reports that reading failed. The reason is kept on this side.
  Result<std::string> located(Result<std::string> outcome) const {
    if (outcome.ok()) return outcome;
    return m_failure.what.empty() ? outcome.error().at(m_path) : m_failure;
  }
  Status adopt(GraftRows* handle, const std::string& fixedFormat) {
    m_rows.reset(handle);
    GRAFT_TRY(const auto note, bridge::call([&](GraftBytes* out) { return graft_rows_note(handle, out); }));
    const size_t newline = note.find('\n');
    format = !fixedFormat.empty() ? fixedFormat : note[0] == '\t' ? "tsv" : "csv";
    separator = newline > 0 ? note[0] : '\0';
    const size_t sheetsAt = note.find('\x1e', newline);
    columns = divided(std::string_view(note).substr(0, sheetsAt).substr(newline + 1));
    if (sheetsAt != std::string::npos) sheets = divided(std::string_view(note).substr(sheetsAt + 1));
    return Done{};
  }
  static std::vector<std::string> divided(std::string_view names) {
    std::vector<std::string> out;
    for (size_t at = 0; at <= names.size();) {
      const size_t end = std::min(names.find('\x1f', at), names.size());
      out.emplace_back(names.substr(at, end - at));
      at = end + 1;
    }
    return out;
  }

  std::string m_path, m_batch, m_tail;
  std::unique_ptr<TextSource> m_source;
  bridge::RowsHandle m_rows;
  size_t m_at = 0;
  uint64_t m_fed = 0;
  Error m_failure;
};

}  // namespace

Result<ReadOptions::Quotes> quotesFromName(const std::string& name) {
  if (name.empty()) return ReadOptions::Quotes::Guess;
  if (name == "none") return ReadOptions::Quotes::None;
  if (name == "double") return ReadOptions::Quotes::Double;
  if (name == "backslash") return ReadOptions::Quotes::Backslash;
  return Error{Code::BadUsage, msg("--quote '%1' is not known", name), {}, {}, msg("Known: none, double, backslash.")};
}

std::unique_ptr<RowSource> makeText(std::unique_ptr<TextSource> source) { return std::make_unique<TextRows>(std::move(source)); }

Result<std::unique_ptr<RowSource>> makeTextPair(std::unique_ptr<TextSource> first, std::unique_ptr<TextSource> second) {
  return std::unique_ptr<RowSource>(std::make_unique<TextPair>(std::move(first), std::move(second)));
}
Result<std::unique_ptr<RowSource>> makeCsv(std::unique_ptr<TextSource> source, const ReadOptions& options) {
  const std::string path = source->path();
  auto rows = std::make_unique<TableRows>(path, std::move(source));
  GRAFT_CHECK(rows->openCsv(options));
  return std::unique_ptr<RowSource>(std::move(rows));
}
Result<std::unique_ptr<RowSource>> makeTableFile(const std::string& path, TableFile kind, const ReadOptions& options) {
  auto rows = std::make_unique<TableRows>(path, nullptr);
  GRAFT_CHECK(rows->openFile(kind, options));
  return std::unique_ptr<RowSource>(std::move(rows));
}

}  // namespace graft
