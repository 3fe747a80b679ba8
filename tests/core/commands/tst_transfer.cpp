// SPDX-License-Identifier: Apache-2.0
// The verb transfer with a worker: an adapter on a copy of its base, and bases that it refuses.
#include <filesystem>

#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

namespace fs = std::filesystem;

class TransferVerb : public tests::VerbTest {
 protected:
  const std::string model = tests::data("golden/tiny/llama_untied_sharded");
  void SetUp() override {
    fs::copy(model, home / "other", fs::copy_options::recursive);
    ASSERT_TRUE(run({"import", tests::data("gauntlet/openai_chat.jsonl"), "--name", "shelves", "--holdout", "0.2", "--model", model}).ok());
  }
  std::vector<std::string> words(const std::string& other, const std::string& verb = "transfer") const {
    return {verb, model + "/final", "--model", model, "--to", other, "--data", "shelves", "--threads", "1"};
  }
};

TEST_F(TransferVerb, CarriesOverToACopyOfTheBase) {
  ASSERT_VALUE(const Json found, run(words(home / "other")));
  EXPECT_EQ(found["verdict"], "carries over");
  EXPECT_EQ(found["gain_kept"], 1);
  EXPECT_EQ(found["rows"], 6);
  EXPECT_EQ(found["same_text"], true);
  ASSERT_EQ(found["sides"].size(), 2u);
  EXPECT_EQ(found["sides"][1]["base"], "other");
  EXPECT_EQ(found["sides"][0]["loss_adapter"], found["sides"][1]["loss_adapter"]);
  EXPECT_EQ(found["comparison"]["max_logit_difference"], 0);
  EXPECT_EQ(found["adapter_hash"].get<std::string>().size(), 64u);
}

TEST_F(TransferVerb, ShowsTheVerdict_ByItsEarlierNameToo) {
  const std::string text = shown(words(home / "other", "carry"));
  EXPECT_NE(text.find("carries over  It carries over: it keeps 100 %"), std::string::npos) << text;
  EXPECT_NE(text.find("on 32 prompts: 100.0 % of the tokens are the same, KL 0.0000 nats"), std::string::npos) << text;
}

TEST_F(TransferVerb, RefusesABaseThatIsTheSame_OrOfAnotherShape) {
  const auto same = run(words(model));
  ASSERT_FALSE(same.ok());
  EXPECT_EQ(same.error().code, Code::BadUsage);
  EXPECT_NE(same.error().hint.text().find("--to"), std::string::npos);
  const auto shape = run(words(tests::data("golden/tiny/qwen3_wide_heads")));
  ASSERT_FALSE(shape.ok());
  EXPECT_EQ(shape.error().code, Code::Refused);
  EXPECT_EQ(shape.error().hint.text(), "The adapter belongs to another base model.");
  const auto missing = run(words("nowhere.gguf"));
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, Code::BadInput);
}

}  // namespace
}  // namespace graft::cli
