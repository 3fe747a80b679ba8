// SPDX-License-Identifier: Apache-2.0
// The verb check with a worker: strengths, verdicts, and the kept result.
#include "core/commands/check/check.hpp"
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

class CheckVerb : public tests::VerbTest {
 protected:
  const std::string model = tests::data("golden/tiny/llama_untied_sharded");
  std::vector<std::string> words(const std::vector<std::string>& flags) const {
    std::vector<std::string> out = {"check", model + "/final", "--model", model, "--threads", "1"};
    out.insert(out.end(), flags.begin(), flags.end());
    return out;
  }
};

TEST_F(CheckVerb, MeasuresEachStrength_AndKeepsTheResult) {
  ASSERT_TRUE(run({"import", tests::data("gauntlet/openai_chat.jsonl"), "--name", "shelves", "--holdout", "0.2", "--model", model}).ok());
  ASSERT_VALUE(const Json found, run(words({"--data", "shelves", "--strengths", "0.5"})));
  EXPECT_EQ(found["format"], "graft-check/1");
  EXPECT_EQ(found["passages"], 40);
  EXPECT_EQ(found["heldout_rows"], 6);
  ASSERT_EQ(found["strengths"].size(), 3u) << "0 and 1 are always among them";
  EXPECT_EQ(found["strengths"][0]["strength"], 0);
  EXPECT_EQ(found["strengths"][0]["general_kl"], 0) << "strength 0 is the base";
  EXPECT_EQ(found["strengths"][1]["strength"], 0.5);
  EXPECT_LT(found["strengths"][1]["general_kl"].get<double>(), found["strengths"][2]["general_kl"].get<double>());
  EXPECT_EQ(found["recitation"]["tried"], 19) << "rows that were trained on";
  EXPECT_EQ(found["verdict"], "green");
  const auto kept = commands::lastCheckOf(model + "/final", home / "home");
  ASSERT_TRUE(kept);
  EXPECT_EQ(toJson(*kept), found);
  EXPECT_FALSE(commands::lastCheckOf(model + "/init", home / "home")) << "of these tensors only";
}

TEST_F(CheckVerb, SaysItsVerdictInWords) {
  const std::string text = shown(words({"--strengths", "1"}));
  EXPECT_NE(text.find("0.00 (base)"), std::string::npos) << text;
  EXPECT_NE(text.find("green  General ability kept."), std::string::npos) << text;
  EXPECT_NE(text.find("No row of the training data is long enough"), std::string::npos) << "without data nothing can be recited";
}

TEST_F(CheckVerb, RefusesBeforeAnythingIsLoaded) {
  for (const char* strengths : {"5", "-1", "0.1,0.2,0.3,0.4,0.5,0.6,0.7"}) {
    const auto refused = run(words({"--strengths", strengths}));
    ASSERT_FALSE(refused.ok()) << strengths;
    EXPECT_EQ(refused.error().code, Code::BadUsage) << strengths;
  }
  const auto other = run({"check", model + "/final", "--model", tests::data("golden/tiny/llama_bias_tied")});
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().code, Code::Refused);
  EXPECT_NE(other.error().hint.text().find("--accept-base"), std::string::npos);
}

TEST(CheckSentences, TellTheWorstFirst) {
  CheckResult result;
  result.generalVerdict = Rating::Amber;
  EXPECT_EQ(commands::generalSentence(result).text(), "General ability slightly reduced.");
  MemorizationResult found;
  found.tried = 20;
  EXPECT_EQ(commands::memorizationSentence(found).text(), "None of 20 trained rows is recited word for word.");
  found.recited = 2;
  found.verdict = Rating::Amber;
  EXPECT_EQ(commands::memorizationSentence(found).text(), "2 of 20 trained rows are recited word for word.");
  found.verdict = Rating::Red;
  EXPECT_NE(commands::memorizationSentence(found).text().find("personal data"), std::string::npos);
}

}  // namespace
}  // namespace graft::cli
