// SPDX-License-Identifier: Apache-2.0
// The adapters verbs: versions, cards, aliases, history, and signed bundles.
#include <filesystem>
#include <fstream>

#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

namespace fs = std::filesystem;

class AdaptersVerb : public tests::VerbTest {
 protected:
  const std::string model = tests::data("golden/tiny/llama_untied_sharded");
  /// Keeps an adapter as the next version of the task "shelf".
  Result<Json> keep(const std::string& adapter) { return run({"adapters", "add", adapter, "--task", "shelf", "--model", model}); }
  Result<Json> answerCard(const std::string& version) {
    return run(
        {"adapters", "card", version, "--purpose", "a", "--not-for", "b", "--data-origin", "c", "--reviewer", "d", "--contact", "e"});
  }
  Result<Json> promote(const std::string& version) { return run({"adapters", "promote", version, "--reviewer", "A. Meier"}); }
  size_t lines() {
    const auto found = run({"adapters", "history", "shelf"});
    return found.ok() ? (*found)["history"].size() : 0;
  }
};

TEST_F(AdaptersVerb, NumbersTheVersionsOfATask) {
  ASSERT_VALUE(const Json one, keep(model + "/final"));
  EXPECT_EQ(one["task"], "shelf");
  EXPECT_EQ(one["version"], 1);
  EXPECT_EQ(one["matched"], 14) << "seven layers in each of two";
  EXPECT_EQ(one["zero"], 0);
  EXPECT_EQ(one["entry"]["rank"], 4);
  EXPECT_EQ(one["open_questions"].size(), 5u);
  ASSERT_VALUE(const Json two, keep(model + "/init"));
  EXPECT_EQ(two["version"], 2);
  EXPECT_EQ(two["zero"], 14) << "it is untrained";
  ASSERT_VALUE(const Json all, run({std::string("adapters")}));
  EXPECT_EQ(all["adapters"].size(), 2u);
  ASSERT_VALUE(const Json none, run({"adapters", "--search", "no such text"}));
  EXPECT_TRUE(none["adapters"].empty());
  const auto again = keep(model + "/final");
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, Code::Refused);
  EXPECT_NE(again.error().what.text().find("shelf@1"), std::string::npos);
}

TEST_F(AdaptersVerb, RefusesAnotherBase_UnlessItsNameIsAccepted) {
  const std::string other = tests::data("golden/tiny/llama_bias_tied");
  std::vector<std::string> words = {"adapters", "add", model + "/final", "--task", "shelf", "--model", other};
  const auto refused = run(words);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::Refused);
  EXPECT_NE(refused.error().hint.text().find("--accept-base 'llama_untied_sharded'"), std::string::npos);
  EXPECT_FALSE(fs::exists(home / "home/adapters/shelf/1"));
  EXPECT_EQ(run({"adapters", "add", model + "/final", "--task", "a b", "--model", model}).error().code, Code::BadUsage);
}

TEST_F(AdaptersVerb, PromotesAChampion_OnlyWithReviewerAndCard) {
  ASSERT_TRUE(keep(model + "/final").ok());
  const auto anonymous = run({"adapters", "promote", "shelf@1"});
  ASSERT_FALSE(anonymous.ok());
  EXPECT_EQ(anonymous.error().code, Code::Refused);
  EXPECT_EQ(anonymous.error().hint.text(), "Add --reviewer NAME.");
  const auto open = promote("shelf@1");
  ASSERT_FALSE(open.ok());
  EXPECT_EQ(open.error().hint.text(), "Answer them with graft adapters card shelf@1.");
  EXPECT_EQ(lines(), 1u) << "a refusal leaves no line";
  ASSERT_VALUE(const Json card, answerCard("shelf@1"));
  EXPECT_TRUE(card["open_questions"].empty());
  ASSERT_VALUE(const Json done, promote("shelf@1"));
  EXPECT_EQ(done["alias"], "champion");
  ASSERT_VALUE(const Json found, run({"adapters", "show", "shelf@champion"}));
  EXPECT_EQ(found["version"], 1);
  EXPECT_EQ(found["ok"], true);
  EXPECT_EQ(promote("shelf@1").error().code, Code::Refused) << "it has the alias already";
}

TEST_F(AdaptersVerb, RollsBackToTheVersionBefore) {
  ASSERT_TRUE(keep(model + "/final").ok());
  ASSERT_TRUE(keep(model + "/init").ok());
  for (const char* version : {"shelf@1", "shelf@2"}) {
    ASSERT_TRUE(answerCard(version).ok());
    ASSERT_TRUE(promote(version).ok());
  }
  ASSERT_VALUE(const Json back, run({"adapters", "rollback", "shelf", "--reviewer", "B", "--note", "worse"}));
  EXPECT_EQ(back["version"], 1);
  ASSERT_VALUE(const Json found, run({"adapters", "show", "shelf"}));
  EXPECT_EQ(found["version"], 1) << "a task alone means its champion";
  ASSERT_VALUE(const Json history, run({"adapters", "history", "shelf"}));
  ASSERT_EQ(history["history"].size(), 7u);
  EXPECT_EQ(history["history"][6]["what"], "rolled back");
  EXPECT_EQ(history["history"][6]["from"], 2);
  EXPECT_EQ(history["history"][6]["note"], "worse");
  EXPECT_EQ(run({"adapters", "rollback", "shelf", "--reviewer", "B"}).error().code, Code::Refused) << "nothing was there before";
}

TEST_F(AdaptersVerb, TakesInABundle_OnlyWithItsSignature) {
  ASSERT_TRUE(keep(model + "/final").ok());
  const std::string key = home / "me.pem", bundle = home / "bundle";
  ASSERT_VALUE(const Json keys, run({"adapters", "key", "--out", key}));
  EXPECT_EQ(fs::status(key).permissions() & (fs::perms::group_all | fs::perms::others_all), fs::perms::none) << "for its owner alone";
  EXPECT_EQ(run({"adapters", "key", "--out", key}).error().code, Code::Refused);
  ASSERT_VALUE(const Json packed, run({"adapters", "pack", "shelf@1", "--out", bundle, "--key", key}));
  EXPECT_EQ(packed["signed"], true);
  EXPECT_EQ(run({"adapters", "pack", "shelf@1", "--out", bundle}).error().code, Code::Refused);
  fs::remove_all(home / "home/adapters");
  ASSERT_VALUE(const Json taken, run({"adapters", "unpack", bundle, "--key", keys["public"].get<std::string>()}));
  EXPECT_EQ(taken["version"], 1);
  fs::remove_all(home / "home/adapters");
  std::ofstream(bundle + "/card.json") << R"({"purpose":"another"})";
  const auto changed = run({"adapters", "unpack", bundle, "--key", keys["public"].get<std::string>()});
  ASSERT_FALSE(changed.ok());
  EXPECT_EQ(changed.error().code, Code::Refused);
  EXPECT_EQ(changed.error().kept.text(), "Nothing was taken in.");
  EXPECT_FALSE(fs::exists(home / "home/adapters/shelf/1"));
}

TEST_F(AdaptersVerb, SaysThatTensorsWereChanged) {
  ASSERT_TRUE(keep(model + "/final").ok());
  fs::resize_file(home / "home/adapters/shelf/1/adapter_model.safetensors", 1000);
  ASSERT_VALUE(const Json found, run({"adapters", "show", "shelf@1"}));
  EXPECT_EQ(found["ok"], false);
  ASSERT_TRUE(answerCard("shelf@1").ok());
  const auto refused = promote("shelf@1");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::BadInput);
}

}  // namespace
}  // namespace graft::cli
