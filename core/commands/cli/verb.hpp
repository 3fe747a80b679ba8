// SPDX-License-Identifier: Apache-2.0
// The verbs of the command line. Each verb adds itself to the parser and runs when chosen.
#pragma once

#include <functional>
#include <map>
#include <string>

#include <CLI/CLI.hpp>

#include "core/commands/cli/terminal.hpp"

namespace graft::cli {

/// State shared by all verbs.
struct Context {
  std::string home;  ///< folder of datasets and runs
  Terminal terminal;
  std::map<CLI::App*, std::function<Result<Json>()>> actions;  ///< action of each verb, run if the verb is chosen
};

/// Adds a word that verbs follow, as "store" in graft store check. Returns the group if there is one.
CLI::App* addGroup(CLI::App& app, Context& context, const std::string& name, const std::string& help);
/// Adds a verb. `run` returns the object for --json, and prints to the terminal itself.
CLI::App* addVerb(CLI::App& parent, Context& context, const std::string& name, const std::string& help, const std::string& example,
                  std::function<Result<Json>()> run);

/// A verb, or several that share a file, with its place in the help. Each defines `VerbEntry verbOf...()`, which the build finds.
struct VerbEntry {
  int order;
  void (*add)(CLI::App& app, Context& context);
};
/// All verbs of the folders of core/commands, in any order.
std::vector<VerbEntry> allVerbs();

/// Adds --json and --home, which may stand before or after the verb.
void addGlobalOptions(CLI::App& app, Context& context);

}  // namespace graft::cli
