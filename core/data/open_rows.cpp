// SPDX-License-Identifier: Apache-2.0
// What a file is: by its first bytes, then by its name.
#include <algorithm>
#include <filesystem>

#include "core/data/column_names.hpp"
#include "core/data/row_source.hpp"
#include "core/data/text_source.hpp"

namespace graft {
namespace {

Error refused(const std::string& path, std::string what, std::string hint) {
  return {Code::BadInput, std::move(what), path, {}, std::move(hint)};
}

bool startsWith(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

/// True when the first line is a whole object: then the file is JSONL whatever its name.
bool firstLineIsObject(std::string_view text) {
  const auto line = text.substr(0, text.find('\n'));
  const size_t last = line.find_last_not_of(" \t\r");
  return last != std::string_view::npos && last > 0 && line[last] == '}' && text.find('\n') != std::string_view::npos;
}

/// True where behind the first object, which may go over several lines, another one begins.
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

/// Excel's "Unicode text" and its kin: the first lines have the same number of tabs, at least one.
bool isTabbed(std::string_view text) {
  constexpr size_t kLines = 20;
  size_t tabs = 0, lines = 0;
  while (!text.empty() && lines < kLines) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos && lines > 0) break;  // may be cut off
    const auto line = text.substr(0, end);
    const auto count = static_cast<size_t>(std::count(line.begin(), line.end(), '\t'));
    if (count == 0 || (lines > 0 && count != tabs)) return false;
    tabs = count;
    ++lines;
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return lines > 1;
}

}  // namespace

Result<std::unique_ptr<RowSource>> openRows(const std::string& path, const ReadOptions& options) {
  GRAFT_TRY(auto source, TextSource::open(path, options.encoding));
  if (source->sizeBytes() == 0) return refused(path, "the file is empty", "Choose a file with at least one row.");
  if (!options.second.empty()) {
    GRAFT_TRY(auto other, TextSource::open(options.second, options.encoding));
    return makeTextPair(std::move(source), std::move(other));
  }
  const std::string_view head = source->head();
  const std::string extension = lower(std::filesystem::path(source->innerName()).extension().string());
  const bool isTableFile = startsWith(head, "PAR1") || startsWith(head, "PK\x03\x04");
  if (isTableFile && !source->container().empty())
    return refused(path, "a table file is packed into this " + source->container() + " file", "Unpack it first and import what is inside.");
  if (startsWith(head, "PAR1")) return makeTableFile(path, TableFile::Parquet, options);
  if (isTableFile) return makeTableFile(path, TableFile::Workbook, options);
  if (startsWith(head, "\xD0\xCF\x11\xE0")) return refused(path, "this is an old Office file (.xls, .doc)", "Save it as .xlsx or CSV.");
  if (startsWith(head, "%PDF")) return refused(path, "this is a PDF", "Copy the examples into a table or a text file.");
  const size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos)
    return refused(path, "the file is empty: it holds blanks only", "Choose a file with at least one row.");
  const std::string start = lower(std::string(head.substr(first, 15)));
  if (startsWith(start, "<!doctype html") || startsWith(start, "<html") || startsWith(start, "<?xml") || startsWith(start, "<head")) {
    return refused(path, "this is a web page (HTML), not data",
                   "Download the file itself; a sign-in page may have been saved in its place.");
  }
  if (extension == ".csv" || extension == ".tsv" || extension == ".tab" || !options.separator.empty())
    return makeCsv(std::move(source), options);
  const char c = head[first];
  const bool json = extension == ".json" || extension == ".jsonl" || extension == ".ndjson";
  if (c == '[' && (json || extension.empty())) return makeJsonArray(std::move(source));
  const bool isPretty = c == '{' && !firstLineIsObject(head.substr(first)) && anotherFollows(head.substr(first));
  if ((extension == ".jsonl" || extension == ".ndjson") && isPretty) return makeJsonSequence(std::move(source));
  if (extension == ".jsonl" || extension == ".ndjson") return makeJsonLines(std::move(source));
  if (c == '{' && (json || extension.empty() || extension == ".txt")) {
    if (firstLineIsObject(head.substr(first))) return makeJsonLines(std::move(source));
    if (json || extension.empty()) return anotherFollows(head.substr(first)) ? makeJsonSequence(std::move(source)) : makeJsonObject(std::move(source));
  }
  if (json)
    return refused(path, "not JSON: it begins with '" + std::string(head.substr(first, 12)) + "'", "Check that this is the right file.");
  if (head.find('\0') != std::string_view::npos)
    return refused(path, "this is a binary file of a kind that is not known here",
                   "Known: JSONL, JSON, CSV, TSV, Parquet, XLSX, ODS, plain text, and these packed by gzip, bzip2, xz, zstd or zip.");
  if (extension == ".txt" && isTabbed(head)) return makeCsv(std::move(source), options);
  return makeText(std::move(source));
}

}  // namespace graft
