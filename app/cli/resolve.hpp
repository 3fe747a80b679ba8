// SPDX-License-Identifier: Apache-2.0
// What the verbs need of the home: its store, its places (core/workspace), and jobs for the worker.
#pragma once

#include "app/cli/commands.hpp"
#include "core/protocol/launcher.hpp"
#include "core/store/store.hpp"
#include "core/workspace/base_question.hpp"
#include "core/workspace/places.hpp"

namespace graft::cli {

/// The store of the home, caught up with its folders; what it has to say is shown as warnings.
Result<store::Store> openStore(Context& context);

/// Folder of a dataset's newest version by its name; empty for an empty name.
Result<std::string> datasetFolder(const std::string& name, const Context& context);

/// Folder of a run by its name, whether or not it is there.
std::string folderOfRun(const std::string& run, const Context& context);

/// The flag with which every verb that takes an adapter lets a person say that it is wanted on another base than the one it names.
inline constexpr const char* kAcceptBase = "--accept-base";
inline constexpr const char* kAcceptBaseHelp = "the base that the adapter names, when it is another one and is wanted all the same";

/// Shows the phase in the progress line, where the frame tells one and nobody reads JSON.
void showPhase(const Frame& frame, Context& context);

/// --cpu-use and --threads.
void addCpuFlags(CLI::App& verb, CpuOrder& order);

/// Runs a worker job whose files live in a temporary folder of the home.
Result<Json> runJob(Json spec, Context& context, const std::function<void(const Frame&)>& onFrame);

}  // namespace graft::cli
