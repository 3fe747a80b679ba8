// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/base/system.hpp"
#include "core/commands/sweep/verb_together.hpp"

namespace graft::cli {
namespace {

/// Larger groups gain little: four runs already share most of what can be shared.
constexpr size_t kMostTogether = 8;

using Names = std::vector<std::string>;

/// Divides runs into groups with equal passes, of at most kMostTogether. Runs that share passes with none stand alone.
std::vector<Names> groupsOf(const std::vector<SweptRun>& runs) {
  std::vector<Names> out;
  std::vector<TrainSettings> settings;
  for (const auto& [name, own] : runs) {
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

/// Trains a group of runs. If they do not fit into memory together, each half is tried. A single run stays in the queue.
Status trainNames(const Names& names, const commands::QueueRunner& queue, Context& context, Ranking& done) {
  if (names.size() < 2) return Done{};
  Names folders;
  for (const auto& name : names) folders.push_back(workspace::runFolder(name, context.home));
  GRAFT_TRY(const auto start, commands::startTogether(folders));
  auto results = trainGroup(start, context);
  if (!results.ok() && results.error().code == Code::DoesNotFit) {
    context.terminal.warning(results.error().text() + " Fewer are tried at once.");
    const auto middle = names.begin() + static_cast<std::ptrdiff_t>(names.size() / 2);
    GRAFT_CHECK(trainNames({names.begin(), middle}, queue, context, done));
    return trainNames({middle, names.end()}, queue, context, done);
  }
  GRAFT_CHECK(results);
  GRAFT_TRY(const bool goesOn, takeResults(*results, queue, context, done));
  if (!goesOn)
    return Error{Code::Stopped,
                 msg("the sweep was stopped"),
                 {},
                 msg("What each run has learned so far is kept."),
                 msg("Go on with graft queue start.")};
  return Done{};
}

}  // namespace

Result<Ranking> trainTogether(const std::vector<SweptRun>& runs, Context& context) {
  GRAFT_TRY(const auto queue, commands::QueueRunner::begin(context.home));
  Ranking done;
  for (const Names& group : groupsOf(runs)) {
    const Status trained = trainNames(group, queue, context, done);
    if (!trained.ok() && (trained.error().code == Code::Stopped || interrupted())) return trained.error();
    // Later groups may still succeed, and the runs of this group are tried alone afterwards.
    if (!trained.ok()) context.terminal.warning(trained.error().text());
  }
  return done;
}

}  // namespace graft::cli
