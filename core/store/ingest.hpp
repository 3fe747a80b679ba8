// SPDX-License-Identifier: Apache-2.0
// Folders to rows. Reading the same frames once, twice or in any portions gives the same rows.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace graft::store {

class Store;

/// All runs and dataset versions below the home that changed since they were read. What cannot be read is passed over, with a notice.
Status readFolders(Store& store, std::vector<std::string>& notices);
/// One run: run.json and what is new in its recorded events, or metrics.jsonl when there are none. One transaction.
Status readRun(Store& store, const std::string& run, std::vector<std::string>& notices);

}  // namespace graft::store
