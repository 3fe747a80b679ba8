// SPDX-License-Identifier: Apache-2.0
// The job "generate": one answer and its stream.
#include "core/contract/jobs/answer.hpp"
#include "tests/support/jobs.hpp"

namespace graft::jobs {
namespace {

class GenerateJobTest : public tests::JobTest {
 protected:
  GenerateJob job = jobOnModel<GenerateJob>();
  void SetUp() override {
    job.prompt = "Where is parcel 2?";
    job.maxNew = 12;
  }
  std::string streamed() const {
    std::string text;
    for (const TextEvent& event : events<TextEvent>()) text += event.text;
    return text;
  }
};

TEST_F(GenerateJobTest, StreamsTheAnswer) {
  ASSERT_VALUE(const GenerateResult answer, run(job));
  EXPECT_GT(answer.ids.size(), 0u);
  EXPECT_LE(answer.ids.size(), 12u);
  EXPECT_TRUE(answer.text.starts_with(streamed())) << answer.text << " | " << streamed();
  const auto phases = events<PhaseEvent>();
  ASSERT_EQ(phases.size(), 2u);
  EXPECT_EQ(phases[0].phase, Phase::LoadingModel);
  EXPECT_EQ(phases[1].phase, Phase::Answering);
}

TEST_F(GenerateJobTest, AnswersTheSame_WithTheSameSeed) {
  job.temperature = 1.5;
  ASSERT_VALUE(const GenerateResult one, run(job));
  ASSERT_VALUE(const GenerateResult again, run(job));
  EXPECT_EQ(one.ids, again.ids);
  job.seed = 43;
  ASSERT_VALUE(const GenerateResult other, run(job));
  EXPECT_NE(one.ids, other.ids);
}

TEST_F(GenerateJobTest, AnswersAsTheBase_AtStrengthZero) {
  ASSERT_VALUE(const GenerateResult base, run(job));
  job.adapter = adapterFolder();
  job.strength = 0;
  ASSERT_VALUE(const GenerateResult off, run(job));
  EXPECT_EQ(base.ids, off.ids);
}

TEST_F(GenerateJobTest, RefusesAStrengthOutOfRange) {
  job.adapter = adapterFolder();
  for (const double wrong : {-0.1, 4.1}) {
    job.strength = wrong;
    const auto result = run(job);
    ASSERT_FALSE(result.ok()) << wrong;
    EXPECT_EQ(result.error().code, Code::BadUsage);
  }
}

TEST_F(GenerateJobTest, EndsEarly_WhenStopped) {
  ASSERT_VALUE(const GenerateResult answer, run(job, "stop\n"));
  EXPECT_LE(answer.ids.size(), 1u);
}

}  // namespace
}  // namespace graft::jobs
