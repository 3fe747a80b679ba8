// SPDX-License-Identifier: Apache-2.0
// The job "ask": base and adapters side by side.
#include "core/contract/jobs/answer.hpp"
#include "tests/support/jobs.hpp"

namespace graft::jobs {
namespace {

class AskJobTest : public tests::JobTest {
 protected:
  AskJob job = jobOnModel<AskJob>();
  void SetUp() override {
    job.prompt = "Where is parcel 2?";
    job.maxNew = 10;
    job.adapters = {{"tuned", adapterFolder()}};
  }
};

TEST_F(AskJobTest, AnswersAsGenerateDoes) {
  ASSERT_VALUE(const AskResult asked, run(job));
  ASSERT_EQ(asked.panes.size(), 2u);
  EXPECT_EQ(asked.panes[0].who, "base");
  EXPECT_EQ(asked.panes[1].who, "tuned");
  for (size_t i = 0; i < 2; ++i) {
    GenerateJob one = jobOnModel<GenerateJob>();
    one.prompt = job.prompt;
    one.maxNew = job.maxNew;
    one.adapter = i == 0 ? "" : adapterFolder();
    ASSERT_VALUE(const GenerateResult alone, run(one));
    EXPECT_TRUE(alone.text.starts_with(asked.panes[i].text)) << alone.text << " | " << asked.panes[i].text;
    EXPECT_EQ(asked.panes[i].stopped, alone.stopped);
  }
}

TEST_F(AskJobTest, StreamsTheTextOfEachPane) {
  ASSERT_VALUE(const AskResult asked, run(job));
  std::vector<std::string> streamed(2);
  for (const TextEvent& event : events<TextEvent>()) {
    ASSERT_TRUE(event.pane && *event.pane < 2);
    streamed[*event.pane] += event.text;
    ASSERT_TRUE(event.p.has_value());
    EXPECT_TRUE(*event.p > 0 && *event.p <= 1) << *event.p;
  }
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(streamed[i], asked.panes[i].text);
    std::string tokens;
    for (const AnswerToken& token : asked.panes[i].tokens) tokens += token.text;
    EXPECT_EQ(tokens, asked.panes[i].text);
  }
}

TEST_F(AskJobTest, ProvesTheAdapterByItsHashAndItsDistance) {
  ASSERT_VALUE(const AskResult asked, run(job));
  EXPECT_EQ(asked.panes[0].kl, 0);
  EXPECT_EQ(asked.panes[0].hash, "");
  EXPECT_GT(asked.panes[1].kl, 0);
  EXPECT_EQ(asked.panes[1].hash.size(), 64u);
  EXPECT_EQ(asked.panes[1].sameAsBase, asked.panes[1].text == asked.panes[0].text);
  job.strength = 0;
  ASSERT_VALUE(const AskResult off, run(job));
  EXPECT_EQ(off.panes[1].kl, 0);
  EXPECT_TRUE(off.panes[1].sameAsBase);
}

TEST_F(AskJobTest, RefusesAnAdapterThatIsNotThere) {
  job.adapters = {{"gone", home / "gone"}};
  const auto result = run(job);
  ASSERT_FALSE(result.ok());
  EXPECT_NE(result.error().text().find("gone"), std::string::npos);
}

/// Each pane continues the conversation of its own answers: what the adapter said earlier does not reach the base.
TEST_F(AskJobTest, ContinuesEachPanesOwnConversation) {
  const std::string rambling = "The parcel lies on a shelf that nobody has looked at since the summer.";
  job.turns = {{"Where is parcel 1?", {"On shelf 3.", rambling}}};
  ASSERT_VALUE(const AskResult one, run(job));
  job.turns[0].answers[1] = "On shelf 4.";
  ASSERT_VALUE(const AskResult other, run(job));
  EXPECT_EQ(other.panes[0].text, one.panes[0].text);
  EXPECT_NE(other.panes[1].kl, one.panes[1].kl) << "the adapter reads its own earlier answer";
  job.turns.clear();
  ASSERT_VALUE(const AskResult alone, run(job));
  EXPECT_NE(alone.panes[1].kl, other.panes[1].kl);
}

TEST_F(AskJobTest, SendsTheSystemInstruction) {
  ASSERT_VALUE(const AskResult plain, run(job));
  job.system = "You answer at the parcel desk. Be short.";
  ASSERT_VALUE(const AskResult told, run(job));
  EXPECT_NE(told.panes[1].kl, plain.panes[1].kl);
}

TEST_F(AskJobTest, RefusesTurnsThatDoNotFit) {
  job.turns = {{"Where is parcel 1?", {"On shelf 3."}}};
  const auto missing = run(job);
  ASSERT_FALSE(missing.ok());
  EXPECT_NE(missing.error().text().find("1 answers for 2 models"), std::string::npos) << missing.error().text();
  std::string endless;
  for (int i = 0; i < 40'000; ++i) endless += "shelf ";
  job.turns = {{"Where is parcel 1?", {endless, endless}}};
  const auto full = run(job);
  ASSERT_FALSE(full.ok());
  EXPECT_NE(full.error().text().find("tokens"), std::string::npos) << full.error().text();
}

}  // namespace
}  // namespace graft::jobs
