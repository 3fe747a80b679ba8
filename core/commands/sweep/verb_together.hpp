// SPDX-License-Identifier: Apache-2.0
// graft sweep --together: trains runs with equal passes in one process, where they share the products with the base.
#pragma once

#include "core/commands/queue/verb_ranking.hpp"

namespace graft::cli {

/// Run of a sweep, by name.
using SweptRun = std::pair<std::string, TrainSettings>;
/// Trains queued runs in groups and removes them from the queue. Runs left in the queue are to be trained alone. Returns how each run
/// ended; Stopped if the user stopped it.
Result<Ranking> trainTogether(const std::vector<SweptRun>& runs, Context& context);

}  // namespace graft::cli
