// SPDX-License-Identifier: Apache-2.0
// The verbs of the command line. Each verb adds itself to the parser and runs when chosen.
#pragma once

#include <functional>
#include <map>
#include <string>

#include <CLI/CLI.hpp>

#include "app/cli/terminal.hpp"
#include "core/workspace/runs.hpp"

namespace graft::cli {

/// State shared by all verbs.
struct Context {
  std::string home;  ///< folder of datasets and runs
  Terminal terminal;
  std::map<CLI::App*, std::function<Result<Json>()>> actions;  ///< action of each verb, run if the verb is chosen
};

/// Adds a word that verbs follow, as "store" in graft store check.
CLI::App* addGroup(CLI::App& app, Context& context, const std::string& name, const std::string& help);
/// Adds a verb. `run` returns the object for --json, and prints to the terminal itself.
CLI::App* addVerb(CLI::App& parent, Context& context, const std::string& name, const std::string& help, const std::string& example,
                  std::function<Result<Json>()> run);

void addDataCommands(CLI::App& app, Context& context);
void addDatasetCommands(CLI::App& app, Context& context);
void addModelCommands(CLI::App& app, CLI::App& inspect, Context& context);
void addTrainCommands(CLI::App& app, Context& context);
void addPlanCommand(CLI::App& app, Context& context);
void addRunCommands(CLI::App& app, Context& context);
void addQueueCommands(CLI::App& app, Context& context);
void addAnswerCommands(CLI::App& app, Context& context);
void addBenchOps(CLI::App& bench, Context& context);
void addAdapterCommands(CLI::App& app, Context& context);
void addExportCommands(CLI::App& app, Context& context);
void addCheckCommand(CLI::App& app, Context& context);
void addReceiptCommand(CLI::App& app, Context& context);
void addStoreCommands(CLI::App& app, Context& context);
void addStarter(CLI::App& app, Context& context);
void addDoctor(CLI::App& app, Context& context);

/// Performs a training run from start to result table. Used by `train` and by the starter experiment.
Result<Json> runTraining(const workspace::TrainRequest& request, Context& context);

}  // namespace graft::cli
