// SPDX-License-Identifier: Apache-2.0
// The verb generate with a worker: one answer, its stream, and refusals.
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

class GenerateVerb : public tests::VerbTest {
 protected:
  const std::string model = tests::data("golden/tiny/llama_untied_sharded");
  std::vector<std::string> words(const std::vector<std::string>& flags) const {
    std::vector<std::string> out = {"generate",  "--prompt", "Where is parcel 2?", "--model", model,       "--dtype", "fp32",
                                    "--threads", "1",        "--device",           "cpu",     "--max-new", "12"};
    out.insert(out.end(), flags.begin(), flags.end());
    return out;
  }
};

TEST_F(GenerateVerb, AnswersOnce_AndStreamsTheSameText) {
  ASSERT_VALUE(const Json answer, run(words({})));
  EXPECT_EQ(answer["ids"].size(), 12u);
  EXPECT_EQ(answer["stopped"], false) << "it is cut at --max-new";
  EXPECT_FALSE(answer["text"].get<std::string>().empty());
  const std::string text = shown(words({}));
  EXPECT_TRUE(text.starts_with(visible(answer["text"].get<std::string>()))) << text;
  EXPECT_NE(text.find("cut at --max-new"), std::string::npos) << text;
}

TEST_F(GenerateVerb, DrawsTheSame_WithTheSameSeed) {
  ASSERT_VALUE(const Json one, run(words({"--temperature", "1.5"})));
  ASSERT_VALUE(const Json same, run(words({"--temperature", "1.5"})));
  EXPECT_EQ(one["ids"], same["ids"]);
  ASSERT_VALUE(const Json other, run(words({"--temperature", "1.5", "--seed", "43"})));
  EXPECT_NE(one["ids"].dump(), other["ids"].dump());
}

TEST_F(GenerateVerb, AnswersAsTheBase_AtStrengthZero) {
  ASSERT_VALUE(const Json base, run(words({})));
  ASSERT_VALUE(const Json off, run(words({"--adapter", model + "/final", "--strength", "0"})));
  EXPECT_EQ(base["ids"], off["ids"]);
}

TEST_F(GenerateVerb, NamesWhatIsPermitted) {
  for (const auto& [flag, value, hint] : {std::tuple{"--device", "tpu", "auto, cpu, card"},
                                          {"--dtype", "fp8", "auto, fp32, bf16"},
                                          {"--base", "int2", "nf4"},
                                          {"--cpu-use", "much", "gentle, normal, all"},
                                          {"--strength", "5", "1 is the adapter as it was trained"}}) {
    std::vector<std::string> all = {"generate", "--prompt", "x", "--model", model, "--adapter", model + "/final", flag, value};
    const auto refused = run(all);
    ASSERT_FALSE(refused.ok()) << flag;
    EXPECT_EQ(refused.error().code, Code::BadUsage) << flag;
    EXPECT_NE(refused.error().hint.text().find(hint), std::string::npos) << refused.error().text();
  }
  EXPECT_EQ(run({"generate", "--model", model}).error().code, Code::BadUsage) << "--prompt is required";
}

}  // namespace
}  // namespace graft::cli
