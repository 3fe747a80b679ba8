// SPDX-License-Identifier: Apache-2.0
// Verbs of the command line, as their folders register them.
#include <set>

#include "core/commands/cli/verb.hpp"
#include "tests/support/paths.hpp"

namespace graft::cli {
namespace {

class Verbs : public ::testing::Test {
 protected:
  Verbs() {
    for (const VerbEntry& verb : allVerbs()) verb.add(m_app, m_context);
  }
  /// Calls `see` with each verb and its words, as "store check".
  void each(CLI::App& app, const std::string& words, const std::function<void(CLI::App&, const std::string&)>& see) {
    for (CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) {
      see(*verb, words + verb->get_name());
      each(*verb, words + verb->get_name() + " ", see);
    }
  }
  CLI::App m_app{"test", "graft"};
  Context m_context;
};

TEST_F(Verbs, HasAnOrderEach) {
  std::set<int> orders;
  for (const VerbEntry& verb : allVerbs()) orders.insert(verb.order);
  EXPECT_GE(orders.size() + 1, allVerbs().size()) << "bench has two files";
}

TEST_F(Verbs, ExplainsItself_WithAnExampleThatNamesIt) {
  int count = 0;
  each(m_app, "", [&](CLI::App& verb, const std::string& words) {
    EXPECT_FALSE(verb.get_description().empty()) << words;
    if (!m_context.actions.contains(&verb)) return;  // a group
    ++count;
    if (words == "carry") return;  // an earlier name
    EXPECT_NE(verb.get_footer().find("graft " + words.substr(0, words.find(' '))), std::string::npos) << words << verb.get_footer();
  });
  EXPECT_GT(count, 40);
}

TEST_F(Verbs, TakesGlobalOptionsOnEachSide) {
  each(m_app, "", [&](CLI::App& verb, const std::string& words) {
    EXPECT_NE(verb.get_option_no_throw("--json"), nullptr) << words;
    EXPECT_NE(verb.get_option_no_throw("--home"), nullptr) << words;
  });
}

TEST_F(Verbs, KeepsTheEarlierNameOfTransfer_Hidden) {
  ASSERT_NE(m_app.get_subcommand("carry"), nullptr);
  EXPECT_EQ(m_app.help().find("  carry"), std::string::npos);
  EXPECT_NE(m_app.help().find("  transfer"), std::string::npos);
}

}  // namespace
}  // namespace graft::cli
