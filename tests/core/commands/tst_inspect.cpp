// SPDX-License-Identifier: Apache-2.0
// The verbs inspect data, tokens, pack and model, beside the tokens of transformers.
#include "core/base/json.hpp"
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

class InspectVerb : public tests::VerbTest {
 protected:
  const std::string model = tests::data("golden/tiny/llama_untied_sharded");
  void SetUp() override {
    ASSERT_VALUE(const Json made,
                 run({"import", tests::data("gauntlet/openai_chat.jsonl"), "--name", "shelves", "--holdout", "0.2", "--model", model}));
    EXPECT_EQ(made["rows_ok"], 25);
  }
};

TEST_F(InspectVerb, ShowsRowsAsTheModelSeesThem) {
  ASSERT_VALUE(const Json found, run({"inspect", "data", "shelves", "--rows", "2", "--model", model}));
  EXPECT_EQ(found["dataset"], "shelves");
  EXPECT_EQ(found["mask"], "answer turns");
  ASSERT_EQ(found["rows"].size(), 2u);
  EXPECT_EQ(found["rows"][1]["line"], 2);
  EXPECT_EQ(found["rows"][1]["text"], "[user] Where is ticket 1?\n[assistant] On shelf 1.</s>\n");
  const std::string text = shown({"inspect", "data", "shelves", "--rows", "1", "--model", model});
  EXPECT_NE(text.find("[user] Where is invoice 0?\n[assistant] ⟦On shelf 0.</s>⟧\n"), std::string::npos) << text;
}

TEST_F(InspectVerb, CutsATextAsTransformersDoes) {
  ASSERT_VALUE(const Json golden, readJsonFile(model + "/golden.json"));
  for (const Json& chat : golden["chat"]) {
    ASSERT_VALUE(const Json found, run({"inspect", "tokens", "--text", chat["text"].get<std::string>(), "--model", model}));
    std::vector<int64_t> ids;
    std::string whole;
    for (const Json& token : found["tokens"]) {
      EXPECT_EQ(token["start"].get<size_t>(), whole.size());
      ids.push_back(token["id"].get<int64_t>());
      whole += token["text"].get<std::string>();
      EXPECT_EQ(token["trained"], false) << "a bare text has no answer";
    }
    EXPECT_EQ(whole, chat["text"].get<std::string>());
    EXPECT_EQ(ids, chat["ids"].get<std::vector<int64_t>>());
  }
  ASSERT_VALUE(const Json row, run({"inspect", "tokens", "shelves", "--row", "0", "--model", model}));
  size_t trained = 0;
  for (const Json& token : row["tokens"]) trained += token["trained"].get<bool>();
  EXPECT_EQ(row["tokens"].size(), 49u);
  EXPECT_EQ(trained, 11u);
  EXPECT_EQ(row["tokens"][47]["id"], 2) << "the end of the answer";
}

TEST_F(InspectVerb, WantsEitherADatasetOrAText) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"inspect", "tokens", "--model", model},
                                                {"inspect", "tokens", "shelves", "--text", "both", "--model", model}}) {
    const auto refused = run(words);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, Code::BadUsage);
    EXPECT_NE(refused.error().hint.text().find("--text"), std::string::npos);
  }
  const auto beyond = run({"inspect", "tokens", "shelves", "--row", "25", "--model", model});
  ASSERT_FALSE(beyond.ok());
  EXPECT_EQ(beyond.error().what.text(), "--row 25: the dataset has 25 rows");
}

TEST_F(InspectVerb, CountsThePackedSequences) {
  ASSERT_VALUE(const Json loose, run({"inspect", "pack", "shelves", "--max-length", "64", "--model", model}));
  EXPECT_EQ(loose["rows"], 19) << "rows to train on";
  EXPECT_EQ(loose["packs"], 19) << "two rows are longer than 64 together";
  EXPECT_EQ(loose["padding"], 0);
  EXPECT_EQ(loose["padding_without_packing"].get<int>(), 19 * loose["longest"].get<int>() - loose["tokens"].get<int>());
  ASSERT_VALUE(const Json tight, run({"inspect", "pack", "shelves", "--max-length", "512", "--model", model}));
  EXPECT_EQ(tight["tokens"], loose["tokens"]);
  EXPECT_EQ(tight["supervised"], loose["supervised"]);
  EXPECT_EQ(tight["packs"], 2);
  EXPECT_EQ(tight["computed"], 628) << "the common beginning of a sequence's rows counts once";
  ASSERT_VALUE(const Json cut, run({"inspect", "pack", "shelves", "--max-length", "8", "--model", model}));
  EXPECT_EQ(cut["dropped_rows"], 19) << "no answer is left";
  EXPECT_EQ(cut["rows"], 0);
}

TEST_F(InspectVerb, TellsTheFactsOfAModel) {
  ASSERT_VALUE(const Json found, run({"inspect", "model", model}));
  EXPECT_EQ(found["architecture"], "llama");
  // Embedding and head of 320 x 64; in each of two layers q and o of 64 x 64, k and v of 64 x 32, three of 64 x 112; five norms.
  EXPECT_EQ(found["parameters"], 2 * 320 * 64 + 2 * (2 * 64 * 64 + 2 * 64 * 32 + 3 * 64 * 112) + 5 * 64);
  EXPECT_EQ(found["tensors"], 21);
  EXPECT_EQ(found["stored_types"], (Json{{"F32", 21}}));
  EXPECT_EQ(found["files"], 7);
  EXPECT_EQ(found["tied"], false);
  EXPECT_EQ(found["context"], 512);
  EXPECT_EQ(found["tokenizer"]["vocabulary"], 320);
  EXPECT_EQ(found["template"]["mask"], "answer turns");
  EXPECT_EQ(found["hash"].get<std::string>().size(), 64u);
  const auto missing = run({"inspect", "model", "nowhere.gguf"});
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, Code::BadInput);
  EXPECT_NE(missing.error().hint.text().find("graft models"), std::string::npos);
}

}  // namespace
}  // namespace graft::cli
