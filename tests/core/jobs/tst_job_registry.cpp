// SPDX-License-Identifier: Apache-2.0
// Reading of job files: names, members, folders that a job may write to.
#include <set>

#include "core/contract/jobs/answer.hpp"
#include "core/contract/jobs/machine.hpp"
#include "tests/support/jobs.hpp"

namespace graft::jobs {
namespace {

TEST(JobRegistry, NamesEachJobOnce) {
  std::set<std::string> names;
  for (const JobType& type : jobTypes()) EXPECT_TRUE(names.insert(type.name).second) << type.name;
  for (const char* name : {"train", "forecast", "together", "evaluate", "compare", "ask", "generate", "logits", "check", "carry", "export",
                           "plan", "bench", "probe"})
    EXPECT_TRUE(names.contains(name)) << name;
}

TEST(JobRegistry, RefusesAnUnknownJob) {
  const auto job = prepareJob({{"job", "dance"}});
  ASSERT_FALSE(job.ok());
  EXPECT_EQ(job.error().code, Code::BadUsage);
  EXPECT_NE(job.error().text().find("'dance'"), std::string::npos);
}

TEST(JobRegistry, RefusesAWrongMember_ByItsName) {
  Json spec = jobToJson(GenerateJob{});
  spec["max_new"] = "many";
  const auto job = prepareJob(spec);
  ASSERT_FALSE(job.ok());
  EXPECT_NE(job.error().text().find("'max_new'"), std::string::npos);
}

TEST(JobRegistry, LetsARunWriteToItsFolderAlone) {
  TrainJob train;
  train.run = "/somewhere/run";
  ASSERT_VALUE(const auto job, prepareJob(jobToJson(train)));
  EXPECT_EQ(job.runFolder, "/somewhere/run");
  EXPECT_EQ(job.writableFolders, std::vector<std::string>{"/somewhere/run"});
  ASSERT_VALUE(const auto plan, prepareJob(jobToJson(PlanJob{})));
  EXPECT_TRUE(plan.writableFolders.empty());
}

TEST(JobRegistry, LetsAGroupWriteToTheFoldersOfItsRuns) {
  GroupJob group;
  group.runs.resize(2);
  group.runs[0].run = "/somewhere/one";
  group.runs[1].run = "/somewhere/two";
  ASSERT_VALUE(const auto job, prepareJob(jobToJson(group)));
  EXPECT_EQ(job.runFolder, "");
  EXPECT_EQ(job.writableFolders, (std::vector<std::string>{"/somewhere/one", "/somewhere/two"}));
}

TEST(JobRegistry, OpensNoCardForAJobOnTheProcessor) {
  TrainJob train;
  train.settings.device = Where::Processor;
  ASSERT_VALUE(const auto onProcessor, prepareJob(jobToJson(train)));
  EXPECT_FALSE(onProcessor.usesDevice);
  train.settings.device = Where::Auto;
  ASSERT_VALUE(const auto anywhere, prepareJob(jobToJson(train)));
  EXPECT_TRUE(anywhere.usesDevice);
  ASSERT_VALUE(const auto plan, prepareJob(jobToJson(PlanJob{})));
  EXPECT_FALSE(plan.usesDevice);
}

}  // namespace
}  // namespace graft::jobs
