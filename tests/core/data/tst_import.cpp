// SPDX-License-Identifier: Apache-2.0
// Tests the import: row shapes, dataset versions, split and column mapping.
#include <filesystem>
#include <fstream>
#include <set>

#include "core/base/file.hpp"
#include "core/data/dataset.hpp"
#include "core/data/preview.hpp"
#include "core/data/revision.hpp"
#include "tests/support/imports.hpp"

namespace graft {
namespace {

class Import : public tests::Imports {
 protected:
  Result<Json> import(const std::string& path, Mapping mapping = {}) {
    ImportOptions options;
    options.mapping = std::move(mapping);
    return Imports::import(path, std::move(options));
  }
};

TEST_F(Import, SameContentIsTheSameVersion) {
  const auto path = write("a.jsonl", "{\"prompt\":\"p\",\"completion\":\"c\"}\n");
  ASSERT_VALUE(const Json first, import(path));
  ASSERT_VALUE(const Json again, import(path));
  EXPECT_EQ(first["version"], again["version"]);
  write("a.jsonl", "{\"prompt\":\"p\",\"completion\":\"d\"}\n");
  ASSERT_VALUE(const Json changed, import(path));
  EXPECT_EQ(changed["version"].get<int>(), 2);
  EXPECT_NE(changed["hash"], first["hash"]);
}

TEST_F(Import, SplitSurvivesReimportAndKeepsNearDuplicatesTogether) {
  std::string rows;
  for (int i = 0; i < 500; ++i) {
    rows += "{\"prompt\":\"Where is parcel " + std::to_string(i) + "?\",\"completion\":\"shelf\"}\n";
    rows += "{\"prompt\":\"where is  PARCEL " + std::to_string(i) + " \",\"completion\":\"shelf\"}\n";
  }
  ASSERT_VALUE(const Json small, import(write("s.jsonl", rows)));
  EXPECT_EQ(small["near_duplicates"].get<int>(), 500);
  EXPECT_EQ(small["exact_duplicates"].get<int>(), 0);
  EXPECT_GT(small["heldout"].get<int>(), 50);
  EXPECT_LT(small["heldout"].get<int>(), 160);
  ASSERT_VALUE(const auto before, dataset(small));
  for (size_t i = 0; i < before.rows(); i += 2) EXPECT_EQ(before.entry(i).side, before.entry(i + 1).side) << i;
  // A new row in front moves no existing row to the other split.
  ASSERT_VALUE(const Json large, import(write("s.jsonl", "{\"prompt\":\"something new\",\"completion\":\"x\"}\n" + rows)));
  ASSERT_VALUE(const auto after, dataset(large));
  for (size_t i = 0; i < before.rows(); ++i) EXPECT_EQ(before.entry(i).side, after.entry(i + 1).side) << i;
}

TEST_F(Import, HeldoutFileIsTheHeldoutSideAndLeaksAreMoved) {
  write("test.csv", "text,label\nhello there,a\n");
  ImportOptions options;
  options.file = write("train.csv", "text,label\n\"Hello, there!\",a\nsomething else,b\n");
  options.heldoutFile = home / "test.csv";
  ASSERT_VALUE(const Json manifest, tests::inJson(importFile(options, home.path())));
  EXPECT_EQ(manifest["train"].get<int>(), 1);
  EXPECT_EQ(manifest["heldout"].get<int>(), 2);
}

TEST_F(Import, SeveralFilesBecomeOneVersion) {
  ImportOptions options;
  options.file = write("a.csv", "topic,frage,antwort\nx,What is it?,A thing.\nx,,left out\ny,Where is it?,Here.\n");
  options.more = {write("b.jsonl", R"({"messages":[{"role":"user","content":"hello"},{"role":"assistant","content":"good day"}]})"
                                   "\n{broken\n"),
                  write("c.csv", "question,answer\n\"two\nlines\",one\nwhere IS it,There.\n")};
  options.heldoutFile = write("test.jsonl", R"({"prompt":"Where is it!","completion":"Here."})"
                                            "\n");
  options.mapping.shape = Shape::PromptCompletion;
  options.mapping.columns = {{"prompt", "frage"}, {"completion", "antwort"}};  // columns of the first file only
  ASSERT_VALUE(const Json manifest, tests::inJson(importFile(options, home.path())));
  EXPECT_EQ(manifest["rows_ok"].get<int>(), 6);
  EXPECT_EQ(manifest["heldout"].get<int>(), 3);  // the file's own row, and rows with its question in two other files
  ASSERT_EQ(manifest["files"].size(), 4u);
  const std::string names[] = {"a.csv", "b.jsonl", "c.csv", "test.jsonl"},
                    shapes[] = {"prompt_completion", "messages", "prompt_completion", "prompt_completion"};
  const int taken[] = {2, 1, 2, 1}, leftOut[] = {1, 1, 0, 0};
  for (size_t i = 0; i < 4; ++i) {
    const Json& file = manifest["files"][i];
    EXPECT_EQ(file["name"].get<std::string>(), names[i]);
    EXPECT_EQ(file["shape"].get<std::string>(), shapes[i]) << i;
    EXPECT_EQ(file["rows_ok"].get<int>(), taken[i]) << i;
    EXPECT_EQ(file["rows_rejected"].get<int>(), leftOut[i]) << i;
    EXPECT_EQ(file.contains("heldout"), i == 3);
  }
  EXPECT_EQ(manifest["rejected"][0]["file"].get<std::string>(), "a.csv");
  EXPECT_EQ(manifest["rejected"][0]["line"].get<int>(), 3);
  EXPECT_EQ(manifest["rejected"][1]["file"].get<std::string>(), "b.jsonl");
  ASSERT_VALUE(const auto data, dataset(manifest));
  const std::string places[] = {"line 1 of test.jsonl", "line 2 of a.csv", "line 4 of a.csv",
                                "line 1 of b.jsonl",    "line 2 of c.csv", "line 4 of c.csv"};
  ASSERT_EQ(data.rows(), 6u);
  for (size_t row = 0; row < 6; ++row) EXPECT_EQ(data.place(row), places[row]);
  // A revision keeps the origin of each row.
  Revision revision;
  revision.removed = {1};
  ASSERT_VALUE(const Json revised, tests::inJson(reviseDataset(data, revision, home.path(), {})));
  ASSERT_VALUE(const auto after, dataset(revised));
  EXPECT_EQ(after.place(4), "line 4 of c.csv");
  // The preview shows the rows that the import stores.
  ASSERT_VALUE(const Preview preview, previewFiles(options, 8));
  ASSERT_EQ(preview.files.size(), 4u);
  ASSERT_EQ(preview.rows.size(), 7u);  // two rows a file; the last file has one
  EXPECT_EQ(preview.rows[2].file, 1);
  EXPECT_EQ(preview.rows[2].example["messages"][1]["content"], "good day");
  EXPECT_FALSE(preview.rows[1].problem.empty());
}

TEST_F(Import, FilesThatCannotGoTogetherAreRefused) {
  ImportOptions options;
  options.file = write("a.csv", "question,answer\nq,a\n");
  const auto refused = [&](const char* why) {
    const auto got = importFile(options, home.path());
    ASSERT_FALSE(got.ok()) << why;
    EXPECT_NE(got.error().what.text().find(why), std::string::npos) << got.error().what.text();
    EXPECT_FALSE(std::filesystem::exists(home / "datasets/a"));
  };
  options.more = {home.path() + "/../" + std::filesystem::path(home.path()).filename().string() + "/a.csv"};
  refused("named twice");
  options.more.clear();
  options.heldoutFile = options.file;
  refused("named twice");
  options.heldoutFile.clear();
  options.more = {write("dataset_info.json", "{}")};
  refused("alone");
  options.more = {write("empty.csv", "")};
  refused("empty");
  options.more = {write("odd.csv", "nummer,dies,das\n1,2,3\n")};
  refused("cannot be told");
  options.more = {home / "missing.csv"};
  EXPECT_EQ(tests::inJson(importFile(options, home.path())).error().where, home / "missing.csv");
  options.read.second = write("b.txt", "x\n");
  refused("alone");
  options.read.second.clear();
  options.more.assign(kMostFiles, "x.csv");
  refused("too many");
}

TEST_F(Import, ColumnsCanBeSaid) {
  Mapping mapping;
  mapping.shape = Shape::PromptCompletion;
  mapping.columns = {{"prompt", "b"}, {"completion", "c"}};
  ASSERT_VALUE(const Json manifest, import(write("t.csv", "a,b,c\n1,ask,say\n"), mapping));
  ASSERT_VALUE(const auto data, dataset(manifest));
  ASSERT_VALUE(const Json row, data.row(0));
  EXPECT_EQ(row["messages"][1]["content"].get<std::string>(), "say");
  mapping.columns["prompt"] = "nothing";
  const auto wrong = import(home / "t.csv", mapping);
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().code, Code::BadUsage);
}

TEST_F(Import, ShapesBecomeConversations) {
  const struct {
    const char* row;
    const char* shape;
    const char* canonical;
  } cases[] = {
      {R"({"instruction":"i","input":"x","output":"o","system":"s","history":[["a","b"]]})", "alpaca",
       R"({"messages":[{"role":"system","content":"s"},{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"i\nx"},{"role":"assistant","content":"o"}]})"},
      {R"({"messages":[{"role":"developer","content":"s"},{"role":"user","content":[{"type":"text","text":"q"}]},{"role":"assistant","content":"a","weight":0},{"role":"user","content":"q2"},{"role":"assistant","content":"a2"}]})",
       "messages",
       R"({"messages":[{"role":"system","content":"s"},{"role":"user","content":"q"},{"role":"assistant","content":"a","weight":0},{"role":"user","content":"q2"},{"role":"assistant","content":"a2"}]})"},
      {R"({"conversations":[{"from":"human","value":"q"},{"from":"gpt","value":"a"}],"tools":"[{\"name\":\"f\"}]"})", "sharegpt",
       R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"tools":[{"name":"f"}]})"},
      {R"({"prompt":"q","chosen":"good","rejected":"bad"})", "preference",
       R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"good"}],"rejected":"bad"})"},
      {R"({"prompt":"q","completion":"c","label":false})", "kto",
       R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"c"}],"label":false})"},
      {R"({"text":"t"})", "text", R"({"text":"t","end_token":true})"},
      {R"({"input_ids":[1,2],"labels":[-100,2]})", "tokens", R"({"input_ids":[1,2],"labels":[-100,2]})"}};
  for (const auto& c : cases) {
    ASSERT_VALUE(const Json manifest, import(write(std::string(c.shape) + ".jsonl", std::string(c.row) + "\n")));
    EXPECT_EQ(manifest["shape"].get<std::string>(), c.shape);
    ASSERT_VALUE(const auto data, dataset(manifest));
    ASSERT_VALUE(const Json row, data.row(0));
    EXPECT_EQ(row, Json::parse(c.canonical)) << c.shape;
  }
}

TEST_F(Import, LineEndsAndPrettyPrintedObjects) {
  ASSERT_VALUE(
      const Json cr,
      import(write(
          "cr.jsonl",
          "{\"prompt\":\"a\",\"completion\":\"b\"}\r{\"prompt\":\"c\",\"completion\":\"d\"}\r\n{\"prompt\":\"e\",\"completion\":\"f\"}")));
  EXPECT_EQ(cr["rows_ok"].get<int>(), 3);
  ASSERT_VALUE(const Json object, import(write("o.json",
                                               "{\n \"version\": 1,\n \"data\": [\n  {\"prompt\": \"a\", \"completion\": \"b\"},\n  "
                                               "{\"prompt\": \"c\", \"completion\": \"d\"}\n ]\n}\n")));
  EXPECT_EQ(object["rows_ok"].get<int>(), 2);
}

TEST_F(Import, RepeatedKeysAreReported) {
  ASSERT_VALUE(
      const Json manifest,
      import(write("k.jsonl", "{\"prompt\":\"a\",\"completion\":\"b\"}\n{\"prompt\":\"a\",\"prompt\":\"x\",\"completion\":\"b\"}\n")));
  EXPECT_EQ(manifest["rows_rejected"].get<int>(), 1);
  EXPECT_NE(manifest["rejected"][0]["reason"].get<std::string>().find("twice"), std::string::npos);
}

TEST_F(Import, UnequalTextPairIsRefused) {
  ImportOptions options;
  options.file = write("q.txt", "a\nb\n");
  options.read.second = write("a.txt", "a\n");
  const auto got = importFile(options, home.path());
  ASSERT_FALSE(got.ok());
  EXPECT_NE(got.error().what.text().find("same number of lines"), std::string::npos);
}

/// Reads files written by pyarrow 22 and openpyxl 3.1 (tests/data/tables).
TEST_F(Import, ParquetInEveryCompression) {
  ASSERT_VALUE(const Json chat, import(tests::data("tables/messages_zstd.parquet")));
  EXPECT_EQ(chat["shape"].get<std::string>(), "messages");
  EXPECT_EQ(chat["rows_ok"].get<int>(), 25);
  ASSERT_VALUE(const auto data, dataset(chat));
  ASSERT_VALUE(const Json row, data.row(7));
  EXPECT_EQ(row["messages"][1]["content"].get<std::string>(), "On shelf 7. é 你好");
  for (const char* compression : {"snappy", "gzip", "brotli", "lz4"}) {
    ASSERT_VALUE(const Json pairs, import(tests::data(std::string("tables/pairs_") + compression + ".parquet")));
    EXPECT_EQ(pairs["format"].get<std::string>(), "parquet");
    EXPECT_EQ(pairs["rows_ok"].get<int>(), 39) << compression;
    EXPECT_EQ(pairs["rejected"][0]["line"].get<int>(), 40) << compression;  // its answer is null
  }
}

TEST_F(Import, XlsxWithNumbersLineBreaksAndBlankRows) {
  ASSERT_VALUE(const Json sheet, import(tests::data("tables/pairs.xlsx")));
  EXPECT_EQ(sheet["format"].get<std::string>(), "xlsx");
  EXPECT_EQ(sheet["rows_ok"].get<int>(), 12);
  EXPECT_EQ(sheet["rejected"][0]["line"].get<int>(), 9);  // the row with an empty answer
  ASSERT_VALUE(const auto data, dataset(sheet));
  ASSERT_VALUE(const Json number, data.row(5));
  EXPECT_EQ(number["messages"][0]["content"].get<std::string>(), "2024");
  ASSERT_VALUE(const Json last, data.row(data.rows() - 1));
  EXPECT_EQ(last["messages"][0]["content"].get<std::string>(), "after a blank row");
  EXPECT_EQ(data.entry(data.rows() - 1).line, 15u);
}

/// Workbooks of tests/reference/make_odd_workbooks.py. As one rectangle the first would have 17 billion cells.
TEST_F(Import, WorkbooksThatAskForMuch) {
  ASSERT_VALUE(const Json far, import(tests::data("tables/far_cell.xlsx")));
  EXPECT_EQ(far["rows_ok"].get<int>(), 1);
  EXPECT_EQ(far["rejected"][0]["line"].get<int>(), 1'048'576);
  for (const auto& [name, reason] : {std::pair{"claims_texts", "asks for more than 1024 MiB of memory"},
                                     {"one_text_everywhere", "hold more than the limit of 2048 MiB of text"},
                                     {"unpacks_to_more", "larger than its declared uncompressed size"}}) {
    const auto outcome = import(tests::data(std::string("tables/") + name + ".xlsx"));
    ASSERT_FALSE(outcome.ok()) << name;
    EXPECT_EQ(outcome.error().code, Code::BadInput);
    EXPECT_NE(outcome.error().what.text().find(reason), std::string::npos) << outcome.error().what.text();
  }
}

TEST_F(Import, OfSeveralSheetsTheFirstThatIsShown) {
  ASSERT_VALUE(const Json sheet, import(tests::data("tables/several_sheets.xlsx")));
  EXPECT_EQ(sheet["mapping"]["prompt"].get<std::string>(), "question");  // a hidden sheet in front has the column "note"
  ImportOptions options;
  options.file = tests::data("tables/several_sheets.xlsx");
  ASSERT_VALUE(const Preview preview, previewFiles(options, 8));
  ASSERT_EQ(preview.remarks.size(), 1u);
  EXPECT_EQ(preview.remarks[0],
            msg("the workbook has %1 sheets (%2); '%3' is read, --sheet reads another", 3, "'Notes', 'Tickets', 'Old'", "Tickets"));
  const Json& notes = sheet["warnings"];
  EXPECT_NE(std::find(notes.begin(), notes.end(), preview.remarks[0].text()), notes.end()) << notes.dump();
}

std::string varint(uint64_t value) {
  std::string out;
  for (; value > 127; value >>= 7) out += static_cast<char>(value | 128);
  return out + static_cast<char>(value);
}
/// A Parquet file with a footer only. Its schema has a root, nested groups that claim `children` children each, and one column.
std::string nestedParquet(uint64_t groups, uint64_t children, bool column = true) {
  std::string elements = std::string("\x48\x06schema\x15", 9) + varint(2 * children) + '\0';
  for (uint64_t i = 0; i < groups; ++i) elements += std::string("\x35\x00\x18\x01g\x15\x02\x00", 8);
  if (column) elements += std::string("\x15\x02\x25\x00\x18\x01x\x00", 8);
  const std::string footer =
      std::string("\x15\x02\x19\xfc", 4) + varint(groups + 1 + column) + elements + std::string("\x16\x00\x19\x0c\x00", 5);
  const auto size = static_cast<uint32_t>(footer.size());
  return "PAR1" + footer + std::string(reinterpret_cast<const char*>(&size), 4) + "PAR1";
}

TEST_F(Import, ParquetColumnsNestedWithoutEnd) {
  const auto reason = [&](uint64_t groups, uint64_t children) {
    return import(write("nested.parquet", nestedParquet(groups, children))).error().what.text();
  };
  EXPECT_NE(reason(3, 1).find("no rows"), std::string::npos) << reason(3, 1);
  EXPECT_NE(reason(200'000, 1).find("nested more than 64 levels deep"), std::string::npos);
  EXPECT_NE(reason(3, 0x7fffffff).find("a group of 2147483647 columns in a schema of 5"), std::string::npos);
  const auto none = import(write("none.parquet", nestedParquet(0, 0, false)));
  EXPECT_NE(none.error().what.text().find("the table has no columns"), std::string::npos) << none.error().what.text();
}

/// A missing quote turns the rest of the file into one row. Reading stops at the row limit, not at the end of the file.
TEST_F(Import, QuoteThatIsNeverClosed) {
  std::string text = "question,answer\n\"a,b\n";
  while (text.size() < (80u << 20)) text += "What is the state of this ticket?,open\n";
  const auto outcome = import(write("quote.csv", text));
  ASSERT_FALSE(outcome.ok());
  EXPECT_NE(outcome.error().what.text().find("line 2: a row of over 64 MiB"), std::string::npos) << outcome.error().what.text();
}

TEST_F(Import, DamagedTablesAreRefused) {
  for (const char* name : {"tables/pairs_snappy.parquet", "tables/messages_zstd.parquet", "tables/pairs.xlsx"}) {
    auto bytes = readFile(tests::data(name)).value();
    const std::string extension = std::filesystem::path(name).extension().string();
    for (size_t cut = 4; cut < bytes.size(); cut += bytes.size() / 40 + 1)
      EXPECT_FALSE(import(write("cut" + extension, bytes.substr(0, cut))).ok()) << name << " " << cut;
    for (size_t i = 8; i < bytes.size(); i += bytes.size() / 60 + 1) {
      auto flipped = bytes;
      flipped[i] = static_cast<char>(flipped[i] ^ 0xff);
      (void)import(write("flip" + extension, flipped)).ok();  // must not crash; the result does not matter
    }
  }
}

TEST_F(Import, MappingToAColumnThatIsNotThereNamesThoseThatAre) {
  const auto outcome = import(write("m.jsonl", "{\"first\":\"p\",\"second\":\"c\",\"third\":1}\n"), {.columns = {{"prompt", "fist"}}});
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().hint.text(), "Columns: first, second, third.");
}

TEST_F(Import, DatasetNamesResolve) {
  ASSERT_VALUE(const Json manifest, import(write("d.jsonl", "{\"prompt\":\"p\",\"completion\":\"c\"}\n")));
  EXPECT_TRUE(findDataset("d", home.path(), {}).ok());
  EXPECT_TRUE(findDataset("d@1", home.path(), {}).ok());
  EXPECT_TRUE(findDataset(home / "d.jsonl", home.path(), {}).ok());
  EXPECT_FALSE(findDataset("d@7", home.path(), {}).ok());
  const auto none = findDataset("nothing", home.path(), {});
  ASSERT_FALSE(none.ok());
  EXPECT_NE(none.error().hint.text().find("d"), std::string::npos);
}

}  // namespace
}  // namespace graft
