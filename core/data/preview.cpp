// SPDX-License-Identifier: Apache-2.0
#include "core/data/preview.hpp"

#include <algorithm>
#include <filesystem>

#include "core/data/dataset_info.hpp"
#include "core/data/input_files.hpp"

namespace graft {
namespace {

void addName(const std::string& name, std::vector<std::string>& names) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}
void addKeys(const std::string& row, std::vector<std::string>& keys) {
  const auto json = parseJson(row);
  if (!json.ok() || !json->is_object()) return;
  for (const auto& [key, value] : json->items()) addName(key, keys);
}

void map(RowMapper& mapper, PreviewRow& row) {
  auto example = mapper.map(row.raw);
  auto json = example.ok() ? parseJson(example->json) : Result<Json>(example.error());
  if (json.ok())
    row.example = std::move(*json);
  else
    row.problem = json.error().what;
}

/// Adds the first rows of one file to the preview.
Status addFile(InputFile& file, size_t most, Preview& out) {
  GRAFT_TRY(const FirstRows first, firstRows(file));
  const auto guessed = first.guess(file.asked);
  if (!guessed.ok() && out.question.empty()) out.question = guessed.error().what;
  RowMapper mapper;
  if (guessed.ok()) mapper.use(*guessed);
  for (const auto& column : file.rows->columns) addName(column, out.columns);
  for (const RawRow& row : first.rows) {
    if (row.problem.empty() && file.rows->columns.empty()) addKeys(row.json, out.columns);
  }
  for (size_t i = 0; i < std::min(most, first.rows.size()); ++i) {
    const RawRow& row = first.rows[i];
    out.rows.push_back({row.line, row.json, row.problem, nullptr, static_cast<uint16_t>(out.files.size())});
    if (row.problem.empty() && guessed.ok()) map(mapper, out.rows.back());
    if (PreviewRow& shown = out.rows.back(); row.problem.empty() && !shown.problem.empty()) shown.problem = withHint(row, shown.problem);
  }
  for (auto& remark : file.rows->remarks()) out.remarks.push_back(std::move(remark));
  if (out.files.empty()) out.mapping = guessed.ok() ? *guessed : file.asked;
  out.files.push_back(file.name);
  return Done{};
}

}  // namespace

Result<Preview> previewFiles(const ImportOptions& asked, size_t most) {
  ImportOptions options = asked;
  if (std::filesystem::path(options.file).filename() == "dataset_info.json") GRAFT_CHECK(resolveDatasetInfo(options));
  GRAFT_TRY(auto inputs, openInputs(options));
  Preview out;
  out.format = inputs.front().rows->format;
  out.encoding = inputs.front().rows->encoding;
  out.sheets = inputs.front().rows->sheets;
  out.separator = inputs.front().rows->separator;
  for (InputFile& file : inputs) GRAFT_CHECK(addFile(file, std::max<size_t>(1, most / inputs.size()), out));
  if (out.files.size() == 1) out.files.clear();
  return out;
}

}  // namespace graft
