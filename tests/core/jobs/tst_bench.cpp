// SPDX-License-Identifier: Apache-2.0
// The job "bench": the numbers beside the speed, which show a fast wrong result.
#include <cmath>

#include "core/contract/jobs/machine.hpp"
#include "tests/support/jobs.hpp"

namespace graft::jobs {
namespace {

class BenchJobTest : public tests::JobTest {
 protected:
  BenchJob job = jobOnModel<BenchJob>();
  void SetUp() override {
    job.dataset = dataset();
    job.settings.steps = 3;
    job.settings.rowsPerStep = 2;
    job.settings.dropout = 0;
  }
};

TEST_F(BenchJobTest, TellsLossAndNorm) {
  ASSERT_VALUE(const BenchResult found, run(job));
  EXPECT_EQ(found.steps, 3u);
  EXPECT_NEAR(found.lossFirst, std::log(320), 0.5);
  EXPECT_GT(found.gradNorm, 0);
  EXPECT_GT(found.tokensPerSecond, 0);
  EXPECT_EQ(found.threads, 1);
  EXPECT_EQ(found.device, "cpu");
  EXPECT_EQ(found.dtype, "fp32");
  double share = 0;
  for (const OpTime& op : found.profile) share += op.share;
  EXPECT_NEAR(share, 1, 1e-6) << "the ops and the rest are all of the time";
  EXPECT_EQ(events<StepEvent>().size(), 3u);
}

TEST_F(BenchJobTest, TrainsTheSame_BesideASecondAdapter) {
  ASSERT_VALUE(const BenchResult alone, run(job));
  job.adapters = 2;
  ASSERT_VALUE(const BenchResult both, run(job));
  EXPECT_EQ(both.adapters, 2u);
  EXPECT_NEAR(both.lossFirst, alone.lossFirst, 1e-5 * alone.lossFirst);
  EXPECT_NEAR(both.loss, alone.loss, 1e-5 * alone.loss);
  EXPECT_NEAR(both.gradNorm, alone.gradNorm, 1e-4 * alone.gradNorm);
}

TEST_F(BenchJobTest, StartsFromAnAdapter) {
  ASSERT_VALUE(const BenchResult fresh, run(job));
  job.adapter = adapterFolder();
  ASSERT_VALUE(const BenchResult tuned, run(job));
  EXPECT_NE(fresh.lossFirst, tuned.lossFirst);
}

}  // namespace
}  // namespace graft::jobs
