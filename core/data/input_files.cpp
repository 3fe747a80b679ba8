// SPDX-License-Identifier: Apache-2.0
#include "core/data/input_files.hpp"

#include <algorithm>
#include <filesystem>

#include "core/data/chains.hpp"

namespace graft {
namespace fs = std::filesystem;
namespace {

constexpr size_t kProbeRows = 50;

/// File name, with its folder if another file has an equal name.
std::string nameAmong(const std::string& path, const std::vector<std::string>& paths) {
  const fs::path full = fs::absolute(path);
  const auto same =
      std::count_if(paths.begin(), paths.end(), [&](const auto& other) { return fs::path(other).filename() == full.filename(); });
  return same > 1 ? (full.parent_path().filename() / full.filename()).string() : full.filename().string();
}

Status checkFiles(const ImportOptions& options, const std::vector<std::string>& paths) {
  if (paths.size() > kMostFiles)
    return Error{Code::BadUsage,
                 msg("%1 files are too many at once, %2 is the most", paths.size(), kMostFiles),
                 {},
                 msg("Nothing was changed."),
                 msg("Put some of them together first.")};
  if (!options.read.second.empty() && !options.more.empty())
    return Error{Code::BadUsage, msg("two texts that belong together line by line are imported alone"), options.read.second,
                 msg("Nothing was changed."), msg("Import the other files as a dataset of their own, or put all into one table.")};
  for (size_t i = 0; i < paths.size(); ++i) {
    if (i > 0 && fs::path(paths[i]).filename() == "dataset_info.json")
      return Error{Code::BadUsage, msg("a dataset_info.json is imported alone"), paths[i], msg("Nothing was changed."),
                   msg("Name the files that it lists instead.")};
    for (size_t other = 0; other < i; ++other) {
      std::error_code error;
      if (paths[i] == paths[other] || fs::equivalent(paths[i], paths[other], error))
        return Error{Code::BadUsage, msg("the same file is named twice"), paths[i], msg("Nothing was changed."),
                     msg("Name each file once.")};
    }
  }
  return Done{};
}

/// Rejects read options that apply to none of the import's files.
Status mustUseOptions(const ReadOptions& read, const std::vector<InputFile>& files) {
  const auto isOneOf = [&](std::initializer_list<const char*> formats) {
    return std::any_of(files.begin(), files.end(), [&](const InputFile& file) {
      return std::any_of(formats.begin(), formats.end(), [&](const char* format) { return file.rows->format == format; });
    });
  };
  const bool hasSheets = isOneOf({"xlsx", "ods"}), hasText = isOneOf({"csv", "tsv"});
  const std::string& format = files.front().rows->format;
  const auto refused = [&](const Message& what) {
    return Error{Code::BadUsage, what, files.front().path, msg("Nothing was changed."),
                 msg("Leave it out, or name the file that it is meant for.")};
  };
  if (!read.sheet.empty() && !hasSheets) return refused(msg("--sheet is for workbooks (XLSX, ODS); this file is read as %1", format));
  if (!read.separator.empty() && !hasText)
    return refused(msg("--separator is for tables of text (CSV, TSV); this file is read as %1", format));
  if (read.quotes != ReadOptions::Quotes::Guess && !hasText)
    return refused(msg("--quote is for tables of text (CSV, TSV); this file is read as %1", format));
  if (read.skipRows >= 0 && !hasSheets && !hasText)
    return refused(msg("--skip-rows is for tables of text and workbooks; this file is read as %1", format));
  if (!read.header && !hasSheets && !hasText)
    return refused(msg("--no-header is for tables of text and workbooks; this file is read as %1", format));
  return Done{};
}

bool fitsAny(const Result<Mapping>& mapping, const std::vector<std::string>& rows) {
  if (!mapping.ok()) return false;
  RowMapper mapper;
  mapper.use(*mapping);
  return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return mapper.map(row).ok(); });
}

}  // namespace

Result<std::vector<InputFile>> openInputs(const ImportOptions& options) {
  std::vector<std::string> paths = {options.file};
  paths.insert(paths.end(), options.more.begin(), options.more.end());
  if (!options.heldoutFile.empty()) paths.push_back(options.heldoutFile);
  GRAFT_CHECK(checkFiles(options, paths));
  std::vector<InputFile> out;
  for (const auto& path : paths) {
    ReadOptions read = options.read;
    if (!out.empty()) read.second.clear();  // the aligned second text belongs to the first file only
    GRAFT_TRY(auto rows, openRows(path, read));
    InputFile input;
    input.asked = options.mapping;
    if (read.second.empty()) {
      GRAFT_TRY(rows, joinChains(std::move(rows), input.asked));
    }
    input.path = path, input.name = nameAmong(path, paths), input.rows = std::move(rows), input.isFurther = !out.empty();
    out.push_back(std::move(input));
  }
  out.back().isHeldOut = !options.heldoutFile.empty();
  GRAFT_CHECK(mustUseOptions(options.read, out));
  return out;
}

Result<FirstRows> firstRows(InputFile& file) {
  FirstRows out;
  out.path = file.path;
  out.isFurther = file.isFurther;
  for (RawRow row; out.rows.size() < kProbeRows;) {
    GRAFT_TRY(const bool more, file.rows->next(row));
    out.isAll = !more;
    if (!more) break;
    out.rows.push_back(row);
  }
  if (out.rows.empty())
    return Error{Code::BadInput, file.rows->columns.empty() ? msg("the file has no rows") : msg("the file has no rows below its header"),
                 file.path, msg("Nothing was changed."), msg("Add at least one row.")};
  return out;
}

Result<Mapping> FirstRows::guess(const Mapping& asked) const {
  std::vector<std::string> texts;
  for (const RawRow& row : rows) {
    if (row.problem.empty()) texts.push_back(row.json);
  }
  if (texts.empty())
    return Error{Code::BadInput,
                 msg("no row can be read; line %1: %2", rows[0].line, rows[0].problem),
                 path,
                 {},
                 msg("Check that this is the right file.")};
  auto guessed = RowMapper::guess(texts, asked);
  if (isFurther && !fitsAny(guessed, texts)) {
    if (auto own = RowMapper::guess(texts, Mapping()); fitsAny(own, texts)) return own;
  }
  if (!guessed.ok()) return guessed.error().at(path);
  return guessed;
}

}  // namespace graft
