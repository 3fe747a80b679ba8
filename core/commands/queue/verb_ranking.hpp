// SPDX-License-Identifier: Apache-2.0
// Ends of several runs, ranked by held-out loss.
#pragma once

#include "core/commands/cli/tools.hpp"
#include "core/commands/queue/queue_runner.hpp"
#include "core/contract/jobs/train.hpp"

namespace graft::cli {

/// Line of a ranking.
struct RankedRun {
  std::string run, state;
  Nullable<Error> error;
  Nullable<HeldoutScore> heldoutBefore, heldoutAfter;
  std::optional<std::string> settings;  ///< those that vary in a sweep
  static constexpr auto fields = std::tuple{Field{"run", &RankedRun::run},
                                            Field{"state", &RankedRun::state},
                                            Field{"error", &RankedRun::error},
                                            Field{"heldout_before", &RankedRun::heldoutBefore},
                                            Field{"heldout_after", &RankedRun::heldoutAfter},
                                            Field{"settings", &RankedRun::settings}};
};
using Ranking = std::vector<RankedRun>;
/// Takes ended runs out of the queue and appends them to `done`. Returns false if the user stopped one of them.
Result<bool> takeResults(const std::vector<TrainResult>& results, const commands::QueueRunner& queue, Context& context, Ranking& done);
RankedRun failedRun(const std::string& run, const Error& error);
/// Sorts by held-out loss, best first. Failed runs and those without held-out rows come last.
void rank(Ranking& runs);
void showRanking(const Ranking& runs, Context& context);
Json toJson(const Ranking& runs);

/// Works off the queue in order until it is empty. A failed run does not stop the rest; Ctrl-C does. `sweep`: only the runs of that sweep.
Result<Ranking> workOffQueue(const std::string& sweep, Context& context);

/// Trains runs together in one process. Returns their ends in the order of the runs.
Result<std::vector<TrainResult>> trainGroup(const commands::Start& start, Context& context);

}  // namespace graft::cli
