// SPDX-License-Identifier: Apache-2.0
// Files that other programs load, written into a folder that nobody else can see yet: who calls publishes them once the
// certificate (certificate.hpp) is there. One thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/export/merged_weights.hpp"
#include "core/run/export_kinds.hpp"
#include "core/tokenize/tokenizer.hpp"

namespace graft {

struct ExportRequest {
  ExportKind kind = ExportKind::Peft;
  std::string type = "F32";  ///< one of exportTypes(kind)
  std::string folder;        ///< where the files go; exists and is empty
  std::string fileName;      ///< of a single file
  std::string adapterName;   ///< as people call it
  std::string baseName;      ///< as the adapter's file shall name the base
  std::string ollamaBase;    ///< name of the base in Ollama; then the adapter alone is shipped
  double strength = 1;       ///< that the adapter was given; for the card
  uint64_t shardBytes = 5'000'000'000;
  Json facts = Json::object();  ///< for the model card: data, settings, results, what a person has said
};

/// What is written and what is needed for it. Borrows.
struct ExportSource {
  const Checkpoint& base;
  const Tokenizer& tokenizer;
  const LoraAdapter& adapter;
  std::function<bool(const std::string& tensor, double share)> progress;  ///< false from it: Stopped
};

/// Writes all files of the kind. DoesNotFit before the first byte when the disk has less room than they need. File names, the one that
/// a reader opens first.
Result<std::vector<std::string>> writeExport(const ExportRequest& request, const ExportSource& source);

// The kinds, each called by writeExport.
Result<std::vector<std::string>> writePeftExport(const ExportRequest& request, const ExportSource& source);
Result<std::vector<std::string>> writeGgufLora(const ExportRequest& request, const ExportSource& source, const std::string& fileName);
Result<std::vector<std::string>> writeMergedFolder(const ExportRequest& request, const ExportSource& source);
Result<std::vector<std::string>> writeMergedGguf(const ExportRequest& request, const ExportSource& source, const std::string& fileName);
Result<std::vector<std::string>> writeOllama(const ExportRequest& request, const ExportSource& source);

/// README.md of an export: what it is, what it was made from, how it is loaded, what is not known about it.
std::string modelCard(const ExportRequest& request, const ExportSource& source);
Error exportStopped();
/// Refused unless the folder's disk has room for that many bytes and a little more.
Status mustHaveRoom(const std::string& folder, uint64_t bytes);
/// config.json for a base that came as GGUF. Refused when its rotary scaling has no words there.
Result<std::string> configForGguf(const Checkpoint& base, const std::string& dtype);

}  // namespace graft
