// SPDX-License-Identifier: Apache-2.0
// The verb receipt: entries by flags, which stay for the next time, and its refusals.
#include <filesystem>

#include "tests/support/run_folders.hpp"
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

namespace fs = std::filesystem;

class ReceiptVerb : public tests::VerbTest {
 protected:
  /// Copies a recorded run of 64.79 s without an energy meter.
  void SetUp() override {
    fs::create_directories(home / "home/runs");
    fs::copy(tests::data("ui/starter-1"), home / "home/runs/starter-1", fs::copy_options::recursive);
    test::writeBytes(home / "home/runs/starter-1/spec.json", "{}");
  }
};

TEST_F(ReceiptVerb, PricesARun_AndKeepsThePrices) {
  ASSERT_VALUE(const Json unknown, run({"receipt", "starter-1"}));
  EXPECT_TRUE(unknown["cost"]["money"].is_null()) << "no price is guessed";
  ASSERT_VALUE(const Json priced, run({"receipt", "starter-1", "--per-kwh", "0", "--per-machine-hour", "3.6", "--currency", "CHF"}));
  EXPECT_EQ(priced["currency"], "CHF");
  EXPECT_NEAR(priced["cost"]["money"].get<double>(), 64.7886076610057 / 1000, 1e-12);
  EXPECT_EQ(priced["all_runs"]["runs"], 1);
  ASSERT_VALUE(const Json again, run({"receipt", "starter-1"}));
  EXPECT_EQ(again["cost"], priced["cost"]);
  EXPECT_NE(shown({"receipt", "starter-1"}).find("0.0648 CHF"), std::string::npos);
}

TEST_F(ReceiptVerb, AddsUpWhatComesBack) {
  ASSERT_VALUE(const Json entered, run({"receipt", "starter-1", "--value", "labour=100", "--cost", "engineering=50", "--months", "6"}));
  EXPECT_EQ(entered["return"]["value"], 600);
  EXPECT_EQ(entered["return"]["cost"], 50);
  EXPECT_EQ(entered["return"]["return"], 11);
  EXPECT_EQ(entered["return"]["break_even_months"], 0.5);
  ASSERT_VALUE(const Json unset, run({"receipt", "starter-1", "--value", "labour="}));
  EXPECT_TRUE(unset["return"]["value"].is_null()) << "an entry without an amount is unknown again";
  EXPECT_EQ(unset["return"]["cost"], 50) << "the others stay";
  EXPECT_EQ(unset["return"]["months"], 6);
}

TEST_F(ReceiptVerb, ChangesNothing_WhenAnEntryIsWrong) {
  ASSERT_VALUE(const Json before, run({"receipt", "starter-1", "--value", "labour=100"}));
  for (const auto& [entry, hint] :
       {std::pair{"fun=1", "There are labour, time"}, {"labour=much", "--value labour=300"}, {"labour=-1", ""}}) {
    const auto refused = run({"receipt", "starter-1", "--value", entry});
    ASSERT_FALSE(refused.ok()) << entry;
    EXPECT_EQ(refused.error().code, Code::BadUsage) << entry;
    EXPECT_EQ(refused.error().kept.text(), "Nothing was changed.");
    EXPECT_NE(refused.error().hint.text().find(hint), std::string::npos) << refused.error().hint.text();
  }
  EXPECT_EQ(run({"receipt", "starter-1", "--per-kwh", "-1"}).error().code, Code::BadUsage);
  ASSERT_VALUE(const Json after, run({"receipt", "starter-1"}));
  EXPECT_EQ(after["entries"], before["entries"]);
}

}  // namespace
}  // namespace graft::cli
