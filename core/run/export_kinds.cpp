// SPDX-License-Identifier: Apache-2.0
#include "core/run/export_kinds.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace graft {
namespace {

struct Row {
  ExportKind kind;
  bool singleFile;
  std::vector<std::string> types;
};

const std::vector<Row>& rows() {
  static const std::vector<std::string> kModelTypes = {"F16",  "BF16", "Q8_0", "Q6_K", "Q5_K", "Q5_1",
                                                       "Q5_0", "Q4_K", "Q4_1", "Q4_0", "F32"};
  static const std::vector<Row> kRows = {{ExportKind::Peft, false, {"F32"}},
                                         {ExportKind::GgufLora, true, {"F32", "F16"}},
                                         {ExportKind::Merged, false, {"BF16", "F16"}},
                                         {ExportKind::MergedGguf, true, kModelTypes},
                                         {ExportKind::Ollama, false, kModelTypes}};
  return kRows;
}

const Row& rowOf(ExportKind kind) { return rows()[static_cast<size_t>(kind)]; }

}  // namespace

const std::vector<std::string>& exportTypes(ExportKind kind) { return rowOf(kind).types; }
bool isSingleFile(ExportKind kind) { return rowOf(kind).singleFile; }

Result<std::string> exportTypeFromName(ExportKind kind, const std::string& name) {
  std::string wanted;
  std::transform(name.begin(), name.end(), std::back_inserter(wanted), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (wanted.ends_with("_K_M")) wanted.resize(wanted.size() - 2);  // llama.cpp's name for the mix that Q4_K and Q5_K use here
  const auto& types = exportTypes(kind);
  if (wanted.empty()) return types[0];
  if (std::find(types.begin(), types.end(), wanted) != types.end()) return wanted;
  std::string list;
  for (const auto& type : types) list += (list.empty() ? "" : ", ") + type;
  return Error{
      Code::BadUsage, msg("%3: '%1' does not exist for --to %2", name, nameOf(kind), flag("--type")), {}, {}, msg("One of %1.", list)};
}

}  // namespace graft
