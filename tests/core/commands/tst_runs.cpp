// SPDX-License-Identifier: Apache-2.0
// The verb runs: list, search, notes, tags, the bin, and the view of a recorded run.
#include <filesystem>

#include "tests/support/run_folders.hpp"
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

class RunsVerb : public tests::VerbTest {
 protected:
  void add(const std::string& name, const std::string& state, const std::string& started) {
    test::writeRecord(home / "home", name, state, started);
    test::writeBytes(home / ("home/runs/" + name + "/spec.json"), "{}");
  }
  void addThree() {
    add("shelves-1", "finished", "2026-11-24T08:00:00Z");
    add("shelves-2", "running", "2026-11-25T08:00:00Z");
    add("desks-1", "stopped", "2026-11-23T08:00:00Z");
  }
  /// Copies a run whose events and end were recorded.
  void addRecorded() {
    fs::create_directories(home / "home/runs");
    fs::copy(tests::data("ui/starter-1"), home / "home/runs/starter-1", fs::copy_options::recursive);
    test::writeBytes(home / "home/runs/starter-1/spec.json", "{}");
  }
  Names names(const std::vector<std::string>& flags) {
    std::vector<std::string> words = {"runs"};
    words.insert(words.end(), flags.begin(), flags.end());
    Names out;
    const auto found = run(words);
    EXPECT_TRUE(found.ok()) << (found.ok() ? "" : found.error().text());
    for (const Json& one : (*found)["runs"]) out.push_back(one["run"].get<std::string>());
    return out;
  }
};

TEST_F(RunsVerb, ListsTheNewestFirst_WithTheStateOfNow) {
  EXPECT_NE(shown({std::string("runs")}).find("graft starter"), std::string::npos) << "an empty home says how to begin";
  addThree();
  ASSERT_VALUE(const Json found, run({std::string("runs")}));
  ASSERT_EQ(found["runs"].size(), 3u);
  EXPECT_EQ(found["runs"][0]["run"], "shelves-2");
  EXPECT_EQ(found["runs"][0]["state"], "interrupted") << "it is recorded as running, and no worker holds it";
  EXPECT_EQ(found["runs"][1]["run"], "shelves-1");
  EXPECT_EQ(found["runs"][1]["heldout_after"]["loss"], 0.25);
  EXPECT_TRUE(found["runs"][1]["heldout_after"]["exact_match"].is_null());
  EXPECT_EQ(found["runs"][2]["state"], "stopped");
}

TEST_F(RunsVerb, FindsByNoteAndTag) {
  addThree();
  ASSERT_VALUE(const Json saved, run({"runs", "desks-1", "--note", "The good one", "--add-tag", "best"}));
  EXPECT_EQ(saved["saved"], true);
  EXPECT_EQ(names({"--tag", "best"}), Names{"desks-1"});
  EXPECT_EQ(names({"--search", "GOOD"}), Names{"desks-1"}) << "in any case of letters";
  EXPECT_EQ(names({"--search", "shelves"}), (Names{"shelves-2", "shelves-1"}));
  ASSERT_TRUE(run({"runs", "desks-1", "--note", "", "--remove-tag", "best"}).ok());
  EXPECT_EQ(names({"--tag", "best"}), Names());
  EXPECT_EQ(names({"--search", "good"}), Names()) << "an empty note removes it";
}

TEST_F(RunsVerb, TakesARunToTheBin_AndBack) {
  addThree();
  ASSERT_TRUE(run({"runs", "desks-1", "--add-tag", "best"}).ok());
  ASSERT_TRUE(run({"runs", "desks-1", "--delete"}).ok());
  EXPECT_EQ(names({}), (Names{"shelves-2", "shelves-1"}));
  EXPECT_EQ(names({"--in-bin"}), Names{"desks-1"});
  EXPECT_TRUE(fs::exists(home / "home/bin/desks-1/run.json"));
  ASSERT_VALUE(const Json none, run({"runs", "--empty-bin"}));
  EXPECT_EQ(none["deleted"], 0) << "it keeps what is younger than 30 days";
  ASSERT_TRUE(run({"runs", "desks-1", "--restore"}).ok());
  EXPECT_EQ(names({"--tag", "best"}), Names{"desks-1"}) << "its tags come back";
  EXPECT_EQ(run({"runs", "desks-1", "--restore"}).error().code, Code::Refused);
}

TEST_F(RunsVerb, NamesTheCandidates_WhenANameFitsSeveral) {
  addThree();
  const auto several = run({"runs", "shel"});
  ASSERT_FALSE(several.ok());
  EXPECT_EQ(several.error().code, Code::Refused);
  EXPECT_NE(several.error().hint.text().find("shelves-1"), std::string::npos);
  EXPECT_NE(several.error().hint.text().find("shelves-2"), std::string::npos);
  ASSERT_VALUE(const Json one, run({"runs", "desk"}));
  EXPECT_EQ(one["run"], "desks-1") << "a beginning that fits one";
  for (const char* flag : {"--follow", "--events", "--delete", "--restore"})
    EXPECT_EQ(run({std::string("runs"), flag}).error().code, Code::BadUsage) << flag;
  EXPECT_EQ(run({"runs", "--note", "text"}).error().code, Code::BadUsage);
}

TEST_F(RunsVerb, PlaysARecordedRunAgain) {
  addRecorded();
  ASSERT_VALUE(const Json result, run({"runs", "--follow", "starter-1"}));
  EXPECT_EQ(result["state"], "finished");
  EXPECT_EQ(result["steps"], 150);
  EXPECT_EQ(result["heldout_after"]["rows"], 121);
  const std::string text = shown({"runs", "--follow", "starter-1"});
  EXPECT_NE(text.find("rows     599 to train on, 121 held out"), std::string::npos) << text;
  EXPECT_NE(text.find("step 150  held-out loss 0.007, exact match 98.3 %"), std::string::npos) << text;
  EXPECT_NE(text.find("Finished in 1 min 05 s"), std::string::npos) << text;
}

TEST_F(RunsVerb, ListsEachRecordedEvent) {
  addRecorded();
  add("bare-1", "finished", "2026-11-20T08:00:00Z");
  ASSERT_VALUE(const Json found, run({"runs", "--events", "starter-1"}));
  EXPECT_EQ(found["run"], "starter-1");
  ASSERT_EQ(found["events"].size(), 165u);
  EXPECT_EQ(found["events"][0]["type"], "hello");
  EXPECT_EQ(found["events"][164]["type"], "result");
  const auto none = run({"runs", "--events", "bare-1"});
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, Code::BadInput);
  EXPECT_NE(none.error().hint.text().find("metrics.jsonl"), std::string::npos);
}

}  // namespace
}  // namespace graft::cli
