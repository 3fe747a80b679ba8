// SPDX-License-Identifier: Apache-2.0
// Tests thirty odd or broken files against the counts that an import must report (tests/data/gauntlet/expected.json).
#include <algorithm>
#include <filesystem>

#include "core/data/dataset.hpp"
#include "tests/support/imports.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

void expectRefusal(const std::string& name, const Json& expected, const Result<Json>& got) {
  ASSERT_FALSE(got.ok()) << name;
  EXPECT_EQ(got.error().code, Code::BadInput) << name;
  EXPECT_NE(got.error().where.find(name), std::string::npos) << got.error().text();
  if (!expected.contains("must_mention")) return;
  const auto text = lower(got.error().text());
  EXPECT_TRUE(std::any_of(expected["must_mention"].begin(), expected["must_mention"].end(),
                          [&](const Json& word) { return text.find(lower(word.get<std::string>())) != std::string::npos; }))
      << name << ": " << text;
}

void expectCounts(const std::string& name, const Json& expected, const Json& got) {
  const auto value = [&](const char* key) { return get<int64_t>(got, key, -1); };
  if (expected.contains("rows_ok")) EXPECT_EQ(value("rows_ok"), expected["rows_ok"].get<int64_t>()) << name << " " << got.dump();
  if (expected.contains("rows_ok_max")) EXPECT_LE(value("rows_ok"), expected["rows_ok_max"].get<int64_t>()) << name;
  if (expected.contains("rows_rejected"))
    EXPECT_EQ(value("rows_rejected"), expected["rows_rejected"].get<int64_t>()) << name << " " << got["rejected"].dump();
  if (expected.contains("rows_rejected_min")) EXPECT_GE(value("rows_rejected"), expected["rows_rejected_min"].get<int64_t>()) << name;
  if (expected.contains("exact_duplicates")) EXPECT_EQ(value("exact_duplicates"), expected["exact_duplicates"].get<int64_t>()) << name;
  if (expected.contains("shape")) EXPECT_EQ(get<std::string>(got, "shape", ""), expected["shape"].get<std::string>()) << name;
  if (expected.contains("lines_rejected")) {
    std::vector<int> lines;
    for (const auto& row : got["rejected"]) lines.push_back(row["line"].get<int>());
    EXPECT_EQ(lines, expected["lines_rejected"].get<std::vector<int>>()) << name;
  }
  EXPECT_EQ(static_cast<size_t>(value("rows_rejected")), got["rejected"].size());
  for (const auto& row : got["rejected"]) EXPECT_FALSE(row["reason"].get<std::string>().empty()) << name;
}

TEST(Gauntlet, EveryFileGivesTheExpectedCounts) {
  ASSERT_VALUE(const Json expected, readJsonFile(tests::data("gauntlet/expected.json")));
  ASSERT_EQ(expected.size(), 30u);
  for (const auto& [name, want] : expected.items()) {
    const tests::TemporaryFolder home;
    ImportOptions options;
    options.file = tests::data("gauntlet/" + name);
    const auto got = tests::inJson(importFile(options, home.path()));
    if (get<bool>(want, "refused", false)) {
      expectRefusal(name, want, got);
    } else if (!got.ok()) {
      // Cases that the list leaves open (gzip, Latin-1, a very wide table) may be refused with BadInput.
      ASSERT_TRUE(want.contains("note")) << name << ": " << got.error().text();
      EXPECT_EQ(got.error().code, Code::BadInput) << name;
    } else {
      expectCounts(name, want, *got);
    }
    // No unfinished dataset is left behind.
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(home / "datasets", error))
      EXPECT_NE(entry.path().filename().string()[0], '.') << name;
  }
}

TEST(Gauntlet, Latin1NamesTheByteAndTheEncoding) {
  const tests::TemporaryFolder home;
  ImportOptions options;
  options.file = tests::data("gauntlet/latin1.csv");
  const auto got = tests::inJson(importFile(options, home.path()));
  ASSERT_FALSE(got.ok());
  EXPECT_NE(got.error().what.text().find("byte 19"), std::string::npos) << got.error().what.text();
  EXPECT_NE(got.error().what.text().find("Latin-1"), std::string::npos);
}

TEST(Gauntlet, GzipIsReadDirectly) {
  const tests::TemporaryFolder home;
  ImportOptions options;
  options.file = tests::data("gauntlet/gzipped.jsonl.gz");
  ASSERT_VALUE(const Json got, tests::inJson(importFile(options, home.path())));
  EXPECT_EQ(got["rows_ok"].get<int>(), 33);
}

TEST(Gauntlet, Utf16AndMultilineCellsKeepTheirText) {
  const tests::TemporaryFolder home;
  ImportOptions options;
  options.file = tests::data("gauntlet/utf16.csv");
  ASSERT_VALUE(const Json utf16, tests::inJson(importFile(options, home.path())));
  EXPECT_EQ(get<std::string>(utf16, "encoding", ""), "utf-16le");
  ASSERT_VALUE(const auto first, Dataset::open(home / "datasets/utf16/1"));
  ASSERT_VALUE(const Json row, first.row(0));
  EXPECT_EQ(row["messages"][0]["content"].get<std::string>(), "café?");
  options.file = tests::data("gauntlet/multiline_cells.csv");
  ASSERT_VALUE(const Json multi, tests::inJson(importFile(options, home.path())));
  ASSERT_VALUE(const auto second, Dataset::open(home / "datasets/multiline_cells/1"));
  ASSERT_VALUE(const Json cell, second.row(1));
  EXPECT_EQ(cell["messages"][0]["content"].get<std::string>(), "line one\nline \"two\" 1");
  EXPECT_EQ(second.entry(1).line, 4u);
}

}  // namespace
}  // namespace graft
