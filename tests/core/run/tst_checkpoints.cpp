// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include <unistd.h>

#include "core/base/file.hpp"
#include "core/run/checkpoints.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {
namespace fs = std::filesystem;

class Checkpoints : public testing::Test {
 protected:
  Checkpoints() : m_run(m_temporary.path()), m_checkpoints(m_run) {}
  void save(int64_t step) {
    std::string tensors(4000, '\0');
    std::mt19937_64 noise(static_cast<uint64_t>(step));
    for (char& c : tensors) c = static_cast<char>(noise());
    ASSERT_TRUE(m_checkpoints.save(step, {{"at", step}}, tensors).ok());
  }
  std::string file(int64_t step, const std::string& name) const { return m_run + "/checkpoints/step-" + std::to_string(step) + "/" + name; }
  static std::string bytesOf(const std::string& path) { return *readFile(path); }
  static void put(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }
  tests::TemporaryFolder m_temporary;
  std::string m_run;
  CheckpointFolder m_checkpoints;
};

TEST_F(Checkpoints, newestIsFoundAndTwoAreKept) {
  EXPECT_FALSE(m_checkpoints.any());
  EXPECT_FALSE(m_checkpoints.newestWhole().ok());
  for (const int64_t step : {2, 9, 10, 100}) save(step);
  const auto found = m_checkpoints.newestWhole();
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->step, 100);
  EXPECT_EQ(get<int>(found->state, "at", 0), 100);
  EXPECT_TRUE(fs::exists(file(10, "manifest.json")));
  EXPECT_FALSE(fs::exists(file(9, "manifest.json")));
}

TEST_F(Checkpoints, aDamagedOneDoesNotCountAsKept) {
  save(1);
  save(2);
  put(file(2, "state.json"), "{}");
  save(3);
  EXPECT_TRUE(fs::exists(file(1, "manifest.json"))) << "steps 3 and 1 are the two whole ones";
  const auto found = m_checkpoints.newestWhole();
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->step, 3);
}

TEST_F(Checkpoints, unfinishedFoldersAreRemovedAndForeignFilesAreNot) {
  save(5);
  fs::create_directories(m_run + "/checkpoints/.part-7");
  put(m_run + "/checkpoints/.part-7/tensors.safetensors", "half");
  put(m_run + "/checkpoints/notes.txt", "mine");
  fs::create_directories(m_run + "/checkpoints/step-x");
  ASSERT_TRUE(m_checkpoints.tidy().ok());
  EXPECT_FALSE(fs::exists(m_run + "/checkpoints/.part-7"));
  EXPECT_TRUE(fs::exists(m_run + "/checkpoints/notes.txt"));
  EXPECT_TRUE(fs::exists(m_run + "/checkpoints/step-x"));
}

TEST_F(Checkpoints, everyBitFlipIsFoundAndTheOneBeforeIsUsed) {
  save(1);
  save(2);
  std::mt19937_64 random(20261124);
  const std::string names[] = {"manifest.json", "state.json", "tensors.safetensors"};
  for (int i = 0; i < 1000; ++i) {
    const std::string path = file(2, names[i % 3]), whole = bytesOf(path);
    std::string flipped = whole;
    const size_t bit = random() % (whole.size() * 8);
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    put(path, flipped);
    const auto found = m_checkpoints.newestWhole();
    ASSERT_TRUE(found.ok()) << path << " bit " << bit;
    // A flipped bit in the white space after the manifest's object changes no data.
    if (path == file(2, "manifest.json") && found->step == 2)
      EXPECT_GE(bit / 8, whole.size() - 1) << bit;
    else
      ASSERT_EQ(found->step, 1) << path << " bit " << bit;
    if (found->step == 1) EXPECT_EQ(found->damaged.size(), 1u);
    put(path, whole);
  }
  EXPECT_EQ(m_checkpoints.newestWhole()->step, 2);
}

TEST_F(Checkpoints, everyTruncationIsFound) {
  save(1);
  save(2);
  for (const std::string name : {"manifest.json", "state.json", "tensors.safetensors"}) {
    const std::string path = file(2, name), whole = bytesOf(path);
    for (size_t i = 0; i < 64; ++i) {
      const size_t size = whole.size() * i / 64;
      if (size + 1 >= whole.size()) continue;
      put(path, whole.substr(0, size));
      const auto found = m_checkpoints.newestWhole();
      ASSERT_TRUE(found.ok());
      ASSERT_EQ(found->step, 1) << name << " cut to " << size;
    }
    put(path, whole);
  }
}

TEST_F(Checkpoints, whatIsLeftIsNamedWhenAllAreDamaged) {
  save(1);
  save(2);
  for (const int64_t step : {1, 2}) put(file(step, "tensors.safetensors"), "short");
  const auto found = m_checkpoints.newestWhole();
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().code, Code::BadInput);
  EXPECT_NE(found.error().what.text().find("step 1"), std::string::npos);
  EXPECT_NE(found.error().what.text().find("step 2"), std::string::npos);
}

TEST_F(Checkpoints, aManifestOfAnotherFormatIsRefused) {
  save(1);
  std::string text = bytesOf(file(1, "manifest.json"));
  text.replace(text.find("\"format\":1"), 10, "\"format\":7");
  put(file(1, "manifest.json"), text);
  EXPECT_FALSE(m_checkpoints.newestWhole().ok());
}

TEST_F(Checkpoints, oneProcessAtATime) {
  const auto lock = FolderLock::take(m_run);
  ASSERT_TRUE(lock.ok());
  EXPECT_EQ(FolderLock::holder(m_run), ::getpid());
  const auto second = FolderLock::take(m_run);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, Code::Refused);
}

TEST_F(Checkpoints, theLockGoesWithItsOwner) {
  {
    ASSERT_TRUE(FolderLock::take(m_run).ok());
  }
  EXPECT_EQ(FolderLock::holder(m_run), 0) << "the file is there, nobody holds it";
  EXPECT_TRUE(FolderLock::take(m_run).ok());
}

TEST(CheckpointFolder, DropsLaterOnes_WhenARunGoesBack) {
  const tests::TemporaryFolder folder;
  const CheckpointFolder checkpoints(folder.path());
  for (const int64_t step : {10, 20}) ASSERT_TRUE(checkpoints.save(step, {{"step", step}}, "tensors").ok());
  ASSERT_TRUE(checkpoints.dropAfter(10).ok());
  EXPECT_EQ(checkpoints.steps(), std::vector<int64_t>{10});
  // The step is made again with other times, and the new one counts.
  ASSERT_TRUE(checkpoints.save(20, {{"step", 20}, {"again", true}}, "tensors").ok());
  ASSERT_VALUE(const auto found, checkpoints.wholeAt(20));
  EXPECT_TRUE(found.state["again"].get<bool>());
  EXPECT_FALSE(checkpoints.wholeAt(15).ok());
}

}  // namespace
}  // namespace graft
