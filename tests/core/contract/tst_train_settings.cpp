// SPDX-License-Identifier: Apache-2.0
#include "core/contract/settings_table.hpp"

#include <set>

#include "core/run/schedule.hpp"
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
    EXPECT_NE(parsed.error().what.text().find(one.says), std::string::npos) << parsed.error().what.text();
  }
}

TEST(Settings, WholeNumbersStayWhole) {
  for (const char* json : {R"({"rank":1.5})", R"({"seed":0.5})", R"({"steps":2.25})"}) {
    const auto parsed = settingsFromJson(Json::parse(json));
    ASSERT_FALSE(parsed.ok()) << json;
    EXPECT_NE(parsed.error().what.text().find("whole number"), std::string::npos) << parsed.error().what.text();
  }
  ASSERT_VALUE(const auto parsed, settingsFromJson(Json::parse(R"({"rank":8.0,"seed":18446744073709551615})")));
  EXPECT_EQ(parsed.rank, 8);
  EXPECT_EQ(parsed.seed, 18446744073709551615u);
  ASSERT_VALUE(const auto wrapped, settingsFromJson(Json::parse(R"({"seed":-1})")));  // format of older versions
  EXPECT_EQ(wrapped.seed, parsed.seed);
  EXPECT_FALSE(settingsFromJson(Json::parse(R"({"seed":1e300})")).ok());
  EXPECT_FALSE(settingsFromJson(Json::parse(R"({"seed":1e17})")).ok()) << "a float that may have lost digits";
}

TEST(Settings, TableIsWhole) {
  const Json defaults = toJson(TrainSettings{});
  std::set<std::string> keys, flags;
  for (const Setting& one : settingsTable()) {
    EXPECT_TRUE(keys.insert(one.key).second) << one.key;
    EXPECT_TRUE(flags.insert(one.flag).second) << one.flag;
    EXPECT_STRNE(one.help, "") << one.key;
    EXPECT_EQ(findSetting(one.key), &one);
    if (one.isNumber()) {
      EXPECT_LE(one.least, defaults[one.key].get<double>()) << one.key;
      EXPECT_GE(one.most, defaults[one.key].get<double>()) << one.key;
    }
  }
  EXPECT_EQ(findSetting("lerning_rate"), nullptr);
  // Each non-default value survives a round trip, so no member is missing from reading or writing.
  for (const Setting& one : settingsTable()) {
    Json changed = defaults;
    Json& value = changed[one.key];
    if (one.isNumber())
      value = one.most >= 2 ? Json(2) : Json(one.most / 2);
    else if (value.is_boolean())
      value = !value.get<bool>();
    else if (value.is_array())
      value = one.key == std::string("targets") ? Json{"q_proj"} : Json{3};
    else
      value = std::map<std::string, std::string>{{"schedule", "linear"}, {"base", "nf4"},      {"device", "cpu"},     {"dtype", "bf16"},
                                                 {"cpu_use", "all"},     {"recompute", "mlp"}, {"embeddings", "host"}}[one.key];
    ASSERT_VALUE(const auto read, settingsFromJson(changed));
    EXPECT_NE(toJson(read)[one.key], defaults[one.key]) << one.key;
    EXPECT_EQ(toJson(read), changed) << one.key;
  }
}

TEST(Settings, PassesAreSharedWhereOnlyAdapterStepsAndMeasuringDiffer) {
  const TrainSettings plain;
  TrainSettings other = plain;
  other.rank = 4, other.lr = 1, other.samples = 0, other.steps = 7;
  EXPECT_TRUE(sharePasses(plain, other));
  other.dropout = 0.1;
  EXPECT_FALSE(sharePasses(plain, other));
  other = plain;
  other.maxLength = 64;
  EXPECT_FALSE(sharePasses(plain, other));
}

}  // namespace
}  // namespace graft
