// SPDX-License-Identifier: Apache-2.0
// The verbs bench train, with a worker, and bench ops.
#include <cmath>

#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

class BenchVerb : public tests::VerbTest {
 protected:
  const std::string model = tests::data("golden/tiny/llama_untied_sharded");
  void SetUp() override {
    ASSERT_TRUE(run({"import", tests::data("gauntlet/openai_chat.jsonl"), "--name", "shelves", "--holdout", "0.2", "--model", model}).ok());
  }
  std::vector<std::string> words(const std::vector<std::string>& flags) const {
    std::vector<std::string> out = {"bench",     "train", "--data",   "shelves", "--model", model, "--dtype",         "fp32",
                                    "--threads", "1",     "--device", "cpu",     "--steps", "3",   "--rows-per-step", "2"};
    out.insert(out.end(), flags.begin(), flags.end());
    return out;
  }
};

TEST_F(BenchVerb, TellsLossAndNormBesideTheSpeed) {
  ASSERT_VALUE(const Json found, run(words({})));
  EXPECT_EQ(found["steps"], 3);
  EXPECT_EQ(found["dtype"], "fp32");
  EXPECT_EQ(found["device"], "cpu");
  EXPECT_EQ(found["threads"], 1);
  EXPECT_GT(found["tokens_per_second"].get<double>(), 0);
  EXPECT_GT(found["grad_norm"].get<double>(), 0);
  EXPECT_NEAR(found["loss_first"].get<double>(), std::log(320), 0.5) << "a random model of 320 tokens knows nothing";
  double share = 0;
  for (const Json& part : found["profile"]) share += part["share"].get<double>();
  EXPECT_NEAR(share, 1, 1e-6) << "the parts are all of the time";
}

TEST_F(BenchVerb, TrainsTheSame_BesideASecondAdapter) {
  ASSERT_VALUE(const Json alone, run(words({})));
  ASSERT_VALUE(const Json both, run(words({"--together", "2"})));
  EXPECT_EQ(both["adapters"], 2);
  EXPECT_NEAR(both["loss_first"].get<double>(), alone["loss_first"].get<double>(), 1e-4);
  EXPECT_NE(shown(words({})).find("tokens/s in fp32 on 1 thread"), std::string::npos);
}

TEST_F(BenchVerb, ListsWhatKernelsCanDo) {
  ASSERT_VALUE(const Json all, run({"bench", "ops", "--support"}));
  EXPECT_GT(all["ops"].size(), 10u);
  EXPECT_EQ(all["threads"], 1);
  for (const Json& op : all["ops"]) {
    EXPECT_FALSE(op["instructions"].empty()) << op["op"];
    EXPECT_GE(op["f32_error"].get<double>(), 0) << op["op"];
    EXPECT_LT(op["f32_error"].get<double>(), 1e-3) << op["op"];
  }
  ASSERT_VALUE(const Json one, run({"bench", "ops", "--support", "--op", "attention"}));
  ASSERT_EQ(one["ops"].size(), 1u);
  EXPECT_EQ(one["ops"][0]["gradient"], true);
}

TEST_F(BenchVerb, NamesTheKernels_WhenOneIsUnknown) {
  const auto unknown = run({"bench", "ops", "--op", "nothing"});
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().code, Code::BadUsage);
  EXPECT_NE(unknown.error().hint.text().find("attention"), std::string::npos);
}

}  // namespace
}  // namespace graft::cli
