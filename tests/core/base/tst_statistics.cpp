// SPDX-License-Identifier: Apache-2.0
// Tests statistics against published tables: wins that clear 50 % (Wilson), significant splits (exact sign test).
#include <gtest/gtest.h>

#include "core/base/statistics.hpp"

namespace graft {
namespace {

/// Smallest win counts whose interval lies above one half: 9 of 10, 15 of 20, 21 of 30, 32 of 50, 49 of 80, 60 of 100, 114 of 200.
TEST(Statistics, WilsonClearsAHalfWhereTablesSay) {
  const int64_t table[][2] = {{9, 10}, {15, 20}, {21, 30}, {32, 50}, {49, 80}, {60, 100}, {114, 200}};
  for (const auto& [wins, of] : table) {
    EXPECT_GT(wilson(wins, of).low, 0.5) << wins << " of " << of;
    EXPECT_LE(wilson(wins - 1, of).low, 0.5) << wins - 1 << " of " << of;
  }
  EXPECT_NEAR(wilson(60, 100).low, 0.502, 5e-4);
  EXPECT_NEAR(wilson(60, 100).high, 0.691, 5e-4);
  EXPECT_EQ(wilson(0, 0).high, 1);
  EXPECT_EQ(wilson(0, 30).low, 0);
  EXPECT_LT(wilson(0, 30).high, 0.12);
}

/// Significant at p < 0.05, fixed to regressed: 6 to 0, 9 to 1, 12 to 3, 15 to 5, 21 to 9.
TEST(Statistics, SignTestTurnsWhereTablesSay) {
  const int64_t table[][2] = {{6, 0}, {8, 0}, {9, 1}, {10, 2}, {12, 3}, {15, 5}, {21, 9}};
  for (const auto& [better, worse] : table) {
    EXPECT_EQ(verdictOf(better, worse), Verdict::Better) << better << ":" << worse;
    EXPECT_EQ(verdictOf(worse, better), Verdict::Worse);
  }
  EXPECT_EQ(verdictOf(5, 0), Verdict::CannotTell);
  EXPECT_EQ(verdictOf(14, 5), Verdict::CannotTell);
  EXPECT_NEAR(signTest(9, 1), 22.0 / 1024, 1e-9);
  EXPECT_EQ(signTest(0, 0), 1);
}

TEST(Statistics, SaysHowManyAreMissing) {
  EXPECT_EQ(neededFor(6, 0), 0);
  EXPECT_EQ(neededFor(4, 0), 2);
  EXPECT_EQ(neededFor(3, 3), -1);
  const auto more = neededFor(6, 3);
  ASSERT_GT(more, 0);
  const int64_t all = 9 + more, won = (2 * all + 1) / 3;
  EXPECT_NE(verdictOf(won, all - won), Verdict::CannotTell);
}

}  // namespace
}  // namespace graft
