// SPDX-License-Identifier: Apache-2.0
#include "core/commands/queue/queue_runner.hpp"

#include "core/base/file.hpp"
#include "core/run/checkpoints.hpp"
#include "tests/support/paths.hpp"

namespace graft::commands {
namespace {

class Queue : public ::testing::Test {
 protected:
  std::string home() const { return m_folder.path(); }
  std::string folder(const std::string& run) const { return workspace::runFolder(run, home()); }
  /// A run that waits in the queue. Without a record it has not begun.
  void add(const std::string& run, const std::string& sweep = {}) {
    TrainJob spec;
    spec.name = run;
    ASSERT_TRUE(makeFolder(folder(run)).ok());
    ASSERT_TRUE(writeFileAtomic(folder(run) + "/spec.json", dump(jobToJson(spec))).ok());
    ASSERT_TRUE(RunQueue(home()).add({run, sweep}).ok());
  }
  void record(const std::string& run, const std::string& state, const std::vector<std::string>& together = {}) {
    RunRecord out;
    out.run = run;
    out.state = state;
    if (!together.empty()) out.together = together;
    if (state == nameOf(EndState::Finished)) {
      out.result.emplace();
      out.result->run = run;
      out.result->state = EndState::Finished;
    }
    ASSERT_TRUE(writeFileAtomic(folder(run) + "/run.json", dump(toJson(out))).ok());
  }
  void checkpoint(const std::string& run, int64_t step) {
    ASSERT_TRUE(CheckpointFolder(folder(run)).save(step, Json::object(), "tensors").ok());
  }
  std::vector<std::string> waiting() const {
    std::vector<std::string> out;
    const auto entries = RunQueue(home()).list();
    for (const QueueEntry& entry : *entries) out.push_back(entry.run);
    return out;
  }
  std::vector<std::string> turn(const QueueRunner& runner) const {
    const auto next = runner.next();
    return next.ok() && *next ? (*next)->runs : std::vector<std::string>();
  }

 private:
  tests::TemporaryFolder m_folder;
};
using Names = std::vector<std::string>;

TEST_F(Queue, GoesOnAfterEachEnd_AndStopsWithTheUser) {
  for (const char* run : {"a", "b", "c"}) add(run);
  ASSERT_VALUE(const auto runner, QueueRunner::begin(home()));
  EXPECT_EQ(turn(runner), Names{"a"});
  EXPECT_TRUE(*runner.ended("a", "finished"));
  EXPECT_EQ(turn(runner), Names{"b"});
  EXPECT_TRUE(*runner.ended("b", "failed"));
  EXPECT_FALSE(*runner.ended("c", "stopped"));
  EXPECT_EQ(waiting(), Names{"c"}) << "a stopped run keeps its place";
  EXPECT_TRUE(*runner.ended("not there", "finished")) << "the user may have taken it out";
}

TEST_F(Queue, IsWorkedOffByOneProgram) {
  ASSERT_VALUE(const auto runner, QueueRunner::begin(home()));
  EXPECT_EQ(QueueRunner::begin(home()).error().code, Code::Refused);
}

TEST_F(Queue, TakesRunsOfTheSweepOnly) {
  add("other");
  add("mine", "sweep-1");
  ASSERT_VALUE(const auto runner, QueueRunner::begin(home(), "sweep-1"));
  EXPECT_EQ(turn(runner), Names{"mine"});
}

TEST_F(Queue, ReportsARunThatHasEndedAlready) {
  add("a");
  record("a", "finished");
  ASSERT_VALUE(const auto runner, QueueRunner::begin(home()));
  ASSERT_VALUE(const auto next, runner.next());
  ASSERT_TRUE(next && next->end);
  EXPECT_EQ(next->end->state, EndState::Finished);
}

TEST_F(Queue, ResumesAGroupTogether_AtACommonStep) {
  const Names all = {"a", "b", "c", "d"};
  for (const auto& run : all) add(run);
  for (const auto& run : all) record(run, "running", all);
  for (const auto& run : all) checkpoint(run, 5);
  checkpoint("a", 10);  // the worker was cut off between its saves
  record("d", "finished", all);
  ASSERT_VALUE(const auto runner, QueueRunner::begin(home()));
  EXPECT_EQ(turn(runner), (Names{"a", "b", "c"}));
  ASSERT_VALUE(const auto start, startWithGroup(folder("a"), waiting()));
  EXPECT_TRUE(start.resumes);
  EXPECT_EQ(start.job()["job"], GroupJob::jobName);
  EXPECT_EQ(start.job()["runs"].size(), 3u);
  EXPECT_EQ(start.job()["runs"][0]["resume"], true);
  ASSERT_TRUE(RunQueue(home()).remove("b").ok());
  EXPECT_EQ(turn(runner), (Names{"a", "c"})) << "a run that the user took out is left alone";
}

TEST_F(Queue, ResumesAlone_WithoutACommonStep) {
  const Names all = {"a", "b"};
  for (const auto& run : all) add(run);
  for (const auto& run : all) record(run, "stopped", all);
  checkpoint("a", 5);
  checkpoint("b", 7);
  ASSERT_VALUE(const auto runner, QueueRunner::begin(home()));
  EXPECT_EQ(turn(runner), Names{"a"});
  ASSERT_VALUE(const auto start, startWithGroup(folder("a"), all));
  EXPECT_EQ(start.job()["job"], TrainJob::jobName);
}

TEST_F(Queue, StartsTogether_OnlyRunsThatHaveNotBegun) {
  add("a");
  add("b");
  ASSERT_VALUE(const auto start, startTogether({folder("a"), folder("b")}));
  EXPECT_FALSE(start.resumes);
  EXPECT_EQ(start.runs.size(), 2u);
  record("b", "running");
  EXPECT_EQ(startTogether({folder("a"), folder("b")}).error().code, Code::Refused);
}

}  // namespace
}  // namespace graft::commands
