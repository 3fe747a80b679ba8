// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>

#include "core/adapter/lora_adapter.hpp"
#include "core/base/file.hpp"
#include "core/model/llama.hpp"
#include "core/weights/model_file.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

ModelConfig config(const char* name) { return ModelFile::open(tests::data(std::string("golden/tiny/") + name)).value().config(); }

TEST(Peft, WrittenTensorsAreByteEqualToPeftsOwn) {
  const std::string source = tests::data("golden/tiny/llama_bias_tied/final");
  const auto c = config("llama_bias_tied");
  ASSERT_VALUE(const auto adapter, LoraAdapter::open(source, c));
  const tests::TemporaryFolder folder;
  ASSERT_TRUE(adapter.writePeft(folder / "out", "base").ok());
  ASSERT_VALUE(const auto mine, readFile(folder / "out/adapter_model.safetensors"));
  ASSERT_VALUE(const auto theirs, readFile(source + "/adapter_model.safetensors"));
  const auto data = [](const std::string& file) { return file.substr(8 + *reinterpret_cast<const uint64_t*>(file.data())); };
  EXPECT_EQ(data(mine), data(theirs));
  ASSERT_VALUE(const Json written, readJsonFile(folder / "out/adapter_config.json"));
  ASSERT_VALUE(const Json peft, readJsonFile(source + "/adapter_config.json"));
  for (const auto& [key, value] : written.items()) {
    ASSERT_TRUE(peft.contains(key)) << key;
    if (key != "target_modules" && key != "base_model_name_or_path" && key != "peft_version") EXPECT_EQ(value, peft[key]) << key;
  }
}

TEST(Peft, RsloraAndPatternsSetTheScale) {
  const tests::TemporaryFolder folder;
  const auto c = config("llama_bias_tied");
  std::filesystem::copy(tests::data("golden/tiny/llama_bias_tied/init"), folder / "a");
  Json json = readJsonFile(folder / "a/adapter_config.json").value();
  json["use_rslora"] = true;
  json["alpha_pattern"] = {{"q_proj", 6}};
  std::ofstream(folder / "a/adapter_config.json") << json.dump();
  ASSERT_VALUE(const auto adapter, LoraAdapter::open(folder / "a", c));
  EXPECT_DOUBLE_EQ(adapter.find(0, ops::LinearKind::Q)->scale, 3.0);  // 6 / sqrt 4
  EXPECT_DOUBLE_EQ(adapter.find(0, ops::LinearKind::V)->scale, 4.0);  // 8 / sqrt 4
}

TEST(Peft, WrongAdaptersAreRefusedByName) {
  const auto c = config("llama_bias_tied");
  const auto changed = [&](const char* key, const Json& value) {
    const tests::TemporaryFolder folder;
    std::filesystem::copy(tests::data("golden/tiny/llama_bias_tied/init"), folder / "a");
    Json json = readJsonFile(folder / "a/adapter_config.json").value();
    json[key] = value;
    std::ofstream(folder / "a/adapter_config.json") << json.dump();
    const auto read = LoraAdapter::open(folder / "a", c);
    return read.ok() ? std::string() : read.error().text();
  };
  EXPECT_NE(changed("use_dora", true).find("use_dora"), std::string::npos);
  EXPECT_NE(changed("peft_type", "IA3").find("IA3"), std::string::npos);
  EXPECT_NE(changed("r", 5).find("rank"), std::string::npos);
  EXPECT_NE(changed("modules_to_save", {"lm_head"}).find("modules_to_save"), std::string::npos);
  const auto other = LoraAdapter::open(tests::data("golden/init"), c);
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().code, Code::Refused);
}

/// Compares raw state dicts and a regular expression among the patterns with PEFT's own logits (golden/raw_names/right.json).
TEST(Peft, RawNamesAndPatternsAnswerAsPeftDoes) {
  const c10::InferenceMode noGradients;
  ASSERT_VALUE(const auto modelFile, ModelFile::open(tests::data("golden/tiny/llama_untied_sharded")));
  ASSERT_VALUE(const auto model, LlamaModel::load(modelFile, at::kFloat));
  ASSERT_VALUE(const Json right, readJsonFile(tests::data("golden/raw_names/right.json")));
  TrainRow row;
  row.ids = right["ids"].get<std::vector<int64_t>>();
  const auto last = [&](const LoraAdapter& adapter) {
    const at::Tensor hidden = model.forward(packRows({&row}), &adapter);
    return model.logits(hidden.narrow(0, hidden.size(0) - 1, 1)).squeeze(0);
  };
  for (const char* name : {"default_in_names", "no_base_model_prefix", "rank_pattern_regex"}) {
    ASSERT_VALUE(const auto adapter, LoraAdapter::open(tests::data(std::string("golden/raw_names/") + name), modelFile.config()));
    const at::Tensor wanted = at::tensor(right[name].get<std::vector<double>>(), at::kFloat);
    EXPECT_LT((last(adapter) - wanted).abs().max().item<double>(), 1e-4) << name;
    // The saved adapter uses names and patterns that every reader accepts.
    const tests::TemporaryFolder folder;
    ASSERT_TRUE(adapter.writePeft(folder / "a", "llama_untied_sharded").ok());
    ASSERT_VALUE(const auto again, LoraAdapter::open(folder / "a", modelFile.config()));
    EXPECT_TRUE(at::equal(last(again), last(adapter))) << name;
    ASSERT_VALUE(const Json config, readJsonFile(folder / "a/adapter_config.json"));
    for (const auto& [pattern, value] : config["alpha_pattern"].items()) EXPECT_EQ(pattern.find('*'), std::string::npos) << pattern;
  }
}

}  // namespace
}  // namespace graft
