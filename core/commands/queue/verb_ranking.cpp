// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/base/system.hpp"
#include "core/commands/queue/verb_ranking.hpp"
#include "core/commands/train/verb_view.hpp"

namespace graft::cli {

static RankedRun rankedRun(const TrainResult& result) {
  RankedRun out{result.run, nameOf(result.state), {}, result.heldoutBefore, result.heldoutAfter, {}};
  if (result.error) out.error = *result.error;
  return out;
}

RankedRun failedRun(const std::string& run, const Error& error) {
  TrainResult failed;
  failed.run = run;
  failed.error = error;
  return rankedRun(failed);
}

Result<bool> takeResults(const std::vector<TrainResult>& results, const commands::QueueRunner& queue, Context& context, Ranking& done) {
  bool goesOn = true;
  for (const TrainResult& run : results) {
    GRAFT_TRY(const bool ended, queue.ended(run.run, nameOf(run.state)));
    goesOn = goesOn && ended;
    if (!ended) continue;
    if (run.error) context.terminal.warning(run.run + ": " + run.error->what.text());
    done.push_back(rankedRun(run));
  }
  return goesOn;
}

void rank(Ranking& runs) {
  const auto loss = [](const RankedRun& run) {
    return run.heldoutAfter && std::isfinite(run.heldoutAfter->loss) ? run.heldoutAfter->loss : 1e300;
  };
  std::stable_sort(runs.begin(), runs.end(), [&](const RankedRun& a, const RankedRun& b) { return loss(a) < loss(b); });
}

void showRanking(const Ranking& runs, Context& context) {
  auto& t = context.terminal;
  std::vector<std::vector<std::string>> rows = {{"", "run", "settings", "held-out loss", "exact match", "state"}};
  for (const RankedRun& run : runs) {
    const auto cells = heldoutCells(run.heldoutAfter, 4);
    rows.push_back({std::to_string(rows.size()), run.run, run.settings.value_or(""), cells[0], cells[1], run.state});
  }
  t.line();
  t.line(t.bold("By held-out loss, best first"));
  t.table(rows);
}

Json toJson(const Ranking& runs) {
  Json out = Json::array();
  for (const RankedRun& run : runs) out.push_back(graft::toJson(run));
  return out;
}

namespace {

void showGroupFrame(const Frame& frame, double& share, Context& context) {
  auto& t = context.terminal;
  if (t.json) return;
  if (const auto phase = eventIn<PhaseEvent>(frame)) t.progress(share, englishOf(*phase) + " ...");
  const auto event = eventIn<GroupStepEvent>(frame);
  if (!event) return;
  const int64_t step = event->step, steps = std::max<int64_t>(1, event->steps);
  share = static_cast<double>(step) / static_cast<double>(steps);
  const double left = event->seconds / static_cast<double>(std::max<int64_t>(1, step)) * static_cast<double>(steps - step);
  t.progress(share, duration(left) + " left  step " + std::to_string(step) + "/" + std::to_string(steps));
}

/// Trains or resumes the runs of a turn. Returns an error for a single run that failed.
Result<std::vector<TrainResult>> runTurn(const std::vector<std::string>& runs, Context& context) {
  const std::string folder = workspace::runFolder(runs[0], context.home);
  if (runs.size() > 1) {
    GRAFT_TRY(const auto start, commands::startWithGroup(folder, runs));
    if (start.runs.size() > 1) {
      auto results = trainGroup(start, context);
      if (results.ok() && results->size() != start.runs.size())
        return Error{Code::Internal, msg("the engine reported %1 runs of %2", results->size(), start.runs.size()), folder, {}, {}};
      // The first still goes on alone, for example if a checkpoint of another one is damaged or memory has become scarce.
      if (results.ok() || (results.error().code != Code::Refused && results.error().code != Code::DoesNotFit)) return results;
      context.terminal.warning(results.error().text() + " The first goes on alone.");
    }
  }
  GRAFT_TRY(const Json result, startOrResume(folder, Watch::Yes, context));
  return std::vector{fromJson<TrainResult>(result)};
}

}  // namespace

Result<std::vector<TrainResult>> trainGroup(const commands::Start& start, Context& context) {
  double share = 0;
  GroupJob job{start.runs};
  context.terminal.line(std::to_string(job.runs.size()) + " runs together: " + job.runs.front().name + " to " + job.runs.back().name);
  GRAFT_TRY(auto result, runJob(job, context, [&](const Frame& frame) { showGroupFrame(frame, share, context); }));
  return std::move(result.runs);
}

Result<Ranking> workOffQueue(const std::string& sweep, Context& context) {
  GRAFT_TRY(const auto runner, commands::QueueRunner::begin(context.home, sweep));
  Ranking done;
  while (true) {
    GRAFT_TRY(const auto turn, runner.next());
    if (!turn) return done;
    auto results = turn->end ? Result<std::vector<TrainResult>>({*turn->end}) : runTurn(turn->runs, context);
    const auto stopped = [](Error error) {
      error.hint = msg("It stays first in the queue; go on with graft queue start.");
      return error;
    };
    // After Ctrl-C no further run begins, even if the current one could not end in order.
    if (!results.ok() && (results.error().code == Code::Stopped || interrupted())) return stopped(results.error());
    if (!results.ok()) {
      context.terminal.warning(turn->runs[0] + ": " + results.error().text());
      done.push_back(failedRun(turn->runs[0], results.error()));
      GRAFT_CHECK(runner.failed(turn->runs[0]));
      continue;
    }
    // A single run is known by its name in the queue, whatever its record says.
    if (results->size() == 1) results->front().run = turn->runs[0];
    GRAFT_TRY(const bool goesOn, takeResults(*results, runner, context, done));
    if (!goesOn) return stopped({Code::Stopped, msg("the runs were stopped"), {}, msg("What each run has learned so far is kept."), {}});
  }
}

}  // namespace graft::cli
