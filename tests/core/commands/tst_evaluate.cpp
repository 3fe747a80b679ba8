// SPDX-License-Identifier: Apache-2.0
// The verb evaluate with a worker: base and adapters on the held-out rows.
#include <cmath>

#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

class EvaluateVerb : public tests::VerbTest {
 protected:
  const std::string model = tests::data("golden/tiny/llama_untied_sharded");
  void SetUp() override { ASSERT_TRUE(imported("shelves", "0.2").ok()); }
  Result<Json> imported(const std::string& name, const std::string& holdout) {
    return run({"import", tests::data("gauntlet/openai_chat.jsonl"), "--name", name, "--holdout", holdout, "--model", model});
  }
  std::vector<std::string> words(const std::string& data, const std::vector<std::string>& flags = {}) const {
    std::vector<std::string> out = {"evaluate",  "--data", data,       "--model", model,       "--dtype", "fp32",
                                    "--threads", "1",      "--device", "cpu",     "--max-new", "4"};
    out.insert(out.end(), flags.begin(), flags.end());
    return out;
  }
};

TEST_F(EvaluateVerb, MeasuresTheBaseThenEachAdapter) {
  ASSERT_VALUE(const Json found, run(words("shelves", {"--adapter", model + "/final", "--adapter", model + "/init"})));
  EXPECT_EQ(found["dtype"], "fp32");
  EXPECT_EQ(found["supervised_tokens"], 65);
  ASSERT_EQ(found["results"].size(), 3u);
  EXPECT_EQ(found["results"][0]["who"], "base");
  EXPECT_FALSE(found["results"][0].contains("hash"));
  EXPECT_EQ(found["results"][1]["who"], model + "/final") << "as the user named it";
  EXPECT_EQ(found["results"][1]["hash"].get<std::string>().size(), 64u);
  for (const Json& row : found["results"]) {
    EXPECT_EQ(row["rows"], 6);
    EXPECT_NEAR(row["perplexity"].get<double>(), std::exp(row["loss"].get<double>()), 1e-9);
    // A random model of 320 tokens knows nothing: about log(320) nats a token.
    EXPECT_NEAR(row["loss"].get<double>(), std::log(320), 0.5);
  }
  EXPECT_NEAR(found["results"][0]["loss"].get<double>(), found["results"][2]["loss"].get<double>(), 1e-6) << "untrained: as the base";
  EXPECT_GT(std::abs(found["results"][0]["loss"].get<double>() - found["results"][1]["loss"].get<double>()), 1e-4);
}

TEST_F(EvaluateVerb, TakesAtMostTheRowsAskedFor) {
  ASSERT_VALUE(const Json found, run(words("shelves", {"--rows", "2"})));
  ASSERT_EQ(found["results"].size(), 1u);
  EXPECT_EQ(found["results"][0]["rows"], 2);
  EXPECT_NE(shown(words("shelves", {"--rows", "2"})).find("held-out loss  perplexity  exact match  rows"), std::string::npos);
}

TEST_F(EvaluateVerb, NeedsHeldOutRows) {
  ASSERT_TRUE(imported("all", "0").ok());
  const auto none = run(words("all"));
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, Code::BadInput);
  EXPECT_NE(none.error().hint.text().find("--holdout"), std::string::npos);
  const auto missing = run(words("nothing"));
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().hint.text(), "Datasets here: all, shelves.");
}

}  // namespace
}  // namespace graft::cli
