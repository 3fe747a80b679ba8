// SPDX-License-Identifier: Apache-2.0
#include "app/cli/together.hpp"

#include <algorithm>

#include "app/cli/resolve.hpp"
#include "core/base/system.hpp"
#include "core/contract/train_settings.hpp"
#include "core/run/queue.hpp"
#include "core/workspace/runs.hpp"

namespace graft::cli {
namespace {

/// Larger groups gain little: four runs already share most of what can be shared.
constexpr size_t kMostTogether = 8;

using Names = std::vector<std::string>;

/// Groups runs that make the same passes, at most kMostTogether in a group. Runs that share passes with none stand alone.
Result<std::vector<Names>> companiesOf(const std::vector<std::pair<std::string, Json>>& runs) {
  std::vector<Names> out;
  std::vector<TrainSettings> settings;
  for (const auto& [name, json] : runs) {
    GRAFT_TRY(const auto own, settingsFromJson(json));
    size_t at = 0;
    while (at < out.size() && (out[at].size() == kMostTogether || !sharePasses(settings[at], own))) ++at;
    if (at == out.size()) {
      out.emplace_back();
      settings.push_back(own);
    }
    out[at].push_back(name);
  }
  return out;
}

void showFrame(const Frame& frame, double& share, Context& context) {
  auto& t = context.terminal;
  if (t.json) return;
  if (const auto phase = eventIn<PhaseEvent>(frame)) t.progress(share, englishOf(*phase) + " ...");
  const auto told = eventIn<GroupStepEvent>(frame);
  if (!told) return;
  const int64_t step = told->step, steps = std::max<int64_t>(1, told->steps);
  share = static_cast<double>(step) / static_cast<double>(steps);
  const double left = told->seconds / static_cast<double>(std::max<int64_t>(1, step)) * static_cast<double>(steps - step);
  t.progress(share, duration(left) + " left  step " + std::to_string(step) + "/" + std::to_string(steps));
}

Result<Json> runGroup(const Names& names, Context& context) {
  Json spec = {{"job", "together"}, {"runs", Json::array()}};
  for (const auto& name : names) {
    GRAFT_TRY(auto start, workspace::startOf(folderOfRun(name, context)));
    spec["runs"].push_back(std::move(start.spec));
  }
  double share = 0;
  auto result = runJob(std::move(spec), context, [&](const Frame& frame) { showFrame(frame, share, context); });
  context.terminal.endProgress();
  if (!result.ok()) return result;
  return (*result)["runs"];
}

/// Trains a group of runs. If they do not fit into memory together, each half is tried. A single run stays in the queue.
Status workOff(const Names& names, Context& context, Json& done) {
  if (names.size() < 2) return Done{};
  context.terminal.line(std::to_string(names.size()) + " runs together: " + names.front() + " to " + names.back());
  auto results = runGroup(names, context);
  if (!results.ok() && results.error().code == Code::DoesNotFit) {
    context.terminal.warning(results.error().text() + " Fewer are tried at once.");
    const auto middle = names.begin() + static_cast<std::ptrdiff_t>(names.size() / 2);
    GRAFT_CHECK(workOff({names.begin(), middle}, context, done));
    return workOff({middle, names.end()}, context, done);
  }
  GRAFT_CHECK(results);
  const RunQueue queue(context.home);
  bool wasStopped = false;
  for (const Json& run : *results) {
    const auto name = get<std::string>(run, "run", ""), state = get<std::string>(run, "state", "");
    if (state == "stopped" || state == "paused") {
      wasStopped = true;
      continue;
    }
    if (state == "failed") context.terminal.warning(name + ": " + get<std::string>(run["error"], "what", ""));
    done.push_back(endedRun(name, run));
    GRAFT_CHECK(queue.remove(name));
  }
  if (wasStopped)
    return Error{Code::Stopped,
                 msg("the sweep was stopped"),
                 {},
                 msg("What each run has learned so far is kept."),
                 msg("Go on with graft queue start.")};
  return Done{};
}

}  // namespace

Json endedRun(const std::string& name, const Json& result) {
  const auto part = [&](const char* key) { return result.contains(key) ? result[key] : Json(nullptr); };
  return {{"run", name},
          {"state", part("state")},
          {"error", part("error")},
          {"heldout_before", part("heldout_before")},
          {"heldout_after", part("heldout_after")}};
}

Result<Json> trainCompanies(const std::vector<std::pair<std::string, Json>>& runs, Context& context) {
  GRAFT_TRY(const auto working, RunQueue(context.home).startWorking());
  GRAFT_TRY(const auto companies, companiesOf(runs));
  Json done = Json::array();
  for (const Names& company : companies) {
    const Status worked = workOff(company, context, done);
    if (!worked.ok() && (worked.error().code == Code::Stopped || interrupted())) return worked.error();
    // Later groups may still succeed, and the runs of this group are tried alone afterwards.
    if (!worked.ok()) context.terminal.warning(worked.error().text());
  }
  return done;
}

}  // namespace graft::cli
