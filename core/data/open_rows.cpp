// SPDX-License-Identifier: Apache-2.0
// What a file is: by its first bytes, then by its name.
#include <algorithm>
#include <filesystem>

#include "core/data/row_source.hpp"
#include "core/data/text_source.hpp"

namespace graft {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

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

}  // namespace

Result<std::unique_ptr<RowSource>> openRows(const std::string& path, const ReadOptions& options) {
  GRAFT_TRY(auto source, TextSource::open(path, options.encoding));
  if (source->sizeBytes() == 0) return refused(path, "the file is empty", "Choose a file with at least one row.");
  if (!options.second.empty()) {
    GRAFT_TRY(auto other, TextSource::open(options.second, options.encoding));
    return makeTextPair(std::move(source), std::move(other));
  }
  const std::string_view head = source->head();
  if (startsWith(head, "\x1f\x8b")) return refused(path, "this is a gzip file", "Unpack it first (gunzip) and import what is inside.");
  if (startsWith(head, "PAR1")) return makeTableFile(path, true);
  const std::string extension = lower(std::filesystem::path(path).extension().string());
  if (startsWith(head, "PK\x03\x04")) {
    if (extension == ".xlsx" || extension == ".xlsm") return makeTableFile(path, false);
    return refused(path, "this is a zip archive", "Unpack it first and import what is inside.");
  }
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
  if (extension == ".csv" || extension == ".tsv" || extension == ".tab") return makeCsv(std::move(source), options.header);
  const char c = head[first];
  const bool json = extension == ".json" || extension == ".jsonl" || extension == ".ndjson";
  if (c == '[' && (json || extension.empty())) return makeJsonArray(std::move(source));
  if (extension == ".jsonl" || extension == ".ndjson") return makeJsonLines(std::move(source));
  if (c == '{' && (json || extension.empty() || extension == ".txt")) {
    if (firstLineIsObject(head.substr(first))) return makeJsonLines(std::move(source));
    if (json) return makeJsonObject(path);
  }
  if (json)
    return refused(path, "not JSON: it begins with '" + std::string(head.substr(first, 12)) + "'", "Check that this is the right file.");
  if (head.find('\0') != std::string_view::npos)
    return refused(path, "this is a binary file of a kind that is not known here",
                   "Known: JSONL, JSON, CSV, TSV, Parquet, XLSX, plain text.");
  return makeText(std::move(source));
}

}  // namespace graft
