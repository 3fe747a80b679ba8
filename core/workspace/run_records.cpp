// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/run_records.hpp"

#include <filesystem>

#include "core/base/file.hpp"

namespace graft::workspace {
namespace fs = std::filesystem;

std::string runFolder(const std::string& run, const std::string& home) { return fs::absolute(fs::path(home) / "runs" / run).string(); }

Result<RunRecord> readRunRecord(const std::string& folder) {
  GRAFT_TRY(const Json record, readJsonFile(folder + "/run.json"));
  return fromJson<RunRecord>(record);
}

bool hasEnded(const RunRecord& record) {
  return record.state == nameOf(EndState::Finished) || record.state == nameOf(EndState::StoppedEarly);
}

std::string stateOf(const std::string& recorded, const std::string& folder) {
  return recorded == kRunning && FolderLock::holder(folder) == 0 ? "interrupted" : recorded;
}

}  // namespace graft::workspace
