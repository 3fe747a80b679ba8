// SPDX-License-Identifier: Apache-2.0
// Share and time left of a run.
#include "core/commands/train/run_estimate.hpp"

#include <gtest/gtest.h>

namespace graft::commands {
namespace {

class Estimate : public ::testing::Test {
 protected:
  Estimate() {
    news.plan = PlanEvent{};
    news.plan->heldoutRows = 100;
    news.plan->questions = 100;
    news.forecast = ForecastEvent{};
    news.forecast->seconds = 60;
    news.forecast->evaluationSeconds = 20;
  }
  RunNews news;
  RunPosition position{0, 30, 0, 0};
};

TEST_F(Estimate, NeverFalls_FromTheFirstPhaseToTheLastStep) {
  const auto forecast = std::exchange(news.forecast, {});
  std::vector<double> shares;
  const auto note = [&] { shares.push_back(estimateOf(news, position).share); };
  for (const Phase phase : {Phase::Unknown, Phase::LoadingModel, Phase::ReadingData, Phase::ProbingMemory}) {
    news.phase.phase = phase;
    note();
  }
  for (const size_t pass : {1, 2, 3, 5}) {
    news.progress = {ProgressPart::Passes, pass, 5, {}};
    note();
  }
  news.forecast = forecast;
  news.phase.phase = Phase::EvaluatingBase;
  news.progress = {};
  note();
  for (const auto part : {ProgressPart::Rows, ProgressPart::Answers}) {
    for (const size_t done : {50, 100}) {
      news.progress = {part, done, 100, {}};
      note();
    }
  }
  news.evaluations = 1;
  news.progress = {};
  for (position.step = 0; position.step <= 30; position.step += 10) {
    position.secondsPerStep = position.step > 0 ? 2 : 0;
    note();
  }
  news.evaluations = 2;
  note();
  for (size_t i = 1; i < shares.size(); ++i) EXPECT_GE(shares[i], shares[i - 1]) << i;
  EXPECT_EQ(shares.front(), 0);
  EXPECT_EQ(shares.back(), 1);
}

TEST_F(Estimate, CountsEvaluationsAndSteps) {
  EXPECT_EQ(estimateOf(news, position).secondsLeft, 60 + 2 * 20);
  position.evalEvery = 10;  // after steps 10 and 20, and at the end
  EXPECT_EQ(estimateOf(news, position).secondsLeft, 60 + 4 * 20);
  news.evaluations = 2;
  position.step = 15;
  position.secondsPerStep = 4;  // slower than forecast
  EXPECT_EQ(estimateOf(news, position).secondsLeft, 15 * 4 + 2 * 20);
}

TEST_F(Estimate, CountsEvaluationsOfBeforeAnInterruption) {
  position = {20, 30, 2, 10};
  news.resumedAfter = 20;  // the base, steps 10 and 20
  EXPECT_EQ(estimateOf(news, position).secondsLeft, 10 * 2 + 1 * 20);
  position.step = 30;
  news.evaluations = 1;
  EXPECT_EQ(estimateOf(news, position).share, 1);
}

TEST_F(Estimate, NeverFalls_WhereOnlySamplesAreAsked) {
  news.plan->questions = 0;
  news.progress = {ProgressPart::Rows, 100, 100, {}};
  const double rows = estimateOf(news, position).share;
  news.progress = {ProgressPart::Answers, 1, 5, {}};
  EXPECT_GT(estimateOf(news, position).share, rows);
}

TEST_F(Estimate, CountsNoEvaluations_WithoutHeldOutRows) {
  news.plan->heldoutRows = 0;
  EXPECT_EQ(estimateOf(news, position).secondsLeft, 60);
}

TEST_F(Estimate, KnowsNoTime_BeforeAnythingIsMeasured) {
  news.forecast.reset();
  EXPECT_FALSE(estimateOf(news, position).secondsLeft);
}

TEST_F(Estimate, UsesTheSteps_OfARunWithoutForecast) {
  news.forecast.reset();
  position = {10, 40, 3, 0};
  EXPECT_EQ(estimateOf(news, position).share, 0.25);
  EXPECT_EQ(estimateOf(news, position).secondsLeft, 90);
}

}  // namespace
}  // namespace graft::commands
