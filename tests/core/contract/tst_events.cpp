// SPDX-License-Identifier: Apache-2.0
#include "core/contract/events.hpp"

#include "core/base/file.hpp"
#include "core/protocol/frames.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

TEST(Events, ComeBackFromTheirJson) {
  const PhaseEvent resumed{Phase::Resuming, "tickets-1", 40, 12.5};
  EXPECT_EQ(fromJson<PhaseEvent>(toJson(resumed)), resumed);
  EXPECT_EQ(dump(toJson(PhaseEvent{Phase::Training, {}, {}, {}})), R"({"phase":"training"})");
  const CheckpointEvent checkpoint{7, 0.25, 1 << 20};
  EXPECT_EQ(fromJson<CheckpointEvent>(toJson(checkpoint)), checkpoint);
  const CpuUseEvent use{CpuUse::Gentle, 4};
  EXPECT_EQ(fromJson<CpuUseEvent>(toJson(use)), use);
}

TEST(Events, AreReadAsFarAsTheyAreKnown) {
  const auto step = fromJson<StepEvent>(Json::parse(R"({"step":3,"loss":null,"lr":"high","tokens":12,"rows":[4,"x",6],"later":true})"));
  EXPECT_EQ(step.step, 3);
  EXPECT_TRUE(std::isnan(step.loss));
  EXPECT_TRUE(std::isnan(step.lr));
  EXPECT_EQ(step.tokens, 12u);
  EXPECT_TRUE(step.rows.empty()) << "a list is taken whole or not at all";
  const auto odd = fromJson<StepEvent>(Json::parse(R"({"step":2.7,"tokens":-1,"supervised_tokens":1e300,"seconds":3})"));
  EXPECT_EQ(odd.step, 0);
  EXPECT_EQ(odd.tokens, 0u);
  EXPECT_EQ(odd.supervised, 0u);
  EXPECT_EQ(odd.seconds, 3);
  const auto unknown = fromJson<PhaseEvent>(Json::parse(R"({"phase":"dreaming"})"));
  EXPECT_EQ(unknown, (PhaseEvent{Phase::Unknown, "dreaming", {}, {}}));
  EXPECT_EQ(englishOf(unknown), "dreaming");
  EXPECT_EQ(fromJson<PhaseEvent>(Json::parse("[1]")).phase, Phase::Unknown);
}

TEST(Events, PhasesOfOlderWorkersAreKnown) {
  const auto phase = [](const char* json) { return fromJson<PhaseEvent>(Json::parse(json)); };
  EXPECT_EQ(phase(R"({"phase":"going on after step 40","resumed_after":40})"), (PhaseEvent{Phase::Resuming, {}, 40, {}}));
  EXPECT_EQ(phase(R"({"phase":"measuring tickets-1"})"), (PhaseEvent{Phase::Evaluating, "tickets-1", {}, {}}));
  EXPECT_EQ(phase(R"({"phase":"asking tickets-1"})"), (PhaseEvent{Phase::Asking, "tickets-1", {}, {}}));
  EXPECT_EQ(englishOf(phase(R"({"phase":"going on after step 40","resumed_after":40})")), "going on after step 40");
}

TEST(Events, NumbersThatJsonDoesNotHaveAreNull) {
  StepEvent step;
  step.loss = std::numeric_limits<double>::infinity();
  EXPECT_EQ(dump(toJson(step)["loss"]), "null");
}

TEST(Events, OfARecordedRunAreThoseOfItsFrames) {
  ASSERT_VALUE(const auto bytes, readFile(tests::source("tests/data/ui/starter-1/events/0001.frames"), 1 << 26));
  FrameReader reader;
  reader.feed(bytes);
  int steps = 0, phases = 0, checkpoints = 0;
  for (Frame frame;;) {
    ASSERT_VALUE(const bool more, reader.next(frame));
    if (!more) break;
    const Json& p = frame.payload;
    if (const auto step = eventIn<StepEvent>(frame)) {
      ++steps;
      for (const auto& [key, value] : p.items()) EXPECT_EQ(toJson(*step)[key], value) << key;
    }
    if (const auto phase = eventIn<PhaseEvent>(frame)) {
      ++phases;
      EXPECT_EQ(nameOf(phase->phase), p["phase"].get<std::string>());
    }
    if (const auto checkpoint = eventIn<CheckpointEvent>(frame)) {
      ++checkpoints;
      for (const auto& [key, value] : p.items()) EXPECT_EQ(toJson(*checkpoint)[key], value) << key;
    }
  }
  EXPECT_GT(steps, 10);
  EXPECT_GT(phases, 3);
  EXPECT_GT(checkpoints, 0);
}

}  // namespace
}  // namespace graft
