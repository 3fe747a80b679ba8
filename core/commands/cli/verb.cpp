// SPDX-License-Identifier: Apache-2.0
#include "core/commands/cli/verb.hpp"

namespace graft::cli {

void addGlobalOptions(CLI::App& app, Context& context) {
  app.add_flag("--json", context.terminal.json, "one JSON object on standard output, nothing else");
  app.add_option("--home", context.home, "folder of datasets and runs; default: GRAFT_HOME or the XDG data folder");
}

CLI::App* addGroup(CLI::App& app, Context& context, const std::string& name, const std::string& help) {
  for (CLI::App* there : app.get_subcommands([&](const CLI::App* one) { return one->get_name() == name; })) return there;
  auto* group = app.add_subcommand(name, help)->require_subcommand(1);
  addGlobalOptions(*group, context);
  return group;
}

CLI::App* addVerb(CLI::App& parent, Context& context, const std::string& name, const std::string& help, const std::string& example,
                  std::function<Result<Json>()> run) {
  auto* verb = parent.add_subcommand(name, help);
  verb->footer("Example:\n  " + example);
  addGlobalOptions(*verb, context);
  context.actions[verb] = std::move(run);
  return verb;
}

}  // namespace graft::cli
