// SPDX-License-Identifier: Apache-2.0
// Tests the launcher with a worker that crashes, sends wrong frames, goes silent or floods.
#include "core/protocol/launcher.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "core/protocol/frame_writer.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

class Launcher : public testing::Test {
 protected:
  tests::TemporaryFolder folder;
  int frames = 0, silences = 0;
  Result<Json> run(const Json& job) {
    frames = silences = 0;
    return runWorker({job, folder / "job.json", folder / "log", GRAFT_FAKE_WORKER},
                     {[this](const Frame&) { ++frames; }, [this](double) { ++silences; }});
  }
};

TEST_F(Launcher, anHonestWorkerGivesItsResult) {
  ASSERT_VALUE(const Json result, run({{"mode", "honest"}}));
  EXPECT_TRUE(result["done"].get<bool>());
  EXPECT_EQ(frames, 6);
  EXPECT_EQ(silences, 0);
}

TEST_F(Launcher, commandsReachTheWorker) {
  for (const Command answer : {Command::Resume, Command::Stop, Command::GiveBackMemory}) {
    CommandQueue commands;
    std::vector<std::string> said;
    const auto outcome = runWorker({{{"mode", "echo"}}, folder / "job.json", folder / "log", GRAFT_FAKE_WORKER},
                                   {[&](const Frame& frame) {
                                      said.push_back(get<std::string>(frame.payload, "text", ""));
                                      if (said.size() == 1) commands.send(Command::Pause);
                                      if (said.size() == 2) commands.send(Command::CheckpointNow), commands.send(answer);
                                    },
                                    {},
                                    &commands});
    ASSERT_TRUE(outcome.ok()) << outcome.error().text();
    EXPECT_TRUE(outcome.value()["checkpoint"].get<bool>());
    ASSERT_EQ(said.size(), 4u);
    EXPECT_EQ(said[2], commandName(answer));
  }
}

TEST(Commands, anEndOfInputDuringAPauseGivesTheMemoryBack) {
  int pipes[2];
  ASSERT_EQ(::pipe(pipes), 0);
  CommandReader reader(pipes[0]);
  const std::string lines = std::string(1000, 'x') + "\nnonsense\n\npause\n";
  ASSERT_EQ(::write(pipes[1], lines.data(), lines.size()), static_cast<ssize_t>(lines.size()));
  while (!reader.pauseAsked()) ::poll(nullptr, 0, 1);
  ::close(pipes[1]);
  reader.waitWhilePaused([] { return false; });
  EXPECT_TRUE(reader.stopAsked() && reader.memoryAsked());
  EXPECT_FALSE(reader.takeCheckpointNow());
}

TEST_F(Launcher, itsOwnErrorArrivesWhole) {
  const auto outcome = run({{"mode", "failure"}});
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, Code::DoesNotFit);
  EXPECT_EQ(outcome.error().where, "tensor x");
}

TEST_F(Launcher, everyWayToDieIsToldApart) {
  for (int at = 0; at < 5; ++at) {
    const auto crash = run({{"mode", "crash"}, {"at", at}});
    ASSERT_FALSE(crash.ok());
    EXPECT_EQ(crash.error().code, Code::Engine);
    EXPECT_NE(crash.error().what.text().find("crashed"), std::string::npos);
    EXPECT_EQ(frames, at);
    const auto killed = run({{"mode", "killed"}, {"at", at}});
    ASSERT_FALSE(killed.ok());
    EXPECT_EQ(killed.error().code, Code::DoesNotFit);
    for (const char* signal : {"fault", "abort"}) {
      const auto full = run({{"mode", "no room"}, {"at", at}, {"signal", signal}});
      ASSERT_FALSE(full.ok());
      EXPECT_EQ(full.error().code, Code::DoesNotFit) << signal;
    }
    const auto ended = run({{"mode", "exit"}, {"at", at}});
    ASSERT_FALSE(ended.ok());
    EXPECT_NE(ended.error().what.text().find("exit code 7"), std::string::npos);
  }
}

TEST_F(Launcher, liesAreErrorsAndNotGuesses) {
  for (const char* mode : {"version", "magic", "order", "garbage", "cut", "no result", "bad exit"}) {
    const auto outcome = run({{"mode", mode}, {"at", 2}});
    ASSERT_FALSE(outcome.ok()) << mode;
    EXPECT_FALSE(outcome.error().what.empty()) << mode;
  }
  EXPECT_NE(run({{"mode", "version"}}).error().what.text().find("77"), std::string::npos);
}

TEST_F(Launcher, silenceIsToldOnceAndTheRunGoesOn) {
  ASSERT_VALUE(const Json result, run({{"mode", "silence"}, {"at", 3}, {"milliseconds", static_cast<int>(kSilenceSeconds * 1000) + 700}}));
  EXPECT_TRUE(result["done"].get<bool>());
  EXPECT_EQ(silences, 1);
}

TEST_F(Launcher, aFloodArrivesWhole) {
  ASSERT_VALUE(const Json result, run({{"mode", "flood"}, {"frames", 20000}}));
  EXPECT_EQ(frames, 20001);
}

TEST_F(Launcher, aMissingProgramIsNamed) {
  const auto outcome = runWorker({{}, folder / "job.json", folder / "log", folder / "nothing"}, {});
  ASSERT_FALSE(outcome.ok());
  EXPECT_NE(outcome.error().where.find("nothing"), std::string::npos);
}

TEST_F(Launcher, aRecordedStreamIsPlayedAgain) {
  {
    FrameWriter writer(::open("/dev/null", O_WRONLY));
    writer.emit(FrameType::Hello, {{"program", "test"}});
    ASSERT_TRUE(writer.recordTo(nextEventFile(folder.path())).ok());
    writer.emit(FrameType::Heartbeat, {});
    writer.emit(FrameType::Step, {{"step", 1}});
    writer.emit(FrameType::Result, {{"ok", 1}});
    writer.emit(FrameType::CpuUse, {{"use", "gentle"}});  // frame that arrived while the worker was ending
  }
  EXPECT_EQ(latestEventFile(folder.path()), folder / "events/0001.frames");
  std::vector<FrameType> seen;
  ASSERT_VALUE(const Json result, followRun(folder.path(), [&](const Frame& f) { seen.push_back(f.type); }));
  EXPECT_EQ(result["ok"].get<int>(), 1);
  EXPECT_EQ(seen, (std::vector{FrameType::Hello, FrameType::Step, FrameType::Result})) << "heartbeats are not kept";
}

TEST_F(Launcher, aRecordWithoutEndSaysSo) {
  FrameWriter writer(::open("/dev/null", O_WRONLY));
  ASSERT_TRUE(writer.recordTo(nextEventFile(folder.path())).ok());
  writer.emit(FrameType::Step, {{"step", 1}});
  const auto outcome = followRun(folder.path(), {});
  ASSERT_FALSE(outcome.ok());
  EXPECT_NE(outcome.error().what.text().find("cut off"), std::string::npos);
}

}  // namespace
}  // namespace graft
