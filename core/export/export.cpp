// SPDX-License-Identifier: Apache-2.0
#include "core/export/export.hpp"

#include <filesystem>

#include "core/base/file.hpp"
#include "core/base/system.hpp"

namespace graft {

Error exportStopped() { return {Code::Stopped, msg("the export was stopped"), {}, msg("Nothing was written."), {}}; }

Status mustHaveRoom(const std::string& folder, uint64_t bytes) {
  constexpr double kSpareMib = 16;  // certificate and folder entries
  const double needed = static_cast<double>(bytes) / (1 << 20) + kSpareMib, free = freeDiskMib(folder);
  if (free == 0 || needed <= free) return Done{};
  return Error{Code::DoesNotFit,
               msg("the export needs %1 MiB, the disk has %2 MiB left", static_cast<int64_t>(needed), static_cast<int64_t>(free)),
               std::filesystem::path(folder).parent_path().string(), msg("Nothing was written."),
               msg("Make room, choose another %1, or a smaller %2.", flag("--out"), flag("--type"))};
}

Result<std::vector<std::string>> writePeftExport(const ExportRequest& request, const ExportSource& source) {
  const auto card = modelCard(request, source);
  GRAFT_CHECK(mustHaveRoom(request.folder, static_cast<uint64_t>(source.adapter.parameterCount()) * 4 + card.size() + (64u << 10)));
  GRAFT_CHECK(source.adapter.writePeft(request.folder, request.baseName));
  GRAFT_CHECK(writeFileSynced(request.folder + "/README.md", card));
  return std::vector<std::string>{"adapter_config.json", "adapter_model.safetensors", "README.md"};
}

Result<std::vector<std::string>> writeGgufLora(const ExportRequest& request, const ExportSource& source, const std::string& fileName) {
  const auto type = request.type == "F16" ? kernels::StoredType::F16 : kernels::StoredType::F32;
  GRAFT_CHECK(mustHaveRoom(request.folder, static_cast<uint64_t>(source.adapter.parameterCount()) * 4 + (1u << 20)));
  GgufKeys keys;
  keys.text("general.name", request.adapterName);
  keys.u32("general.base_model.count", 1);
  keys.text("general.base_model.0.name", request.baseName);
  if (!source.base.license().empty()) keys.text("general.license", source.base.license());
  keys.u32("general.file_type", type == kernels::StoredType::F16 ? 1 : 0);
  GRAFT_CHECK(source.adapter.writeGguf(request.folder + "/" + fileName, source.base.config(), type, keys));
  return std::vector<std::string>{fileName};
}

namespace {

/// Writes the Modelfile with the stop tokens of a turn. Ollama detects the template from the GGUF file, so no TEMPLATE is written.
std::string modelfile(const ExportRequest& request, const ExportSource& source, const std::string& weights) {
  std::string out =
      "# Made by Graft from the adapter " + request.adapterName + ".\n# ollama create " + request.adapterName + " -f Modelfile\n";
  out += request.ollamaBase.empty() ? "FROM ./" + weights + "\n" : "FROM " + request.ollamaBase + "\nADAPTER ./" + weights + "\n";
  out += "PARAMETER num_ctx " + std::to_string(std::min<int64_t>(source.base.config().context, 8192)) + "\n";
  out += "PARAMETER temperature 0\n";
  for (const int64_t id : source.base.config().eosIds) {
    const auto text = source.tokenizer.decode({static_cast<uint32_t>(id)}, false);
    if (text.ok() && !text->empty() && text->find('"') == std::string::npos) out += "PARAMETER stop \"" + *text + "\"\n";
  }
  if (!source.base.license().empty()) out += "LICENSE \"\"\"Base model: " + source.base.license() + "\"\"\"\n";
  return out;
}

}  // namespace

Result<std::vector<std::string>> writeOllama(const ExportRequest& request, const ExportSource& source) {
  ExportRequest inner = request;
  if (!request.ollamaBase.empty()) inner.type = "F16";
  const std::string weights = request.ollamaBase.empty() ? "model.gguf" : "adapter.gguf";
  GRAFT_TRY(auto files, request.ollamaBase.empty() ? writeMergedGguf(inner, source, weights) : writeGgufLora(inner, source, weights));
  GRAFT_CHECK(writeFileSynced(request.folder + "/Modelfile", modelfile(request, source, weights)));
  GRAFT_CHECK(writeFileSynced(request.folder + "/README.md", modelCard(request, source)));
  files.push_back("Modelfile");
  files.push_back("README.md");
  return files;
}

Result<std::vector<std::string>> writeExport(const ExportRequest& request, const ExportSource& source) {
  switch (request.kind) {
    case ExportKind::Peft: return writePeftExport(request, source);
    case ExportKind::GgufLora: return writeGgufLora(request, source, request.fileName);
    case ExportKind::Merged: return writeMergedFolder(request, source);
    case ExportKind::MergedGguf: return writeMergedGguf(request, source, request.fileName);
    case ExportKind::Ollama: return writeOllama(request, source);
  }
  return Error{Code::Internal, msg("an unknown kind of export"), {}, {}, {}};
}

}  // namespace graft
