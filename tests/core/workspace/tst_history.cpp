// SPDX-License-Identifier: Apache-2.0
// Tests the history that a home's folders tell: datasets, kept adapters, checks, links to models.
#include <algorithm>
#include <filesystem>

#include "core/base/file.hpp"
#include "core/commands/check/check.hpp"
#include "core/data/dataset.hpp"
#include "core/registry/registry.hpp"
#include "core/workspace/datasets.hpp"
#include "core/workspace/history.hpp"
#include "core/workspace/models.hpp"
#include "tests/support/imports.hpp"

namespace graft::workspace {
namespace {

namespace fs = std::filesystem;

class FolderHistory : public tests::Imports {
 protected:
  std::string folder() const { return home.path(); }
  void add(const std::string& name) {
    const auto imported = import(write(name + ".csv", "question,answer\none,eins\ntwo,zwei\nthree,drei\n"));
    ASSERT_TRUE(imported.ok()) << imported.error().text();
  }
  std::vector<Act> told(ActKind kind) const {
    auto out = actsInFolders(folder());
    std::erase_if(out, [kind](const Act& act) { return act.kind != kind; });
    return out;
  }
};

TEST_F(FolderHistory, AnEmptyHomeHasNone) { EXPECT_TRUE(actsInFolders(folder()).empty()); }

TEST_F(FolderHistory, TellsWhatHappenedToDatasets) {
  add("words");
  add("spare");
  auto imported = told(ActKind::DatasetImported);
  ASSERT_EQ(imported.size(), 2u);
  for (const Act& act : imported) {
    EXPECT_EQ(act.version, 1);
    EXPECT_EQ(act.rows, 3u);
    EXPECT_FALSE(act.isGone);
    EXPECT_GT(act.at, "2026");
  }
  ASSERT_TRUE(renameDataset("words", "numbers", folder()).ok());
  const auto renamed = told(ActKind::DatasetRenamed);
  ASSERT_EQ(renamed.size(), 1u);
  EXPECT_EQ(renamed[0].subject, "numbers");
  EXPECT_EQ(renamed[0].detail, "words");
  EXPECT_EQ(told(ActKind::DatasetImported).size(), 2u) << "the link of the old name is no dataset";
  ASSERT_TRUE(deleteDataset("spare", folder()).ok());
  const auto deleted = told(ActKind::DatasetDeleted);
  ASSERT_EQ(deleted.size(), 1u);
  EXPECT_EQ(deleted[0].subject, "spare");
  EXPECT_TRUE(deleted[0].isGone);
  imported = told(ActKind::DatasetImported);
  EXPECT_EQ(imported.size(), 2u) << "it was imported all the same";
  EXPECT_EQ(std::count_if(imported.begin(), imported.end(), [](const Act& act) { return act.isGone; }), 1);
}

TEST_F(FolderHistory, TellsTheLifeOfAKeptAdapter) {
  const std::string tiny = tests::data("golden/tiny/llama_bias_tied");
  ASSERT_VALUE(const auto base, ModelFile::open(tiny));
  const Registry registry(folder());
  ASSERT_VALUE(const auto kept, registry.add({"tickets", tiny + "/final", {}, base.name()}, base));
  ASSERT_TRUE(registry.promote(kept, "challenger", "A. Meier", "").ok());
  CheckResult check;
  check.made = "2026-11-24T08:00:00Z";
  check.adapterHash = kept.entry.adapterHash.value_or("");
  check.verdict = Rating::Amber;
  ASSERT_TRUE(commands::keepCheck(check, folder()).ok());
  EXPECT_EQ(told(ActKind::AdapterKept)[0].subject, "tickets@1");
  const auto promoted = told(ActKind::Promoted);
  ASSERT_EQ(promoted.size(), 1u);
  EXPECT_EQ(promoted[0].actor, "A. Meier");
  EXPECT_EQ(promoted[0].detail, "challenger");
  const auto checked = told(ActKind::Checked);
  ASSERT_EQ(checked.size(), 1u);
  EXPECT_EQ(checked[0].subject, "tickets@1");
  EXPECT_EQ(checked[0].rating, Rating::Amber);
  // A check of an adapter that is not kept names its hash alone.
  check.adapterHash = std::string(64, 'a');
  ASSERT_TRUE(commands::keepCheck(check, folder()).ok());
  EXPECT_EQ(told(ActKind::Checked).size(), 2u);
}

TEST_F(FolderHistory, ModelsAreAddedAndTheirLinksRemoved) {
  const std::string tiny = tests::data("golden/tiny/qwen2_tied");
  ASSERT_TRUE(addModel({"tiny", {}, tiny}, folder()).ok());
  const auto added = told(ActKind::ModelAdded);
  ASSERT_EQ(added.size(), 1u);
  EXPECT_EQ(added[0].subject, "tiny");
  const auto facts = factsOf(modelsOfHome(folder())[1], folder(), Look::Weights);
  EXPECT_TRUE(facts.isLink);
  EXPECT_EQ(facts.architecture, "qwen2");
  EXPECT_GT(facts.need.fullMib, facts.need.fourBitsMib);
  ASSERT_VALUE(const std::string target, removeModel("tiny", folder()));
  EXPECT_EQ(target, tiny);
  EXPECT_TRUE(fs::exists(tiny + "/config.json"));
  EXPECT_EQ(modelsOfHome(folder()).size(), 1u);
  // Models that lie in the folder itself are never deleted.
  fs::copy(tiny, folder() + "/models/own", fs::copy_options::recursive);
  for (const char* name : {"own", "", "../models/own", "absent"}) EXPECT_FALSE(removeModel(name, folder()).ok()) << name;
  EXPECT_TRUE(fs::exists(folder() + "/models/own/config.json"));
  EXPECT_FALSE(factsOf(modelsOfHome(folder())[1], folder(), Look::Weights).isLink);
}

}  // namespace
}  // namespace graft::workspace
