// SPDX-License-Identifier: Apache-2.0
// Folders and records of runs. Any thread.
#pragma once

#include <string>

#include "core/contract/run_record.hpp"

namespace graft::workspace {

/// Folder of a run by its name, whether or not it exists.
std::string runFolder(const std::string& run, const std::string& home);
/// Reads RUN/run.json.
Result<RunRecord> readRunRecord(const std::string& folder);
/// True if the run ended by itself, so that there is nothing to resume.
bool hasEnded(const RunRecord& record);
/// Current state of a run. A run recorded as "running" without a worker is "interrupted".
std::string stateOf(const std::string& recorded, const std::string& folder);
inline std::string stateOf(const RunRecord& record, const std::string& folder) { return stateOf(record.state, folder); }

}  // namespace graft::workspace
