// SPDX-License-Identifier: Apache-2.0
// The job "check": general text at several strengths, and memorized rows.
#include "core/contract/jobs/check.hpp"
#include "tests/support/jobs.hpp"

namespace graft::jobs {
namespace {

class CheckJobTest : public tests::JobTest {
 protected:
  CheckJob job = jobOnModel<CheckJob>();
  void SetUp() override {
    job.adapter = adapterFolder();
    job.passages = home / "passages.txt";
    std::ofstream(job.passages) << "The quick fox claims refunds.\n\nA parcel is on the shelf.\n";
    job.strengths = {0, 0.5, 1};
  }
};

TEST_F(CheckJobTest, MeasuresEachStrength_BesideTheBase) {
  job.dataset = dataset();
  ASSERT_VALUE(const CheckResult found, run(job));
  EXPECT_EQ(found.passages, 2u);
  EXPECT_EQ(found.heldoutRows, kHeldOut);
  ASSERT_EQ(found.strengths.size(), 3u);
  EXPECT_EQ(found.strengths[0].generalRatio, 1);
  EXPECT_EQ(found.strengths[0].generalKl, 0);
  EXPECT_EQ(found.strengths[0].verdict, Rating::Green) << "strength 0 is the base";
  EXPECT_LT(found.strengths[1].generalKl, found.strengths[2].generalKl) << "half an adapter is nearer to the base";
  for (const CheckedStrength& point : found.strengths) EXPECT_TRUE(point.heldoutLoss);
  EXPECT_EQ(found.verdict, std::max(found.generalVerdict, found.recitation.verdict));
  EXPECT_EQ(found.recitation.tried, kTrained) << "trained rows";
}

TEST_F(CheckJobTest, LeavesTheHeldOutLossEmpty_WithoutData) {
  ASSERT_VALUE(const CheckResult found, run(job));
  EXPECT_EQ(found.heldoutRows, 0u);
  for (const CheckedStrength& point : found.strengths) EXPECT_FALSE(point.heldoutLoss);
  EXPECT_EQ(found.recitation.tried, 0u);
}

TEST_F(CheckJobTest, NeedsBaseAndWholeAdapter) {
  for (const std::vector<double>& strengths : {std::vector<double>{0, 0.5}, std::vector<double>{0.5, 1}, std::vector<double>{}}) {
    job.strengths = strengths;
    const auto result = run(job);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, Code::BadUsage);
  }
}

TEST_F(CheckJobTest, IsStopped) {
  const auto result = run(job, "stop\n");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, Code::Stopped);
}

}  // namespace
}  // namespace graft::jobs
