// SPDX-License-Identifier: Apache-2.0
#include "core/data/preview.hpp"

#include <algorithm>
#include <filesystem>

#include "core/data/dataset_info.hpp"

namespace graft {
namespace {

void addKeys(const std::string& row, std::vector<std::string>& keys) {
  const auto json = parseJson(row);
  if (!json.ok() || !json->is_object()) return;
  for (const auto& [key, value] : json->items()) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  }
}

void map(Preview& preview) {
  RowMapper mapper;
  mapper.use(preview.mapping);
  for (auto& row : preview.rows) {
    if (!row.problem.empty()) continue;
    auto example = mapper.map(row.raw);
    if (!example.ok()) {
      row.problem = example.error().what;
      continue;
    }
    auto json = parseJson(example->json);
    if (json.ok())
      row.example = std::move(*json);
    else
      row.problem = json.error().what;
  }
}

}  // namespace

Result<Preview> previewFile(const ImportOptions& asked, size_t most) {
  ImportOptions options = asked;
  if (std::filesystem::path(options.file).filename() == "dataset_info.json") GRAFT_CHECK(resolveDatasetInfo(options));
  GRAFT_TRY(const auto source, openRows(options.file, options.read));
  Preview out;
  std::vector<std::string> texts;
  for (RawRow row; out.rows.size() < most;) {
    GRAFT_TRY(const bool more, source->next(row));
    if (!more) break;
    if (row.problem.empty()) texts.push_back(row.json);
    out.rows.push_back({row.line, row.json, row.problem, nullptr});
  }
  if (out.rows.empty()) return Error{Code::BadInput, "the file has no rows", options.file, "Nothing was changed.", "Add at least one row."};
  out.format = source->format;
  out.encoding = source->encoding;
  out.columns = source->columns;
  if (out.columns.empty()) {
    for (const auto& text : texts) addKeys(text, out.columns);
  }
  out.mapping = options.mapping;
  auto guessed = RowMapper::guess(texts, options.mapping);
  if (!guessed.ok()) {
    out.question = guessed.error().what;
    return out;
  }
  out.mapping = std::move(*guessed);
  map(out);
  return out;
}

ShapeFields fieldsOf(Shape shape) {
  switch (shape) {
    case Shape::Alpaca: return {{"instruction", "output"}, {"input", "system"}};
    case Shape::Messages: return {{"messages"}, {"tools"}};
    case Shape::ShareGpt: return {{"conversations"}, {"system", "tools"}};
    case Shape::PromptCompletion: return {{"prompt", "completion"}, {"system"}};
    case Shape::Text: return {{"text"}, {}};
    case Shape::Preference: return {{"prompt", "chosen", "rejected"}, {}};
    case Shape::Kto: return {{"prompt", "completion", "label"}, {}};
    case Shape::Tokens: return {{"input_ids", "labels"}, {}};
    case Shape::Unknown: break;
  }
  return {};
}

}  // namespace graft
