// SPDX-License-Identifier: Apache-2.0
// Access to the home for the verbs: its store, its places (core/workspace), and jobs for the worker.
#pragma once

#include "core/commands/cli/verb.hpp"
#include "core/commands/run_job.hpp"
#include "core/protocol/launcher.hpp"
#include "core/store/store.hpp"
#include "core/workspace/base_question.hpp"
#include "core/workspace/places.hpp"

namespace graft::cli {

/// Opens the store of the home and brings it up to date with the folders. Its messages are shown as warnings.
Result<store::Store> openStore(Context& context);

/// Returns the folder of a dataset's newest version; empty for an empty name.
Result<std::string> datasetFolder(const std::string& name, const Context& context);

/// Flag of every verb that takes an adapter. It accepts the use of an adapter on another base than the one it names.
inline constexpr const char* kAcceptBase = "--accept-base";
inline constexpr const char* kAcceptBaseHelp = "the base that the adapter names, when it is another one and is wanted all the same";

/// Shows the phase in the progress line if the frame has one and output is not JSON.
void showPhase(const Frame& frame, Context& context);

/// Values of --cpu-use and --threads.
struct CpuFlags {
  std::string use = nameOf(CpuUse::Normal);
  int64_t threads = 0;
};
/// Adds --cpu-use and --threads.
void addCpuFlags(CLI::App& verb, CpuFlags& flags);
/// BadUsage for an unknown use.
Result<CpuOrder> cpuOrderOf(const CpuFlags& flags);

/// Runs a job of the worker. `onFrame` may be empty.
template <IsJob Job>
Result<typename Job::Result> runJob(const Job& job, Context& context, const std::function<void(const Frame&)>& onFrame) {
  auto result = commands::runJob(job, context.home, {onFrame ? onFrame : [](const Frame&) {}, {}});
  context.terminal.endProgress();
  return result;
}
/// Runs a job and shows its phases.
template <IsJob Job>
Result<typename Job::Result> runJob(const Job& job, Context& context) {
  return runJob(job, context, [&](const Frame& frame) { showPhase(frame, context); });
}
/// Runs a job and shows nothing of it.
template <IsJob Job>
Result<typename Job::Result> runQuietJob(const Job& job, Context& context) {
  return runJob(job, context, [](const Frame&) {});
}

}  // namespace graft::cli
