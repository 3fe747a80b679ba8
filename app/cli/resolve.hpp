// SPDX-License-Identifier: Apache-2.0
// Access to the home for the verbs: its store, its places (core/workspace), and jobs for the worker.
#pragma once

#include "app/cli/commands.hpp"
#include "core/protocol/launcher.hpp"
#include "core/store/store.hpp"
#include "core/workspace/base_question.hpp"
#include "core/workspace/places.hpp"

namespace graft::cli {

/// Opens the store of the home and brings it up to date with the folders. Its messages are shown as warnings.
Result<store::Store> openStore(Context& context);

/// Returns the folder of a dataset's newest version; empty for an empty name.
Result<std::string> datasetFolder(const std::string& name, const Context& context);

/// Returns the folder of a run by its name, whether or not it exists.
std::string folderOfRun(const std::string& run, const Context& context);

/// Flag of every verb that takes an adapter. It accepts the use of an adapter on another base than the one it names.
inline constexpr const char* kAcceptBase = "--accept-base";
inline constexpr const char* kAcceptBaseHelp = "the base that the adapter names, when it is another one and is wanted all the same";

/// Shows the phase in the progress line if the frame has one and output is not JSON.
void showPhase(const Frame& frame, Context& context);

/// Adds --cpu-use and --threads.
void addCpuFlags(CLI::App& verb, CpuOrder& order);

/// Runs a worker job with its files in a temporary folder of the home.
Result<Json> runJob(Json spec, Context& context, const std::function<void(const Frame&)>& onFrame);

}  // namespace graft::cli
