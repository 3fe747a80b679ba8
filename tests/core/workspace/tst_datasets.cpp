// SPDX-License-Identifier: Apache-2.0
// Tests renaming, deletion and the way back of datasets.
#include <filesystem>

#include "core/base/file.hpp"
#include "core/workspace/datasets.hpp"
#include "tests/support/imports.hpp"

namespace graft::workspace {
namespace {

namespace fs = std::filesystem;

class Datasets : public tests::Imports {
 protected:
  std::string folder() const { return home.path(); }
  void add(const std::string& name) {
    const auto imported = import(write(name + ".csv", "question,answer\none,eins\ntwo,zwei\nthree,drei\n"));
    ASSERT_TRUE(imported.ok()) << imported.error().text();
  }
};

TEST_F(Datasets, RestoreBringsADeletedOneBack) {
  add("words");
  const auto bin = deleteDataset("words", folder());
  ASSERT_TRUE(bin.ok());
  EXPECT_FALSE(findDataset("words", folder(), {}).ok());
  ASSERT_TRUE(restoreDataset("words", *bin, folder()).ok());
  const auto back = findDataset("words", folder(), {});
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->rows(), 3U);
}

/// Runs know a renamed dataset by its earlier name, a link, which comes back too.
TEST_F(Datasets, RestoreBringsEarlierNamesBack) {
  add("words");
  const std::string before = findDataset("words", folder(), {})->folder();
  ASSERT_TRUE(renameDataset("words", "numbers", folder()).ok());
  EXPECT_EQ(presentFolder(before), folder() + "/datasets/numbers/1");
  const auto renamed = findDataset("words", folder(), {});
  ASSERT_TRUE(renamed.ok());
  EXPECT_EQ(renamed->manifest().dataset, "numbers");
  const auto bin = deleteDataset("numbers", folder());
  ASSERT_TRUE(bin.ok());
  EXPECT_FALSE(fs::exists(fs::symlink_status(folder() + "/datasets/words")));
  ASSERT_TRUE(restoreDataset("numbers", *bin, folder()).ok());
  EXPECT_TRUE(fs::exists(folder() + "/datasets/words/1/rows.jsonl"));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder() + "/datasets/numbers"), fs::directory_iterator()), 1) << "only the version";
}

/// Each renaming leaves a link, so a name before the last one leads through the next.
TEST_F(Datasets, NamesBeforeTheLastOneLeadToTheDatasetToo) {
  add("words");
  const std::string first = findDataset("words", folder(), {})->folder();
  ASSERT_TRUE(renameDataset("words", "numbers", folder()).ok());
  ASSERT_TRUE(renameDataset("numbers", "figures", folder()).ok());
  EXPECT_EQ(presentFolder(first), folder() + "/datasets/figures/1");
  const auto bin = deleteDataset("figures", folder());
  ASSERT_TRUE(bin.ok());
  ASSERT_TRUE(restoreDataset("figures", *bin, folder()).ok());
  EXPECT_EQ(presentFolder(first), folder() + "/datasets/figures/1");
  EXPECT_TRUE(fs::exists(folder() + "/datasets/words/1/rows.jsonl"));
  EXPECT_TRUE(fs::exists(folder() + "/datasets/numbers/1/rows.jsonl"));
}

TEST_F(Datasets, RestoreIsRefused_WhenTheNameIsTaken) {
  add("words");
  const auto bin = deleteDataset("words", folder());
  ASSERT_TRUE(bin.ok());
  add("words");
  const Status refused = restoreDataset("words", *bin, folder());
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::Refused);
  EXPECT_TRUE(fs::exists(*bin)) << "it stays in the bin";
}

}  // namespace
}  // namespace graft::workspace
