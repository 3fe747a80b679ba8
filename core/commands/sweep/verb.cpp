// SPDX-License-Identifier: Apache-2.0
// The verb sweep: several settings, and their ranking.
#include "core/base/file.hpp"
#include "core/commands/sweep/verb_together.hpp"
#include "core/commands/train/verb_flags.hpp"

namespace graft::cli {
namespace {

std::string choiceText(const Choice& choice, const TrainFlags& flags) {
  std::string text;
  for (const auto& [key, value] : choice) {
    if (flags.numbers.at(key).size() > 1) text += (text.empty() ? "" : "  ") + key + " " + value.dump();
  }
  return text;
}

Result<Json> sweep(const TrainFlags& flags, Context& context) {
  GRAFT_TRY(auto input, openInput(flags, context));
  if (input.settings.size() < 2)
    return Error{Code::BadUsage,
                 msg("a sweep needs a setting with several values"),
                 {},
                 {},
                 msg("Example: graft sweep --data tickets --lr 1e-4,2e-4 --rank 8,16.")};
  if (flags.together && flags.queue)
    return Error{Code::BadUsage, msg("--together trains now, --queue later"), {}, {}, msg("Leave one of them out.")};
  std::vector<commands::TrainRequest> requests;
  for (const TrainSettings& settings : input.settings) requests.push_back(requestOf(input, settings, flags));
  GRAFT_TRY(const auto made, commands::makeSweep(requests, context.home));
  std::map<std::string, std::string> settingsOfRun;
  std::vector<SweptRun> swept;
  for (size_t i = 0; i < made.runs.size(); ++i) {
    swept.emplace_back(made.runs[i], input.settings[i]);
    settingsOfRun[made.runs[i]] = choiceText(input.choices[i], flags);
  }
  context.terminal.line(context.terminal.bold("Sweep " + made.name) + ": " + std::to_string(swept.size()) + " runs");
  if (flags.queue) return Json{{"sweep", made.name}, {"state", "queued"}, {"runs", swept.size()}};
  Ranking runs;
  if (flags.together) {
    GRAFT_TRY(runs, trainTogether(swept, context));
  }
  GRAFT_TRY(const Ranking alone, workOffQueue(made.name, context));
  runs.insert(runs.end(), alone.begin(), alone.end());
  for (RankedRun& run : runs) run.settings = settingsOfRun[run.run];
  rank(runs);
  showRanking(runs, context);
  const Json ranking = {{"sweep", made.name}, {"runs", toJson(runs)}};
  GRAFT_CHECK(writeFileAtomic((made.folder / "ranking.json").string(), dump(ranking, 1) + "\n"));
  return Json{{"sweep", made.name}, {"best", runs.empty() ? Json(nullptr) : Json(runs[0].run)}, {"runs", toJson(runs)}};
}

void add(CLI::App& app, Context& context) {
  auto flags = std::make_shared<TrainFlags>();
  auto* verb = addVerb(app, context, "sweep", "Try several settings, and rank them by held-out loss",
                       "graft sweep --data tickets --lr 1e-4,2e-4 --rank 8,16", [flags, &context] { return sweep(*flags, context); });
  addTrainFlags(*verb, flags);
  verb->add_flag("--together", flags->together,
                 "train runs that make the same passes at once: faster where a pass has few tokens or the base is kept in four bits; needs "
                 "more memory");
}

}  // namespace

VerbEntry verbOfSweep() { return {100, add}; }

}  // namespace graft::cli
