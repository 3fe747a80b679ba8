// SPDX-License-Identifier: Apache-2.0
// The verb data: list, show, rename, export, delete and join-system.
#include <filesystem>

#include "core/base/file.hpp"
#include "core/base/json.hpp"
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

class DataVerb : public tests::VerbTest {
 protected:
  void SetUp() override {
    ASSERT_VALUE(const Json made, imported(tests::data("gauntlet/openai_chat.jsonl"), "shelves"));
    EXPECT_EQ(made["heldout"], 6);
  }
  Result<Json> imported(const std::string& file, const std::string& name) {
    return run({"import", file, "--name", name, "--holdout", "0.2", "--model", tests::data("golden/tiny/llama_untied_sharded")});
  }
  std::vector<std::string> listed() {
    std::vector<std::string> names;
    auto all = run({std::string("data")});
    EXPECT_TRUE(all.ok());
    for (const Json& one : (*all)["datasets"]) names.push_back(one["dataset"].get<std::string>());
    return names;
  }
};
using Names = std::vector<std::string>;

TEST_F(DataVerb, ListsWhatIsHere) {
  ASSERT_VALUE(const Json all, run({std::string("data")}));
  ASSERT_EQ(all["datasets"].size(), 1u);
  const Json& one = all["datasets"][0];
  EXPECT_EQ(one["dataset"], "shelves");
  EXPECT_EQ(one["versions"], 1);
  EXPECT_EQ(one["rows"], 25);
  EXPECT_EQ(one["train"], 19);
  EXPECT_EQ(one["heldout"], 6);
  EXPECT_EQ(one["shape"], "messages");
  EXPECT_EQ(one["problem"], "");
  ASSERT_TRUE(writeFileAtomic(home / "home/datasets/shelves/1/manifest.json", "{").ok());
  ASSERT_VALUE(const Json damaged, run({std::string("data")}));
  EXPECT_FALSE(damaged["datasets"][0]["problem"].get<std::string>().empty()) << "a damaged one is listed too";
}

TEST_F(DataVerb, ShowsRowsAsTheyAreStored) {
  ASSERT_VALUE(const Json found, run({"data", "show", "shelves", "--rows", "2"}));
  EXPECT_EQ(found["manifest"]["hash"].get<std::string>().size(), 64u);
  ASSERT_EQ(found["rows"].size(), 2u);
  EXPECT_EQ(found["rows"][1]["messages"][0]["content"], "Where is ticket 1?");
  const auto missing = run({"data", "show", "shelf"});
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, Code::BadInput);
  EXPECT_EQ(missing.error().hint.text(), "Datasets here: shelves.");
}

TEST_F(DataVerb, KeepsTheOldNameWorking_WhenRenamed) {
  ASSERT_VALUE(const Json renamed, run({"data", "rename", "shelves", "desks"}));
  EXPECT_EQ(renamed["dataset"], "desks");
  EXPECT_EQ(listed(), Names{"desks"});
  EXPECT_TRUE(run({"data", "show", "shelves"}).ok());
  EXPECT_EQ(run({"data", "rename", "shelves", "other"}).error().code, Code::Refused) << "it is a link now";
  EXPECT_EQ(run({"data", "rename", "desks", "a b"}).error().code, Code::BadUsage);
  EXPECT_EQ(listed(), Names{"desks"});
}

TEST_F(DataVerb, RefusesANameThatIsTaken) {
  ASSERT_VALUE(const Json other, imported(tests::data("gauntlet/prompt_completion.jsonl"), "taken"));
  EXPECT_EQ(other["rows_ok"], 9);
  const auto refused = run({"data", "rename", "shelves", "taken"});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::Refused);
  EXPECT_EQ(refused.error().kept.text(), "Nothing was changed.");
  EXPECT_EQ(listed(), (Names{"shelves", "taken"}));
}

TEST_F(DataVerb, ExportsOneSide_AndOverwritesNothing) {
  const std::string file = home / "rows.jsonl";
  ASSERT_VALUE(const Json written, run({"data", "export", "shelves", "--out", file, "--side", "heldout"}));
  EXPECT_EQ(written["rows"], 6);
  ASSERT_VALUE(const std::string text, readFile(file));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 6);
  ASSERT_VALUE(const Json row, parseJson(text.substr(0, text.find('\n'))));
  EXPECT_EQ(row["messages"].size(), 2u);
  EXPECT_EQ(run({"data", "export", "shelves", "--out", file}).error().code, Code::Refused);
  ASSERT_VALUE(const std::string after, readFile(file));
  EXPECT_EQ(after, text);
  const auto side = run({"data", "export", "shelves", "--out", home / "other.jsonl", "--side", "left"});
  ASSERT_FALSE(side.ok());
  EXPECT_EQ(side.error().hint.text(), "Known: all, train, heldout.");
}

TEST_F(DataVerb, MovesToTheBin_UnlessARunNeedsIt) {
  ASSERT_TRUE(makeFolder(home / "home/runs/open").ok());
  ASSERT_TRUE(writeFileAtomic(home / "home/runs/open/spec.json", dump(Json{{"dataset", home / "home/datasets/shelves/1"}})).ok());
  const auto refused = run({"data", "delete", "shelves"});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::Refused);
  EXPECT_NE(refused.error().what.text().find("open"), std::string::npos);
  std::filesystem::remove_all(home / "home/runs/open");
  ASSERT_VALUE(const Json gone, run({"data", "delete", "shelves"}));
  EXPECT_TRUE(std::filesystem::exists(gone["bin"].get<std::string>() + "/1/manifest.json")) << "nothing is deleted";
  EXPECT_EQ(listed(), Names());
}

TEST_F(DataVerb, JoinsTheSystemText_AsANewVersion) {
  const std::string file = write(
      "asked.jsonl",
      R"({"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello?"},{"role":"assistant","content":"Yes."}]})");
  ASSERT_VALUE(const Json made, imported(file, "asked"));
  EXPECT_EQ(made["rows_ok"], 1);
  ASSERT_VALUE(const Json joined, run({"data", "join-system", "asked"}));
  EXPECT_EQ(joined["version"], 2);
  ASSERT_VALUE(const Json found, run({"data", "show", "asked"}));
  EXPECT_EQ(found["rows"][0]["messages"][0]["role"], "user");
  EXPECT_EQ(found["rows"][0]["messages"][0]["content"], "Be brief.\n\nHello?");
  const auto again = run({"data", "join-system", "asked"});
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, Code::BadInput) << "there is no system text any more";
}

}  // namespace
}  // namespace graft::cli
