// SPDX-License-Identifier: Apache-2.0
// The verbs queue and sweep: several runs one after the other, and their ranking.
#include <algorithm>
#include <filesystem>

#include "app/cli/together.hpp"
#include "app/cli/train_flags.hpp"
#include "app/cli/train_view.hpp"
#include "core/base/system.hpp"
#include "core/run/queue.hpp"

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

/// Starts or resumes a queued run. If the run has already ended but is still in the queue, because a worker was cut off before removing it,
/// reads its result.
Result<Json> endOf(const std::string& run, Context& context) {
  const auto record = readJsonFile(folderOfRun(run, context) + "/run.json");
  const auto state = record.ok() ? get<std::string>(*record, "state", "") : "";
  if ((state == "finished" || state == "stopped early") && record->contains("result")) return (*record)["result"];
  return startOrResume(folderOfRun(run, context), Watch::Yes, context);
}

/// Works off the queue in order until it is empty. A failed run does not stop the rest; Ctrl-C does. `sweep`: only the runs of that sweep.
Result<Json> workOff(const std::string& sweep, Context& context) {
  const RunQueue queue(context.home);
  GRAFT_TRY(const auto working, queue.startWorking());
  Json done = Json::array();
  while (true) {
    GRAFT_TRY(const auto entries, queue.list());
    const auto next = std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return sweep.empty() || e.parent == sweep; });
    if (next == entries.end()) return done;
    const auto result = endOf(next->run, context);
    // After Ctrl-C no further run begins, even if the current one could not end in order.
    if (!result.ok() && (result.error().code == Code::Stopped || interrupted())) {
      Error stopped = result.error();
      stopped.hint = msg("It stays first in the queue; go on with graft queue start.");
      return stopped;
    }
    if (!result.ok()) context.terminal.warning(next->run + ": " + result.error().text());
    done.push_back(endedRun(next->run, result.ok() ? *result : Json{{"state", "failed"}, {"error", toJson(result.error())}}));
    if (const Status removed = queue.remove(next->run); !removed.ok() && removed.error().code != Code::BadInput) return removed.error();
  }
}

/// Removes a run from the queue. A run that never began leaves no folder; others keep theirs.
Result<Json> removeQueued(const std::string& run, Context& context) {
  GRAFT_CHECK(RunQueue(context.home).remove(run));
  const std::string folder = folderOfRun(run, context);
  std::error_code error;
  if (!fs::exists(folder + "/run.json", error) && FolderLock::holder(folder) == 0) fs::remove_all(folder, error);
  return listQueue(context);
}

std::string choiceText(const Choice& choice, const TrainFlags& flags) {
  std::string text;
  for (const auto& [key, value] : choice) {
    if (flags.numbers.at(key).size() > 1) text += (text.empty() ? "" : "  ") + key + " " + value.dump();
  }
  return text;
}

/// Sorts runs by held-out loss, best first. Failed runs and those without held-out rows come last.
void rank(Json& runs) {
  const auto loss = [](const Json& run) {
    return run["heldout_after"].is_object() ? get<double>(run["heldout_after"], "loss", 1e300) : 1e300;
  };
  std::stable_sort(runs.begin(), runs.end(), [&](const Json& a, const Json& b) { return loss(a) < loss(b); });
}

void showRanking(const Json& runs, Context& context) {
  auto& t = context.terminal;
  std::vector<std::vector<std::string>> rows = {{"", "run", "settings", "held-out loss", "exact match", "state"}};
  for (const auto& run : runs) {
    const auto cells = heldoutCells(run["heldout_after"], 4);
    rows.push_back({std::to_string(rows.size()), get<std::string>(run, "run", ""), get<std::string>(run, "settings", ""), cells[0],
                    cells[1], get<std::string>(run, "state", "")});
  }
  t.line();
  t.line(t.bold("By held-out loss, best first"));
  t.table(rows);
}

Result<Json> sweepVerb(const TrainFlags& flags, Context& context) {
  GRAFT_TRY(auto input, openInput(flags, context));
  if (input.settings.size() < 2)
    return Error{Code::BadUsage,
                 msg("a sweep needs a setting with several values"),
                 {},
                 {},
                 msg("Example: graft sweep --data tickets --lr 1e-4,2e-4 --rank 8,16.")};
  if (flags.together && flags.queue)
    return Error{Code::BadUsage, msg("--together trains now, --queue later"), {}, {}, msg("Leave one of them out.")};
  std::vector<workspace::TrainRequest> requests;
  for (const Json& settings : input.settings)
    requests.push_back(
        {input.dataset.folder(), input.model, input.adapter, input.name, settings, false, input.memoryLimit, {}, input.acceptedBase});
  GRAFT_TRY(const auto sweep, workspace::makeSweep(requests, context.home));
  std::map<std::string, std::string> settingsOfRun;
  std::vector<std::pair<std::string, Json>> made;
  for (size_t i = 0; i < sweep.runs.size(); ++i) {
    made.emplace_back(sweep.runs[i], input.settings[i]);
    settingsOfRun[sweep.runs[i]] = choiceText(input.choices[i], flags);
  }
  context.terminal.line(context.terminal.bold("Sweep " + sweep.name) + ": " + std::to_string(made.size()) + " runs");
  if (flags.queue) return Json{{"sweep", sweep.name}, {"state", "queued"}, {"runs", made.size()}};
  Json runs = Json::array();
  if (flags.together) {
    GRAFT_TRY(runs, trainCompanies(made, context));
  }
  GRAFT_TRY(const Json alone, workOff(sweep.name, context));
  runs.insert(runs.end(), alone.begin(), alone.end());
  for (auto& run : runs) run["settings"] = settingsOfRun[get<std::string>(run, "run", "")];
  rank(runs);
  showRanking(runs, context);
  GRAFT_CHECK(writeFileAtomic((sweep.folder / "ranking.json").string(), dump(Json{{"sweep", sweep.name}, {"runs", runs}}, 1) + "\n"));
  return Json{{"sweep", sweep.name}, {"best", runs.empty() ? Json(nullptr) : runs[0]["run"]}, {"runs", runs}};
}

}  // namespace

void addQueueCommands(CLI::App& app, Context& context) {
  struct Flags {
    std::string run;
    size_t position = 1;
  };
  auto flags = std::make_shared<Flags>();
  auto* queue = addVerb(app, context, "queue", "Runs that wait for their turn", "graft queue", [&context] { return listQueue(context); });
  queue->require_subcommand(0, 1);
  addVerb(*queue, context, "list", "What waits, in order", "graft queue list", [&context] { return listQueue(context); });
  addVerb(*queue, context, "start", "Work the queue off, one run after the other", "graft queue start", [&context]() -> Result<Json> {
    GRAFT_TRY(Json runs, workOff({}, context));
    rank(runs);
    if (!runs.empty()) showRanking(runs, context);
    return Json{{"runs", runs}};
  });
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
  auto train = std::make_shared<TrainFlags>();
  auto* sweep = addVerb(app, context, "sweep", "Try several settings, and rank them by held-out loss",
                        "graft sweep --data tickets --lr 1e-4,2e-4 --rank 8,16", [train, &context] { return sweepVerb(*train, context); });
  addTrainFlags(*sweep, train);
  sweep->add_flag(
      "--together", train->together,
      "train runs that make the same passes at once: faster where a pass has few tokens or the base is kept in four bits; needs "
      "more memory");
}

}  // namespace graft::cli
