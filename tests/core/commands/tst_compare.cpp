// SPDX-License-Identifier: Apache-2.0
// The verb compare with a worker: items, proof, and the record of a comparison.
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

class CompareVerb : public tests::VerbTest {
 protected:
  const std::string model = tests::data("golden/tiny/llama_untied_sharded");
  std::vector<std::string> words(const std::vector<std::string>& flags) const {
    std::vector<std::string> out = {"compare", "--model", model, "--dtype", "fp32", "--threads", "1", "--device", "cpu", "--max-new", "4"};
    out.insert(out.end(), flags.begin(), flags.end());
    return out;
  }
};

TEST_F(CompareVerb, AsksHeldOutRowsThenPrompts) {
  ASSERT_TRUE(run({"import", tests::data("gauntlet/openai_chat.jsonl"), "--name", "shelves", "--holdout", "0.2", "--model", model}).ok());
  ASSERT_VALUE(const Json found, run(words({"--data", "shelves", "--rows", "2", "--prompt", "Hello?", "--adapter", model + "/final"})));
  ASSERT_EQ(found["items"].size(), 3u);
  EXPECT_TRUE(found["items"][0]["expected"].get<std::string>().starts_with("On shelf "));
  EXPECT_TRUE(found["items"][0]["answers"][0]["right"].is_boolean());
  EXPECT_EQ(found["items"][2]["prompt"], "Hello?");
  EXPECT_TRUE(found["items"][2]["expected"].is_null());
  EXPECT_TRUE(found["items"][2]["answers"][1]["right"].is_null()) << "nothing says what would be right";
  EXPECT_EQ(found["items"][0]["answers"][0]["who"], "base");
  ASSERT_EQ(found["proof"].size(), 1u);
  EXPECT_EQ(found["proof"][0]["hash"].get<std::string>().size(), 64u);
  EXPECT_GT(found["proof"][0]["mean_kl"].get<double>(), 0);
  EXPECT_EQ(found["verdict"], found["proof"][0]["verdict"]["word"]);
}

TEST_F(CompareVerb, IsKeptInTheStore) {
  ASSERT_TRUE(run(words({"--prompt", "Hello?", "--adapter", model + "/final"})).ok());
  ASSERT_VALUE(const Json changes, run({"store", "log"}));
  ASSERT_EQ(changes["log"].size(), 1u);
  EXPECT_EQ(changes["log"][0]["action"], "compared");
  EXPECT_NE(changes["log"][0]["detail"].get<std::string>().find("/final"), std::string::npos);
}

TEST_F(CompareVerb, WarnsWhenTheAdapterChangesNothing) {
  const auto asked = words({"--prompt", "Hello?", "--adapter", model + "/final", "--strength", "0"});
  ASSERT_VALUE(const Json found, run(asked));
  EXPECT_EQ(found["proof"][0]["same_answers_as_base"], true);
  EXPECT_EQ(found["proof"][0]["mean_kl"], 0);
  EXPECT_TRUE(found["verdict"].is_null()) << "prompts of the user's own give none";
  EXPECT_NE(shown(asked).find("all its answers equal the base's"), std::string::npos);
}

TEST_F(CompareVerb, WantsQuestionsAndAnAdapter) {
  const auto mute = run(words({"--adapter", model + "/final"}));
  ASSERT_FALSE(mute.ok());
  EXPECT_EQ(mute.error().code, Code::BadUsage);
  EXPECT_EQ(mute.error().hint.text(), "Give --data or --prompt.");
  const auto alone = run(words({"--prompt", "Hello?"}));
  ASSERT_FALSE(alone.ok());
  EXPECT_EQ(alone.error().code, Code::BadUsage);
  EXPECT_EQ(alone.error().hint.text(), "Name a run or a PEFT folder.");
}

}  // namespace
}  // namespace graft::cli
