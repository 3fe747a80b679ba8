// SPDX-License-Identifier: Apache-2.0
// The job "compare": the same questions to base and adapters.
#include "core/contract/jobs/compare.hpp"
#include "core/contract/progress_event.hpp"
#include "tests/support/jobs.hpp"

namespace graft::jobs {
namespace {

class CompareJobTest : public tests::JobTest {
 protected:
  CompareJob job = jobOnModel<CompareJob>();
  void SetUp() override {
    job.maxNew = 6;
    job.adapters = {{"tuned", adapterFolder()}};
  }
};

TEST_F(CompareJobTest, AsksHeldOutRowsThenPrompts) {
  job.dataset = dataset();
  job.prompts = {"Hello?"};
  ASSERT_VALUE(const CompareResult found, run(job));
  ASSERT_EQ(found.items.size(), kHeldOut + 1);
  for (size_t i = 0; i < kHeldOut; ++i) {
    EXPECT_TRUE(found.items[i].prompt.starts_with("Where is ")) << found.items[i].prompt;
    ASSERT_TRUE(found.items[i].expected) << i;
    EXPECT_TRUE(found.items[i].expected->starts_with("On shelf "));
    EXPECT_TRUE(found.items[i].answers[0].right) << "judged where an answer is expected";
  }
  EXPECT_EQ(found.items[kHeldOut].prompt, "Hello?");
  EXPECT_FALSE(found.items[kHeldOut].expected);
  EXPECT_FALSE(found.items[kHeldOut].answers[0].right);
  for (const ComparedItem& item : found.items) {
    ASSERT_EQ(item.answers.size(), 2u);
    EXPECT_EQ(item.answers[0].who, "base");
    EXPECT_EQ(item.answers[1].who, "tuned");
  }
}

TEST_F(CompareJobTest, CountsEachHeldOutItemOnce) {
  job.dataset = dataset();
  job.prompts = {"A prompt has no expected answer."};
  ASSERT_VALUE(const CompareResult found, run(job));
  ASSERT_EQ(found.proof.size(), 1u);
  const CompareProof& proof = found.proof[0];
  ASSERT_TRUE(proof.verdict);
  EXPECT_EQ(proof.verdict->fixed + proof.verdict->regressed + proof.verdict->bothRight + proof.verdict->bothWrong,
            static_cast<int64_t>(kHeldOut));
  EXPECT_EQ(found.verdict.value(), proof.verdict->word);
  EXPECT_EQ(proof.hash.size(), 64u);
  EXPECT_GT(proof.meanKl, 0);
}

TEST_F(CompareJobTest, GivesNoVerdict_OnPromptsAlone) {
  job.prompts = {"Hello?", "And you?"};
  ASSERT_VALUE(const CompareResult found, run(job));
  EXPECT_FALSE(found.verdict);
  EXPECT_FALSE(found.proof[0].verdict);
}

TEST_F(CompareJobTest, TellsWhenTheAdapterChangesNothing) {
  job.prompts = {"Hello?"};
  job.strength = 0;
  ASSERT_VALUE(const CompareResult found, run(job));
  EXPECT_TRUE(found.proof[0].sameAnswersAsBase);
  EXPECT_EQ(found.proof[0].meanKl, 0);
}

TEST_F(CompareJobTest, TellsHowManyAnswersAreThere) {
  job.dataset = dataset();
  ASSERT_TRUE(run(job).ok());
  const auto told = events<ProgressEvent>();
  ASSERT_GE(told.size(), 2u) << "the last answer of base and adapter at least";
  for (const ProgressEvent& progress : told) {
    EXPECT_EQ(progress.part, ProgressPart::Answers);
    EXPECT_EQ(progress.total, kHeldOut);
  }
  EXPECT_EQ(std::count_if(told.begin(), told.end(), [](const ProgressEvent& progress) { return progress.done == kHeldOut; }), 2);
}

TEST_F(CompareJobTest, IsStopped) {
  job.prompts = {"Hello?"};
  const auto result = run(job, "stop\n");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, Code::Stopped);
}

}  // namespace
}  // namespace graft::jobs
