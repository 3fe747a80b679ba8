// SPDX-License-Identifier: Apache-2.0
// The verb train: creates a run folder with its spec, then starts the worker, now or from the queue.
#include <filesystem>

#include "core/commands/train/verb_flags.hpp"
#include "core/commands/train/verb_view.hpp"
#include "core/run/queue.hpp"

namespace graft::cli {
namespace {

Result<Json> train(const TrainFlags& flags, Context& context) {
  GRAFT_TRY(auto input, openInput(flags, context));
  if (input.settings.size() > 1)
    return Error{Code::BadUsage,
                 msg("a setting has several values, which make %1 runs", input.settings.size()),
                 {},
                 {},
                 msg("Use graft sweep with the same flags.")};
  const auto request = requestOf(input, input.settings[0], flags);
  if (!flags.queue) return runTraining(request, context);
  GRAFT_TRY(const auto folder, commands::makeRun(request, context.home));
  const std::string run = std::filesystem::path(folder).filename().string();
  GRAFT_CHECK(RunQueue(context.home).add({run, {}}));
  context.terminal.line("Run " + run + " is in the queue. Start it with: graft queue start");
  return Json{{"run", run}, {"state", "queued"}};
}

void add(CLI::App& app, Context& context) {
  auto flags = std::make_shared<TrainFlags>();
  auto* verb = addVerb(app, context, "train", "Fine-tune an adapter", "graft train --data tickets.csv --epochs 3 --rank 16",
                       [flags, &context] { return train(*flags, context); });
  addTrainFlags(*verb, flags);
}

}  // namespace

VerbEntry verbOfTrain() { return {50, add}; }

}  // namespace graft::cli
