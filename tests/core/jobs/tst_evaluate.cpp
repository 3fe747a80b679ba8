// SPDX-License-Identifier: Apache-2.0
// The job "evaluate": held-out loss and exact match of base and adapters.
#include <cmath>

#include "core/contract/jobs/compare.hpp"
#include "tests/support/jobs.hpp"

namespace graft::jobs {
namespace {

class EvaluateJobTest : public tests::JobTest {
 protected:
  EvaluateJob job = jobOnModel<EvaluateJob>();
  void SetUp() override {
    job.dataset = dataset();
    job.maxNew = 6;
    job.adapters = {{"tuned", adapterFolder()}};
  }
};

TEST_F(EvaluateJobTest, MeasuresTheBaseThenEachAdapter) {
  ASSERT_VALUE(const EvaluateResult found, run(job));
  ASSERT_EQ(found.results.size(), 2u);
  EXPECT_EQ(found.results[0].who, "base");
  EXPECT_FALSE(found.results[0].hash);
  EXPECT_EQ(found.results[1].who, "tuned");
  EXPECT_EQ(found.results[1].hash.value_or("").size(), 64u);
  for (const EvaluateRow& row : found.results) {
    EXPECT_EQ(row.rows, kHeldOut);
    EXPECT_NEAR(row.perplexity, std::exp(row.loss), 1e-9);
    ASSERT_TRUE(row.exactMatch);
  }
  // A random model of 320 tokens knows nothing: about log(320) nats a token.
  EXPECT_NEAR(found.results[0].loss, std::log(320), 0.5);
  EXPECT_NE(found.results[0].loss, found.results[1].loss);
  EXPECT_EQ(events<EvaluateRow>().size(), 2u) << "each is emitted as it is measured";
}

TEST_F(EvaluateJobTest, MeasuresTheSameLoss_ForFewerAdapters) {
  ASSERT_VALUE(const EvaluateResult both, run(job));
  job.adapters.clear();
  ASSERT_VALUE(const EvaluateResult base, run(job));
  ASSERT_EQ(base.results.size(), 1u);
  EXPECT_EQ(base.results[0].loss, both.results[0].loss);
}

TEST_F(EvaluateJobTest, TakesAtMostTheRowsAskedFor) {
  job.rows = 2;
  ASSERT_VALUE(const EvaluateResult found, run(job));
  EXPECT_EQ(found.results[0].rows, 2u);
}

TEST_F(EvaluateJobTest, RefusesADatasetWithoutHeldOutRows) {
  ImportOptions options;
  options.file = tests::data("gauntlet/openai_chat.jsonl");
  options.name = "all";
  options.holdout = 0;
  ASSERT_VALUE(const auto manifest, importFile(options, home.path()));
  job.dataset = home / "datasets/all/1";
  const auto result = run(job);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, Code::BadInput);
  EXPECT_NE(result.error().text().find("--holdout"), std::string::npos);
}

TEST_F(EvaluateJobTest, IsStopped) {
  const auto result = run(job, "stop\n");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, Code::Stopped);
}

}  // namespace
}  // namespace graft::jobs
