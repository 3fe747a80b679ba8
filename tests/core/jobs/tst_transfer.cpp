// SPDX-License-Identifier: Apache-2.0
// The job "carry": an adapter on its own base and on another one.
#include "core/contract/jobs/check.hpp"
#include "tests/support/jobs.hpp"

namespace graft::jobs {
namespace {

class TransferJobTest : public tests::JobTest {
 protected:
  TransferJob job = jobOnModel<TransferJob>();
  void SetUp() override {
    job.adapter = adapterFolder();
    job.otherModel = home / "other";
    std::filesystem::copy(modelFolder(), job.otherModel, std::filesystem::copy_options::recursive);
  }
};

TEST_F(TransferJobTest, FindsNoDifference_OnACopyOfTheBase) {
  job.dataset = dataset();
  ASSERT_VALUE(const TransferResult found, run(job));
  ASSERT_EQ(found.sides.size(), 2u);
  EXPECT_TRUE(found.sameText);
  EXPECT_EQ(found.rows, kHeldOut);
  EXPECT_EQ(found.sides[0].lossBase.value(), found.sides[1].lossBase.value());
  EXPECT_EQ(found.sides[0].lossAdapter.value(), found.sides[1].lossAdapter.value());
  ASSERT_TRUE(found.comparison);
  EXPECT_EQ(found.comparison->maxLogitDifference, 0);
  EXPECT_EQ(found.adapterHash.size(), 64u);
}

TEST_F(TransferJobTest, ComparesNoAnswers_BetweenTemplates) {
  std::ofstream(job.otherModel + "/chat_template.jinja") << "{% for m in messages %}{{ m['content'] }}\n{% endfor %}";
  job.dataset = dataset();
  ASSERT_VALUE(const TransferResult found, run(job));
  EXPECT_FALSE(found.sameText);
  EXPECT_FALSE(found.comparison);
  EXPECT_EQ(found.rows, kHeldOut) << "losses are still measured";
}

TEST_F(TransferJobTest, RefusesABaseOfAnotherShape) {
  job.otherModel = tests::data("golden/tiny/qwen3_wide_heads");
  const auto result = run(job);
  ASSERT_FALSE(result.ok());
  EXPECT_TRUE(frames.empty()) << "before anything is computed";
}

TEST_F(TransferJobTest, IsStopped) {
  job.dataset = dataset();
  const auto result = run(job, "stop\n");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, Code::Stopped);
}

}  // namespace
}  // namespace graft::jobs
