// SPDX-License-Identifier: Apache-2.0
// Tests renaming, deletion and the way back of datasets.
#include <filesystem>

#include "core/base/file.hpp"
#include "core/workspace/datasets.hpp"
#include "tests/support/paths.hpp"

namespace graft::workspace {
namespace {

namespace fs = std::filesystem;

class Datasets : public testing::Test {
 protected:
  std::string home() const { return m_folder.path(); }
  void import(const std::string& name) const {
    ImportOptions options;
    options.file = m_folder / (name + ".csv");
    options.name = name;
    ASSERT_TRUE(writeFileSynced(options.file, "question,answer\none,eins\ntwo,zwei\nthree,drei\n").ok());
    ASSERT_TRUE(importFile(options, home()).ok());
  }
  tests::TemporaryFolder m_folder;
};

TEST_F(Datasets, RestoreBringsADeletedOneBack) {
  import("words");
  const auto bin = deleteDataset("words", home());
  ASSERT_TRUE(bin.ok());
  EXPECT_FALSE(findDataset("words", home(), {}).ok());
  ASSERT_TRUE(restoreDataset("words", *bin, home()).ok());
  const auto back = findDataset("words", home(), {});
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->rows(), 3U);
}

/// Runs know a renamed dataset by its earlier name, a link, which comes back too.
TEST_F(Datasets, RestoreBringsEarlierNamesBack) {
  import("words");
  const std::string before = findDataset("words", home(), {})->folder();
  ASSERT_TRUE(renameDataset("words", "numbers", home()).ok());
  EXPECT_EQ(presentFolder(before), home() + "/datasets/numbers/1");
  const auto renamed = findDataset("words", home(), {});
  ASSERT_TRUE(renamed.ok());
  EXPECT_EQ(renamed->manifest().dataset, "numbers");
  const auto bin = deleteDataset("numbers", home());
  ASSERT_TRUE(bin.ok());
  EXPECT_FALSE(fs::exists(fs::symlink_status(home() + "/datasets/words")));
  ASSERT_TRUE(restoreDataset("numbers", *bin, home()).ok());
  EXPECT_TRUE(fs::exists(home() + "/datasets/words/1/rows.jsonl"));
  EXPECT_EQ(std::distance(fs::directory_iterator(home() + "/datasets/numbers"), fs::directory_iterator()), 1) << "only the version";
}

TEST_F(Datasets, RestoreIsRefused_WhenTheNameIsTaken) {
  import("words");
  const auto bin = deleteDataset("words", home());
  ASSERT_TRUE(bin.ok());
  import("words");
  const Status refused = restoreDataset("words", *bin, home());
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::Refused);
  EXPECT_TRUE(fs::exists(*bin)) << "it stays in the bin";
}

}  // namespace
}  // namespace graft::workspace
