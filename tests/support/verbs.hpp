// SPDX-License-Identifier: Apache-2.0
// Fixture that calls verbs of the command line in this process, in a home of its own.
#pragma once

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "core/commands/cli/verb.hpp"
#include "tests/support/paths.hpp"

namespace graft::tests {

class VerbTest : public testing::Test {
 protected:
  TemporaryFolder home;

  /// Runs `graft WORDS --json` and returns the object for standard output. A word that the parser refuses gives BadUsage.
  Result<Json> run(std::vector<std::string> words) { return call(std::move(words), true); }

  /// Returns the text that `graft WORDS` writes to standard output. Fails the test on an error.
  std::string shown(std::vector<std::string> words) {
    testing::internal::CaptureStdout();
    const auto result = call(std::move(words), false);
    std::string text = testing::internal::GetCapturedStdout();
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().text());
    return text;
  }

  /// Writes a file beside the home and returns its path.
  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(home / name, std::ios::binary) << text;
    return home / name;
  }

 private:
  Result<Json> call(std::vector<std::string> words, bool json) {
    cli::Context context;
    CLI::App app{"test", "graft"};
    app.require_subcommand(0, 1);
    for (const cli::VerbEntry& verb : cli::allVerbs()) verb.add(app, context);
    try {
      std::reverse(words.begin(), words.end());  // as CLI11 takes them
      app.parse(words);
    } catch (const CLI::ParseError& e) {
      return Error{Code::BadUsage, std::string(e.what()), {}, {}, {}};
    }
    CLI::App* chosen = &app;
    while (!chosen->get_subcommands().empty()) chosen = chosen->get_subcommands().front();
    context.home = home / "home";
    context.terminal.json = json;
    return context.actions.at(chosen)();
  }
};

}  // namespace graft::tests
