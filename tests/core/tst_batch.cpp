// SPDX-License-Identifier: Apache-2.0
#include "core/batch/rows.hpp"

#include <algorithm>
#include <numeric>
#include <set>

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

TEST(Pack, DividesWithoutLosingOrDoublingRows) {
  std::vector<TrainRow> rows;
  for (size_t n = 1; n <= 40; ++n) rows.push_back(row(std::vector<int64_t>(n * 7 % 23 + 1, 5), 0));
  std::vector<const TrainRow*> pointers;
  for (const auto& r : rows) pointers.push_back(&r);
  for (const bool pack : {true, false}) {
    std::multiset<const TrainRow*> seen;
    for (const auto& pass : divideStep(pointers, 32, pack)) {
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
