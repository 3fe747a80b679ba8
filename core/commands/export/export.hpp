// SPDX-License-Identifier: Apache-2.0
// Exports for the command line and the workbench: target paths, the worker's job, and atomic publication. Any thread.
#pragma once

#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/base/processors.hpp"
#include "core/run/export_kinds.hpp"

namespace graft::commands {

struct ExportOrder {
  std::string adapter;  ///< run, PEFT folder or GGUF adapter
  ExportKind kind = ExportKind::Peft;
  std::string type;             ///< number format; empty: the kind's default
  std::string out;              ///< folder, or .gguf file
  std::string model;            ///< base; empty: that of the run, else the embedded one
  std::string dataset;          ///< folder of a version whose held-out rows are used as questions; empty: that of the run
  std::string baseName;         ///< name of the base in the files; empty: from the base's own files
  std::string ollamaBase;       ///< name of the base in Ollama; if set, only the adapter is exported
  std::string acceptedBase;     ///< the adapter's claim, to accept it although it names another base
  std::string acceptedLicense;  ///< the base's licence, if it restricts use and the user accepted it
  double strength = 1;
  uint64_t shardBytes = 5'000'000'000;
  CpuOrder cpu;
  bool overwrite = false;
};

/// True for a licence that does not permit everyone to use, change and redistribute the model for any purpose (by its identifier in model
/// files). A file without a licence counts as unrestricted.
bool restrictsUse(const std::string& license);

/// Validated order with its job. The staging folder is next to the target, so that a rename publishes it. The destructor removes it unless
/// it was published.
class PreparedExport {
 public:
  /// Fails with Refused in these cases. The adapter names another base (unless `acceptedBase` is that name). The base's licence restricts
  /// use and was not accepted by name. The target exists (without `overwrite`), or is, contains or is inside the base model, a run, or the
  /// adapter. Only an earlier export is ever overwritten.
  static Result<PreparedExport> prepare(const ExportOrder& order, const std::string& home);
  PreparedExport(PreparedExport&& other) noexcept;
  PreparedExport& operator=(PreparedExport&& other) = delete;
  ~PreparedExport();
  const ExportJob& job() const { return m_job; }
  /// Call it after the job succeeded. Moves the files to their final names, and records the export in the history of a registered adapter.
  Result<PublishedExport> publish(const ExportResult& result);

 private:
  PreparedExport() = default;
  Status publishFiles();
  Status noteInHistory(const Certificate& certificate) const;
  ExportJob m_job;
  std::string m_home, m_staging, m_out, m_scratch;
  bool m_singleFile = false;
};

/// Origin of a run's adapter. Empty for other folders.
AdapterOrigin originOfRun(const std::string& runFolder);

}  // namespace graft::commands
