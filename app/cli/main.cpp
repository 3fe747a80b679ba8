// SPDX-License-Identifier: Apache-2.0
// The command line `graft`. Parses, runs one verb, prints its JSON or its error, and ends with its exit code.
#include <algorithm>
#include <clocale>
#include <string_view>

#include <fmt/format.h>

#include "core/base/system.hpp"
#include "core/bridge/bridge.h"
#include "core/commands/cli/verb.hpp"
#include "core/data/text_source.hpp"
#include "core/protocol/frames.hpp"

namespace graft::cli {

static int report(const Error& error, const Context& context) {
  if (context.terminal.json) fmt::print("{}\n", dump(Json{{"error", toJson(error)}}));
  fmt::print(stderr, "graft: {}\n", visible(error.text()));
  return static_cast<int>(error.code);
}

static int runChosen(CLI::App& app, Context& context) {
  CLI::App* chosen = &app;
  while (!chosen->get_subcommands().empty()) chosen = chosen->get_subcommands().front();
  const auto action = context.actions.find(chosen);
  if (action == context.actions.end()) {
    if (context.terminal.json) return report({Code::BadUsage, msg("there is no verb"), {}, {}, msg("graft --help lists them.")}, context);
    fmt::print("{}", chosen->help());
    return chosen == &app ? 0 : static_cast<int>(Code::BadUsage);
  }
  context.home = homeFolder(context.home);
  // Paths travel in JSON to the engine and into records, which hold UTF-8 only.
  if (firstInvalidUtf8(context.home) < context.home.size())
    return report({Code::BadUsage, msg("the path of the home is not UTF-8"), dump(context.home), msg("Nothing was changed."),
                   msg("Use another --home.")},
                  context);
  const auto outcome = action->second();
  context.terminal.endProgress();
  if (!outcome.ok()) return report(outcome.error(), context);
  if (context.terminal.json) fmt::print("{}\n", dump(*outcome));
  return 0;
}

/// Levenshtein distance of two words: letters to insert, delete or replace.
static size_t distance(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t corner = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t changed = corner + (a[i - 1] != b[j - 1]);
      corner = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row[b.size()];
}

static bool isVerb(const CLI::App& app, const std::string& word) {
  return !app.get_subcommands([&](const CLI::App* verb) { return verb->get_name() == word; }).empty();
}

/// Returns the verb with the smallest distance to a word; empty if none is near.
static std::string likelyVerb(const CLI::App& app, const std::string& word) {
  constexpr size_t kNear = 3;
  std::string best;
  size_t least = kNear;
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) {
    const size_t far = distance(word.substr(0, 64), verb->get_name());
    if (far < least) least = far, best = verb->get_name();
  }
  return best;
}

}  // namespace graft::cli

int main(int argc, char** argv) {
  using namespace graft;
  std::setlocale(LC_ALL, "C.UTF-8");
  catchInterrupt();
  graft_bridge_init();
  cli::Context context;
  // Detected before parsing, so that a parser error is printed as an object too.
  for (int i = 1; i < argc; ++i) context.terminal.json = context.terminal.json || std::string_view(argv[i]) == "--json";
  CLI::App app{"Graft fine-tunes language models with LoRA on this machine.\nStart with: graft starter", "graft"};
  app.set_version_flag("--version", GRAFT_VERSION);
  cli::addGlobalOptions(app, context);  // global options may stand before or after the verb
  // At most one verb: a later word is an argument even if it is named like a verb (a dataset named "train").
  app.require_subcommand(0, 1);
  auto verbs = cli::allVerbs();
  std::sort(verbs.begin(), verbs.end(), [](const auto& a, const auto& b) { return a.order < b.order; });
  for (const cli::VerbEntry& verb : verbs) verb.add(app, context);
  try {
    app.parse(argc, argv);
    return cli::runChosen(app, context);
  } catch (const CLI::CallForHelp& e) {
    return app.exit(e);
  } catch (const CLI::CallForAllHelp& e) {
    return app.exit(e);
  } catch (const CLI::CallForVersion& e) {
    return app.exit(e);
  } catch (const CLI::ExtrasError& e) {
    const auto left = app.remaining();
    const std::string word = left.empty() ? "" : left[0];
    if (word == "help" && !context.terminal.json) {
      fmt::print("{}", app.help());
      return 0;
    }
    if (word.empty() || word[0] == '-' || cli::isVerb(app, word))
      return cli::report({Code::BadUsage, std::string(e.what()), {}, {}, msg("See graft --help, or graft VERB --help.")}, context);
    const std::string likely = cli::likelyVerb(app, word);
    return cli::report({Code::BadUsage,
                        msg("there is no verb '%1'", word),
                        {},
                        {},
                        likely.empty() ? msg("graft --help lists them.") : msg("Did you mean graft %1? graft --help lists all.", likely)},
                       context);
  } catch (const CLI::ParseError& e) {
    return cli::report({Code::BadUsage, std::string(e.what()), {}, {}, msg("See graft --help, or graft VERB --help.")}, context);
  } catch (const std::exception& e) {
    return cli::report({Code::Internal, std::string(e.what()), {}, {}, msg("Please report this.")}, context);
  }
}
