// SPDX-License-Identifier: Apache-2.0
// The verb store: check, backup, restore, rebuild and the log of changes.
#include <filesystem>

#include "core/base/file.hpp"
#include "tests/support/run_folders.hpp"
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

namespace fs = std::filesystem;

class StoreVerb : public tests::VerbTest {
 protected:
  void SetUp() override {
    for (const char* name : {"shelves-1", "shelves-2"}) {
      test::writeRecord(home / "home", name, "finished");
      test::writeBytes(home / ("home/runs/" + std::string(name) + "/spec.json"), "{}");
    }
    ASSERT_TRUE(run({"runs", "shelves-1", "--add-tag", "best"}).ok());
  }
  size_t tagged(const std::string& tag) {
    const auto found = run({"runs", "--tag", tag});
    EXPECT_TRUE(found.ok());
    return (*found)["runs"].size();
  }
  const std::string copy = home / "copy.sqlite";
};

TEST_F(StoreVerb, TellsADamagedStoreFromAWholeOne) {
  ASSERT_VALUE(const Json whole, run({"store", "check"}));
  EXPECT_EQ(whole["ok"], true);
  EXPECT_TRUE(whole["faults"].empty());
  const std::string file = whole["file"].get<std::string>();
  ASSERT_VALUE(std::string bytes, readFile(file));
  ASSERT_GT(bytes.size(), 16384u);
  for (size_t at = 8192; at < 16384; ++at) bytes[at] = static_cast<char>(~bytes[at]);
  test::writeBytes(file, bytes);
  const auto damaged = run({"store", "check"});
  ASSERT_FALSE(damaged.ok());
  EXPECT_EQ(damaged.error().code, Code::BadInput);
  EXPECT_EQ(damaged.error().hint.text(), "Rebuild it: graft store rebuild.");
  ASSERT_VALUE(const Json rebuilt, run({"store", "rebuild"}));
  EXPECT_EQ(rebuilt["runs"], 2);
  EXPECT_TRUE(run({"store", "check"}).ok());
}

TEST_F(StoreVerb, KeepsTags_WhenRebuilt) {
  ASSERT_VALUE(const Json rebuilt, run({"store", "rebuild"}));
  EXPECT_EQ(rebuilt["runs"], 2);
  EXPECT_EQ(rebuilt["notices"].size(), 1u) << "it says where the old one lies";
  EXPECT_TRUE(fs::exists(home / "home/store/damaged-1.sqlite"));
  EXPECT_EQ(tagged("best"), 1u);
}

TEST_F(StoreVerb, GoesBackToACopy) {
  ASSERT_VALUE(const Json made, run({"store", "backup", copy}));
  EXPECT_EQ(made["file"], copy);
  const auto twice = run({"store", "backup", copy});
  ASSERT_FALSE(twice.ok());
  EXPECT_EQ(twice.error().code, Code::Refused);
  ASSERT_TRUE(run({"runs", "shelves-2", "--add-tag", "later"}).ok());
  EXPECT_EQ(tagged("later"), 1u);
  ASSERT_TRUE(run({"store", "restore", copy}).ok());
  EXPECT_EQ(tagged("later"), 0u);
  EXPECT_EQ(tagged("best"), 1u);
  EXPECT_TRUE(fs::exists(home / "home/store/before-restore-1.sqlite")) << "the one before is kept";
}

TEST_F(StoreVerb, PutsNoOtherFileInItsPlace) {
  test::writeBytes(copy, "this is no database");
  EXPECT_FALSE(run({"store", "restore", copy}).ok());
  EXPECT_FALSE(run({"store", "restore", home / "missing.sqlite"}).ok());
  EXPECT_EQ(tagged("best"), 1u) << "the store is as it was";
}

TEST_F(StoreVerb, LogsChangesByHand_NewestFirst) {
  ASSERT_TRUE(run({"runs", "shelves-2", "--note", "good"}).ok());
  ASSERT_VALUE(const Json found, run({"store", "log"}));
  ASSERT_EQ(found["log"].size(), 2u);
  EXPECT_EQ(found["log"][0]["action"], "note");
  EXPECT_EQ(found["log"][0]["subject"], "shelves-2");
  EXPECT_EQ(found["log"][0]["detail"], "good");
  EXPECT_EQ(found["log"][1]["action"], "tag added");
  EXPECT_FALSE(found["log"][1]["actor"].get<std::string>().empty());
}

}  // namespace
}  // namespace graft::cli
