// SPDX-License-Identifier: Apache-2.0
// The verb train: creates a run folder with its spec, then starts the worker, now or from the queue.
#include <filesystem>

#include "app/cli/train_flags.hpp"
#include "app/cli/train_view.hpp"
#include "core/run/queue.hpp"

namespace graft::cli {
namespace fs = std::filesystem;
namespace {

Result<Json> trainVerb(const TrainFlags& flags, Context& context) {
  GRAFT_TRY(auto input, openInput(flags, context));
  if (input.settings.size() > 1)
    return Error{Code::BadUsage,
                 msg("a setting has several values, which make %1 runs", input.settings.size()),
                 {},
                 {},
                 msg("Use graft sweep with the same flags.")};
  const workspace::TrainRequest request{input.dataset.folder(),       input.model,  input.adapter,     input.name,
                                        std::move(input.settings[0]), flags.detach, input.memoryLimit, {}, input.acceptedBase};
  if (!flags.queue) return runTraining(request, context);
  GRAFT_TRY(const auto folder, workspace::makeRun(request, context.home));
  const std::string run = fs::path(folder).filename().string();
  GRAFT_CHECK(RunQueue(context.home).add({run, {}}));
  context.terminal.line("Run " + run + " is in the queue. Start it with: graft queue start");
  return Json{{"run", run}, {"state", "queued"}};
}

}  // namespace

Result<Json> runTraining(const workspace::TrainRequest& request, Context& context) {
  GRAFT_TRY(const auto folder, workspace::makeRun(request, context.home));
  return startOrResume(folder, request.detach ? Watch::No : Watch::Yes, context);
}

void addTrainCommands(CLI::App& app, Context& context) {
  auto flags = std::make_shared<TrainFlags>();
  auto* verb = addVerb(app, context, "train", "Fine-tune an adapter", "graft train --data tickets.csv --epochs 3 --rank 16",
                       [flags, &context] { return trainVerb(*flags, context); });
  addTrainFlags(*verb, flags);
}

}  // namespace graft::cli
