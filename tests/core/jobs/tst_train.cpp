// SPDX-License-Identifier: Apache-2.0
// The jobs "train", "together" and "forecast".
#include "core/contract/jobs/train.hpp"

#include "core/base/file.hpp"
#include "core/base/hash.hpp"
#include "tests/support/jobs.hpp"

namespace graft::jobs {
namespace {

class TrainJobTest : public tests::JobTest {
 protected:
  template <class Job>
  Job jobNamed(const std::string& name) {
    Job job;
    job.name = name;
    job.model = modelFolder();
    job.dataset = m_dataset;
    job.run = home / ("runs/" + name);
    job.dtype = DType::Fp32;
    job.threads = 1;
    job.settings.steps = 6;
    job.settings.rowsPerStep = 4;
    job.settings.checkpointEvery = 2;
    job.settings.samples = 1;
    job.settings.answerTokens = 4;
    job.settings.dropout = 0;
    return job;
  }
  void SetUp() override { m_dataset = dataset(); }
  static std::string hashOf(const TrainResult& result) {
    const auto hash = sha256OfFile(result.adapter.value_or("") + "/adapter_model.safetensors");
    return hash.ok() ? *hash : hash.error().text();
  }
  std::string m_dataset;
};

TEST_F(TrainJobTest, LowersTheLoss) {
  TrainJob job = jobNamed<TrainJob>("one");
  job.settings.lr = 5e-3;
  ASSERT_VALUE(const TrainResult found, run(job));
  EXPECT_EQ(found.state, EndState::Finished);
  EXPECT_EQ(found.steps, 6);
  EXPECT_LT(found.lossLast, found.lossFirst);
  ASSERT_TRUE(found.heldoutBefore && found.heldoutAfter);
  EXPECT_LT(found.heldoutAfter->loss, found.heldoutBefore->loss);
  EXPECT_EQ(found.heldoutAfter->rows, kHeldOut);
  EXPECT_EQ(events<StepEvent>().size(), 6u);
}

TEST_F(TrainJobTest, WritesTheSameBytes_WhenCutAndContinued) {
  TrainJob whole = jobNamed<TrainJob>("whole");
  ASSERT_VALUE(const TrainResult uncut, run(whole));
  TrainJob cut = jobNamed<TrainJob>("cut");
  ASSERT_VALUE(const TrainResult first, run(cut, "stop\n"));
  EXPECT_EQ(first.state, EndState::Stopped);
  EXPECT_LT(first.steps, 6);
  cut.resume = true;
  ASSERT_VALUE(const TrainResult second, run(cut));
  EXPECT_EQ(second.state, EndState::Finished);
  EXPECT_EQ(second.steps, 6);
  EXPECT_EQ(hashOf(second), hashOf(uncut));
}

TEST_F(TrainJobTest, TrainsTogetherAsAlone) {
  std::vector<TrainResult> alone;
  GroupJob group;
  for (const double lr : {1e-3, 5e-3}) {
    TrainJob one = jobNamed<TrainJob>("alone-" + std::to_string(alone.size()));
    one.settings.lr = lr;
    ASSERT_VALUE(TrainResult result, run(one));
    alone.push_back(std::move(result));
    TrainJob member = jobNamed<TrainJob>("member-" + std::to_string(group.runs.size()));
    member.settings.lr = lr;
    group.runs.push_back(member);
  }
  ASSERT_VALUE(const GroupResult together, run(group));
  ASSERT_EQ(together.runs.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(together.runs[i].state, EndState::Finished);
    EXPECT_NEAR(together.runs[i].lossLast, alone[i].lossLast, 1e-5 * alone[i].lossLast);
    EXPECT_FALSE(together.runs[i].error);
  }
}

TEST_F(TrainJobTest, NeedsTwoRuns_ToTrainTogether) {
  GroupJob group;
  group.runs = {jobNamed<TrainJob>("one")};
  const auto result = run(group);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, Code::BadUsage);
}

TEST_F(TrainJobTest, ForecastsWithoutTraining) {
  ForecastJob job = jobNamed<ForecastJob>("forecast");
  ASSERT_VALUE(const ForecastResult found, run(job));
  EXPECT_EQ(found.plan.steps, 6);
  EXPECT_EQ(found.plan.heldoutRows, kHeldOut);
  EXPECT_GT(found.forecast.peakMib, 0);
  EXPECT_TRUE(events<StepEvent>().empty());
  EXPECT_FALSE(std::filesystem::exists(job.run + "/metrics.jsonl"));
}

TEST_F(TrainJobTest, RefusesWhatDoesNotFit_WithAWayOut) {
  TrainJob job = jobNamed<TrainJob>("large");
  job.memoryLimitMib = 20;
  const auto result = run(job);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, Code::DoesNotFit);
  EXPECT_FALSE(result.error().hint.empty());
  EXPECT_TRUE(events<StepEvent>().empty());
}

}  // namespace
}  // namespace graft::jobs
