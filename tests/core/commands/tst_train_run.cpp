// SPDX-License-Identifier: Apache-2.0
// The verbs train, resume, sweep and queue with a worker: short runs of a tiny model, and what each leaves.
#include <filesystem>

#include "core/base/file.hpp"
#include "core/base/hash.hpp"
#include "core/base/json.hpp"
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

namespace fs = std::filesystem;

class TrainRun : public tests::VerbTest {
 protected:
  const std::string model = tests::data("golden/tiny/llama_untied_sharded");
  void SetUp() override {
    ASSERT_TRUE(run({"import", tests::data("gauntlet/openai_chat.jsonl"), "--name", "shelves", "--holdout", "0.2", "--model", model}).ok());
  }
  Result<Json> start(const std::string& verb, const std::vector<std::string>& flags) {
    std::vector<std::string> words = {verb,   "--data",          "shelves", "--model",   model, "--dtype",   "fp32", "--threads",
                                      "1",    "--device",        "cpu",     "--alpha",   "8",   "--dropout", "0",    "--lr",
                                      "2e-3", "--answer-tokens", "4",       "--samples", "1"};
    words.insert(words.end(), flags.begin(), flags.end());
    return run(words);
  }
  std::string folder(const std::string& name) const { return home / ("home/runs/" + name); }
  std::string adapterHash(const std::string& name) const {
    const auto hash = sha256OfFile(folder(name) + "/adapter/adapter_model.safetensors");
    return hash.ok() ? *hash : hash.error().text();
  }
  /// Makes a finished run look like one whose worker was killed before the end was recorded.
  void cutOff(const std::string& name) {
    ASSERT_VALUE(Json record, readJsonFile(folder(name) + "/run.json"));
    record["state"] = "running";
    record.erase("result");
    ASSERT_TRUE(writeFileAtomic(folder(name) + "/run.json", dump(record)).ok());
    fs::remove_all(folder(name) + "/adapter");
  }
};

TEST_F(TrainRun, TrainsThreeSteps_AndLowersTheLoss) {
  ASSERT_VALUE(const Json result, start("train", {"--steps", "3", "--rank", "4"}));
  EXPECT_EQ(result["run"], "shelves-1");
  EXPECT_EQ(result["state"], "finished");
  EXPECT_EQ(result["steps"], 3);
  EXPECT_EQ(result["heldout_after"]["rows"], 6);
  EXPECT_LT(result["heldout_after"]["loss"].get<double>(), result["heldout_before"]["loss"].get<double>());
  EXPECT_EQ(result["adapter"], folder("shelves-1") + "/adapter");
  ASSERT_VALUE(const Json record, run({"runs", "shelves-1"}));
  EXPECT_EQ(record["hashes"]["adapter"], adapterHash("shelves-1"));
  EXPECT_EQ(record["settings"]["rank"], 4);
  ASSERT_VALUE(const Json listed, run({std::string("runs")}));
  EXPECT_EQ(listed["runs"][0]["heldout_after"]["loss"], result["heldout_after"]["loss"]);
  ASSERT_VALUE(const Json again, start("train", {"--steps", "3", "--rank", "4"}));
  EXPECT_EQ(again["run"], "shelves-2");
  EXPECT_EQ(adapterHash("shelves-2"), adapterHash("shelves-1")) << "equal runs write equal bytes";
}

TEST_F(TrainRun, LeavesNoFolder_WhenItCannotBegin) {
  for (const auto& [flag, value, code, hint] : {std::tuple{"--memory-limit", "20", Code::DoesNotFit, ""},
                                                {"--layers", "9", Code::BadUsage, "layers that the model has"},
                                                {"--max-length", "8", Code::BadInput, "Raise --max-length"}}) {
    const auto refused = start("train", {"--steps", "3", flag, value});
    ASSERT_FALSE(refused.ok()) << flag;
    EXPECT_EQ(refused.error().code, code) << refused.error().text();
    EXPECT_FALSE(refused.error().hint.empty()) << flag;
    EXPECT_NE(refused.error().hint.text().find(hint), std::string::npos) << refused.error().text();
    EXPECT_FALSE(fs::exists(folder("shelves-1"))) << flag;
  }
}

TEST_F(TrainRun, IsResumedBitForBit) {
  ASSERT_TRUE(start("train", {"--steps", "4", "--rank", "4", "--checkpoint-every", "2"}).ok());
  const std::string whole = adapterHash("shelves-1");
  cutOff("shelves-1");
  ASSERT_VALUE(const Json listed, run({std::string("runs")}));
  EXPECT_EQ(listed["runs"][0]["state"], "interrupted");
  ASSERT_VALUE(const Json resumed, run({"resume", "shelves-1"}));
  EXPECT_EQ(resumed["state"], "finished");
  EXPECT_EQ(resumed["steps"], 4);
  EXPECT_EQ(adapterHash("shelves-1"), whole) << "from its last checkpoint";
  cutOff("shelves-1");
  fs::remove_all(folder("shelves-1") + "/checkpoints");
  ASSERT_TRUE(run({"resume", "shelves-1"}).ok());
  EXPECT_EQ(adapterHash("shelves-1"), whole) << "from the beginning";
  ASSERT_VALUE(const Json record, run({"runs", "shelves-1"}));
  EXPECT_EQ(record["resumed"].size(), 2u);
  EXPECT_EQ(run({"resume", "shelves-1"}).error().code, Code::Refused) << "it has ended now";
}

TEST_F(TrainRun, GoesOnFromItsAdapter_AsANewRun) {
  ASSERT_VALUE(const Json first, start("train", {"--steps", "3", "--rank", "4"}));
  const std::string before = adapterHash("shelves-1");
  ASSERT_VALUE(const Json more, run({"resume", "shelves-1", "--extend", "1"}));
  EXPECT_EQ(more["run"], "shelves-1-1");
  EXPECT_EQ(more["steps"], 5) << "19 rows, four a step";
  EXPECT_NEAR(more["heldout_before"]["loss"].get<double>(), first["heldout_after"]["loss"].get<double>(), 1e-6);
  ASSERT_VALUE(const Json record, run({"runs", "shelves-1-1"}));
  EXPECT_EQ(record["parent"], "shelves-1");
  EXPECT_EQ(adapterHash("shelves-1"), before);
}

TEST_F(TrainRun, RanksTheRunsOfASweep) {
  ASSERT_VALUE(const Json swept, start("sweep", {"--steps", "3", "--rank", "2,4"}));
  ASSERT_EQ(swept["runs"].size(), 2u);
  EXPECT_EQ(swept["best"], swept["runs"][0]["run"]);
  EXPECT_LE(swept["runs"][0]["heldout_after"]["loss"].get<double>(), swept["runs"][1]["heldout_after"]["loss"].get<double>());
  std::string settings;
  for (const Json& one : swept["runs"]) settings += one["settings"].get<std::string>() + ";";
  EXPECT_TRUE(settings == "rank 2;rank 4;" || settings == "rank 4;rank 2;") << settings;
  ASSERT_VALUE(const Json kept, readJsonFile(home / "home/sweeps/shelves-1/ranking.json"));
  EXPECT_EQ(kept["runs"], swept["runs"]);
  ASSERT_VALUE(const Json queue, run({std::string("queue")}));
  EXPECT_TRUE(queue["queue"].empty());
}

TEST_F(TrainRun, WorksOffTheQueue_PastAFailure) {
  ASSERT_TRUE(start("train", {"--steps", "3", "--rank", "4", "--layers", "9", "--queue", "--name", "broken"}).ok());
  ASSERT_TRUE(start("train", {"--steps", "3", "--rank", "4", "--queue", "--name", "good"}).ok());
  ASSERT_VALUE(const Json done, run({"queue", "start"}));
  ASSERT_EQ(done["runs"].size(), 2u);
  EXPECT_EQ(done["runs"][0]["run"], "good-1");
  EXPECT_EQ(done["runs"][0]["state"], "finished");
  EXPECT_EQ(done["runs"][1]["run"], "broken-1");
  EXPECT_EQ(done["runs"][1]["error"]["code"], "bad-usage");
  ASSERT_VALUE(const Json queue, run({std::string("queue")}));
  EXPECT_TRUE(queue["queue"].empty());
}

}  // namespace
}  // namespace graft::cli
