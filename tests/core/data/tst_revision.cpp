// SPDX-License-Identifier: Apache-2.0
// Tests revisions: the user's edits become the next version of a dataset, and all other rows stay unchanged.
#include <filesystem>
#include <fstream>

#include "core/data/personal_data.hpp"
#include "core/data/revision.hpp"
#include "tests/support/imports.hpp"

namespace graft {
namespace {

class Revisions : public tests::Imports {
 protected:
  Dataset dataset(const std::string& csv, double holdout = 0.3) {
    const std::string path = write("d.csv", csv);
    ImportOptions options;
    options.file = path;
    options.holdout = holdout;
    const auto manifest = tests::inJson(importFile(options, home.path()));
    EXPECT_TRUE(manifest.ok()) << manifest.error().text();
    return open(*manifest);
  }
  Dataset open(const Json& manifest) {
    auto opened = Dataset::open(home / ("datasets/d/" + std::to_string(manifest["version"].get<int>())));
    EXPECT_TRUE(opened.ok());
    return std::move(opened).value();
  }
  /// Forty different questions.
  static std::string table() {
    std::string csv = "prompt,completion\n";
    for (int i = 0; i < 40; ++i) csv += "question about thing " + std::to_string(i * 7919) + ",answer " + std::to_string(i) + "\n";
    return csv;
  }
  static Json example(const std::string& asked, const std::string& answer) {
    return {{"messages", {{{"role", "user"}, {"content", asked}}, {{"role", "assistant"}, {"content", answer}}}}};
  }
};

TEST_F(Revisions, nothingChangedIsTheSameVersion) {
  const Dataset before = dataset("prompt,completion\n\"caf\xC3\xA9 \"\"x\"\"\n/ \xF0\x9F\x98\x80\t\",ja\nzwei,no\n");
  ASSERT_VALUE(const Json manifest, tests::inJson(reviseDataset(before, {}, home.path())));
  EXPECT_EQ(manifest["version"], 1);
  EXPECT_TRUE(get<bool>(manifest, "unchanged", false));
}

TEST_F(Revisions, changedRemovedAndMovedRowsAreThoseAlone) {
  const Dataset before = dataset(table());
  const size_t held = before.side(Split::HeldOut).at(0), learned = before.side(Split::Train).at(0), gone = before.side(Split::Train).at(1),
               changed = before.side(Split::Train).at(2);
  Revision revision;
  revision.removed.insert(gone);
  revision.moved[held] = Split::Train;
  revision.moved[learned] = Split::HeldOut;
  revision.changed[changed] = std::make_shared<const Json>(example("a question of mine", "an answer of mine"));
  ASSERT_VALUE(const Json manifest, tests::inJson(reviseDataset(before, revision, home.path())));
  EXPECT_EQ(manifest["version"], 2);
  EXPECT_EQ(manifest["rows_ok"], 39);
  EXPECT_EQ(manifest["source"], "d.csv");
  EXPECT_EQ(manifest["revised"], (Json{{"version", 1}, {"changed", 1}, {"removed", 1}, {"moved", 2}, {"masked", 0}, {"kept_together", 0}}));
  const Dataset after = open(manifest);
  ASSERT_EQ(after.rows(), 39u);
  for (size_t row = 0, old = 0; row < after.rows(); ++row, ++old) {
    old += old == gone;
    EXPECT_EQ(after.entry(row).line, before.entry(old).line);
    if (old == changed) {
      ASSERT_VALUE(const Json json, after.row(row));
      EXPECT_EQ(json, example("a question of mine", "an answer of mine"));
    } else {
      EXPECT_EQ(after.text(row), before.text(old));
    }
    const Split wanted = old == held ? Split::Train : old == learned ? Split::HeldOut : before.entry(old).side;
    EXPECT_EQ(after.entry(row).side, wanted) << old;
  }
}

TEST_F(Revisions, aLargerShareKeepsWhatWasHeldOut) {
  const Dataset before = dataset(table(), 0.2);
  Revision revision;
  revision.holdout = 0.5;
  const size_t pinned = before.side(Split::HeldOut).at(0);
  revision.moved[pinned] = Split::Train;
  ASSERT_VALUE(const Json manifest, tests::inJson(reviseDataset(before, revision, home.path())));
  EXPECT_EQ(manifest["holdout"], 0.5);
  const Dataset after = open(manifest);
  EXPECT_GT(after.side(Split::HeldOut).size(), before.side(Split::HeldOut).size());
  for (const size_t row : before.side(Split::HeldOut)) EXPECT_EQ(after.entry(row).side, row == pinned ? Split::Train : Split::HeldOut);
}

TEST_F(Revisions, rowsThatAskTheSameMoveTogether) {
  const Dataset before = dataset("prompt,completion\nSame thing?,a\nother,b\nsame THING,c\nthird,d\n", 0);
  Revision revision;
  revision.moved[0] = Split::HeldOut;
  ASSERT_VALUE(const Json manifest, tests::inJson(reviseDataset(before, revision, home.path())));
  EXPECT_EQ(open(manifest).side(Split::HeldOut), (std::vector<size_t>{0, 2}));
  EXPECT_EQ(manifest["revised"]["moved"], 2);
}

TEST_F(Revisions, aRowNearlyTheSameAsAHeldOutOneStaysHeldOutAndIsCounted) {
  const std::string words = "I was charged twice for the same hotel booking in Vienna on the third of May and nobody answers my letters";
  std::string csv = "prompt,completion\n" + words + ",a\n" + words + " please,b\n";
  for (int i = 0; i < 40; ++i) csv += "something quite different number " + std::to_string(i * 7919) + ",c\n";
  const Dataset before = dataset(csv, 0);
  Revision revision;
  revision.moved[0] = Split::HeldOut;
  ASSERT_VALUE(const Json manifest, tests::inJson(reviseDataset(before, revision, home.path())));
  EXPECT_EQ(open(manifest).side(Split::HeldOut), (std::vector<size_t>{0, 1}));
  EXPECT_EQ(manifest["revised"]["kept_together"], 1);
}

TEST_F(Revisions, personalDataIsMaskedEverywhereInTheRowsThatHoldIt) {
  const Dataset before = dataset("prompt,completion\n\"hello\n+49 30 901820\",write to ana.b@example.org.\nplain,ok\n", 0);
  EXPECT_EQ(before.manifest().personalRows(), 1U);
  Revision revision;
  revision.masksPersonalData = true;
  ASSERT_VALUE(const Json manifest, tests::inJson(reviseDataset(before, revision, home.path())));
  EXPECT_EQ(manifest["revised"]["masked"], 1);
  EXPECT_EQ(manifest["personal_data"]["rows"], 0);
  const Dataset after = open(manifest);
  ASSERT_VALUE(const Json row, after.row(0));
  EXPECT_EQ(row, example("hello\n[PHONE]", "write to [EMAIL]."));
  EXPECT_EQ(after.text(1), before.text(1));
}

TEST_F(Revisions, aNumberThatBeginsALineIsSeenInTheRowsOwnText) {
  EXPECT_TRUE(findPersonalDataInRow(R"({"text":"call\n+49 30 901820"})").phone);
  EXPECT_TRUE(findPersonalDataInRow(R"({"text":"card\t4111 1111 1111 1111"})").card);
  EXPECT_FALSE(findPersonalDataInRow(R"({"text":"n+49 30 901820"})").phone);
}

TEST_F(Revisions, marksAreThoseOfAnImport) {
  const Dataset data = dataset("prompt,completion\nsame?,a\nSAME,a\nsame,b\nmail a@b.de,c\nodd <|x|>,d\n", 0);
  Revision revision;
  EXPECT_EQ(markRows(data, revision, {}), (std::vector<uint8_t>{0, kRepeat, 0, kPersonal, kControlTokens}));
  revision.removed = {0};  // the second row becomes the first of its kind
  revision.moved[4] = Split::HeldOut;
  revision.masksPersonalData = true;
  EXPECT_EQ(markRows(data, revision, {}), (std::vector<uint8_t>{0, 0, 0, 0, kControlTokens | kWillBeHeldOut}));
  EXPECT_TRUE(markRows(data, revision, [] { return true; }).empty());
}

TEST_F(Revisions, aRowThatCannotBeTrainedOnIsRefusedAndNothingIsLeftBehind) {
  const Dataset before = dataset(table());
  Revision revision;
  revision.changed[3] = std::make_shared<const Json>(example("asked", "  "));
  const auto refused = reviseDataset(before, revision, home.path());
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().text().find("the answer is empty"), std::string::npos);
  EXPECT_NE(refused.error().where.find("row 4"), std::string::npos);
  revision = {};
  for (size_t row = 0; row < before.rows(); ++row) revision.removed.insert(row);
  EXPECT_FALSE(tests::inJson(reviseDataset(before, revision, home.path())).ok());
  size_t entries = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(home / "datasets")) ++entries;
  EXPECT_EQ(entries, 1u) << "a hidden folder was left";
}

TEST_F(Revisions, ofPreferencesAndMarkedTurnsAndToolsNothingIsLost) {
  const std::string path = write("d.jsonl", R"({"prompt":"p","chosen":"c","rejected":"r"})"
                                            "\n");
  ImportOptions options;
  options.file = path;
  options.holdout = 0;
  ASSERT_VALUE(const Json first, tests::inJson(importFile(options, home.path())));
  ASSERT_VALUE(const Json row, open(first).row(0));
  ASSERT_VALUE(const Example same, checkedExample(row));
  EXPECT_EQ(same.json, open(first).text(0));
  for (const char* text :
       {R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b","weight":0},{"role":"user","content":"c"},)"
        R"({"role":"assistant","content":"d"}],"tools":[{"z":1,"a":[true,null]}]})",
        R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}],"label":false})", R"({"text":"t \" \\ \n"})",
        R"({"input_ids":[1,2],"labels":[-100,2]})"}) {
    ASSERT_VALUE(const Json json, parseJson(text));
    ASSERT_VALUE(const Example again, checkedExample(json));
    EXPECT_EQ(again.json, text);
  }
}

TEST_F(Revisions, areKeptAsJson) {
  Revision revision;
  revision.changed[2] = std::make_shared<const Json>(example("a", "b"));
  revision.removed = {1, 5};
  revision.moved = {{3, Split::HeldOut}, {4, Split::Train}};
  revision.holdout = 0.25;
  revision.masksPersonalData = true;
  ASSERT_VALUE(const Revision again, revisionFromJson(toJson(revision), 6));
  EXPECT_EQ(toJson(again), toJson(revision));
  EXPECT_EQ(again.removed, revision.removed);
  EXPECT_FALSE(revisionFromJson(toJson(revision), 5).ok()) << "row 5 is not there";
  ASSERT_VALUE(const Revision none, revisionFromJson(Json::array(), 5));
  EXPECT_TRUE(none.isEmpty());
  for (const char* text : {R"({"changed":{"-1":{}}})", R"({"changed":{"99999999999999999999":{}}})", R"({"removed":[-1]})",
                           R"({"changed":{"0":{"messages":3}}})", R"({"moved":{"x":"train"}})"}) {
    ASSERT_VALUE(const Json json, parseJson(text));
    EXPECT_FALSE(revisionFromJson(json, 5).ok()) << text;
  }
}

TEST(PersonalSpans, areTheStretchesThemselves) {
  const std::string text =
      "Ana <ana.b+x@mail.example.org>, +49 (30) 901820. IBAN DE89 3704 0044 0532 0130 00 OK, card 4111-1111-1111-1111!";
  std::vector<std::string> found;
  for (const auto& span : personalSpans(text)) found.push_back(text.substr(span.begin, span.end - span.begin));
  EXPECT_EQ(found, (std::vector<std::string>{"ana.b+x@mail.example.org", "+49 (30) 901820", "DE89 3704 0044 0532 0130 00",
                                             "4111-1111-1111-1111"}));
  EXPECT_EQ(maskPersonalData(text), "Ana <[EMAIL]>, [PHONE]. IBAN [IBAN] OK, card [CARD]!");
}

TEST(PersonalSpans, maskedOnceIsMaskedForGood) {
  const std::string pieces[] = {"a@b.de", "+4930901820", "4111 1111 1111 1111", "DE89370400440532013000", " ", ".", "-", "7", "x", "@"};
  uint64_t state = 7;
  for (int n = 0; n < 20000; ++n) {
    std::string text;
    for (int i = 0; i < 6; ++i) text += pieces[((state = state * 6364136223846793005u + 1442695040888963407u) >> 33) % std::size(pieces)];
    const std::string once = maskPersonalData(text);
    ASSERT_EQ(maskPersonalData(once), once) << text;
    size_t end = 0;
    for (const auto& span : personalSpans(text)) {
      ASSERT_TRUE(span.begin >= end && span.end > span.begin && span.end <= text.size()) << text;
      end = span.end;
    }
  }
}

}  // namespace
}  // namespace graft
