// SPDX-License-Identifier: Apache-2.0
// Exports as the command line and the workbench make them: where the files go, the job for the worker, and the moment at which they
// appear under their name, all at once. Any thread.
#pragma once

#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/base/processors.hpp"
#include "core/run/export_kinds.hpp"

namespace graft::workspace {

struct ExportOrder {
  std::string adapter;  ///< run, PEFT folder or GGUF adapter
  ExportKind kind = ExportKind::Peft;
  std::string type;             ///< number format, empty for the kind's own
  std::string out;              ///< folder, or .gguf file
  std::string model;            ///< base; empty: the one of the run, else the embedded one
  std::string dataset;          ///< folder of a version whose held-out rows are asked; empty: the one of the run
  std::string baseName;         ///< as the files shall name the base; empty: as the base's own files do
  std::string ollamaBase;       ///< the base's name in Ollama: then the adapter alone is shipped
  std::string acceptedBase;     ///< the base that the adapter names, when it is another one and is wanted all the same
  std::string acceptedLicense;  ///< the base's licence, when it restricts use and a person has agreed to it
  double strength = 1;
  uint64_t shardBytes = 5'000'000'000;
  CpuOrder cpu;
  bool overwrite = false;
};

/// True for a licence that is not one of those that let everybody use, change and pass on the model for any purpose (by its identifier, as
/// model files state it). A file that states none is not judged.
bool restrictsUse(const std::string& license);

/// A checked order with its job. The staging folder lies beside the target, so that a rename publishes it; it is removed with this
/// object unless it was published.
class ExportJob {
 public:
  /// Refused: an adapter that names another base (unless `acceptedBase` is that name); a base whose licence restricts use and was not
  /// agreed to by name; a target that exists (without `overwrite`), or that is, holds or lies in the base model, a run, or the adapter
  /// itself; nothing but an earlier export is ever overwritten.
  static Result<ExportJob> prepare(const ExportOrder& order, const std::string& home);
  ExportJob(ExportJob&& other) noexcept;
  ExportJob& operator=(ExportJob&& other) = delete;
  ~ExportJob();
  const Json& spec() const { return m_spec; }
  /// After the job ended well: moves the files to their names, and writes the export into the history of a kept adapter. `files` of the
  /// result then hold whole paths; `not_noted` says why the history has no line.
  Result<Json> publish(Json result);

 private:
  ExportJob() = default;
  Status publishFiles();
  Status noteInHistory(const Json& certificate) const;
  Json m_spec;
  std::string m_home, m_staging, m_out, m_scratch;
  bool m_singleFile = false;
};

/// What a run knows about its adapter, for cards and certificates: settings, results, hashes, numbers of rows. Empty for other folders.
Json factsOfRun(const std::string& runFolder);

}  // namespace graft::workspace
