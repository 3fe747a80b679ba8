// SPDX-License-Identifier: Apache-2.0
// Jobs and results keep their JSON.
#include "core/base/file.hpp"
#include "core/contract/jobs/answer.hpp"
#include "core/contract/jobs/check.hpp"
#include "core/contract/jobs/compare.hpp"
#include "core/contract/jobs/export.hpp"
#include "core/contract/jobs/machine.hpp"
#include "core/contract/run_record.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

template <class Job>
class JobJson : public ::testing::Test {};
using AllJobs = ::testing::Types<TrainJob, ForecastJob, GroupJob, LogitsJob, GenerateJob, AskJob, CompareJob, EvaluateJob, CheckJob,
                                 TransferJob, ExportJob, PlanJob, ProbeJob, BenchJob>;
TYPED_TEST_SUITE(JobJson, AllJobs);

TYPED_TEST(JobJson, JobAndResultComeBack) {
  const Json job = jobToJson(TypeParam());
  EXPECT_FALSE(jobFromJson<TypeParam>(Json::array()).ok());
  EXPECT_EQ(job["job"], TypeParam::jobName);
  ASSERT_VALUE(const TypeParam read, jobFromJson<TypeParam>(job));
  EXPECT_EQ(jobToJson(read), job);
  using Answer = typename TypeParam::Result;
  const Json result = toJson(Answer());
  EXPECT_EQ(toJson(fromJson<Answer>(result)), result);
}

TEST(Jobs, RejectsUnknownSettings_OfEachRun) {
  const Json good = {{"name", "a"}, {"settings", {{"rank", 4}}}}, bad = {{"name", "b"}, {"settings", {{"rnak", 4}}}};
  ASSERT_VALUE(const auto job, jobFromJson<TrainJob>(good));
  EXPECT_EQ(job.settings.rank, 4);
  EXPECT_FALSE(jobFromJson<TrainJob>(bad).ok());
  EXPECT_TRUE(jobFromJson<GroupJob>({{"runs", {good, good}}}).ok());
  EXPECT_FALSE(jobFromJson<GroupJob>({{"runs", {good, bad}}}).ok());
  EXPECT_FALSE(jobFromJson<GroupJob>({{"runs", "none"}}).ok());
}

TEST(Jobs, RejectsWrongNamesAndTypes_InsteadOfTheirDefaults) {
  ExportJob job;
  job.writable = "/tmp/x";
  Json json = jobToJson(job);
  ASSERT_TRUE(jobFromJson<ExportJob>(json).ok());
  json["to"] = "gguf-everything";
  ASSERT_FALSE(jobFromJson<ExportJob>(json).ok());
  EXPECT_NE(jobFromJson<ExportJob>(json).error().text().find("'to'"), std::string::npos);
  json = jobToJson(job);
  json["shard_bytes"] = "many";
  EXPECT_FALSE(jobFromJson<ExportJob>(json).ok());
  json.erase("shard_bytes");
  EXPECT_TRUE(jobFromJson<ExportJob>(json).ok()) << "what is left out keeps its default";
  Json check = jobToJson(CheckJob());
  check["strengths"] = {0, "one"};
  EXPECT_FALSE(jobFromJson<CheckJob>(check).ok());
  Json plan = jobToJson(PlanJob());
  plan.erase("settings");
  EXPECT_FALSE(jobFromJson<PlanJob>(plan).ok());
}

TEST(Jobs, ALossThatIsNoNumberIsNotZero) {
  HeldoutScore score;
  score.loss = std::numeric_limits<double>::infinity();
  EXPECT_TRUE(toJson(score)["loss"].is_null());
  EXPECT_TRUE(std::isnan(fromJson<HeldoutScore>(toJson(score)).loss));
  EXPECT_TRUE(std::isnan(fromJson<TrainResult>(Json::object()).lossLast));
}

TEST(Jobs, KeepsNullWhereAValueWasNotMeasured) {
  EvaluateRow row;
  EXPECT_TRUE(toJson(row)["exact_match"].is_null());
  EXPECT_FALSE(toJson(row).contains("hash"));
  row.exactMatch = 0.5;
  row.hash = "ab";
  EXPECT_EQ(fromJson<EvaluateRow>(toJson(row)).exactMatch, 0.5);
  EXPECT_EQ(fromJson<EvaluateRow>(toJson(row)).hash, "ab");
}

/// A run recorded by an earlier version, as its store and the window read it.
TEST(RunRecord, OpensARecordOfAnEarlierVersion) {
  ASSERT_VALUE(const Json json, readJsonFile(tests::source("tests/data/ui/starter-1/run.json")));
  const auto record = fromJson<RunRecord>(json);
  EXPECT_EQ(record.state, "finished");
  ASSERT_TRUE(record.plan && record.result && record.result->heldoutAfter);
  EXPECT_EQ(record.plan->steps, json["plan"]["steps"].get<int64_t>());
  EXPECT_EQ(record.result->heldoutAfter->loss, json["result"]["heldout_after"]["loss"].get<double>());
  EXPECT_EQ(record.result->state, EndState::Finished);
  EXPECT_EQ(record.hashes.model, json["hashes"]["model"].get<std::string>());
  EXPECT_EQ(record.settings, json["settings"]);
  EXPECT_FALSE(record.result->samples.empty());
}

TEST(Certificate, IsNotBelievedWithoutItsFormat) {
  EXPECT_NE(fromJson<Certificate>(Json::object()).format, Certificate::kFormat);
  EXPECT_EQ(fromJson<Certificate>(Json::object()).verdict, Rating::Red);
  EXPECT_EQ(fromJson<Certificate>({{"verdict", "turquoise"}}).verdict, Rating::Red);
}

}  // namespace
}  // namespace graft
