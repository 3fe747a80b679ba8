// SPDX-License-Identifier: Apache-2.0
// The verb train without a worker: settings from flags, the spec of a queued run, refusals, and names of runs.
#include <filesystem>

#include "core/base/file.hpp"
#include "core/base/json.hpp"
#include "core/commands/train/runs.hpp"
#include "core/commands/train/verb_flags.hpp"
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

namespace fs = std::filesystem;

class TrainVerb : public tests::VerbTest {
 protected:
  const std::string model = tests::data("golden/tiny/llama_untied_sharded");
  const std::string chats = tests::data("gauntlet/openai_chat.jsonl");
  Result<Json> train(const std::vector<std::string>& flags) {
    std::vector<std::string> words = {"train", "--data", chats, "--model", model};
    words.insert(words.end(), flags.begin(), flags.end());
    return run(words);
  }
  Result<Json> specOf(const std::string& name) { return readJsonFile(home / ("home/runs/" + name + "/spec.json")); }
};

TEST_F(TrainVerb, QueuesARunWithTheSettingsOfItsFlags) {
  ASSERT_VALUE(const Json made, train({"--queue", "--preset", "trial", "--rank", "4", "--no-shuffle", "--targets", "q_proj,v_proj",
                                       "--layers", "0", "--seed", "18446744073709551615", "--name", "tiny", "--memory-limit", "900"}));
  EXPECT_EQ(made["run"], "tiny-1");
  EXPECT_EQ(made["state"], "queued");
  ASSERT_VALUE(const Json spec, specOf("tiny-1"));
  EXPECT_EQ(spec["job"], "train");
  EXPECT_EQ(spec["model"], model);
  EXPECT_EQ(spec["memory_limit_mib"], 900);
  const Json& settings = spec["settings"];
  EXPECT_EQ(settings["steps"], 60) << "of the preset";
  EXPECT_EQ(settings["rank"], 4);
  EXPECT_EQ(settings["shuffle"], false);
  EXPECT_EQ(settings["targets"], (Json{"q_proj", "v_proj"}));
  EXPECT_EQ(settings["layers"], Json::array({0}));
  EXPECT_EQ(settings["seed"].get<uint64_t>(), 18446744073709551615u) << "exact in 64 bits";
  ASSERT_VALUE(const Json second, train({"--queue", "--name", "tiny"}));
  EXPECT_EQ(second["run"], "tiny-2");
}

TEST_F(TrainVerb, NamesWhatIsWrong_AndMakesNothing) {
  for (const auto& [flag, value, what, hint] :
       {std::tuple{"--rank", "many", "--rank 'many' is not a number", "2e-4"},
        {"--rank", "0", "--rank is 0, it must lie between 1 and 1024", ""},
        {"--rank", "1.5", "--rank is 1.5, it must be a whole number", ""},
        {"--preset", "fast", "--preset 'fast' is not known", "style, format, skill, careful, trial"},
        {"--targets", "x_proj", "--targets: 'x_proj' is not a linear layer", "q_proj"},
        {"--layers", "1,x", "--layers: 'x' is not a layer's number", "--layers 20,21,22"},
        {"--dtype", "fp8", "--dtype 'fp8' is not known", "auto, fp32, bf16"}}) {
    const auto refused = train({flag, value});
    ASSERT_FALSE(refused.ok()) << flag << " " << value;
    EXPECT_EQ(refused.error().code, Code::BadUsage) << flag;
    EXPECT_EQ(refused.error().what.text(), what);
    EXPECT_NE(refused.error().hint.text().find(hint), std::string::npos) << refused.error().hint.text();
  }
  EXPECT_FALSE(fs::exists(home / "home")) << "settings are checked before the data is imported";
}

TEST_F(TrainVerb, PointsToSweep_ForSeveralValues) {
  const auto several = train({"--rank", "4,8"});
  ASSERT_FALSE(several.ok());
  EXPECT_EQ(several.error().code, Code::BadUsage);
  EXPECT_NE(several.error().hint.text().find("graft sweep"), std::string::npos);
  EXPECT_FALSE(fs::exists(home / "home/runs"));
}

TEST_F(TrainVerb, StartsFromAnAdapterOfThisBaseOnly) {
  const std::string other = tests::data("golden/tiny/llama_bias_tied/final");
  const auto refused = train({"--queue", "--adapter", other});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::Refused);
  EXPECT_NE(refused.error().hint.text().find("--accept-base 'llama_bias_tied'"), std::string::npos);
  EXPECT_FALSE(fs::exists(home / "home/runs"));
  ASSERT_VALUE(const Json own, train({"--queue", "--adapter", model + "/final", "--name", "own"}));
  ASSERT_VALUE(const Json spec, specOf(own["run"].get<std::string>()));
  EXPECT_EQ(spec["adapter"], model + "/final");
  ASSERT_TRUE(train({"--queue", "--adapter", other, "--accept-base", "llama_bias_tied", "--name", "accepted"}).ok());
  ASSERT_VALUE(const Json accepted, specOf("accepted-1"));
  EXPECT_EQ(accepted["accepted_base"], "llama_bias_tied");
}

TEST_F(TrainVerb, GivesARunNoNameThatLiesInTheBin) {
  fs::create_directories(home / "home/runs/tiny-1");
  fs::create_directories(home / "home/bin/tiny-2");
  ASSERT_VALUE(const auto made, commands::freshNumberedFolder(home / "home/runs", "tiny"));
  EXPECT_EQ(made.filename().string(), "tiny-3");
  ASSERT_VALUE(const auto odd, commands::freshNumberedFolder(home / "home/runs", "a b/c"));
  EXPECT_EQ(odd.filename().string(), "a-b-c-1") << "letters that a path cannot hold";
}

TEST(TrainChoices, VaryTheLastSettingFastest) {
  TrainFlags flags;
  flags.numbers["lr"] = std::vector<Json>{1e-4, 2e-4};
  flags.numbers["rank"] = std::vector<Json>{4, 8};
  ASSERT_VALUE(const auto choices, choicesOf(flags));
  ASSERT_EQ(choices.size(), 4u);
  EXPECT_EQ(choices[1].at("lr"), 1e-4);
  EXPECT_EQ(choices[1].at("rank"), 8);
  EXPECT_EQ(choices[2].at("lr"), 2e-4);
  ASSERT_VALUE(const auto none, choicesOf(TrainFlags()));
  EXPECT_EQ(none.size(), 1u);
}

}  // namespace
}  // namespace graft::cli
