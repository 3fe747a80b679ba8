// SPDX-License-Identifier: Apache-2.0
// The job "export": files, their certificate, refusals.
#include "core/contract/jobs/export.hpp"

#include "core/base/file.hpp"
#include "core/base/hash.hpp"
#include "tests/support/jobs.hpp"

namespace graft::jobs {
namespace {

class ExportJobTest : public tests::JobTest {
 protected:
  ExportJob job;
  void SetUp() override {
    job.model = modelFolder();
    job.adapter = adapterFolder();
    job.adapterName = "shelves-1";
    job.threads = 1;
    job.type = "F32";
    job.writable = home / "out";
    job.fileName = "shelves-1.gguf";
  }
};

TEST_F(ExportJobTest, CertifiesAnAdapterWithoutLoss) {
  job.dataset = dataset();
  ASSERT_VALUE(const ExportResult found, run(job));
  const Certificate& c = found.certificate;
  EXPECT_EQ(c.verdict, Rating::Green) << c.sentence.text();
  ASSERT_TRUE(c.comparison);
  EXPECT_EQ(c.comparison->prompts, 32u);
  EXPECT_EQ(c.comparison->promptsFromData, kHeldOut);
  EXPECT_EQ(c.comparison->heldoutRows, kHeldOut);
  EXPECT_EQ(c.comparison->maxLogitDifference, 0);
  EXPECT_EQ(c.comparison->greedyEqual, 32);
  EXPECT_EQ(c.adapter, "shelves-1");
  EXPECT_EQ(c.kind, "peft");
}

TEST_F(ExportJobTest, ListsEachFileWithItsHash) {
  ASSERT_VALUE(const ExportResult found, run(job));
  ASSERT_GE(found.files.size(), 2u);
  for (const ExportedFile& file : found.files) {
    const std::string path = job.writable + "/" + file.name;
    EXPECT_EQ(std::filesystem::file_size(path), file.bytes);
    ASSERT_VALUE(const std::string hash, sha256OfFile(path));
    EXPECT_EQ(hash, file.sha256);
  }
  ASSERT_VALUE(const Json certificate, readJsonFile(job.writable + "/certificate.json"));
  EXPECT_EQ(certificate["format"], Certificate::kFormat);
  EXPECT_EQ(certificate["files"].size(), found.files.size());
  EXPECT_TRUE(std::filesystem::exists(job.writable + "/certificate.html"));
}

TEST_F(ExportJobTest, MergesIntoAModelThatAnswersAsTheAdapter) {
  job.kind = ExportKind::MergedGguf;
  job.type = "F16";
  ASSERT_VALUE(const ExportResult found, run(job));
  ASSERT_EQ(found.files.size(), 1u);
  ASSERT_TRUE(found.certificate.comparison);
  EXPECT_TRUE(*found.certificate.comparison->sameText);
  EXPECT_LT(found.certificate.comparison->meanKl, 1e-4);
  EXPECT_FALSE(events<WritingEvent>().empty());
}

TEST_F(ExportJobTest, SaysThatAZeroAdapterAnswersAsTheBase) {
  job.strength = 0;
  ASSERT_VALUE(const ExportResult found, run(job));
  EXPECT_TRUE(found.certificate.sentence.text().starts_with("The adapter is zero: it answers as the base does."));
}

TEST_F(ExportJobTest, NeedsAFolder) {
  job.writable = "";
  const auto result = run(job);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, Code::BadUsage);
}

TEST_F(ExportJobTest, IsStopped) {
  job.kind = ExportKind::MergedGguf;
  job.type = "F16";
  const auto result = run(job, "stop\n");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, Code::Stopped);
}

}  // namespace
}  // namespace graft::jobs
