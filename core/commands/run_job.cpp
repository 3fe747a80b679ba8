// SPDX-License-Identifier: Apache-2.0
#include "core/commands/run_job.hpp"

#include <filesystem>

#include <unistd.h>

namespace graft::commands {
namespace fs = std::filesystem;

Result<JobFolder> JobFolder::make(const std::string& home) {
  const std::string path = (fs::path(home) / "tmp" / ("job-" + std::to_string(::getpid()))).string();
  GRAFT_CHECK(makeFolder(path));
  return JobFolder(path);
}

Result<Json> JobFolder::run(Json spec, const WorkerCallbacks& callbacks) const {
  auto outcome = runWorker({std::move(spec), m_path + "/job.json", m_path + "/worker.log", {}}, callbacks);
  std::error_code error;
  if (outcome.ok() || !outcome.error().isLogNamed) fs::remove_all(m_path, error);
  return outcome;
}

}  // namespace graft::commands
