// SPDX-License-Identifier: Apache-2.0
// Tests the form of a training: goals, own values, values to try, and what a damaged form leaves.
#include "core/commands/train/train_form.hpp"

#include <fstream>

#include "core/run/presets.hpp"
#include "tests/support/paths.hpp"

namespace graft::commands {
namespace {

class TrainFormTest : public testing::Test {
 protected:
  TrainFormTest() { form.setFacts({600, 134'515'008, false}); }
  TrainForm form;
};

TEST_F(TrainFormTest, HasTheDefaultsOfItsGoal) {
  EXPECT_EQ(form.settings().rank, 16);
  EXPECT_EQ(form.steps(), 225);
  form.setGoal("trial");
  EXPECT_EQ(form.steps(), 60);
  EXPECT_TRUE(form.choices().settings.empty());
}

TEST_F(TrainFormTest, KeepsOwnValuesOnly) {
  EXPECT_TRUE(form.setValue("rank", 32));
  EXPECT_FALSE(form.setValue("rank", 32));
  EXPECT_TRUE(form.isChanged("rank"));
  EXPECT_TRUE(form.setValue("rank", 16.0));  // the goal's own
  EXPECT_FALSE(form.isChanged("rank"));
  EXPECT_TRUE(form.setValue("lr", 5e-4));
  EXPECT_TRUE(form.reset("lr"));
  EXPECT_FALSE(form.reset("lr"));
}

TEST_F(TrainFormTest, RefusesWhatIsNotPermitted) {
  for (const auto& [key, value] : {std::pair{"rank", Json(0)}, std::pair{"rank", Json("many")}, std::pair{"base", Json("no such")},
                                   std::pair{"base", Json(4)}, std::pair{"nonsense", Json(1)}, std::pair{"epochs", Json(0)}})
    EXPECT_FALSE(form.setValue(key, value)) << key << " " << value;
  EXPECT_EQ(form.settings().rank, 16);
}

TEST_F(TrainFormTest, TakesEpochsInPlaceOfSteps) {
  form.setGoal("trial");
  EXPECT_FALSE(form.valueBeside("epochs", 1));
  EXPECT_TRUE(form.setValue("epochs", 1));
  EXPECT_EQ(form.settings().steps, 0);
  EXPECT_EQ(form.steps(), 75);
  EXPECT_EQ(form.valueBeside("epochs", 1), std::optional(2.0));
}

TEST_F(TrainFormTest, TriesEveryCombination) {
  for (const int place : {-1, 1}) form.tryBeside("lr", place, true);
  form.tryBeside("rank", 1, true);
  const auto plans = form.plans();
  ASSERT_EQ(plans.size(), 6u);
  for (size_t i = 0; i < plans.size(); ++i) {
    EXPECT_EQ(plans[i].rank, i / 3 ? 32 : 16) << i;
    EXPECT_NEAR(plans[i].lr, form.settings().lr * std::exp2(static_cast<double>(i % 3) - 1), 1e-12) << i;
  }
  EXPECT_EQ(form.largest().rank, 32);
  form.tryBeside("rank", 1, false);
  EXPECT_EQ(form.plans().size(), 3u);
}

TEST_F(TrainFormTest, LeavesOutPlacesWithoutEffect) {
  form.tryBeside("rank", 1, true);
  EXPECT_EQ(form.plans().size(), 2u);
  form.setFacts({600, 134'515'008, true});  // training goes on from an adapter
  EXPECT_EQ(form.plans().size(), 1u);
  form.setFacts({600, 134'515'008, false});
  form.setValue("rank", 64);  // twice as many is beyond the form's range
  EXPECT_EQ(form.plans().size(), 1u);
}

TEST_F(TrainFormTest, FindsTheNearestGoal) {
  ASSERT_VALUE(const Json json, settingsFor("skill", 600, 134'515'008));
  Json settings = json;
  settings["seed"] = 7;
  settings["of a later version"] = 1;
  form.adopt(settings);
  EXPECT_EQ(form.choices().goal, "skill");
  EXPECT_EQ(form.choices().settings["seed"], 7);
  EXPECT_EQ(form.settings().rank, 32);
}

TEST_F(TrainFormTest, KeepsOwnValuesWhereTheDefaultsBecomeEqual) {
  ASSERT_TRUE(form.setValue("rows_per_step", 4));
  TrainForm restored;  // nothing is known yet: its defaults are those of a few rows
  restored.setChoices(form.choices());
  EXPECT_EQ(restored.number("rows_per_step"), 4);
  restored.setFacts(form.facts());
  EXPECT_EQ(restored.number("rows_per_step"), 4);
  EXPECT_TRUE(restored.isChanged("rows_per_step"));
  restored.setFacts({40, 134'515'008, false});
  EXPECT_EQ(restored.changes(), 0);
}

TEST_F(TrainFormTest, AdoptsAllSettingsOfARun) {
  form.adopt(Json{{"lr", 4e-4}, {"rank", 8}, {"steps", 60}, {"epochs", 3}});
  EXPECT_EQ(form.choices().goal, "trial");
  EXPECT_EQ(form.settings().steps, 60);
  form.setFacts({600, 7'000'000'000, false});  // another default of the learning rate
  EXPECT_EQ(form.number("lr"), 4e-4);
  EXPECT_EQ(form.settings().rank, 8);
}

TEST_F(TrainFormTest, LeavesOutWhatIsDamaged) {
  const Json saved = {{"goal", "no such"},
                      {"settings", {{"lr", "fast"}, {"base", "nf4"}, {"nonsense", 1}, {"steps", 5}, {"rank", 8}}},
                      {"tries", {{"lr", {-1, 9}}, {"base", {1}}, {"nonsense", {1}}}}};
  form.setChoices(fromJson<FormChoices>(saved));
  EXPECT_EQ(form.choices().goal, "format");
  EXPECT_EQ(form.choices().settings, (Json{{"rank", 8}, {"base", "nf4"}}));
  EXPECT_EQ(form.choices().tries, (std::map<std::string, std::vector<int>>{{"lr", {-1}}}));
  const TrainForm before = form;
  form.setChoices(fromJson<FormChoices>(toJson(before.choices())));
  EXPECT_EQ(form.choices(), before.choices());
  form.setChoices(fromJson<FormChoices>(Json("text")));
  EXPECT_EQ(form.choices(), FormChoices());
}

TEST(EarlierRun, ReadsInputsAndSettingsAsRecorded) {
  const tests::TemporaryFolder home;
  std::ofstream(home / "spec.json") << R"({"model": "/m.gguf", "dataset": "/d", "adapter": "", "settings": {"rank": 4}})";
  ASSERT_VALUE(const auto earlier, earlierRun(home.path(), home.path()));
  EXPECT_EQ(earlier.inputs.model, "/m.gguf");
  EXPECT_EQ(earlier.inputs.dataset, "/d");
  EXPECT_EQ(earlier.settings, (Json{{"rank", 4}}));
  for (const char* odd : {"[]", "7", "null", R"({"settings": 7})", "{}"}) {
    std::ofstream(home / "spec.json") << odd;
    ASSERT_VALUE(const auto empty, earlierRun(home.path(), home.path()));
    EXPECT_TRUE(empty.settings.empty()) << odd;
  }
  EXPECT_FALSE(earlierRun(home / "none", home.path()).ok());
}

TEST(RequestOf, FailsForAnAdapterThatIsGone) {
  const tests::TemporaryFolder home;
  const auto request = requestOf({"/d", {}, "tickets@1"}, home.path());
  ASSERT_FALSE(request.ok());
  EXPECT_FALSE(request.error().hint.empty());
}

}  // namespace
}  // namespace graft::commands
