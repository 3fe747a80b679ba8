// SPDX-License-Identifier: Apache-2.0
// Tests tables as programs write them: Arrow, formatted numbers, formulas, merged cells, short rows. The files come from
// tests/reference/make_tables.py.
#include <map>
#include <tuple>

#include "core/data/dataset.hpp"
#include "core/data/preview.hpp"
#include "tests/support/imports.hpp"

namespace graft {
namespace {

class Tables : public tests::Imports {
 protected:
  static std::string said(const Json& manifest) { return dump(manifest["warnings"]); }
  /// Maps questions to answers.
  std::map<std::string, std::string> answers(const Json& manifest) {
    std::map<std::string, std::string> out;
    const Dataset data = std::move(dataset(manifest)).value();
    for (size_t i = 0; i < data.rows(); ++i) {
      const Json messages = data.row(i).value()["messages"];
      out[messages[0]["content"].get<std::string>()] = messages[1]["content"].get<std::string>();
    }
    return out;
  }
};

TEST_F(Tables, ArrowStreamOfChats) {
  ASSERT_VALUE(const Json chats, import(tests::data("tables/messages.arrow")));
  EXPECT_EQ(chats["format"], "arrow");
  EXPECT_EQ(chats["shape"], "messages");
  EXPECT_EQ(chats["rows_ok"], 25);
  const Dataset data = std::move(dataset(chats)).value();
  const Json row = data.row(12).value();
  EXPECT_EQ(row["messages"],
            Json::parse(R"([{"role":"user","content":"Where is shelf 12? é 你好"},{"role":"assistant","content":"On the left, 12."}])"));
  EXPECT_EQ(row["extra"], Json({{"source", "a"}}));
  EXPECT_EQ(data.entry(12).line, 13u);
}

TEST_F(Tables, FeatherInEveryCompression) {
  for (const char* compression : {"lz4", "zstd", "uncompressed"}) {
    ASSERT_VALUE(const Json pairs, import(tests::data(std::string("tables/pairs_") + compression + ".feather")));
    EXPECT_EQ(pairs["rows_ok"], 39) << compression;
    EXPECT_EQ(pairs["rejected"][0]["line"], 40) << compression;  // its answer is null
    const Json extra = std::move(dataset(pairs)).value().row(7).value()["extra"];
    EXPECT_EQ(extra["price"].dump(), "1.75");
    EXPECT_EQ(extra["when"], "2026-01-02T03:04:07");
  }
  const auto old = import(tests::data("tables/version1.feather"));
  ASSERT_FALSE(old.ok());
  EXPECT_EQ(old.error().what.text(), "this is a Feather file of version 1");
}

TEST_F(Tables, DamagedArrowIsRefused) {
  for (const char* name : {"messages.arrow", "pairs_lz4.feather", "pairs_uncompressed.feather"}) {
    const auto bytes = readFile(tests::data(std::string("tables/") + name)).value();
    for (size_t cut = 9; cut < bytes.size() - 16; cut += bytes.size() / 40 + 1)
      EXPECT_FALSE(import(write("cut.arrow", bytes.substr(0, cut))).ok()) << name << " " << cut;
    for (size_t i = 4; i < bytes.size(); i += bytes.size() / 60 + 1) {
      auto flipped = bytes;
      flipped[i] = static_cast<char>(flipped[i] ^ 0xff);
      (void)import(write("flip.arrow", flipped)).ok();  // must not crash; the result does not matter
    }
  }
}

TEST_F(Tables, NumbersAsTheWorkbookShowsThem) {
  ASSERT_VALUE(const Json sheet, import(tests::data("tables/shown.xlsx")));
  EXPECT_EQ(answers(sheet), (std::map<std::string, std::string>{{"share", "15%"},
                                                                {"exact share", "12.34%"},
                                                                {"price", "1,234.50 EUR"},
                                                                {"euro", "1,234.50 €"},
                                                                {"dollar", "($3.00)"},
                                                                {"account", "1,234.50 €"},
                                                                {"postcode", "01067"},
                                                                {"thousands", "1,234,567"},
                                                                {"rounded", "2.50"},
                                                                {"plain", "0.3"},
                                                                {"whole", "42"},
                                                                {"powers", "123456789012"},
                                                                {"date", "2024-05-03"},
                                                                {"time", "09:30:00"},
                                                                {"hidden", "7"},
                                                                {"words", "5 pieces"}}));
  EXPECT_NE(said(sheet).find("10 numbers are read as the sheet shows them, such as '15%' for 0.15"), std::string::npos) << said(sheet);
}

TEST_F(Tables, NumbersAndMergedCellsOfAnOdsSheet) {
  ASSERT_VALUE(const Json sheet, import(tests::data("tables/shown.ods")));
  EXPECT_EQ(answers(sheet), (std::map<std::string, std::string>{
                                {"share", "15 %"}, {"price", "1.234,50 €"}, {"plain", "0,3"}, {"same", "007"}, {"date", "2024-05-03"}}));
  const Dataset data = std::move(dataset(sheet)).value();
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(data.row(i).value()["extra"], Json({{"group", "money"}})) << i;
  EXPECT_EQ(data.row(3).value()["extra"], Json({{"group", "007"}}));
}

TEST_F(Tables, CellsWithoutAValueAreNamed) {
  ASSERT_VALUE(const Json sheet, import(tests::data("tables/formulas.xlsx")));
  EXPECT_EQ(answers(sheet), (std::map<std::string, std::string>{{"What is the colour?", "blue"}}));  // formula in an unused column
  EXPECT_EQ(sheet["rejected"][0]["reason"],
            "the answer is empty (B2 holds a formula whose value was not kept; open the file in Excel or LibreOffice, save it and import "
            "it again)");
  EXPECT_EQ(sheet["rejected"][1]["reason"], "the answer is empty (B4 holds the error #N/A)");
  EXPECT_NE(said(sheet).find("3 cells without a value, read as empty; B2 holds a formula"), std::string::npos) << said(sheet);
  ASSERT_VALUE(const Preview preview, previewFiles(ImportOptions{.file = tests::data("tables/formulas.xlsx")}, 8));
  EXPECT_EQ(preview.rows[2].problem.text(), "the answer is empty (B4 holds the error #N/A)");
}

TEST_F(Tables, ShortRows) {
  // A single short row is accepted. Two in a row are taken for one row split by a line end.
  ASSERT_VALUE(
      const Json some,
      import(write("some.csv",
                   "prompt,completion,note\na,b,c\na2,b2\na3,b3,c3\nq4,half\nof it,note\na5,b5,c5\na6,b6, too many,c6\na7\na8,b8,c8\n")));
  EXPECT_EQ(answers(some), (std::map<std::string, std::string>{{"a", "b"}, {"a2", "b2"}, {"a3", "b3"}, {"a5", "b5"}, {"a8", "b8"}}));
  std::vector<std::string> rejected;
  for (const Json& row : some["rejected"]) rejected.push_back(row["line"].dump() + ": " + get<std::string>(row, "reason", ""));
  EXPECT_EQ(rejected,
            (std::vector<std::string>{"5: 2 fields where the header has 3", "6: 2 fields where the header has 3",
                                      "8: 4 fields where the header has 3", "9: the answer is empty (1 field where the header has 3)"}));
  EXPECT_NE(said(some).find("2 rows have fewer fields than the header, the last ones are read as empty (first: line 3)"), std::string::npos)
      << said(some);
  // If most rows are short, the last column is treated as unused.
  ASSERT_VALUE(const Json most, import(write("most.csv", "prompt,completion,note\na,b\na2,b2\na3,b3\na4,b4,c4\n")));
  EXPECT_EQ(most["rows_ok"], 4);
}

TEST_F(Tables, OptionsThatNoFileKnowsAreRefused) {
  const auto lines = write("rows.jsonl", "{\"prompt\":\"q\",\"completion\":\"a\"}\n"), table = write("rows.csv", "question,answer\nq,a\n");
  ImportOptions sheet, separator, header;
  sheet.read.sheet = "2";
  separator.read.separator = ";";
  header.read.header = false;
  for (const auto& [path, options, words] : {std::tuple{table, sheet, "--sheet is for workbooks"},
                                             {lines, sheet, "--sheet is for workbooks"},
                                             {lines, header, "--no-header is for tables"},
                                             {tests::data("tables/pairs.xlsx"), separator, "--separator is for tables of text"}}) {
    const auto outcome = import(path, options);
    ASSERT_FALSE(outcome.ok()) << words;
    EXPECT_EQ(outcome.error().code, Code::BadUsage);
    EXPECT_NE(outcome.error().what.text().find(words), std::string::npos) << outcome.error().what.text();
  }
  separator.more = {table};  // applies to one of the files
  separator.read.separator = ",";
  EXPECT_TRUE(import(tests::data("tables/pairs.xlsx"), separator).ok());
}

}  // namespace
}  // namespace graft
