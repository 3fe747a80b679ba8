// SPDX-License-Identifier: Apache-2.0
// Tests that prefetched micro-batches equal those made on demand, for any order of requested steps.
#include "core/run/schedule.hpp"
#include "core/train/batch_prefetcher.hpp"

#include "tests/support/paths.hpp"

namespace graft {
namespace {

std::vector<TrainRow> someRows(size_t count) {
  std::vector<TrainRow> rows(count);
  for (size_t i = 0; i < count; ++i) {
    for (size_t k = 0; k < 3 + i * 7 % 19; ++k) rows[i].ids.push_back(static_cast<int64_t>(k < 3 ? k : 100 * i + k));
    rows[i].labels.assign(rows[i].ids.size(), kIgnored);
    rows[i].labels.back() = rows[i].ids.back();
    rows[i].row = 1000 + i;
  }
  return rows;
}

void expectSame(const StepBatches& got, const StepBatches& wanted) {
  EXPECT_EQ(got.rows, wanted.rows);
  EXPECT_EQ(got.tokens, wanted.tokens);
  EXPECT_EQ(got.supervised, wanted.supervised);
  ASSERT_EQ(got.passes.size(), wanted.passes.size());
  for (size_t i = 0; i < got.passes.size(); ++i) {
    EXPECT_EQ(got.passes[i].ids, wanted.passes[i].ids);
    EXPECT_EQ(got.passes[i].targets, wanted.passes[i].targets);
    EXPECT_EQ(got.passes[i].positions, wanted.passes[i].positions);
    EXPECT_EQ(got.passes[i].starts, wanted.passes[i].starts);
    EXPECT_EQ(got.passes[i].prefix, wanted.passes[i].prefix);
  }
}

TEST(BatchPrefetcher, GivesTheRowsOfEachStep) {
  const auto rows = someRows(23);
  TrainSettings settings;
  settings.rowsPerStep = 5;
  settings.microTokens = 40;
  settings.epochs = 3;
  ASSERT_EQ(totalSteps(settings, rows.size()), 15);
  // Steps in order over epoch boundaries, the last one again, backwards as after a rehearsal, and beyond the end.
  std::vector<int64_t> steps;
  for (int64_t step = 1; step <= 15; ++step) steps.push_back(step);
  for (const int64_t step : {15, 4, 5, 7, 7, 16, 17, 1}) steps.push_back(step);
  BatchPrefetcher feeder(rows, settings);
  size_t divided = 0;
  for (const int64_t step : steps) {
    std::vector<const TrainRow*> chosen;
    for (const size_t index : EpochSampler(settings, rows.size()).ofStep(step)) chosen.push_back(&rows[index]);
    SCOPED_TRACE(step);
    const StepBatches got = feeder.next(step);
    expectSame(got, makeMicroBatches(chosen, settings));
    divided += got.passes.size() > 1;
  }
  EXPECT_GT(divided, 10u);
}

TEST(BatchPrefetcher, MayEndWhileItMakesTheNextStep) {
  const auto rows = someRows(2000);
  TrainSettings settings;
  settings.rowsPerStep = 1000;
  for (int i = 0; i < 20; ++i) {
    BatchPrefetcher feeder(rows, settings);
    EXPECT_EQ(feeder.next(1).rows.size(), 1000u);
  }
}

}  // namespace
}  // namespace graft
