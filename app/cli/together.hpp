// SPDX-License-Identifier: Apache-2.0
// graft sweep --together: trains runs that make the same passes in one process, which share the products with the base.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/cli/commands.hpp"

namespace graft::cli {

/// Returns the end of a run as a line of a sweep's ranking.
Json endedRun(const std::string& name, const Json& result);

/// Trains queued runs (name and settings) in groups and removes them from the queue. Runs left in the queue are to be trained alone.
/// Returns how each run ended; Stopped if the user stopped it.
Result<Json> trainCompanies(const std::vector<std::pair<std::string, Json>>& runs, Context& context);

}  // namespace graft::cli
