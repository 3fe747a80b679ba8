// SPDX-License-Identifier: Apache-2.0
#include "core/run/run_spec.hpp"

#include "tests/support/paths.hpp"

namespace graft {
namespace {

TEST(Settings, SurviveJson) {
  TrainSettings s = defaultSettings(500, 135'000'000);
  s.targets = {"q_proj"};
  s.schedule = Schedule::Linear;
  ASSERT_VALUE(const auto back, settingsFromJson(toJson(s)));
  EXPECT_EQ(toJson(back), toJson(s));
}

TEST(Settings, UnknownWrongAndOutOfRangeAreNamed) {
  const struct {
    const char* json;
    const char* says;
  } cases[] = {{R"({"lerning_rate":1})", "lerning_rate"}, {R"({"rank":"many"})", "rank"},      {R"({"rank":0})", "rank"},
               {R"({"dropout":1})", "dropout"},           {R"({"targets":["head"]})", "head"}, {R"({"targets":[3]})", "targets"},
               {R"({"dtype":"int3"})", "int3"},           {R"({"epochs":0})", "epochs"}};
  for (const auto& one : cases) {
    const auto parsed = settingsFromJson(Json::parse(one.json));
    ASSERT_FALSE(parsed.ok()) << one.json;
    EXPECT_EQ(parsed.error().code, Code::BadUsage);
    EXPECT_NE(parsed.error().what.find(one.says), std::string::npos) << parsed.error().what;
  }
}

TEST(Schedule, WarmsUpThenFalls) {
  TrainSettings s;
  s.lr = 1;
  s.warmup = 0.1;
  s.schedule = Schedule::Linear;
  EXPECT_DOUBLE_EQ(learningRate(s, 1, 100), 0.1);
  EXPECT_DOUBLE_EQ(learningRate(s, 10, 100), 1.0);
  EXPECT_DOUBLE_EQ(learningRate(s, 11, 100), 1.0);
  EXPECT_NEAR(learningRate(s, 56, 100), 0.5, 1e-12);
  EXPECT_NEAR(learningRate(s, 100, 100), 1.0 / 90, 1e-12);
  s.schedule = Schedule::Cosine;
  EXPECT_NEAR(learningRate(s, 56, 100), 0.5, 1e-12);
  s.schedule = Schedule::Constant;
  EXPECT_DOUBLE_EQ(learningRate(s, 100, 100), 1.0);
}

TEST(Steps, FromEpochsOrGiven) {
  TrainSettings s;
  s.rowsPerStep = 8;
  s.epochs = 2;
  EXPECT_EQ(totalSteps(s, 601), 152);
  s.steps = 5;
  EXPECT_EQ(totalSteps(s, 601), 5);
}

}  // namespace
}  // namespace graft
