// SPDX-License-Identifier: Apache-2.0
// Detects the file format from the first bytes, then from the name.
#include <algorithm>
#include <cstring>
#include <filesystem>
#include <map>

#include "core/data/column_names.hpp"
#include "core/data/mapping.hpp"
#include "core/data/row_source.hpp"
#include "core/data/text_source.hpp"

namespace graft {
namespace {

Error refused(const std::string& path, Message what, Message hint) { return {Code::BadInput, std::move(what), path, {}, std::move(hint)}; }

bool startsWith(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

/// True if the first line is a complete object. The file is then JSONL, whatever its name.
bool firstLineIsObject(std::string_view text) {
  const auto line = text.substr(0, text.find('\n'));
  const size_t last = line.find_last_not_of(" \t\r");
  return last != std::string_view::npos && last > 0 && line[last] == '}' && text.find('\n') != std::string_view::npos;
}

/// True if a second object follows the first, which may span several lines.
bool anotherFollows(std::string_view text) {
  int depth = 0;
  bool inText = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (inText) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        inText = false;
      continue;
    }
    if (c == '"') inText = true;
    if (c == '{' || c == '[') ++depth;
    if (c != '}' && c != ']') continue;
    if (--depth > 0) continue;
    const size_t next = text.find_first_not_of(" \t\r\n,", i + 1);
    return next != std::string_view::npos && text[next] == '{';
  }
  return false;
}

/// True if a second object follows the first in the first line.
bool severalInFirstLine(std::string_view text) { return anotherFollows(text.substr(0, text.find('\n'))); }

/// True if a line is a header: one of its fields is a common question or answer column name.
bool namesColumns(std::string_view line, char separator) {
  for (size_t at = 0; at <= line.size();) {
    const size_t end = std::min(line.find(separator, at), line.size());
    std::string name = lower(std::string(line.substr(at, end - at)));
    std::erase_if(name, [](unsigned char c) { return c == '"' || c == ' ' || c == '\r'; });
    if (isColumnName(name)) return true;
    at = end + 1;
  }
  return false;
}

/// Separator (tab, semicolon, bar) of tables such as Excel's "Unicode text"; 0 if none. It must occur in most of the first lines, equally
/// often in most of those. Lines of a quoted field count as one.
char separatorOfLines(std::string_view text) {
  constexpr size_t kLines = 20;
  for (const char separator : {'\t', ';', '|'}) {
    std::map<size_t, size_t> widths;  // separators in a line to number of lines
    size_t lines = 0, at = 0;
    while (at < text.size() && lines < kLines) {
      size_t end = at, found = 0;
      bool inQuotes = false;
      for (; end < text.size() && (inQuotes || text[end] != '\n'); ++end) {
        const bool opens = end == at || text[end - 1] == separator;
        if (text[end] == '"' && (inQuotes || opens)) inQuotes = !inQuotes;
        found += !inQuotes && text[end] == separator;
      }
      if (end == text.size() && lines > 1 && inQuotes) break;  // truncated
      const bool isBlank = text.substr(at, end - at).find_first_not_of(" \t\r") == std::string_view::npos;
      if (!isBlank) ++widths[found], ++lines;
      at = end + 1;
    }
    const auto most = std::max_element(widths.begin(), widths.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    const size_t with = lines - (widths.contains(0) ? widths[0] : 0);
    const bool agrees = most != widths.end() && most->first > 0 && 10 * most->second >= 8 * lines;
    // A tab does not occur in sentences. Other separators need more lines, or a header with known column names.
    if (agrees && with >= 2 && (separator == '\t' || namesColumns(text.substr(0, text.find('\n')), separator))) return separator;
  }
  return 0;
}

/// True if a list of objects, or of lists of objects, begins. A text may begin with a bracket too.
bool beginsRows(std::string_view text) {
  const size_t next = text.find_first_not_of(" \t\r\n[", 1);
  const size_t inside = next == std::string_view::npos ? next : text.find_first_not_of(" \t\r\n", next + 1);
  return inside != std::string_view::npos && text[next] == '{' && (text[inside] == '"' || text[inside] == '}');
}

/// True if each of the first two lines is a list of texts, objects or lists.
bool linesAreLists(std::string_view text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) return false;
  const auto line = text.substr(0, end);
  const size_t last = line.find_last_not_of(" \t\r"), next = text.find_first_not_of(" \t\r\n", end),
               inside = line.find_first_not_of(" \t", 1);
  const bool isList = last != std::string_view::npos && line[last] == ']' && inside != std::string_view::npos &&
                      std::string_view("\"{[").find(line[inside]) != std::string_view::npos;
  return isList && next != std::string_view::npos && text[next] == '[';
}

/// Detects Arrow IPC. The file format has a magic number; a stream begins with the size of its schema (Arrow's columnar format,
/// "Encapsulated message format").
bool isArrowIpc(std::string_view head) {
  if (startsWith(head, std::string_view("ARROW1\0\0", 8))) return true;
  constexpr uint32_t kMostOfSchema = 16u << 20;
  if (head.size() < 8 || !startsWith(head, "\xFF\xFF\xFF\xFF")) return false;
  uint32_t size = 0;
  std::memcpy(&size, head.data() + 4, sizeof size);
  return size > 0 && size % 8 == 0 && size <= kMostOfSchema;
}

}  // namespace

Result<std::unique_ptr<RowSource>> openRows(const std::string& path, const ReadOptions& options) {
  GRAFT_TRY(auto source, TextSource::open(path, options.encoding));
  if (source->sizeBytes() == 0) return refused(path, msg("the file is empty"), msg("Choose a file with at least one row."));
  if (!options.second.empty()) {
    GRAFT_TRY(auto other, TextSource::open(options.second, options.encoding));
    return makeTextPair(std::move(source), std::move(other));
  }
  const std::string_view head = source->head();
  const std::string extension = lower(std::filesystem::path(source->innerName()).extension().string());
  const bool isArrow = isArrowIpc(head);
  const bool isTableFile = isArrow || startsWith(head, "PAR1") || startsWith(head, "PK\x03\x04");
  if (isTableFile && !source->container().empty())
    return refused(path, msg("a table file is packed into this %1 file", source->container()),
                   msg("Unpack it first and import what is inside."));
  if (startsWith(head, "PAR1")) return makeTableFile(path, TableFile::Parquet, options);
  if (isArrow) return makeTableFile(path, TableFile::Arrow, options);
  if (isTableFile) return makeTableFile(path, TableFile::Workbook, options);
  if (startsWith(head, "FEA1"))
    return refused(path, msg("this is a Feather file of version 1"),
                   msg("Save it again as Feather (version 2), Parquet or CSV; pandas and R write version 2 now."));
  if (startsWith(head, "\xD0\xCF\x11\xE0"))
    return refused(path, msg("this is an old Office file (.xls, .doc)"), msg("Save it as .xlsx or CSV."));
  if (startsWith(head, "%PDF")) return refused(path, msg("this is a PDF"), msg("Copy the examples into a table or a text file."));
  const size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos)
    return refused(path, msg("the file is empty: it holds blanks only"), msg("Choose a file with at least one row."));
  const std::string start = lower(std::string(head.substr(first, 15)));
  if (startsWith(start, "<?xml")) return refused(path, msg("this is an XML file"), msg("Save the examples as a table or as JSON."));
  if (startsWith(start, "<!doctype html") || startsWith(start, "<html") || startsWith(start, "<head")) {
    return refused(path, msg("this is a web page (HTML), not data"),
                   msg("Download the file itself; a sign-in page may have been saved in its place."));
  }
  if (extension == ".csv" || extension == ".tsv" || extension == ".tab" || !options.separator.empty())
    return makeCsv(std::move(source), options);
  const char c = head[first];
  const bool json = extension == ".json" || extension == ".jsonl" || extension == ".ndjson";
  if (startsWith(head.substr(first), "version https://git-lfs"))
    return refused(path, msg("this is a pointer of Git LFS, not the file"),
                   msg("Get the file itself: git lfs pull, or download it from the page of the repository."));
  if (c == '[' && linesAreLists(head.substr(first))) return makeJsonLines(std::move(source));
  if (c == '[' && (json || extension.empty() || beginsRows(head.substr(first)))) return makeJsonArray(std::move(source));
  const bool isPretty =
      c == '{' && (!firstLineIsObject(head.substr(first)) || severalInFirstLine(head.substr(first))) && anotherFollows(head.substr(first));
  if ((extension == ".jsonl" || extension == ".ndjson") && isPretty) return makeJsonSequence(std::move(source));
  if (extension == ".jsonl" || extension == ".ndjson") return makeJsonLines(std::move(source));
  const size_t inside = c == '{' ? head.find_first_not_of(" \t\r\n", first + 1) : std::string_view::npos;
  if (c == '{' && (json || extension.empty() || (inside != std::string_view::npos && (head[inside] == '"' || head[inside] == '}')))) {
    if (isPretty) return makeJsonSequence(std::move(source));
    if (firstLineIsObject(head.substr(first))) return makeJsonLines(std::move(source));
    return makeJsonObject(std::move(source));
  }
  if (json) return refused(path, msg("not JSON: it begins with '%1'", head.substr(first, 12)), msg("Check that this is the right file."));
  if (head.find('\0') != std::string_view::npos)
    return refused(
        path, msg("this is a binary file of a kind that is not known here"),
        msg("Known: JSONL, JSON, CSV, TSV, Parquet, Arrow, XLSX, ODS, plain text, and these packed by gzip, bzip2, xz, zstd or zip."));
  if (extension != ".md" && separatorOfLines(head.substr(first)) != 0) return makeCsv(std::move(source), options);
  return makeText(std::move(source));
}

}  // namespace graft
