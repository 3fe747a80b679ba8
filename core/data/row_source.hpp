// SPDX-License-Identifier: Apache-2.0
// Streams every data format as rows of JSON text with their first line. A new format needs a factory in this header and a line in
// `openRows`.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace graft {

struct RawRow {
  uint64_t line = 0;                           ///< 1-based line (row in Parquet, Arrow and XLSX) where the row begins
  std::string json;                            ///< JSON value, UTF-8 not yet checked
  Message problem;                             ///< not empty: reason why the row is unreadable
  Message hint;                                ///< extra reason if the row is skipped later, e.g. "B7 holds the error #N/A"
  bool namesSplit = false, isHeldOut = false;  ///< split assigned by the file itself
  uint64_t group = 0;                          ///< rows of a group stay in one split; 0: split by question
};

/// Returns `reason`, followed by the row's hint if there is one.
inline Message withHint(const RawRow& row, const Message& reason) { return row.hint.empty() ? reason : msg("%1 (%2)", reason, row.hint); }

class RowSource {
 public:
  virtual ~RowSource() = default;
  /// Returns false at the end. An error rejects the whole file.
  virtual Result<bool> next(RawRow& row) = 0;
  std::string format;  ///< "jsonl", "json", "csv", "tsv", "parquet", "arrow", "xlsx", "ods", "text", "text pair"
  std::string encoding = "utf-8";
  std::vector<std::string> columns;  ///< column names of tables, else empty
  std::vector<std::string> sheets;   ///< all sheet names of a workbook
  char separator = 0;                ///< separator of a text table, else 0
  /// Remarks for the user on how the file is read. Complete after the last row.
  virtual std::vector<Message> remarks() const { return {}; }
  /// Bytes read so far and in total, for progress.
  virtual uint64_t consumedBytes() const { return 0; }
  uint64_t sizeBytes = 0;
};

struct ReadOptions {
  std::string second;    ///< second of two aligned text files
  std::string encoding;  ///< text encoding; empty: from the byte-order mark, else UTF-8
  bool header = true;    ///< the first row of a table holds the column names
  /// Table options. `separator` is a single character, "tab", or empty for detection.
  std::string separator;
  enum class Quotes : uint8_t { Guess, None, Double, Backslash } quotes = Quotes::Guess;
  int skipRows = -1;  ///< rows above the header; -1: detected
  std::string sheet;  ///< name or number of a workbook's sheet; empty: the first visible sheet
};
/// Parses "none", "double", "backslash"; empty gives Guess.
Result<ReadOptions::Quotes> quotesFromName(const std::string& name);

/// Opens a file, detecting its format by content, then by name.
Result<std::unique_ptr<RowSource>> openRows(const std::string& path, const ReadOptions& options = {});

class TextSource;
std::unique_ptr<RowSource> makeJsonLines(std::unique_ptr<TextSource> source);
std::unique_ptr<RowSource> makeJsonArray(std::unique_ptr<TextSource> source);
/// Concatenated objects, which may span several lines each.
std::unique_ptr<RowSource> makeJsonSequence(std::unique_ptr<TextSource> source);
Result<std::unique_ptr<RowSource>> makeJsonObject(std::unique_ptr<TextSource> source);
std::unique_ptr<RowSource> makeText(std::unique_ptr<TextSource> source);
Result<std::unique_ptr<RowSource>> makeTextPair(std::unique_ptr<TextSource> first, std::unique_ptr<TextSource> second);
Result<std::unique_ptr<RowSource>> makeCsv(std::unique_ptr<TextSource> source, const ReadOptions& options);
enum class TableFile { Parquet, Arrow, Workbook };
Result<std::unique_ptr<RowSource>> makeTableFile(const std::string& path, TableFile kind, const ReadOptions& options);

/// Maximum row size. A longer row rejects the file.
inline constexpr size_t kMaxRowBytes = 64u << 20;

/// Appends `text` to `out` as a JSON string literal.
void appendJsonString(std::string& out, std::string_view text);

}  // namespace graft
