// SPDX-License-Identifier: Apache-2.0
// The verbs resume, pause, stop and cpu-use on runs without a worker.
#include "core/base/file.hpp"
#include "core/base/json.hpp"
#include "core/commands/train/runs.hpp"
#include "tests/support/run_folders.hpp"
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

class ResumeVerb : public tests::VerbTest {
 protected:
  std::string folder(const std::string& name) const { return home / ("home/runs/" + name); }
  /// Writes a run that ended in `state`; one without a state has no record.
  void add(const std::string& name, const std::string& state) {
    TrainJob spec;
    spec.name = name;
    spec.model = tests::data("golden/tiny/llama_untied_sharded");
    spec.settings.rank = 4;
    spec.settings.steps = 6;
    test::writeBytes(folder(name) + "/spec.json", dump(jobToJson(spec)));
    if (!state.empty()) test::writeRecord(home / "home", name, state);
  }
};

TEST_F(ResumeVerb, RefusesAFinishedRun_AndNamesTheWayOn) {
  for (const char* state : {"finished", "stopped early"}) {
    add("done-1", state);
    const auto refused = run({"resume", "done-1"});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, Code::Refused);
    EXPECT_EQ(refused.error().kept.text(), "Nothing was changed.");
    EXPECT_EQ(refused.error().hint.text(), "Train on from its adapter: graft resume done-1 --extend 1.");
  }
  EXPECT_EQ(run({"resume", "missing"}).error().code, Code::BadInput);
}

TEST_F(ResumeVerb, ExtendsOnlyARunWithAnAdapter) {
  add("done-1", "finished");
  const auto refused = run({"resume", "done-1", "--extend", "2"});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::BadInput);
  EXPECT_EQ(refused.error().what.text(), "this run has no adapter");
  std::filesystem::copy(tests::data("golden/tiny/llama_untied_sharded/final"), folder("done-1") + "/adapter");
  ASSERT_VALUE(const auto request, commands::extension("done-1", 2, home / "home"));
  EXPECT_EQ(request.adapter, folder("done-1") + "/adapter");
  EXPECT_EQ(request.parent, "done-1");
  EXPECT_EQ(request.settings.epochs, 2);
  EXPECT_EQ(request.settings.steps, 0) << "passes take the place of steps";
  EXPECT_EQ(request.settings.rank, 4);
}

TEST_F(ResumeVerb, LeavesARunAlone_WhileAWorkerHasIt) {
  add("busy-1", "running");
  std::filesystem::copy(tests::data("golden/tiny/llama_untied_sharded/final"), folder("busy-1") + "/adapter");
  ASSERT_VALUE(const auto lock, FolderLock::take(folder("busy-1")));
  for (const std::vector<std::string>& words : {std::vector<std::string>{"resume", "busy-1"}, {"resume", "busy-1", "--extend", "1"}}) {
    const auto refused = run(words);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, Code::Refused);
    EXPECT_NE(refused.error().hint.text().find("graft stop busy-1"), std::string::npos) << refused.error().hint.text();
  }
}

TEST_F(ResumeVerb, AsksNoRunThatIsNotGoingOn) {
  add("cut-1", "running");
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"pause", "cut-1"}, {"stop", "cut-1"}, {"cpu-use", "cut-1", "gentle"}}) {
    const auto refused = run(words);
    ASSERT_FALSE(refused.ok()) << words[0];
    EXPECT_EQ(refused.error().code, Code::Refused) << words[0];
    EXPECT_EQ(refused.error().kept.text(), "It is as it was.") << words[0];
    EXPECT_FALSE(refused.error().hint.empty()) << words[0];
  }
  const auto unknown = run({"cpu-use", "cut-1", "much"});
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().code, Code::BadUsage);
  EXPECT_EQ(unknown.error().hint.text(), "Known: gentle, normal, all.");
}

TEST_F(ResumeVerb, BeginsAgain_WithoutARecord) {
  add("new-1", "");
  ASSERT_VALUE(const auto fresh, commands::startOf(folder("new-1")));
  EXPECT_FALSE(fresh.resumes);
  EXPECT_EQ(fresh.specFile, folder("new-1") + "/spec.json");
  add("cut-1", "running");
  ASSERT_VALUE(const auto cut, commands::startOf(folder("cut-1")));
  EXPECT_TRUE(cut.resumes);
  EXPECT_EQ(cut.job()["resume"], true);
  EXPECT_EQ(cut.job()["run"], folder("cut-1"));
}

}  // namespace
}  // namespace graft::cli
