// SPDX-License-Identifier: Apache-2.0
#include "core/batch/rows.hpp"

#include <algorithm>
#include <fstream>
#include <numeric>
#include <set>

#include "core/data/dataset.hpp"
#include "tests/support/imports.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

TrainRow row(std::vector<int64_t> ids, size_t supervisedFrom) {
  TrainRow r;
  r.ids = std::move(ids);
  for (size_t i = 0; i < r.ids.size(); ++i) r.labels.push_back(i >= supervisedFrom ? r.ids[i] : kIgnored);
  return r;
}

TEST(Pack, ShiftsTargetsOnceAndKeepsRowsApart) {
  const TrainRow a = row({1, 2, 3}, 1), b = row({7, 8}, 0);
  const auto batch = packRows({&a, &b});
  EXPECT_EQ(batch.ids, (std::vector<int64_t>{1, 2, 3, 7, 8}));
  EXPECT_EQ(batch.positions, (std::vector<int64_t>{0, 1, 2, 0, 1}));
  EXPECT_EQ(batch.starts, (std::vector<int64_t>{0, 3, 5}));
  EXPECT_EQ(batch.targets, (std::vector<int64_t>{2, 3, kIgnored, 8, kIgnored}));
  EXPECT_EQ(batch.supervised, a.supervised() + b.supervised());
}

TEST(Pack, ABeginningThatAllRowsShareIsThereOnce) {
  const TrainRow a = row({1, 2, 3, 4, 5}, 4), b = row({1, 2, 3, 9}, 3), c = row({1, 2, 3, 4, 6, 7}, 4);
  EXPECT_EQ(sharedPrefix({&a, &c}), 3u) << "token 3 predicts the first trained one";
  const auto batch = packRows({&a, &b, &c});
  EXPECT_EQ(batch.prefix, 2) << "in b token 2 predicts";
  EXPECT_EQ(batch.ids, (std::vector<int64_t>{1, 2, 3, 4, 5, 3, 9, 3, 4, 6, 7}));
  EXPECT_EQ(batch.positions, (std::vector<int64_t>{0, 1, 2, 3, 4, 2, 3, 2, 3, 4, 5}));
  EXPECT_EQ(batch.starts, (std::vector<int64_t>{2, 5, 7, 11}));
  EXPECT_EQ(batch.supervised, a.supervised() + b.supervised() + c.supervised());
  EXPECT_EQ(tokensOf({&a, &b, &c}), 11u);
  EXPECT_EQ(tokensOf({&a, &b, &c}, Prefix::Repeat), 15u);
}

TEST(Pack, SharesNothingWhereThereIsNothingToShare) {
  const TrainRow a = row({1, 2, 3}, 2), other = row({8, 2, 3}, 2), trained = row({1, 2, 3}, 1), single = row({1}, 1), none = row({}, 0);
  EXPECT_EQ(sharedPrefix({}), 0u);
  EXPECT_EQ(sharedPrefix({&a}), 0u);
  EXPECT_EQ(sharedPrefix({&a, &other}), 0u);
  EXPECT_EQ(sharedPrefix({&a, &trained}), 0u);
  EXPECT_EQ(sharedPrefix({&a, &single}), 0u) << "each row keeps a token of its own";
  EXPECT_EQ(sharedPrefix({&a, &none}), 0u);
  EXPECT_EQ(sharedPrefix({&a, &a}), 1u);
}

TEST(Pack, PassesCountTheSharedBeginningOnce) {
  std::vector<TrainRow> rows;
  for (int64_t i = 0; i < 10; ++i) rows.push_back(row({1, 2, 3, 4, 5, 6, 10 + i, 7}, 7));
  std::vector<const TrainRow*> pointers;
  for (const auto& r : rows) pointers.push_back(&r);
  EXPECT_EQ(splitIntoMicroBatches(pointers, 26, true).size(), 1u);  // 6 shared tokens, 2 more per row
  EXPECT_EQ(splitIntoMicroBatches(pointers, 25, true).size(), 2u);
  EXPECT_EQ(splitIntoMicroBatches(pointers, 26, true, Prefix::Repeat).size(), 4u);
}

TEST(Pack, DividesWithoutLosingOrDoublingRows) {
  std::vector<TrainRow> rows;
  for (size_t n = 1; n <= 40; ++n) rows.push_back(row(std::vector<int64_t>(n * 7 % 23 + 1, 5), 0));
  std::vector<const TrainRow*> pointers;
  for (const auto& r : rows) pointers.push_back(&r);
  for (const bool pack : {true, false}) {
    std::multiset<const TrainRow*> seen;
    for (const auto& pass : splitIntoMicroBatches(pointers, 32, pack)) {
      size_t tokens = 0;
      for (const auto* r : pass) {
        tokens += r->ids.size();
        seen.insert(r);
      }
      EXPECT_LE(tokens, 32u);
      if (!pack) EXPECT_EQ(pass.size(), 1u);
    }
    EXPECT_EQ(seen, std::multiset<const TrainRow*>(pointers.begin(), pointers.end()));
  }
}

Result<Dataset> imported(const tests::TemporaryFolder& home, const std::string& name, const std::string& text) {
  std::ofstream(home / name, std::ios::binary) << text;
  ImportOptions options;
  options.file = home / name;
  options.holdout = 0;
  GRAFT_TRY(const Json manifest, tests::inJson(importFile(options, home.path())));
  return Dataset::open(home / ("datasets/" + get<std::string>(manifest, "dataset", "") + "/1"));
}

/// Rows are prepared on all cores. The result equals preparing each row alone, in the order of the data.
TEST(Prepare, MakesOfEachRowWhatItMakesAlone) {
  const tests::TemporaryFolder home;
  std::string lines;
  for (int i = 0; i < 5000; ++i) {
    std::string text = "row " + std::to_string(i * 7919);
    for (int k = 0; k < i % 30; ++k) text += " word" + std::to_string(k);
    lines += Json{{"text", text}}.dump() + "\n";
  }
  ASSERT_VALUE(const auto dataset, imported(home, "rows.jsonl", lines));
  ASSERT_VALUE(const auto modelFile, ModelFile::open(tests::embeddedModel()));
  ASSERT_VALUE(const auto tokenizer, Tokenizer::load(modelFile));
  constexpr size_t kMost = 40;
  ASSERT_VALUE(const auto prepared, prepareRows(dataset, Split::Train, nullptr, tokenizer, modelFile.config().vocab, kMost));
  ASSERT_EQ(prepared.rows.size(), 5000u);
  size_t tokens = 0, cut = 0;
  for (size_t i = 0; i < 5000; ++i) {
    ASSERT_VALUE(const Json example, dataset.row(i));
    ASSERT_VALUE(TrainRow alone, prepareRow(example, nullptr, tokenizer));
    cut += alone.ids.size() > kMost;
    alone.ids.resize(std::min(alone.ids.size(), kMost));
    alone.labels.resize(alone.ids.size());
    EXPECT_EQ(prepared.rows[i].row, i);
    EXPECT_EQ(prepared.rows[i].ids, alone.ids);
    EXPECT_EQ(prepared.rows[i].labels, alone.labels);
    tokens += alone.ids.size();
  }
  EXPECT_EQ(prepared.tokens, tokens);
  EXPECT_EQ(prepared.cut, cut);
  EXPECT_GT(cut, 10u);
}

TEST(Prepare, NamesTheFirstRowThatIsWrong) {
  const tests::TemporaryFolder home;
  std::string lines;
  for (int i = 0; i < 600; ++i) {
    const int id = i == 130 || i == 590 ? 50'000'000 + i : i;
    lines += Json{{"input_ids", {1, id, 3}}, {"labels", {-100, id, 3}}}.dump() + "\n";
  }
  ASSERT_VALUE(const auto dataset, imported(home, "ids.jsonl", lines));
  ASSERT_VALUE(const auto modelFile, ModelFile::open(tests::embeddedModel()));
  ASSERT_VALUE(const auto tokenizer, Tokenizer::load(modelFile));
  for (int again = 0; again < 5; ++again) {
    const auto prepared = prepareRows(dataset, Split::Train, nullptr, tokenizer, modelFile.config().vocab, 100);
    ASSERT_FALSE(prepared.ok());
    EXPECT_EQ(prepared.error().what.text().find("token id 50000130 "), 0u) << prepared.error().text();
    EXPECT_NE(prepared.error().where.find("line 131"), std::string::npos) << prepared.error().text();
  }
}

TEST(Order, IsAPermutationThatDependsOnSeedAndEpochAlone) {
  const auto first = epochOrder(1000, 42, 0, true);
  EXPECT_EQ(first, epochOrder(1000, 42, 0, true));
  EXPECT_NE(first, epochOrder(1000, 42, 1, true));
  EXPECT_NE(first, epochOrder(1000, 43, 0, true));
  auto sorted = first;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(sorted, epochOrder(1000, 42, 0, false));
}

}  // namespace
}  // namespace graft
