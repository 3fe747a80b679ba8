// SPDX-License-Identifier: Apache-2.0
// graft sweep --together: runs that make the same passes are trained in one process and share the products with the base.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/cli/commands.hpp"

namespace graft::cli {

/// How a run ended, as a line of a sweep's ranking.
Json endedRun(const std::string& name, const Json& result);

/// Trains the runs (name and settings), which wait in the queue, in companies, and takes them out of it; what is left there is to be
/// worked off alone. How each ended. Stopped when somebody stopped it.
Result<Json> trainCompanies(const std::vector<std::pair<std::string, Json>>& runs, Context& context);

}  // namespace graft::cli
