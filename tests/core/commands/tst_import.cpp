// SPDX-License-Identifier: Apache-2.0
// The verb import: versions, counts, refusals, and the example that it shows.
#include <filesystem>

#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

class ImportVerb : public tests::VerbTest {
 protected:
  const std::string model = tests::data("golden/tiny/llama_untied_sharded");
  const std::string chats = tests::data("gauntlet/openai_chat.jsonl");
  std::string rejected(const Json& result) const {
    std::string lines;
    for (const Json& row : result["rejected"]) lines += std::to_string(row["line"].get<int>()) + " ";
    return lines;
  }
};

TEST_F(ImportVerb, CountsRowsOfEachSide_AndShowsOneAsTheModelSeesIt) {
  ASSERT_VALUE(const Json result, run({"import", chats, "--name", "shelves", "--holdout", "0.2", "--model", model}));
  EXPECT_EQ(result["dataset"], "shelves");
  EXPECT_EQ(result["version"], 1);
  EXPECT_EQ(result["shape"], "messages");
  EXPECT_EQ(result["rows_ok"], 25);
  EXPECT_EQ(result["train"], 19);
  EXPECT_EQ(result["heldout"], 6);
  EXPECT_EQ(result["distinct_answers"], 7);
  EXPECT_EQ(result["refused_rows"], 0) << "present if a model was named";
  EXPECT_EQ(result["example"]["text"], "[user] Where is invoice 0?\n[assistant] On shelf 0.</s>\n");
  std::string trained;
  for (const Json& span : result["example"]["spans"]) {
    const size_t start = span["start"].get<size_t>(), end = span["end"].get<size_t>();
    if (span["trained"] == true) trained += result["example"]["text"].get<std::string>().substr(start, end - start);
  }
  EXPECT_EQ(trained, "On shelf 0.</s>");
}

TEST_F(ImportVerb, MakesNoVersion_OfTheSameContent) {
  ASSERT_VALUE(const Json first, run({"import", chats, "--name", "shelves", "--model", model}));
  EXPECT_FALSE(first.contains("unchanged"));
  ASSERT_VALUE(const Json again, run({"import", chats, "--name", "shelves", "--model", model}));
  EXPECT_EQ(again["version"], 1);
  EXPECT_EQ(again["unchanged"], true);
  EXPECT_EQ(again["hash"], first["hash"]);
  ASSERT_VALUE(const Json other, run({"import", tests::data("gauntlet/prompt_completion.jsonl"), "--name", "shelves", "--model", model}));
  EXPECT_EQ(other["version"], 2);
  EXPECT_TRUE(std::filesystem::exists(home / "home/datasets/shelves/1/manifest.json")) << "the first version stays";
}

TEST_F(ImportVerb, ListsEachRowThatIsLeftOut_WithLineAndReason) {
  ASSERT_VALUE(const Json bad, run({"import", tests::data("gauntlet/bad_lines.jsonl"), "--model", model}));
  EXPECT_EQ(bad["rows_ok"], 3);
  EXPECT_EQ(bad["rows_rejected"], 2);
  EXPECT_EQ(rejected(bad), "2 4 ");
  EXPECT_TRUE(bad["rejected"][0]["reason"].get<std::string>().starts_with("not valid JSON: "));
  const std::string text = shown({"import", tests::data("gauntlet/ragged.csv"), "--model", model});
  EXPECT_NE(text.find("2 rows are left out:\n      line 3: "), std::string::npos) << text;
}

TEST_F(ImportVerb, NamesTheWayOut_WhenBytesAreNotUtf8) {
  const std::string file = tests::data("gauntlet/latin1.csv");
  const auto refused = run({"import", file, "--model", model});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::BadInput);
  EXPECT_NE(refused.error().what.text().find("byte 19"), std::string::npos);
  EXPECT_NE(refused.error().hint.text().find("--encoding windows-1252"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(home / "home/datasets/latin1/1"));
  ASSERT_VALUE(const Json read, run({"import", file, "--encoding", "windows-1252", "--model", model}));
  EXPECT_EQ(read["rows_ok"], 1);
  EXPECT_NE(read["example"]["text"].get<std::string>().find("café?"), std::string::npos);
}

TEST_F(ImportVerb, RefusesFlagsThatNameNothing_BeforeReading) {
  for (const auto& [flag, value, hint] : {std::tuple{"--role", "model", "--role model=assistant"},
                                          {"--role", "model=robot", "--role model=assistant"},
                                          {"--map", "text", "--map prompt=Question"},
                                          {"--encoding", "latin1", "latin-1"},
                                          {"--shape", "nonsense", "prompt_completion"}}) {
    const auto refused = run({"import", chats, flag, value, "--model", model});
    ASSERT_FALSE(refused.ok()) << flag << " " << value;
    EXPECT_EQ(refused.error().code, Code::BadUsage) << flag;
    EXPECT_NE(refused.error().text().find(hint), std::string::npos) << refused.error().text();
  }
  EXPECT_FALSE(std::filesystem::exists(home / "home/datasets/openai_chat"));
}

TEST_F(ImportVerb, KeepsAHeldOutFileApart) {
  ASSERT_VALUE(const Json result, run({"import", tests::data("gauntlet/bad_lines.jsonl"), "--heldout-file",
                                       tests::data("gauntlet/prompt_completion.jsonl"), "--model", model}));
  EXPECT_EQ(result["train"], 3);
  EXPECT_EQ(result["heldout"], 9);
  ASSERT_EQ(result["files"].size(), 2u);
  EXPECT_EQ(result["files"][1]["heldout"], true);
  EXPECT_EQ(result["files"][1]["shape"], "prompt_completion");
}

}  // namespace
}  // namespace graft::cli
