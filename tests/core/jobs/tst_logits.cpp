// SPDX-License-Identifier: Apache-2.0
// The job "logits", beside numbers of transformers.
#include "core/contract/jobs/answer.hpp"
#include "tests/support/jobs.hpp"

namespace graft::jobs {
namespace {

class LogitsJobTest : public tests::JobTest {
 protected:
  LogitsJob job = jobOnModel<LogitsJob>();
};

TEST_F(LogitsJobTest, EqualsTransformers) {
  ASSERT_VALUE(const Json golden, readJsonFile(modelFolder() + "/golden.json"));
  for (const Json& expected : golden["logits"]) {
    job.ids = expected["ids"].get<std::vector<int64_t>>();
    ASSERT_VALUE(const LogitsResult found, run(job));
    EXPECT_NEAR(found.logsumexp, expected["logsumexp"].get<double>(), 5e-4);
    EXPECT_NEAR(found.mean, expected["mean"].get<double>(), 5e-4);
    ASSERT_EQ(found.top.size(), expected["top_ids"].size());
    for (size_t i = 0; i < found.top.size(); ++i) {
      EXPECT_EQ(found.top[i].id, expected["top_ids"][i].get<int64_t>());
      EXPECT_NEAR(found.top[i].logit, expected["top_logits"][i].get<double>(), 5e-4);
    }
    EXPECT_EQ(found.dtype, "fp32");
  }
}

TEST_F(LogitsJobTest, EqualsTheBase_AtStrengthZero) {
  job.ids = {71, 5, 9};
  ASSERT_VALUE(const LogitsResult base, run(job));
  job.adapter = adapterFolder();
  ASSERT_VALUE(const LogitsResult tuned, run(job));
  EXPECT_NE(tuned.logsumexp, base.logsumexp);
  job.strength = 0;
  ASSERT_VALUE(const LogitsResult off, run(job));
  EXPECT_EQ(off.logsumexp, base.logsumexp);
  EXPECT_EQ(off.mean, base.mean);
}

TEST_F(LogitsJobTest, RefusesIdsOutsideTheVocabulary) {
  job.ids = {319};
  EXPECT_TRUE(run(job).ok());
  for (const int64_t wrong : {int64_t{-1}, int64_t{320}, int64_t{1} << 40}) {
    job.ids = {1, wrong};
    const auto result = run(job);
    ASSERT_FALSE(result.ok()) << wrong;
    EXPECT_EQ(result.error().code, Code::BadUsage);
    EXPECT_NE(result.error().text().find("320"), std::string::npos);
  }
}

TEST_F(LogitsJobTest, RefusesNoIds) {
  const auto result = run(job);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, Code::BadUsage);
}

}  // namespace
}  // namespace graft::jobs
