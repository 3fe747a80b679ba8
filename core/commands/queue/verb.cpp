// SPDX-License-Identifier: Apache-2.0
// The verb queue: runs that wait for their turn.
#include <filesystem>

#include "core/base/file.hpp"
#include "core/commands/queue/queue_runner.hpp"
#include "core/commands/queue/verb_ranking.hpp"

namespace graft::cli {
namespace fs = std::filesystem;
namespace {

Result<Json> listQueue(Context& context) {
  GRAFT_TRY(const auto entries, RunQueue(context.home).list());
  Json out = Json::array();
  std::vector<std::vector<std::string>> rows = {{"", "run", "part of"}};
  for (const auto& e : entries) {
    rows.push_back({std::to_string(out.size() + 1), e.run, e.parent});
    out.push_back({{"run", e.run}, {"parent", e.parent}});
  }
  if (entries.empty())
    context.terminal.line("Nothing waits. Put a run here with: graft train --queue ...");
  else
    context.terminal.table(rows);
  return Json{{"queue", out}};
}

/// Removes a run from the queue. A run that never began leaves no folder; others keep theirs.
Result<Json> removeQueued(const std::string& run, Context& context) {
  GRAFT_CHECK(RunQueue(context.home).remove(run));
  const std::string folder = workspace::runFolder(run, context.home);
  std::error_code error;
  if (!fs::exists(folder + "/run.json", error) && FolderLock::holder(folder) == 0) fs::remove_all(folder, error);
  return listQueue(context);
}

Result<Json> startQueue(Context& context) {
  GRAFT_TRY(Ranking runs, workOffQueue({}, context));
  rank(runs);
  if (!runs.empty()) showRanking(runs, context);
  return Json{{"runs", toJson(runs)}};
}

void add(CLI::App& app, Context& context) {
  struct Flags {
    std::string run;
    size_t position = 1;
  };
  auto flags = std::make_shared<Flags>();
  auto* queue = addVerb(app, context, "queue", "Runs that wait for their turn", "graft queue", [&context] { return listQueue(context); });
  queue->require_subcommand(0, 1);
  addVerb(*queue, context, "list", "What waits, in order", "graft queue list", [&context] { return listQueue(context); });
  addVerb(*queue, context, "start", "Work the queue off, one run after the other", "graft queue start",
          [&context] { return startQueue(context); });
  auto* remove = addVerb(*queue, context, "remove", "Take a run out of the queue", "graft queue remove tickets-3",
                         [flags, &context] { return removeQueued(flags->run, context); });
  remove->add_option("RUN", flags->run, "name of a run")->required();
  auto* move =
      addVerb(*queue, context, "move", "Give a run another place", "graft queue move tickets-3 1", [flags, &context]() -> Result<Json> {
        GRAFT_CHECK(RunQueue(context.home).move(flags->run, flags->position));
        return listQueue(context);
      });
  move->add_option("RUN", flags->run, "name of a run")->required();
  move->add_option("PLACE", flags->position, "from 1")->required();
}

}  // namespace

VerbEntry verbOfQueue() { return {90, add}; }

}  // namespace graft::cli
