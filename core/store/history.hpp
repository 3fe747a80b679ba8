// SPDX-License-Identifier: Apache-2.0
// The part of a home's history that the store knows: runs, comparisons, and the audit log.
#pragma once

#include <string>
#include <vector>

#include "core/contract/act.hpp"
#include "core/contract/run_record.hpp"

namespace graft::store {

class Store;

struct RecordedRun {
  std::string name;
  RunRecord record;
  std::string binnedSince;  ///< empty: not in the bin
};
/// Records of all runs, with those in the bin, newest first.
Result<std::vector<RecordedRun>> recordedRuns(const Store& store);
/// Start, resumes and end of a run. A run without a worker that was not ended is "interrupted" at its last event. `home` holds its folder.
std::vector<Act> actsOf(const RecordedRun& run, const std::string& home);

/// Acts of the audit log, newest first. Comparisons and votes name the adapters instead of the comparison.
Result<std::vector<Act>> auditedActs(const Store& store, size_t most);
/// Records an act that no folder and no run tells of. Fails with Refused for a reader.
Status noteAct(Store& store, ActKind kind, const std::string& subject, const std::string& detail = {});

}  // namespace graft::store
