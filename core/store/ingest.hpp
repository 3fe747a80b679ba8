// SPDX-License-Identifier: Apache-2.0
// Reads folders into rows. Idempotent: reading frames repeatedly or in any portions gives equal rows.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace graft::store {

class Store;

/// Reads all runs and dataset versions below the home that changed since the last reading. Unreadable ones are skipped, with a notice.
Status readFolders(Store& store, std::vector<std::string>& notices);
/// Reads a run: run.json and new recorded events, or metrics.jsonl if there are none. One transaction.
Status readRun(Store& store, const std::string& run, std::vector<std::string>& notices);

}  // namespace graft::store
