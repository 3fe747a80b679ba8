// SPDX-License-Identifier: Apache-2.0
#include "core/run/schedule.hpp"

#include "tests/support/paths.hpp"

namespace graft {
namespace {

TEST(Schedule, WarmsUpThenFalls) {
  TrainSettings s;
  s.lr = 1;
  s.warmup = 0.1;
  s.schedule = Schedule::Linear;
  EXPECT_DOUBLE_EQ(learningRate(s, 1, 100), 0.1);
  EXPECT_DOUBLE_EQ(learningRate(s, 10, 100), 1.0);
  EXPECT_DOUBLE_EQ(learningRate(s, 11, 100), 1.0);
  EXPECT_NEAR(learningRate(s, 56, 100), 0.5, 1e-12);
  EXPECT_NEAR(learningRate(s, 100, 100), 1.0 / 90, 1e-12);
  s.schedule = Schedule::Cosine;
  EXPECT_NEAR(learningRate(s, 56, 100), 0.5, 1e-12);
  s.schedule = Schedule::Constant;
  EXPECT_DOUBLE_EQ(learningRate(s, 100, 100), 1.0);
}

TEST(Steps, FromEpochsOrGiven) {
  TrainSettings s;
  s.rowsPerStep = 8;
  s.epochs = 2;
  EXPECT_EQ(totalSteps(s, 601), 152);
  s.steps = 5;
  EXPECT_EQ(totalSteps(s, 601), 5);
}

}  // namespace
}  // namespace graft
