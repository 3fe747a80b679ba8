// SPDX-License-Identifier: Apache-2.0
// Helpers of the terminal: widths, control characters, numbers, tables, and marked text.
#include "core/commands/cli/chat_text.hpp"
#include "core/commands/cli/model_flags.hpp"
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

class TerminalTest : public testing::Test {
 protected:
  TerminalTest() { ::setenv("NO_COLOR", "1", 1); }
  template <class Body>
  static std::string printed(const Body& body) {
    testing::internal::CaptureStdout();
    body();
    return testing::internal::GetCapturedStdout();
  }
};

TEST_F(TerminalTest, CountsColumns_NotBytes) {
  EXPECT_EQ(displayWidth("abc"), 3u);
  EXPECT_EQ(displayWidth("é…"), 2u);
  EXPECT_EQ(displayWidth("日本"), 4u) << "East Asian characters take two";
  EXPECT_EQ(displayWidth("🙂"), 2u);
  EXPECT_EQ(displayWidth("e\u0301"), 1u) << "a combining mark takes none";
}

TEST_F(TerminalTest, CutsAtAWidth_AndNeverInsideACharacter) {
  EXPECT_EQ(cutTo("tickets", 7), "tickets");
  EXPECT_EQ(cutTo("tickets", 5), "tick…");
  EXPECT_EQ(cutTo("日本語", 5), "日本…");
  EXPECT_EQ(cutTo("日本語", 4), "日…");
  for (size_t width = 1; width < 8; ++width) EXPECT_LE(displayWidth(cutTo("日a本b語c", width)), width);
}

TEST_F(TerminalTest, MakesControlCharactersVisible) {
  EXPECT_EQ(visible("a\033[2Jb"), "a␛[2Jb");
  EXPECT_EQ(visible("\x7f\r"), "␡␍");
  EXPECT_EQ(visible("line\n\ttab"), "line\n\ttab") << "line ends and tabs stay";
  EXPECT_EQ(visible("\xC2\x9b"), "\xEF\xBF\xBD") << "eight-bit control characters too";
  EXPECT_EQ(visible("é日"), "é日");
  EXPECT_EQ(oneLine("a\nb\tc\rd"), "a⏎b c d");
  const Terminal terminal;
  EXPECT_EQ(printed([&] { terminal.line("data: \033[31m"); }), "data: ␛[31m\n");
}

TEST_F(TerminalTest, WritesNumbersForPeople) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1234567), "1,234,567");
  EXPECT_EQ(counted(1, "row"), "1 row");
  EXPECT_EQ(counted(2000, "row"), "2,000 rows");
  EXPECT_EQ(duration(-1), "0 s");
  EXPECT_EQ(duration(59.4), "59 s");
  EXPECT_EQ(duration(59.6), "1 min 00 s");
  EXPECT_EQ(duration(3599.6), "1 h 00 min");
  EXPECT_EQ(duration(7384), "2 h 03 min");
  EXPECT_EQ(percent(0.123), "12.3 %");
  EXPECT_EQ(decimals(2.0 / 3, 4), "0.6667");
}

TEST_F(TerminalTest, ShowsADash_ForWhatWasNotMeasured) {
  using Cells = std::vector<std::string>;
  EXPECT_EQ(heldoutCells(std::nullopt, 3), (Cells{"-", "-"}));
  EXPECT_EQ(heldoutCells(HeldoutScore{0.25, {}, 6}, 3), (Cells{"0.250", "-"}));
  HeldoutScore whole{0.25, {}, 6};
  whole.exactMatch = 0.5;
  EXPECT_EQ(heldoutCells(whole, 4), (Cells{"0.2500", "50.0 %"}));
}

TEST_F(TerminalTest, AlignsColumnsByTheirWidth) {
  Terminal terminal;
  const auto table = [&] { terminal.table({{"run", "loss"}, {"日本", "0.5"}, {"a\nb", "1"}}); };
  EXPECT_EQ(printed(table), "  run   loss\n  日本  0.5\n  a⏎b   1\n");
  EXPECT_EQ(printed([&] { terminal.table({{"", ""}, {"name", "a long value"}}, 6); }), "  name  a lon…\n") << "an empty header is left out";
  terminal.json = true;
  EXPECT_EQ(printed(table), "") << "with --json nothing else is on standard output";
  EXPECT_EQ(printed([&] { terminal.line("text"); }), "");
}

TEST_F(TerminalTest, MarksWhatIsTrained) {
  const Terminal terminal;
  EXPECT_EQ(marked(terminal, "read", false), "read");
  EXPECT_EQ(marked(terminal, "learned", true), "⟦learned⟧");
  RenderedChat chat;
  chat.text = "ask: where? here.";
  chat.spans = {{{0, 5}, "template", false, Part::Template},
                {{5, 12}, "user", false, Part::Content},
                {{12, 16}, "assistant", true, Part::Content},
                {{16, 17}, "template", true, Part::Template}};
  EXPECT_EQ(shownSpans(chat, terminal), "ask: where? ⟦here.⟧") << "neighbours stand in one pair of marks";
  const Json spans = spansOf(chat);
  ASSERT_EQ(spans.size(), 4u);
  EXPECT_EQ(spans[2]["start"], 12);
  EXPECT_EQ(spans[2]["end"], 16);
  EXPECT_EQ(spans[2]["role"], "assistant");
  EXPECT_EQ(spans[2]["part"], "content");
  EXPECT_EQ(spans[3]["trained"], true);
}

class ModelFlagsTest : public testing::Test {
 protected:
  const std::string model = tests::data("golden/tiny/llama_untied_sharded");
  ModelFlags flags;
  Context context;
};

TEST_F(ModelFlagsTest, NameTheBaseAndHowItIsKept) {
  flags.model = model;
  flags.dtype = "fp32";
  flags.base = "nf4";
  flags.cpu = {"gentle", 3};
  flags.adapters = {model + "/final"};
  ASSERT_VALUE(const ModelOptions options, modelOptions(flags, context));
  EXPECT_EQ(options.model, model);
  EXPECT_EQ(options.dtype, DType::Fp32);
  EXPECT_EQ(options.base, BaseFormat::Nf4);
  EXPECT_EQ(options.cpuUse, CpuUse::Gentle);
  EXPECT_EQ(options.threads, 3);
}

TEST_F(ModelFlagsTest, RefuseAnAdapterOfAnotherBase_AndSeveralWhereOneIsAsked) {
  flags.model = model;
  flags.adapters = {tests::data("golden/tiny/llama_bias_tied/final")};
  const auto refused = modelOptions(flags, context);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::Refused);
  flags.acceptedBases = {"llama_bias_tied"};
  EXPECT_TRUE(modelOptions(flags, context).ok());
  flags.adapters.push_back(model + "/final");
  const auto two = oneAdapter(flags, context);
  ASSERT_FALSE(two.ok());
  EXPECT_EQ(two.error().code, Code::BadUsage);
  EXPECT_NE(two.error().hint.text().find("graft compare"), std::string::npos);
}

}  // namespace
}  // namespace graft::cli
