// SPDX-License-Identifier: Apache-2.0
// The job "probe": device and rights of this process.
#include "core/contract/jobs/machine.hpp"
#include "tests/support/jobs.hpp"

namespace graft::jobs {
namespace {

using ProbeJobTest = tests::JobTest;

/// A test has the rights that a worker gives up, so the answers differ from those of a worker.
TEST_F(ProbeJobTest, TriesTheRightsOfThisProcess) {
  ASSERT_VALUE(const ProbeResult found, run(ProbeJob{}));
  EXPECT_EQ(found.device, "cpu");
  EXPECT_TRUE(found.canStartPrograms);
  EXPECT_TRUE(found.canWriteElsewhere);
  EXPECT_TRUE(found.canOpenSockets);
  EXPECT_GE(found.threads, 1);
  EXPECT_GT(found.freeMemoryMib, 0);
  EXPECT_TRUE(found.dtype == "fp32" || found.dtype == "bf16") << found.dtype;
  EXPECT_FALSE(found.libtorch.empty());
}

}  // namespace
}  // namespace graft::jobs
