// SPDX-License-Identifier: Apache-2.0
// The verb sweep: one run a combination of values, put into the queue, and its refusals.
#include <filesystem>

#include "core/base/json.hpp"
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

class SweepVerb : public tests::VerbTest {
 protected:
  void SetUp() override {
    ASSERT_TRUE(run({"import", tests::data("gauntlet/openai_chat.jsonl"), "--name", "shelves", "--model", model}).ok());
  }
  Result<Json> sweep(const std::vector<std::string>& flags) {
    std::vector<std::string> words = {"sweep", "--data", "shelves", "--model", model};
    words.insert(words.end(), flags.begin(), flags.end());
    return run(words);
  }
  size_t waiting() {
    const auto queue = run({std::string("queue")});
    EXPECT_TRUE(queue.ok());
    return (*queue)["queue"].size();
  }
  const std::string model = tests::data("golden/tiny/llama_untied_sharded");
};

TEST_F(SweepVerb, QueuesOneRunForEachCombination) {
  ASSERT_VALUE(const Json made, sweep({"--lr", "1e-4,2e-4", "--rank", "4,8", "--steps", "3", "--queue"}));
  EXPECT_EQ(made["sweep"], "shelves-1");
  EXPECT_EQ(made["state"], "queued");
  EXPECT_EQ(made["runs"], 4);
  ASSERT_VALUE(const Json queue, run({std::string("queue")}));
  ASSERT_EQ(queue["queue"].size(), 4u);
  std::vector<std::pair<double, int>> tried;
  for (const Json& one : queue["queue"]) {
    EXPECT_EQ(one["parent"], "shelves-1");
    ASSERT_VALUE(const Json spec, readJsonFile(home / ("home/runs/" + one["run"].get<std::string>() + "/spec.json")));
    EXPECT_EQ(spec["parent"], "shelves-1");
    EXPECT_EQ(spec["settings"]["steps"], 3);
    tried.emplace_back(spec["settings"]["lr"].get<double>(), spec["settings"]["rank"].get<int>());
  }
  EXPECT_EQ(tried, (std::vector<std::pair<double, int>>{{1e-4, 4}, {1e-4, 8}, {2e-4, 4}, {2e-4, 8}}));
  EXPECT_TRUE(std::filesystem::is_directory(home / "home/sweeps/shelves-1"));
}

TEST_F(SweepVerb, WantsASettingWithSeveralValues) {
  const auto single = sweep({"--rank", "8", "--queue"});
  ASSERT_FALSE(single.ok());
  EXPECT_EQ(single.error().code, Code::BadUsage);
  EXPECT_NE(single.error().hint.text().find("--rank 8,16"), std::string::npos);
  const auto both = sweep({"--rank", "4,8", "--queue", "--together"});
  ASSERT_FALSE(both.ok());
  EXPECT_EQ(both.error().code, Code::BadUsage);
  EXPECT_EQ(waiting(), 0u);
}

TEST_F(SweepVerb, ChecksEveryValue_BeforeItMakesARun) {
  const auto wrong = sweep({"--rank", "4,2000", "--queue"});
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().code, Code::BadUsage);
  EXPECT_EQ(wrong.error().what.text(), "--rank is 2000, it must lie between 1 and 1024");
  EXPECT_EQ(sweep({"--rank", "4,many", "--queue"}).error().what.text(), "--rank 'many' is not a number");
  EXPECT_EQ(waiting(), 0u);
  EXPECT_FALSE(std::filesystem::exists(home / "home/runs"));
}

TEST_F(SweepVerb, MakesAtMostAThousandRuns) {
  std::string seeds = "1";
  for (int seed = 2; seed <= 1001; ++seed) seeds += "," + std::to_string(seed);
  const auto many = sweep({"--seed", seeds, "--queue"});
  ASSERT_FALSE(many.ok());
  EXPECT_EQ(many.error().code, Code::BadUsage);
  EXPECT_NE(many.error().what.text().find("1000"), std::string::npos);
  EXPECT_EQ(waiting(), 0u);
}

}  // namespace
}  // namespace graft::cli
