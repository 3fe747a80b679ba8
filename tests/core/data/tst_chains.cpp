// SPDX-License-Identifier: Apache-2.0
// Tests rows that name their predecessor, and columns that name the split of a row.
#include <fstream>
#include <set>

#include "core/data/dataset.hpp"
#include "core/data/preview.hpp"
#include "tests/support/imports.hpp"

namespace graft {
namespace {

class Chains : public tests::Imports {
 protected:
  Result<Json> import(const std::string& path, const Mapping& mapping = {}, double holdout = 0) {
    ImportOptions options;
    options.mapping = mapping;
    options.holdout = holdout;
    return Imports::import(path, std::move(options));
  }
  Dataset opened(const Json& manifest) { return std::move(dataset(manifest)).value(); }
  /// Formats a conversation as "user: hello | assistant: hi".
  static std::string spoken(const Json& row) {
    std::string out;
    for (const Json& message : row["messages"]) {
      out += (out.empty() ? "" : " | ") + message["role"].get<std::string>() + ": " + message["content"].get<std::string>();
      if (message.value("weight", 1) == 0) out += " (not trained)";
    }
    return out;
  }
  static std::vector<std::string> spokenRows(const Dataset& data) {
    std::vector<std::string> out;
    for (size_t i = 0; i < data.rows(); ++i) out.push_back(spoken(data.row(i).value()));
    return out;
  }
  static std::string text(const Json& manifest, const char* key) { return dump(manifest[key]); }
};

/// Message tree as exported by OpenAssistant: one message a row, in any order.
TEST_F(Chains, messageTreesBecomeConversations) {
  const auto path = write("oasst.jsonl",
                          R"({"message_id":"a1","parent_id":"p1","role":"assistant","text":"Hi.","lang":"en","rank":0}
{"message_id":"p1","parent_id":null,"role":"prompter","text":"Hello","lang":"en","rank":null}
{"message_id":"b1","parent_id":"p1","role":"assistant","text":"Good day.","lang":"en","rank":1}
{"message_id":"p2","parent_id":"a1","role":"prompter","text":"A joke?","lang":"en","rank":null}
{"message_id":"a2","parent_id":"p2","role":"assistant","text":"No.","lang":"en","rank":null}
{"message_id":"a3","parent_id":"p2","role":"assistant","text":"Yes.","lang":"en","rank":null}
{"message_id":"p4","parent_id":"a3","role":"prompter","text":"Go on","lang":"en","rank":null}
)");
  ASSERT_VALUE(const Json manifest, import(path));
  const Dataset data = opened(manifest);
  EXPECT_EQ(spokenRows(data),
            (std::vector<std::string>{"user: Hello | assistant: Good day.", "user: Hello | assistant: Hi. | user: A joke? | assistant: No.",
                                      "user: Hello | assistant: Hi. (not trained) | user: A joke? | assistant: Yes."}));
  EXPECT_EQ(data.row(1).value()["extra"], Json({{"lang", "en"}}));
  EXPECT_EQ(data.entry(1).line, 5u);
  const std::string said = text(manifest, "warnings");
  for (const char* words :
       {"('parent_id' names 'message_id'): 3, of rows: 7", "several conversations share, trained in the first of them alone: 1",
        "messages without an answer, not used: 1"})
    EXPECT_NE(said.find(words), std::string::npos) << words << "\n" << said;
}

/// Chained samples of H2O LLM Studio. pandas writes the ids of a column with gaps as 1.0.
TEST_F(Chains, chainedSamplesBecomeConversations) {
  const auto path = write("h2o.csv",
                          "system,instruction,output,id,parent_id\n"
                          "Be kind,And then?,Then this.,2,1.0\n"
                          "Be kind,What first?,First that.,1,\n"
                          "Be kind,Alone?,Yes.,3,\n");
  ASSERT_VALUE(const Json manifest, import(path));
  EXPECT_EQ(
      spokenRows(opened(manifest)),
      (std::vector<std::string>{"system: Be kind | user: What first? | assistant: First that. | user: And then? | assistant: Then this.",
                                "system: Be kind | user: Alone? | assistant: Yes."}));
  EXPECT_EQ(opened(manifest).row(0).value().contains("extra"), false);
  Mapping apart;
  apart.columns["parent"] = "";
  ASSERT_VALUE(const Json each, import(path, apart));
  EXPECT_EQ(each["rows_ok"], 3);
  ASSERT_VALUE(const Preview preview, previewFiles({.file = path}, 10));
  EXPECT_EQ(preview.rows.size(), 2u);
  // Imports with the mapping of the preview, as the window does.
  ASSERT_VALUE(const Json shown, import(path, preview.mapping));
  EXPECT_EQ(shown["rows_ok"], 2);
}

TEST_F(Chains, brokenChainsAreLeftOutWithTheReason) {
  const auto path = write("broken.jsonl",
                          R"({"id":1,"parent_id":null,"prompt":"a","completion":"b"}
{"id":2,"parent_id":77,"prompt":"lost","completion":"x"}
{"id":3,"parent_id":2,"prompt":"below","completion":"x"}
{"id":1,"parent_id":null,"prompt":"again","completion":"x"}
{"id":5,"parent_id":6,"prompt":"round","completion":"x"}
{"id":6,"parent_id":5,"prompt":"round","completion":"x"}
{"id":7,"parent_id":1,"prompt":"","completion":"x"}
{"id":8,"parent_id":7,"prompt":"after","completion":"x"}
{"id":9,"parent_id":9,"prompt":"itself","completion":"x"}
{"id":10,
)");
  ASSERT_VALUE(const Json manifest, import(path));
  EXPECT_EQ(spokenRows(opened(manifest)), (std::vector<std::string>{"user: a | assistant: b", "user: itself | assistant: x"}));
  EXPECT_EQ(manifest["rows_rejected"], 8);
  const std::string said = text(manifest, "rejected");
  for (const char* words : {"it follows '77', which is not in the file", "it follows line 2, which is left out",
                            "the id '1' stands on line 1 too", "go round in a circle", "it follows line 7, which is left out"})
    EXPECT_NE(said.find(words), std::string::npos) << words << "\n" << said;
}

/// All conversations of one tree stay in one split. Shared answers would leak into the held-out rows otherwise.
TEST_F(Chains, oneTreeStaysOnOneSide) {
  std::string rows;
  for (int tree = 0; tree < 60; ++tree) {
    const std::string root = std::to_string(100 * tree);
    const auto row = [&](int id, const std::string& parent, const std::string& asked) {
      rows += R"({"id":")" + root + std::to_string(id) + R"(","parent_id":")" + parent + R"(","prompt":")" + asked + " " + root +
              R"(","completion":"answer )" + root + std::to_string(id) + "\"}\n";
    };
    row(0, "", "begin");
    for (int i = 1; i < 4; ++i)
      row(i, root + "0", "different words number " + std::string(static_cast<size_t>(i) * 9, static_cast<char>('a' + i)));
  }
  ASSERT_VALUE(const Json manifest, import(write("trees.jsonl", rows), {}, 0.3));
  const Dataset data = opened(manifest);
  ASSERT_EQ(data.rows(), 180u);
  std::map<std::string, std::set<Split>> sides;
  size_t held = 0;
  for (size_t i = 0; i < data.rows(); ++i) {
    sides[data.row(i).value()["messages"][0]["content"].get<std::string>()].insert(data.entry(i).side);
    held += data.entry(i).side == Split::HeldOut;
  }
  EXPECT_GT(held, 20u);
  EXPECT_LT(held, 100u);
  for (const auto& [tree, found] : sides) EXPECT_EQ(found.size(), 1u) << tree;
}

TEST_F(Chains, aSideNamedInATreeIsTheTrees) {
  ASSERT_VALUE(const Json manifest,
               import(write("sides.csv",
                            "instruction,output,id,parent_id,split\nAnd then?,That.,2,1,test\nWhat first?,This.,1,,train\n"
                            "And else?,Those.,3,1,train\nAlone?,Yes.,4,,train\n")));
  const Dataset data = opened(manifest);
  ASSERT_EQ(data.rows(), 3u);
  EXPECT_EQ(data.entry(0).side, Split::HeldOut);
  EXPECT_EQ(data.entry(1).side, Split::HeldOut);
  EXPECT_EQ(data.entry(2).side, Split::Train);
}

/// A chain as deep as the file is long, and a comb that repeats its stem for each tooth.
TEST_F(Chains, deepChainsAndCombsAreBounded) {
  std::string deep, comb;
  for (int i = 0; i < 20000; ++i) {
    const std::string above = i == 0 ? "null" : std::to_string(i - 1);
    deep += "{\"id\":" + std::to_string(i) + ",\"parent_id\":" + above + ",\"prompt\":\"q\",\"completion\":\"a\"}\n";
    comb += "{\"id\":" + std::to_string(i) + ",\"parent_id\":" + above + ",\"prompt\":\"question\",\"completion\":\"answer\"}\n" +
            "{\"id\":\"t" + std::to_string(i) + "\",\"parent_id\":" + std::to_string(i) +
            ",\"prompt\":\"tooth\",\"completion\":\"answer\"}\n";
  }
  ASSERT_VALUE(const Json manifest, import(write("deep.jsonl", deep)));
  EXPECT_EQ(manifest["rows_ok"], 1);
  const auto refused = import(write("comb.jsonl", comb));
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().what.text().find("times as much room as the file"), std::string::npos) << refused.error().text();
}

TEST_F(Chains, aColumnSaysWhichSideARowBelongsTo) {
  std::string rows = "question,answer,split\n";
  for (int i = 0; i < 40; ++i)
    rows += "question number " + std::to_string(i) + " about " +
            std::string(static_cast<size_t>(i % 7) + 3, static_cast<char>('a' + i % 26)) + ",answer," +
            (i % 4 == 3 ? (i % 8 == 3 ? "Test" : "validation") : "train") + "\n";
  ASSERT_VALUE(const Json manifest, import(write("sides.csv", rows), {}, 0.1));
  const Dataset data = opened(manifest);
  for (size_t i = 0; i < data.rows(); ++i) {
    if (i % 4 == 3) EXPECT_EQ(data.entry(i).side, Split::HeldOut) << i;
  }
  EXPECT_EQ(data.row(0).value().contains("extra"), false);
  EXPECT_NE(text(manifest, "warnings").find("column 'split' says which rows are held out"), std::string::npos)
      << text(manifest, "warnings");

  // A training row moves to the held-out split if a later held-out row has the same question.
  ASSERT_VALUE(
      const Json same,
      import(write("same.csv", "question,answer,split\nwhat is it,this,train\nsomething else,that,train\nWhat is it?,that,test\n")));
  EXPECT_EQ(opened(same).entry(0).side, Split::HeldOut);
  EXPECT_EQ(opened(same).entry(1).side, Split::Train);

  std::string train = "question,answer,split\n";
  for (int i = 0; i < 300; ++i) train += "q" + std::to_string(i * 7919) + ",a" + std::to_string(i) + ",train\n";
  ASSERT_VALUE(const Json oneSided, import(write("train.csv", train), {}, 0.2));
  EXPECT_GT(oneSided["heldout"].get<int>(), 20);
  EXPECT_NE(text(oneSided, "warnings").find("says 'train' everywhere"), std::string::npos);

  ASSERT_VALUE(const Json other, import(write("other.csv", "question,answer,split\na,b,train\nc,d,blue\n")));
  EXPECT_EQ(text(other, "warnings").find("held out as"), std::string::npos);
  EXPECT_EQ(opened(other).row(1).value()["extra"], Json({{"split", "blue"}}));
  Mapping asked;
  asked.columns["split"] = "split";
  ASSERT_VALUE(const Json forced, import(home / "other.csv", asked));
  EXPECT_NE(text(forced, "rejected").find("'split' is 'blue', neither train nor test or validation"), std::string::npos);
}

/// The cases of ../shared/data/field/inputs/06_turn_order.jsonl (LLaMA-Factory#2962, #7651).
TEST_F(Chains, oddTurnsAreJoinedOrCutOnWish) {
  const auto path =
      write("turns.jsonl",
            R"({"conversations":[{"from":"human","value":"Hi"},{"from":"human","value":"Is the ferry late?"},{"from":"gpt","value":"Yes."}]}
{"conversations":[{"from":"system","value":"Be short."},{"from":"gpt","value":"Welcome."},{"from":"human","value":"Late?"},{"from":"gpt","value":"No."}]}
{"conversations":[{"from":"human","value":"Two tickets"},{"from":"gpt","value":"For when?"},{"from":"gpt","value":"And where to?"},{"from":"human","value":"Texel"}]}
{"conversations":[{"from":"human","value":"Dogs?"},{"from":"gpt","value":"Yes."}]}
{"conversations":[{"from":"human","value":"A"},{"from":"gpt","value":"one","weight":0},{"from":"gpt","value":"two"}]}
{"conversations":[{"from":"gpt","value":"Welcome."}]}
)");
  ASSERT_VALUE(const Json kept, import(path));
  EXPECT_EQ(spokenRows(opened(kept)).size(), 5u);  // kept unchanged; the template accepts or rejects them
  EXPECT_EQ(kept["rejected"].dump(), R"([{"line":3,"reason":"there is no answer at the end"}])");
  const std::string said = text(kept, "warnings");
  EXPECT_NE(said.find("4 conversations do not alternate between question and answer"), std::string::npos) << said;
  EXPECT_NE(said.find("1 row is left out because no answer stands at the end"), std::string::npos) << said;
  Mapping mending;
  mending.mendTurns = true;
  ASSERT_VALUE(const Json mended, import(path, mending));
  EXPECT_EQ(
      spokenRows(opened(mended)),
      (std::vector<std::string>{"user: Hi\n\nIs the ferry late? | assistant: Yes.", "system: Be short. | user: Late? | assistant: No.",
                                "user: Two tickets | assistant: For when?\n\nAnd where to?", "user: Dogs? | assistant: Yes.",
                                "user: A | assistant: one (not trained) | assistant: two", "assistant: Welcome."}));
  EXPECT_NE(text(mended, "warnings").find("3 conversations were mended"), std::string::npos) << text(mended, "warnings");
  EXPECT_EQ(mended["rejected"].dump(), "[]");
  const auto none = import(write("none.jsonl", R"({"messages":[{"role":"assistant","content":"Hm?"},{"role":"user","content":"Welcome."}]})"
                                               "\n"));
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().hint, Message(kMendTurns));
}

}  // namespace
}  // namespace graft
