// SPDX-License-Identifier: Apache-2.0
// Writes exports for other programs into a folder that is not visible yet. The caller publishes it once the certificate (certificate.hpp)
// exists. One thread.
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
  std::string folder;        ///< destination; must exist and be empty
  std::string fileName;      ///< name of a single output file
  std::string adapterName;   ///< display name
  std::string baseName;      ///< name of the base in the adapter's file
  std::string ollamaBase;    ///< name of the base in Ollama; if set, only the adapter is exported
  double strength = 1;       ///< adapter scale, for the model card
  uint64_t shardBytes = 5'000'000'000;
  CardFacts facts;
};

/// Inputs of an export. Borrows its members.
struct ExportSource {
  const ModelFile& base;
  const Tokenizer& tokenizer;
  const LoraAdapter& adapter;
  std::function<bool(const std::string& tensor, double share)> progress;  ///< returning false ends with Stopped
};

/// Writes all files of the kind. Fails with DoesNotFit before the first byte if the disk lacks space. Returns the file names, the one to
/// open first at the front.
Result<std::vector<std::string>> writeExport(const ExportRequest& request, const ExportSource& source);

// Implementations of the kinds, called by writeExport.
Result<std::vector<std::string>> writePeftExport(const ExportRequest& request, const ExportSource& source);
Result<std::vector<std::string>> writeGgufLora(const ExportRequest& request, const ExportSource& source, const std::string& fileName);
Result<std::vector<std::string>> writeMergedFolder(const ExportRequest& request, const ExportSource& source);
Result<std::vector<std::string>> writeMergedGguf(const ExportRequest& request, const ExportSource& source, const std::string& fileName);
Result<std::vector<std::string>> writeOllama(const ExportRequest& request, const ExportSource& source);

/// Formats the README.md of an export: contents, origin, loading instructions, and open questions.
std::string modelCard(const ExportRequest& request, const ExportSource& source);
Error exportStopped();
/// Fails with Refused unless the folder's disk has room for `bytes` and a small reserve.
Status mustHaveRoom(const std::string& folder, uint64_t bytes);
/// Generates config.json for a GGUF base. Fails with Refused if its rotary scaling cannot be expressed there.
Result<std::string> configForGguf(const ModelFile& base, const std::string& dtype);

}  // namespace graft
