// SPDX-License-Identifier: Apache-2.0
// Every data format as one stream: rows of JSON text with the line where each began. A new format is one more maker
// in this header and one line in `openRows`.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace graft {

struct RawRow {
  uint64_t line = 0;    ///< 1-based line (row in Parquet, Arrow and XLSX) where the row begins
  std::string json;     ///< one JSON value, UTF-8 not yet checked
  Message problem;      ///< not empty: the row cannot be read, this is why
  Message hint;         ///< a reason to add where the row is left out later, as "B7 holds the error #N/A"
  bool hasSide = false, isHeldOut = false;  ///< the file itself says which side the row belongs to
  uint64_t group = 0;                       ///< rows of one group stay on one side of the split; 0: as their questions say
};

/// `reason` with the row's hint behind it, if there is one.
inline Message withHint(const RawRow& row, const Message& reason) { return row.hint.empty() ? reason : msg("%1 (%2)", reason, row.hint); }

class RowSource {
 public:
  virtual ~RowSource() = default;
  /// False at the end. An error means that the file as a whole is refused.
  virtual Result<bool> next(RawRow& row) = 0;
  std::string format;  ///< "jsonl", "json", "csv", "tsv", "parquet", "arrow", "xlsx", "ods", "text", "text pair"
  std::string encoding = "utf-8";
  std::vector<std::string> columns;  ///< of tables, else empty
  std::vector<std::string> sheets;   ///< of a workbook, the names of all
  char separator = 0;                ///< of a table of text, else 0
  /// What a person is to know of how it is read; complete after the last row.
  virtual std::vector<Message> remarks() const { return {}; }
  /// Bytes read so far and in all, for progress.
  virtual uint64_t consumedBytes() const { return 0; }
  uint64_t sizeBytes = 0;
};

struct ReadOptions {
  std::string second;    ///< the other half of two aligned text files
  std::string encoding;  ///< of text; empty: UTF-8 or what the byte-order mark says
  bool header = true;    ///< the first row of a table names the columns
  /// Of tables. `separator` is one character, "tab", or empty: found out.
  std::string separator;
  enum class Quotes : uint8_t { Guess, None, Double, Backslash } quotes = Quotes::Guess;
  int skipRows = -1;  ///< rows above the header; -1: found out
  std::string sheet;  ///< name or number of a workbook's sheet; empty: the first that is shown
};
/// "none", "double", "backslash"; empty: Guess.
Result<ReadOptions::Quotes> quotesFromName(const std::string& name);

/// Finds out what the file is by its content, then by its name.
Result<std::unique_ptr<RowSource>> openRows(const std::string& path, const ReadOptions& options = {});

class TextSource;
std::unique_ptr<RowSource> makeJsonLines(std::unique_ptr<TextSource> source);
std::unique_ptr<RowSource> makeJsonArray(std::unique_ptr<TextSource> source);
/// Objects that follow each other, over several lines each.
std::unique_ptr<RowSource> makeJsonSequence(std::unique_ptr<TextSource> source);
Result<std::unique_ptr<RowSource>> makeJsonObject(std::unique_ptr<TextSource> source);
std::unique_ptr<RowSource> makeText(std::unique_ptr<TextSource> source);
Result<std::unique_ptr<RowSource>> makeTextPair(std::unique_ptr<TextSource> first, std::unique_ptr<TextSource> second);
Result<std::unique_ptr<RowSource>> makeCsv(std::unique_ptr<TextSource> source, const ReadOptions& options);
enum class TableFile { Parquet, Arrow, Workbook };
Result<std::unique_ptr<RowSource>> makeTableFile(const std::string& path, TableFile kind, const ReadOptions& options);

/// Longest row that is read; longer ones refuse the file.
inline constexpr size_t kMaxRowBytes = 64u << 20;

/// `text` as a JSON string literal, appended to `out`.
void appendJsonString(std::string& out, std::string_view text);

}  // namespace graft
