// SPDX-License-Identifier: Apache-2.0
// Tests files as published by their authors, with the row counts of tests/data's manifest.
#include "core/data/dataset.hpp"
#include "tests/support/imports.hpp"

namespace graft {
namespace {

Result<Json> import(const std::string& file, const std::string& second, const std::string& entry, const tests::TemporaryFolder& home) {
  ImportOptions options;
  options.file = file;
  options.read.second = second;
  options.member = entry;
  return tests::inJson(importFile(options, home.path()));
}

TEST(RealFiles, Banking77) {
  const tests::TemporaryFolder home;
  for (const auto& [file, rows] : {std::pair{"banking77/train.csv", 10'003}, std::pair{"banking77/test.csv", 3'080}}) {
    ASSERT_VALUE(const Json m, import(tests::data(file), "", "", home));
    EXPECT_EQ(m["rows_ok"].get<int>(), rows);
    EXPECT_EQ(m["rows_rejected"].get<int>(), 0);
    EXPECT_EQ(m["distinct_answers"].get<int>(), 77);
    EXPECT_EQ(m["mapping"]["prompt"].get<std::string>(), "text");
    EXPECT_EQ(m["mapping"]["completion"].get<std::string>(), "category");
  }
}

TEST(RealFiles, Nl2Bash) {
  const tests::TemporaryFolder home;
  ASSERT_VALUE(const Json m, import(tests::data("nl2bash/all.nl"), tests::data("nl2bash/all.cm"), "", home));
  EXPECT_EQ(m["rows_ok"].get<int>() + m["rows_rejected"].get<int>(), 12'606);
  EXPECT_EQ(m["rows_rejected"].get<int>(), 0);
}

TEST(RealFiles, LlamaFactoryByFile) {
  NEED_SHARED("llama_factory");
  const struct {
    const char* file;
    int rows;
    const char* shape;
  } cases[] = {{"alpaca_en_demo.json", 999, "alpaca"},
               {"identity.json", 91, "alpaca"},
               {"glaive_toolcall_en_demo.json", 300, "sharegpt"},
               {"dpo_en_demo.json", 299, "preference"},
               {"kto_en_demo.json", 300, "kto"},
               {"c4_demo.jsonl", 300, "text"},
               {"wiki_demo.txt", 30, "text"}};
  for (const auto& c : cases) {
    const tests::TemporaryFolder home;
    ASSERT_VALUE(const Json m, import(tests::shared(std::string("llama_factory/") + c.file), "", "", home));
    EXPECT_EQ(m["rows_ok"].get<int>() + m["rows_rejected"].get<int>(), c.rows) << c.file << m["rejected"].dump();
    EXPECT_EQ(m["shape"].get<std::string>(), c.shape) << c.file;
    std::string reasons;
    for (const auto& r : m["rejected"]) reasons += r.dump() + "\n";
    EXPECT_LE(m["rows_rejected"].get<int>(), 1) << c.file << "\n" << reasons;
  }
}

TEST(RealFiles, LlamaFactoryByItsOwnList) {
  NEED_SHARED("llama_factory");
  const auto list = tests::shared("llama_factory/dataset_info.json");
  for (const auto& [entry, rows] :
       {std::pair{"identity", 91}, std::pair{"alpaca_en_demo", 999}, std::pair{"glaive_toolcall_en_demo", 300},
        std::pair{"dpo_en_demo", 299}, std::pair{"kto_en_demo", 300}, std::pair{"wiki_demo", 30}, std::pair{"c4_demo", 300}}) {
    const tests::TemporaryFolder home;
    ASSERT_VALUE(const Json m, import(list, "", entry, home));
    EXPECT_EQ(m["rows_ok"].get<int>() + m["rows_rejected"].get<int>(), rows) << entry;
    EXPECT_LE(m["rows_rejected"].get<int>(), 1) << entry << m["rejected"].dump();
    EXPECT_EQ(m["dataset"].get<std::string>(), entry);
  }
  const tests::TemporaryFolder home;
  const auto unnamed = import(list, "", "", home);
  ASSERT_FALSE(unnamed.ok());
  EXPECT_NE(unnamed.error().hint.text().find("identity"), std::string::npos);
  const auto remote = import(list, "", "alpaca_en", home);
  ASSERT_FALSE(remote.ok());
  EXPECT_NE(remote.error().what.text().find("network"), std::string::npos);
}

TEST(RealFiles, Wikitext) {
  NEED_SHARED("wikitext");
  const tests::TemporaryFolder home;
  ASSERT_VALUE(const Json m, import(tests::shared("wikitext/wikitext2_valid.txt"), "", "", home));
  // 3,760 lines, of which 1,299 are blank and no rows (counted with grep).
  EXPECT_EQ(m["rows_ok"].get<int>(), 2'461);
}

}  // namespace
}  // namespace graft
