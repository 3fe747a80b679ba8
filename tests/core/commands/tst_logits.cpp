// SPDX-License-Identifier: Apache-2.0
// The verb logits with a worker, beside numbers of transformers.
#include "core/base/json.hpp"
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

class LogitsVerb : public tests::VerbTest {
 protected:
  static std::string folder(const std::string& model) { return tests::data("golden/tiny/" + model); }
  Result<Json> logits(const std::string& model, const std::string& ids, const std::vector<std::string>& flags = {}) {
    std::vector<std::string> words = {"logits", "--ids",     ids, "--model",  folder(model), "--dtype",
                                      "fp32",   "--threads", "1", "--device", "cpu"};
    words.insert(words.end(), flags.begin(), flags.end());
    return run(words);
  }
  const std::string tiny = "llama_untied_sharded";
};

TEST_F(LogitsVerb, EqualsTransformers) {
  for (const char* model : {"llama_untied_sharded", "qwen2_tied", "gemma3_local"}) {
    ASSERT_VALUE(const Json golden, readJsonFile(folder(model) + "/golden.json"));
    const Json& expected = golden["logits"][1];
    std::string ids;
    for (const Json& id : expected["ids"]) ids += (ids.empty() ? "" : ",") + id.dump();
    ASSERT_VALUE(const Json found, logits(model, ids));
    EXPECT_EQ(found["dtype"], "fp32");
    EXPECT_NEAR(found["logsumexp"].get<double>(), expected["logsumexp"].get<double>(), 5e-4) << model;
    EXPECT_NEAR(found["mean"].get<double>(), expected["mean"].get<double>(), 5e-4) << model;
    ASSERT_EQ(found["top"].size(), expected["top_ids"].size());
    for (size_t i = 0; i < found["top"].size(); ++i) {
      EXPECT_EQ(found["top"][i]["id"], expected["top_ids"][i]) << model << " " << i;
      EXPECT_NEAR(found["top"][i]["logit"].get<double>(), expected["top_logits"][i].get<double>(), 5e-4) << model << " " << i;
    }
  }
}

TEST_F(LogitsVerb, TakesAnAdapterAtAStrength) {
  ASSERT_VALUE(const Json base, logits(tiny, "71,5,9"));
  ASSERT_VALUE(const Json tuned, logits(tiny, "71,5,9", {"--adapter", folder(tiny) + "/final"}));
  EXPECT_NE(tuned["logsumexp"].get<double>(), base["logsumexp"].get<double>());
  ASSERT_VALUE(const Json off, logits(tiny, "71,5,9", {"--adapter", folder(tiny) + "/final", "--strength", "0"}));
  EXPECT_EQ(off["logsumexp"], base["logsumexp"]);
  EXPECT_EQ(off["top"], base["top"]);
}

TEST_F(LogitsVerb, RefusesWhatIsNoToken) {
  const auto word = logits(tiny, "1,x");
  ASSERT_FALSE(word.ok());
  EXPECT_EQ(word.error().code, Code::BadUsage);
  EXPECT_EQ(word.error().hint.text(), "Example: --ids 1,2,3.");
  const auto beyond = logits(tiny, "320");
  ASSERT_FALSE(beyond.ok());
  EXPECT_EQ(beyond.error().code, Code::BadUsage);
  EXPECT_EQ(beyond.error().what.text(), "--ids: 320 is not in the vocabulary of 320");
  const auto two = logits(tiny, "1", {"--adapter", folder(tiny) + "/final", "--adapter", folder(tiny) + "/init"});
  ASSERT_FALSE(two.ok());
  EXPECT_EQ(two.error().code, Code::BadUsage);
}

TEST_F(LogitsVerb, ShowsATable) {
  const std::string text =
      shown({"logits", "--ids", "71", "--model", folder(tiny), "--dtype", "fp32", "--threads", "1", "--device", "cpu"});
  EXPECT_TRUE(text.starts_with("logsumexp 5.8814")) << text;
  EXPECT_NE(text.find("  67   1.7216"), std::string::npos) << text;
}

}  // namespace
}  // namespace graft::cli
