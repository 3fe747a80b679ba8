// SPDX-License-Identifier: Apache-2.0
// Tests exported adapters and merged models. They are written, read back and compared with a second implementation of each layout and with
// a file checked with llama.cpp.
#include <filesystem>
#include <fstream>

#include "core/export/certificate.hpp"
#include "core/export/export.hpp"
#include "core/tokenize/gguf_tokenizer.hpp"
#include "core/weights/shard_writer.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

namespace fs = std::filesystem;

const ModelFile& embedded() {
  static const ModelFile modelFile = std::move(ModelFile::open(tests::embeddedModel())).value();
  return modelFile;
}

struct Tiny {
  std::string folder;
  ModelFile modelFile;
  Tokenizer tokenizer;
  LoraAdapter adapter;
  static Tiny load(const std::string& name) {
    const std::string folder = tests::data("golden/tiny/" + name);
    auto modelFile = std::move(ModelFile::open(folder)).value();
    auto tokenizer = std::move(Tokenizer::load(modelFile)).value();
    auto adapter = std::move(LoraAdapter::open(folder + "/final", modelFile.config())).value();
    return {folder, std::move(modelFile), std::move(tokenizer), std::move(adapter)};
  }
  ExportSource source() const { return {modelFile, tokenizer, adapter, {}}; }
};

/// Logits at every position of a few rows of token ids.
at::Tensor logitsOf(const LlamaModel& model, const ops::LoraLookup* adapter) {
  const c10::InferenceMode noGradients;
  TrainRow row;
  for (int64_t i = 0; i < 40; ++i) row.ids.push_back((i * 37 + 11) % model.config().vocab);
  return model.logits(model.forward(packRows({&row}), adapter));
}
at::Tensor logitsOf(const std::string& path) {
  const auto modelFile = ModelFile::open(path);
  EXPECT_TRUE(modelFile.ok()) << (modelFile.ok() ? "" : modelFile.error().text());
  return logitsOf(LlamaModel::load(*modelFile, at::kFloat).value(), nullptr);
}
double largest(const at::Tensor& difference) { return difference.abs().max().item<double>(); }

/// Row order as defined by llama.cpp: reshape to (heads, 2, half, rest), then swap the middle two dimensions.
at::Tensor permuted(const at::Tensor& weight, int64_t heads) {
  return weight.reshape({heads, 2, weight.size(0) / heads / 2, weight.size(1)}).transpose(1, 2).reshape(weight.sizes()).contiguous();
}

std::map<std::string, TensorView> tensorsOf(const GgufFile& file) {
  std::map<std::string, TensorView> out;
  for (const auto& tensor : file.tensors()) out[tensor.name] = tensor;
  return out;
}
at::Tensor decoded(const TensorView& view) {
  at::Tensor out = at::empty(view.shape, at::kFloat);
  kernels::dequantize(view.type, view.bytes.data(), out.data_ptr<float>(), static_cast<size_t>(view.elements()));
  return out;
}

TEST(GgufAdapter, TheFileThatLlamaCppCheckedIsReadAsThePeftFolder) {
  ASSERT_VALUE(const auto gguf, LoraAdapter::open(tests::data("golden/final.gguf"), embedded().config()));
  ASSERT_VALUE(const auto peft, LoraAdapter::open(tests::data("golden/final"), embedded().config()));
  ASSERT_EQ(gguf.parameters().size(), peft.parameters().size());
  for (size_t i = 0; i < peft.parameters().size(); ++i)
    EXPECT_TRUE(at::equal(gguf.parameters()[i].tensor, peft.parameters()[i].tensor)) << peft.parameters()[i].name;
  EXPECT_DOUBLE_EQ(gguf.find(0, ops::LinearKind::Q)->scale, peft.find(0, ops::LinearKind::Q)->scale);
}

TEST(GgufAdapter, WrittenTensorsAreByteEqualToTheCheckedFile) {
  ASSERT_VALUE(const auto peft, LoraAdapter::open(tests::data("golden/final"), embedded().config()));
  const tests::TemporaryFolder folder;
  ASSERT_TRUE(peft.writeGguf(folder / "mine.gguf", embedded().config(), kernels::StoredType::F32, {}).ok());
  ASSERT_VALUE(const auto mine, GgufFile::open(folder / "mine.gguf"));
  ASSERT_VALUE(const auto theirs, GgufFile::open(tests::data("golden/final.gguf")));
  EXPECT_EQ(mine.number("adapter.lora.alpha", -1), theirs.number("adapter.lora.alpha", -2));
  EXPECT_EQ(mine.text("general.architecture"), theirs.text("general.architecture"));
  EXPECT_EQ(mine.text("adapter.type"), theirs.text("adapter.type"));
  const auto a = tensorsOf(mine), b = tensorsOf(theirs);
  ASSERT_EQ(a.size(), b.size());
  for (const auto& [name, tensor] : b) {
    ASSERT_TRUE(a.contains(name)) << name;
    EXPECT_EQ(a.at(name).shape, tensor.shape) << name;
    EXPECT_TRUE(a.at(name).bytes == tensor.bytes) << name;
  }
}

TEST(GgufAdapter, RsloraPatternsAndStrengthSurviveTheOneAlpha) {
  const auto tiny = Tiny::load("llama_bias_tied");
  const tests::TemporaryFolder folder;
  fs::copy(tiny.folder + "/final", folder / "a");
  Json json = readJsonFile(folder / "a/adapter_config.json").value();
  json["use_rslora"] = true;
  json["alpha_pattern"] = {{"q_proj", 6}, {"model.layers.0.mlp.down_proj", 1.5}};
  std::ofstream(folder / "a/adapter_config.json") << json.dump();
  const auto& config = tiny.modelFile.config();
  ASSERT_VALUE(auto adapter, LoraAdapter::open(folder / "a", config));
  adapter.strengthen(0.5);
  EXPECT_DOUBLE_EQ(adapter.find(0, ops::LinearKind::Q)->scale, 1.5);  // 0.5 * 6 / sqrt 4
  ASSERT_TRUE(adapter.writeGguf(folder / "b.gguf", config, kernels::StoredType::F32, {}).ok());
  ASSERT_TRUE(adapter.writePeft(folder / "c", "base").ok());
  ASSERT_VALUE(const auto model, LlamaModel::load(tiny.modelFile, at::kFloat));
  const at::Tensor wanted = logitsOf(model, &adapter);
  for (const char* name : {"b.gguf", "c"}) {
    ASSERT_VALUE(const auto back, LoraAdapter::open(folder / name, config));
    EXPECT_LT(largest(logitsOf(model, &back) - wanted), 1e-5) << name;
  }
}

class Merged : public testing::TestWithParam<const char*> {};

/// Runs for every tiny model, so each family of keys that is generated for GGUF is covered.
TEST_P(Merged, GgufFromAFolderAnswersAsTheAdapter) {
  const auto tiny = Tiny::load(GetParam());
  const tests::TemporaryFolder folder;
  ExportRequest request{
      .kind = ExportKind::MergedGguf, .type = "F32", .folder = folder.path(), .fileName = "m.gguf", .adapterName = "a", .baseName = "b"};
  ASSERT_VALUE(const auto files, writeExport(request, tiny.source()));
  ASSERT_VALUE(const auto model, LlamaModel::load(tiny.modelFile, at::kFloat));
  EXPECT_LT(largest(logitsOf(folder / files[0]) - logitsOf(model, &tiny.adapter)), 2e-5);
  EXPECT_GT(largest(logitsOf(folder / files[0]) - logitsOf(model, nullptr)), 1e-2);  // the adapter has an effect
  ASSERT_VALUE(const auto written, ModelFile::open(folder / files[0]));
  EXPECT_EQ(written.chatTemplate(), tiny.modelFile.chatTemplate());
  EXPECT_EQ(written.config().bosId, tiny.modelFile.config().bosId);
  ASSERT_VALUE(const auto tokenizer, Tokenizer::load(written));
  const std::string text = "Where is parcel 12345?\n\n  Grüße, naïve <|im_end|> 你好 \U0001F600";
  ASSERT_VALUE(const auto one, tiny.tokenizer.encode(text));
  ASSERT_VALUE(const auto other, tokenizer.encode(text));
  ASSERT_EQ(one.size(), other.size());
  for (size_t i = 0; i < one.size(); ++i) EXPECT_EQ(one[i].id, other[i].id);
}

TEST_P(Merged, FolderKeepsTheConfigurationAndShardsWhereItMust) {
  const auto tiny = Tiny::load(GetParam());
  const tests::TemporaryFolder folder;
  ExportRequest request{
      .kind = ExportKind::Merged, .type = "BF16", .folder = folder.path(), .adapterName = "a", .baseName = "b", .shardBytes = 60'000};
  ASSERT_VALUE(const auto files, writeExport(request, tiny.source()));
  EXPECT_TRUE(fs::exists(folder / "model.safetensors.index.json"));
  ASSERT_VALUE(const auto model, LlamaModel::load(tiny.modelFile, at::kFloat));
  // bf16 keeps eight bits, an error of 4e-4 for weights up to 0.1. The tiny models are a few dozen wide, and errors add up over layers.
  EXPECT_LT(largest(logitsOf(folder.path()) - logitsOf(model, &tiny.adapter)), 1.5e-2 * static_cast<double>(model.config().layers));
  Json before = readJsonFile(tiny.folder + "/config.json").value(), after = readJsonFile(folder / "config.json").value();
  EXPECT_EQ(after["dtype"], "bfloat16");
  before.erase("dtype");
  after.erase("dtype");
  EXPECT_EQ(before, after);
  EXPECT_EQ(readFile(folder / "tokenizer.json").value(), readFile(tiny.folder + "/tokenizer.json").value());
  EXPECT_EQ(readFile(folder / "chat_template.jinja").value(), readFile(tiny.folder + "/chat_template.jinja").value());
}

INSTANTIATE_TEST_SUITE_P(Models, Merged, testing::ValuesIn(tests::kTinyModels));

/// Qwen's rotary pairs are the halves of a head in GGUF too. No row is permuted, neither in weights and biases nor in an adapter's B.
TEST(MergedGguf, RowsOfQwenStayWhereTheyAre) {
  for (const std::string name : {"qwen2_tied", "qwen3_wide_heads"}) {
    const auto tiny = Tiny::load(name);
    const std::string arch = name.substr(0, 5);
    const tests::TemporaryFolder folder;
    const ExportRequest request{
        .kind = ExportKind::MergedGguf, .type = "F32", .folder = folder.path(), .fileName = "m.gguf", .adapterName = "a", .baseName = "b"};
    ASSERT_TRUE(writeExport(request, tiny.source()).ok());
    ASSERT_TRUE(tiny.adapter.writeGguf(folder / "a.gguf", tiny.modelFile.config(), kernels::StoredType::F32, {}).ok());
    ASSERT_VALUE(const auto file, GgufFile::open(folder / "m.gguf"));
    ASSERT_VALUE(const auto lora, GgufFile::open(folder / "a.gguf"));
    EXPECT_EQ(file.text("general.architecture"), arch);
    EXPECT_EQ(lora.text("general.architecture"), arch);
    EXPECT_EQ(file.text("tokenizer.ggml.pre"), "qwen2");
    EXPECT_EQ(file.number(arch + ".attention.key_length", 0), arch == "qwen3" ? 32 : 16);
    const auto tensors = tensorsOf(file), pairs = tensorsOf(lora);
    const auto* pair = tiny.adapter.find(1, ops::LinearKind::K);
    at::Tensor weight = at::empty({pair->b.size(0), pair->a.size(1)}, at::kFloat);
    ASSERT_TRUE(tiny.modelFile.read("model.layers.1.self_attn.k_proj.weight", weight.data_ptr<float>()).ok());
    EXPECT_LT(largest(decoded(tensors.at("blk.1.attn_k.weight")) - weight - at::mm(pair->b, pair->a) * pair->scale), 1e-6) << name;
    EXPECT_TRUE(at::equal(decoded(pairs.at("blk.1.attn_k.weight.lora_b")), pair->b)) << name;
    EXPECT_EQ(tensors.contains("blk.0.attn_v.bias"), arch == "qwen2");
    EXPECT_FALSE(tensors.contains("blk.0.attn_output.bias"));
    EXPECT_EQ(tensors.contains("blk.1.attn_q_norm.weight"), arch == "qwen3");
    // An adapter is refused for a model of another architecture, whatever its sizes.
    const auto other = Tiny::load(arch == "qwen2" ? "qwen3_wide_heads" : "qwen2_tied");
    const auto refused = LoraAdapter::open(folder / "a.gguf", other.modelFile.config());
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, Code::Refused);
    // Converts the GGUF file back to a folder.
    ASSERT_VALUE(const auto written, ModelFile::open(folder / "m.gguf"));
    ASSERT_VALUE(const auto words, configForGguf(written, "float32"));
    ASSERT_VALUE(const auto config, configFromHuggingFace(Json::parse(words)));
    EXPECT_EQ(config.modelType, arch);
    EXPECT_EQ(tensorTable(config).size(), tensorTable(tiny.modelFile.config()).size());
    EXPECT_EQ(config.headDim, tiny.modelFile.config().headDim);
  }
}

/// A Hugging Face folder stores Gemma's norm weights minus one; a GGUF file stores them whole. In GGUF each norm has its own name.
TEST(MergedGguf, GemmasNormsAreWholeThere) {
  const auto tiny = Tiny::load("gemma3_local");
  const tests::TemporaryFolder folder;
  const ExportRequest request{
      .kind = ExportKind::MergedGguf, .type = "F32", .folder = folder.path(), .fileName = "m.gguf", .adapterName = "a", .baseName = "b"};
  ASSERT_TRUE(writeExport(request, tiny.source()).ok());
  ASSERT_VALUE(const auto written, ModelFile::open(folder / "m.gguf"));
  const auto& file = *written.gguf();
  EXPECT_EQ(file.text("general.architecture"), "gemma3");
  EXPECT_EQ(file.text("tokenizer.ggml.model"), "llama");
  EXPECT_EQ(file.number("gemma3.attention.sliding_window", 0), 24);
  EXPECT_EQ(file.number("gemma3.rope.scaling.factor", 0), 8);
  const auto tensors = tensorsOf(file);
  for (const auto& [ours, theirs] : {std::pair{"model.layers.5.input_layernorm", "blk.5.attn_norm"},
                                     {"model.layers.5.post_attention_layernorm", "blk.5.post_attention_norm"},
                                     {"model.layers.5.pre_feedforward_layernorm", "blk.5.ffn_norm"},
                                     {"model.layers.5.post_feedforward_layernorm", "blk.5.post_ffw_norm"},
                                     {"model.layers.5.self_attn.k_norm", "blk.5.attn_k_norm"},
                                     {"model.norm", "output_norm"}}) {
    const at::Tensor there = decoded(tensors.at(std::string(theirs) + ".weight"));
    at::Tensor here = at::empty(there.sizes(), at::kFloat), back = here.clone();
    ASSERT_TRUE(tiny.modelFile.read(std::string(ours) + ".weight", here.data_ptr<float>()).ok());
    ASSERT_TRUE(written.read(std::string(ours) + ".weight", back.data_ptr<float>()).ok());
    EXPECT_TRUE(at::equal(there, here + 1)) << ours;
    EXPECT_LT(largest(back - here), 3e-7) << ours;
  }
  ASSERT_VALUE(const auto words, configForGguf(written, "float32"));
  ASSERT_VALUE(const auto config, configFromHuggingFace(Json::parse(words)));
  const auto& wanted = tiny.modelFile.config();
  EXPECT_EQ(config.local, wanted.local);
  EXPECT_EQ(std::count(config.local.begin(), config.local.end(), true), 5);
  EXPECT_EQ(config.inverseFrequencies, wanted.inverseFrequencies);
  EXPECT_EQ(config.localInverseFrequencies, wanted.localInverseFrequencies);
  EXPECT_EQ(config.window, 24);
  EXPECT_EQ(config.context, 512);
  EXPECT_DOUBLE_EQ(config.scoreScale(), wanted.scoreScale());
}

/// A layout that GGUF readers would misread is refused. A file that names a single end-of-turn token still ends its turns.
TEST(MergedGguf, GemmasKeysSayWhatTheyCan) {
  const auto tiny = Tiny::load("gemma3_local");
  const tests::TemporaryFolder folder;
  ExportRequest request{
      .kind = ExportKind::MergedGguf, .type = "F32", .folder = folder.path(), .fileName = "m.gguf", .adapterName = "a", .baseName = "b"};
  const auto changed = [&](const char* name, const std::function<void(Json&)>& change) {
    fs::copy(tiny.folder, folder / name, fs::copy_options::recursive);
    Json json = readJsonFile(tiny.folder + "/config.json").value();
    change(json);
    std::ofstream(folder / (std::string(name) + "/config.json")) << json.dump();
    return ModelFile::open(folder / name);
  };
  ASSERT_VALUE(const auto layers, changed("layers", [](Json& json) { json["layer_types"][0] = "full_attention"; }));
  ASSERT_VALUE(const auto scores, changed("scores", [](Json& json) { json["query_pre_attn_scalar"] = 48; }));
  for (const auto* base : {&layers, &scores}) {
    const auto refused = writeExport(request, {*base, tiny.tokenizer, tiny.adapter, {}});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, Code::Refused);
  }
  for (const char* key : {"final_logit_softcapping", "attn_logit_softcapping"})
    EXPECT_FALSE(changed(key, [&](Json& json) { json[key] = 30.0; }).ok()) << key;
  ASSERT_VALUE(const auto text, changed("text", [](Json& json) { json["eos_token_id"] = 1; }));
  std::ofstream(folder / "text/generation_config.json") << "{}";
  std::ofstream(folder / "text/tokenizer_config.json") << R"({"eos_token": "<eos>"})";
  ASSERT_VALUE(const auto again, ModelFile::open(folder / "text"));
  EXPECT_EQ(again.config().eosIds, std::vector<int64_t>{1});
  ASSERT_TRUE(writeExport(request, {again, tiny.tokenizer, tiny.adapter, {}}).ok());
  ASSERT_VALUE(const auto written, ModelFile::open(folder / "m.gguf"));
  EXPECT_EQ(written.config().eosIds, (std::vector<int64_t>{1, 5}));
}

/// A base held as Int8 equals the exported Q8_0 file bit for bit.
TEST(EightBits, ABaseKeptSoIsItsQ8_0File) {
  const auto fresh = LoraAdapter::create(embedded().config(), {.rank = 2}, 1);
  ASSERT_VALUE(const auto tokenizer, Tokenizer::load(embedded()));
  const tests::TemporaryFolder folder;
  const ExportRequest request{
      .kind = ExportKind::MergedGguf, .type = "Q8_0", .folder = folder.path(), .fileName = "q.gguf", .adapterName = "a", .baseName = "b"};
  ASSERT_TRUE(writeExport(request, {embedded(), tokenizer, fresh, {}}).ok());
  ASSERT_VALUE(const auto file, ModelFile::open(folder / "q.gguf"));
  ASSERT_EQ(file.storedTypes().at("Q8_0"), 30 * 7 + 1);
  ASSERT_VALUE(const auto stored, LlamaModel::load(file, at::kFloat, BaseFormat::Stored));
  ASSERT_VALUE(const auto eight, LlamaModel::load(embedded(), at::kFloat, BaseFormat::Int8));
  EXPECT_EQ(largest(logitsOf(eight, nullptr) - logitsOf(stored, nullptr)), 0);
  EXPECT_EQ(eight.weightBytes(), stored.weightBytes());
  ASSERT_VALUE(const auto outline, LlamaModel::withoutWeights(embedded(), at::kFloat, BaseFormat::Int8));
  EXPECT_EQ(outline.weightBytes(), eight.weightBytes());
}

/// Int8 changes the logits only slightly. Rows that do not fill whole blocks stay in 16 bits.
TEST(EightBits, HardlyShiftAnswers) {
  for (const char* name : tests::kTinyModels) {
    const auto tiny = Tiny::load(name);
    ASSERT_VALUE(const auto eight, LlamaModel::load(tiny.modelFile, at::kFloat, BaseFormat::Int8));
    ASSERT_VALUE(const auto full, LlamaModel::load(tiny.modelFile, at::kFloat));
    const at::Tensor wanted = logitsOf(full, &tiny.adapter);
    // Measured with two layers: 0.010, 0.011, 0.016, and 0.024 for normalized heads of random weights, which sharpen the softmax. Six such
    // layers give 0.044, as errors add up over layers.
    const double limit = 0.015 * static_cast<double>(full.config().layers);
    EXPECT_LT(largest(logitsOf(eight, &tiny.adapter) - wanted), limit * largest(wanted)) << name;
    EXPECT_LT(eight.weightBytes(), 0.4 * static_cast<double>(full.weightBytes())) << name;
  }
}

std::vector<std::string> namesOf(const std::string& file) {
  std::vector<std::string> out;
  const auto opened = SafetensorsFile::open(file);
  EXPECT_TRUE(opened.ok());
  for (const auto& tensor : opened->tensors()) out.push_back(tensor.name);
  std::sort(out.begin(), out.end());
  return out;
}

/// The vision tensors of a multimodal base are copied unchanged, under the names of the base's folder.
TEST(MergedFolder, WhatIsForPicturesGoesAlong) {
  const auto tiny = Tiny::load("gemma3_pictures");
  const tests::TemporaryFolder folder;
  ExportRequest request{.kind = ExportKind::Merged, .type = "BF16", .folder = folder.path(), .adapterName = "a", .baseName = "b"};
  ASSERT_TRUE(writeExport(request, tiny.source()).ok());
  EXPECT_EQ(namesOf(folder / "model.safetensors"), namesOf(tiny.folder + "/model.safetensors"));
  ASSERT_VALUE(const auto written, ModelFile::open(folder.path()));
  const auto others = tiny.modelFile.ofPictures();
  EXPECT_GT(others.size(), 10u);
  for (const auto& spec : others) {
    ASSERT_NE(written.stored(spec.name), nullptr) << spec.name;
    EXPECT_TRUE(written.stored(spec.name)->bytes == tiny.modelFile.stored(spec.name)->bytes) << spec.name;
    EXPECT_EQ(written.stored(spec.name)->shape, spec.shape) << spec.name;
  }
  // transformers has also saved the text part under another name.
  const std::string file = folder / "model.safetensors", was = "language_model.model.", is = "model.language_model.";
  std::string bytes = readFile(file).value();
  for (size_t at = bytes.find(was); at != std::string::npos; at = bytes.find(was, at + 1)) bytes.replace(at, was.size(), is);
  ASSERT_TRUE(writeFileAtomic(file, bytes).ok());
  EXPECT_EQ(largest(logitsOf(folder.path()) - logitsOf(LlamaModel::load(written, at::kFloat).value(), nullptr)), 0);
}

/// In multimodal models, adapters name modules by their full path. Short names would also match the vision modules.
TEST(PeftAdapter, FitsModelsWithAndWithoutPictures) {
  const auto tiny = Tiny::load("gemma3_pictures");
  ModelConfig alone = tiny.modelFile.config();
  alone.textModule = "model";
  const auto equal = [](const LoraAdapter& a, const LoraAdapter& b) {
    ASSERT_EQ(a.parameters().size(), b.parameters().size());
    for (size_t i = 0; i < a.parameters().size(); ++i) EXPECT_TRUE(at::equal(a.parameters()[i].tensor, b.parameters()[i].tensor));
  };
  const tests::TemporaryFolder folder;
  ASSERT_TRUE(tiny.adapter.writePeft(folder / "with", "b").ok());
  EXPECT_EQ(namesOf(folder / "with/adapter_model.safetensors"), namesOf(tiny.folder + "/final/adapter_model.safetensors"));
  ASSERT_VALUE(const auto text, LoraAdapter::open(folder / "with", alone));
  equal(text, tiny.adapter);
  ASSERT_TRUE(text.writePeft(folder / "without", "b").ok());
  EXPECT_TRUE(namesOf(folder / "without/adapter_model.safetensors")[0].starts_with("base_model.model.model.layers.0."));
  ASSERT_VALUE(const auto back, LoraAdapter::open(folder / "without", tiny.modelFile.config()));
  equal(back, tiny.adapter);
  auto some = LoraAdapter::create(tiny.modelFile.config(), {.rank = 2, .alpha = 4, .targets = {"q_proj", "up_proj"}, .layers = {1}}, 7);
  ASSERT_TRUE(some.writePeft(folder / "some", "b").ok());
  const Json config = readJsonFile(folder / "some/adapter_config.json").value();
  EXPECT_EQ(config["target_modules"], R"(model\.language_model\.layers\.(1)\.(self_attn|mlp)\.(q_proj|up_proj))");
  EXPECT_TRUE(config["layers_to_transform"].is_null());  // PEFT refuses layers_to_transform next to a pattern
  // Ranks and scales per module.
  Json patterns = readJsonFile(folder / "with/adapter_config.json").value();
  patterns["alpha_pattern"] = {{"model.language_model.layers.1.self_attn.k_proj", 32}};
  ASSERT_TRUE(writeFileAtomic(folder / "with/adapter_config.json", dump(patterns)).ok());
  ASSERT_VALUE(const auto patterned, LoraAdapter::open(folder / "with", tiny.modelFile.config()));
  EXPECT_DOUBLE_EQ(patterned.find(1, ops::LinearKind::K)->scale, 8);
  EXPECT_DOUBLE_EQ(patterned.find(0, ops::LinearKind::K)->scale, 2);
  ASSERT_TRUE(patterned.writePeft(folder / "again", "b").ok());
  EXPECT_EQ(readJsonFile(folder / "again/adapter_config.json").value()["alpha_pattern"], patterns["alpha_pattern"]);
}

/// The tokenizer of Gemma 3 1B has an image token without a row in the weights. It is left out.
TEST(MergedGguf, ATokenWithoutARowIsLeftOut) {
  const tests::TemporaryFolder folder;
  fs::copy(tests::data("golden/tiny/gemma3_local"), folder / "base");
  Json tokenizer = readJsonFile(folder / "base/tokenizer.json").value();
  ASSERT_VALUE(const auto whole, ModelFile::open(folder / "base"));
  Json added = tokenizer["added_tokens"].back();
  added["id"] = whole.config().vocab;
  added["content"] = "<image_soft_token>";
  tokenizer["added_tokens"].push_back(added);
  ASSERT_TRUE(writeFileAtomic(folder / "base/tokenizer.json", dump(tokenizer)).ok());
  ASSERT_VALUE(const auto modelFile, ModelFile::open(folder / "base"));
  ASSERT_VALUE(const auto read, Tokenizer::load(modelFile));
  ASSERT_VALUE(const auto keys, GgufTokenizerKeys::make(modelFile, read));
  EXPECT_EQ(static_cast<int64_t>(keys.tokens.size()), whole.config().vocab);
  // The image token is encoded as plain text, even where control tokens are recognized. The control tokens still are.
  ASSERT_VALUE(const auto tokens, read.encode("<image_soft_token><end_of_turn>"));
  EXPECT_GT(tokens.size(), 5u);
  for (const auto& token : tokens) EXPECT_LT(static_cast<int64_t>(token.id), whole.config().vocab);
  EXPECT_EQ(tokens.back().id, read.specials().at("<end_of_turn>"));
  EXPECT_FALSE(read.specials().contains("<image_soft_token>"));
  // A vocabulary larger than the weights belongs to another model and is refused.
  tokenizer["model"]["vocab"]["more"] = whole.config().vocab + 1;
  ASSERT_TRUE(writeFileAtomic(folder / "base/tokenizer.json", dump(tokenizer)).ok());
  ASSERT_VALUE(const auto odd, ModelFile::open(folder / "base"));
  EXPECT_FALSE(Tokenizer::load(odd).ok());
}

/// Merges from GGUF to GGUF. The rows of q and k equal a second implementation. Tensors that the adapter does not touch are copied byte for
/// byte.
TEST(MergedGguf, RowsOfQAndKAndWhatIsUntouched) {
  ASSERT_VALUE(const auto adapter, LoraAdapter::open(tests::data("golden/final"), embedded().config()));  // q and v only
  ASSERT_VALUE(const auto tokenizer, Tokenizer::load(embedded()));
  const tests::TemporaryFolder folder;
  ExportRequest request{
      .kind = ExportKind::MergedGguf, .type = "Q4_1", .folder = folder.path(), .fileName = "q.gguf", .adapterName = "a", .baseName = "b"};
  ASSERT_TRUE(writeExport(request, {embedded(), tokenizer, adapter, {}}).ok());
  request.type = "F32";
  request.fileName = "f.gguf";
  ASSERT_TRUE(writeExport(request, {embedded(), tokenizer, adapter, {}}).ok());
  ASSERT_VALUE(const auto q, GgufFile::open(folder / "q.gguf"));
  ASSERT_VALUE(const auto f, GgufFile::open(folder / "f.gguf"));
  const auto quantised = tensorsOf(q), floats = tensorsOf(f), original = tensorsOf(*embedded().gguf());
  ASSERT_EQ(quantised.size(), original.size());
  size_t untouched = 0;
  for (const auto& [name, tensor] : original) {
    ASSERT_TRUE(quantised.contains(name)) << name;
    EXPECT_EQ(quantised.at(name).type, tensor.type) << name;
    if (name.find("attn_q") != std::string::npos || name.find("attn_v") != std::string::npos) continue;
    EXPECT_TRUE(quantised.at(name).bytes == tensor.bytes) << name;
    ++untouched;
  }
  EXPECT_EQ(untouched, original.size() - 60);
  const auto& config = embedded().config();
  for (const auto& [name, heads, kind] : {std::tuple{"blk.3.attn_q.weight", config.heads, ops::LinearKind::Q},
                                          std::tuple{"blk.3.attn_v.weight", int64_t{0}, ops::LinearKind::V}}) {
    const auto* pair = adapter.find(3, kind);
    const at::Tensor delta = at::mm(pair->b, pair->a) * pair->scale;
    const at::Tensor wanted = decoded(original.at(name)) + (heads ? permuted(delta, heads) : delta);
    EXPECT_LT(largest(decoded(floats.at(name)) - wanted), 1e-6) << name;
    EXPECT_GT(largest(delta), 1e-4) << name;
  }
  for (const auto& [key, value] : embedded().gguf()->metadata()) {
    if (key == "general.name" || key == "general.file_type") continue;
    const auto* kept = f.find(key);
    ASSERT_TRUE(kept) << key;
    EXPECT_TRUE(kept->raw == value.raw) << key;
  }
}

TEST(MergedGguf, RotaryTableOfLlama3GoesToAFolderAndBack) {
  const auto tiny = Tiny::load("llama_untied_sharded");
  const tests::TemporaryFolder folder;
  ExportRequest request{
      .kind = ExportKind::MergedGguf, .type = "F32", .folder = folder.path(), .fileName = "m.gguf", .adapterName = "a", .baseName = "b"};
  ASSERT_TRUE(writeExport(request, tiny.source()).ok());
  ASSERT_VALUE(const auto written, ModelFile::open(folder / "m.gguf"));
  // The tiny model's RoPE curve has another original length than Llama 3's 8192, so config.json cannot express it. It is refused, not
  // guessed.
  const auto refused = configForGguf(written, "float16");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::Refused);
  EXPECT_NE(refused.error().hint.text().find("merged-gguf"), std::string::npos);
  // With the original length of Llama 3 the config.json is restored.
  fs::copy(tiny.folder, folder / "usual", fs::copy_options::recursive);
  Json json = readJsonFile(tiny.folder + "/config.json").value();
  json["rope_parameters"]["original_max_position_embeddings"] = 8192;
  std::ofstream(folder / "usual/config.json") << json.dump();
  ASSERT_VALUE(const auto usual, ModelFile::open(folder / "usual"));
  request.fileName = "usual.gguf";
  ASSERT_TRUE(writeExport(request, {usual, tiny.tokenizer, tiny.adapter, {}}).ok());
  ASSERT_VALUE(const auto again, ModelFile::open(folder / "usual.gguf"));
  ASSERT_VALUE(const auto words, configForGguf(again, "float16"));
  ASSERT_VALUE(const auto config, configFromHuggingFace(Json::parse(words)));
  EXPECT_FALSE(config.frequencyDivisors().empty());
  for (size_t i = 0; i < config.inverseFrequencies.size(); ++i)
    EXPECT_FLOAT_EQ(config.inverseFrequencies[i], usual.config().inverseFrequencies[i]);
}

TEST(MergedFolder, FromGgufHasATokenizerOfTheSameIds) {
  ASSERT_VALUE(const auto adapter, LoraAdapter::open(tests::data("golden/final"), embedded().config()));
  ASSERT_VALUE(const auto tokenizer, Tokenizer::load(embedded()));
  const tests::TemporaryFolder folder;
  ExportRequest request{.kind = ExportKind::Merged, .type = "F16", .folder = folder.path(), .adapterName = "a", .baseName = "b"};
  ASSERT_TRUE(writeExport(request, {embedded(), tokenizer, adapter, {}}).ok());
  ASSERT_VALUE(const auto written, ModelFile::open(folder.path()));
  ASSERT_VALUE(const auto again, Tokenizer::load(written));
  ASSERT_VALUE(const Json golden, readJsonFile(tests::data("golden/tokenizer.json")));
  for (const auto& item : golden) {
    ASSERT_VALUE(const auto ids, again.encode(item["text"].get<std::string>()));
    ASSERT_EQ(ids.size(), item["ids"].size());
    for (size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(ids[i].id, item["ids"][i].get<uint32_t>());
  }
}

/// F19: each kind of wrong adapter gets its own error, and none is loaded in part.
TEST(AdapterFiles, WrongOnesAreToldApart) {
  const auto tiny = Tiny::load("llama_bias_tied");
  const auto& config = tiny.modelFile.config();
  const tests::TemporaryFolder folder;
  const auto write = [&](const std::string& name, const std::function<void(std::vector<NamedTensor>&)>& change) {
    fs::create_directory(folder / name);
    fs::copy(tiny.folder + "/final/adapter_config.json", folder / (name + "/adapter_config.json"));
    const auto file = SafetensorsFile::open(tiny.folder + "/final/adapter_model.safetensors");
    std::vector<NamedTensor> tensors;
    for (const auto& t : file->tensors())
      tensors.push_back({t.name, t.shape, {reinterpret_cast<const float*>(t.bytes.data()), static_cast<size_t>(t.elements())}});
    change(tensors);
    std::ofstream(folder / (name + "/adapter_model.safetensors")) << safetensorsBytes(tensors);
    return AdapterFile::open(folder / name, config);
  };
  static const std::vector<float> kZeros(1 << 16, 0.0f), kNan(1 << 16, std::numeric_limits<float>::quiet_NaN());
  const auto extra =
      write("extra", [](auto& all) { all.push_back({"base_model.model.vision.lora_A.weight", {2, 2}, {kZeros.data(), 4}}); });
  ASSERT_TRUE(extra.ok());
  EXPECT_EQ(extra->unmatched(), std::vector<std::string>{"base_model.model.vision.lora_A.weight"});
  EXPECT_FALSE(extra->mustFitWhole().ok());
  const auto missing = write("missing", [](auto& all) { all.erase(all.begin()); });
  ASSERT_FALSE(missing.ok());
  EXPECT_NE(missing.error().text().find("one half"), std::string::npos);
  const auto zero = write("zero", [](auto& all) {
    for (auto& t : all) {
      if (t.name.ends_with("lora_B.weight")) t.data = {kZeros.data(), t.data.size()};
    }
  });
  ASSERT_TRUE(zero.ok());
  EXPECT_TRUE(zero->isZero());
  const auto notANumber = write("nan", [](auto& all) { all[3].data = {kNan.data(), all[3].data.size()}; });
  ASSERT_FALSE(notANumber.ok());
  EXPECT_NE(notANumber.error().text().find("not finite"), std::string::npos);
  const auto nothing = write("nothing", [](auto& all) {
    for (auto& t : all) t.name = "other." + t.name;
  });
  ASSERT_FALSE(nothing.ok());
  EXPECT_EQ(nothing.error().code, Code::Refused);
  EXPECT_NE(nothing.error().text().find("none of the"), std::string::npos);
}

/// An untied lm_head next to tie_word_embeddings: true is used, and exported with a matching configuration. The head is the embedding with
/// reversed rows, so the logits are those of the tied model reversed.
TEST(OwnHead, IsUsedAndExported) {
  const auto tiny = Tiny::load("llama_bias_tied");
  const tests::TemporaryFolder folder;
  fs::copy(tiny.folder, folder / "own");
  const std::string whole = readFile(tiny.folder + "/model.safetensors").value();
  const size_t size = *reinterpret_cast<const uint64_t*>(whole.data());
  Json header = parseJson(whole.substr(8, size)).value();
  std::string data = whole.substr(8 + size);
  Json head = header["model.embed_tokens.weight"];
  const size_t begin = head["data_offsets"][0].get<size_t>(), bytes = head["data_offsets"][1].get<size_t>() - begin,
               rows = head["shape"][0].get<size_t>(), row = bytes / rows, end = data.size();
  for (size_t i = 0; i < rows; ++i) data += data.substr(begin + (rows - 1 - i) * row, row);
  head["data_offsets"] = {end, data.size()};
  header["lm_head.weight"] = head;
  const std::string text = header.dump();
  const uint64_t length = text.size();
  std::ofstream(folder / "own/model.safetensors", std::ios::binary | std::ios::trunc)
      << std::string(reinterpret_cast<const char*>(&length), 8) << text << data;
  ASSERT_VALUE(const auto own, ModelFile::open(folder / "own"));
  EXPECT_TRUE(own.hasOwnHead());
  const at::Tensor wanted = logitsOf(tiny.folder).flip(1);
  EXPECT_LT(largest(logitsOf(folder / "own") - wanted), 1e-5);

  ASSERT_VALUE(const auto tokenizer, Tokenizer::load(own));
  const auto nothing = LoraAdapter::create(own.config(), {.rank = 2}, 1);
  const ExportSource source{own, tokenizer, nothing, {}};
  ExportRequest request{.kind = ExportKind::Merged, .type = "BF16", .folder = folder / "merged", .adapterName = "a", .baseName = "b"};
  fs::create_directory(request.folder);
  ASSERT_VALUE(const auto files, writeExport(request, source));
  EXPECT_EQ(readJsonFile(folder / "merged/config.json").value()["tie_word_embeddings"], false);
  EXPECT_LT(largest(logitsOf(folder / "merged") - wanted), 1e-5);
  request.kind = ExportKind::MergedGguf;
  request.type = "F32";
  request.fileName = "m.gguf";
  ASSERT_VALUE(const auto single, writeExport(request, source));
  EXPECT_LT(largest(logitsOf(folder / "merged/m.gguf") - wanted), 1e-4);
}

/// Base tensor names without the prefix `model.` are exported with the usual names.
TEST(HeadlessNames, AreTheUsualOnesInAnExport) {
  const auto tiny = Tiny::load("llama_bias_tied");
  const tests::TemporaryFolder folder;
  fs::copy(tiny.folder, folder / "bare");
  const std::string whole = readFile(tiny.folder + "/model.safetensors").value();
  const size_t size = *reinterpret_cast<const uint64_t*>(whole.data());
  const Json header = parseJson(whole.substr(8, size)).value();
  Json bare = Json::object();
  for (const auto& [name, entry] : header.items()) bare[name.starts_with("model.") ? name.substr(6) : name] = entry;
  const std::string text = bare.dump();
  const uint64_t length = text.size();
  std::ofstream(folder / "bare/model.safetensors", std::ios::binary | std::ios::trunc)
      << std::string(reinterpret_cast<const char*>(&length), 8) << text << whole.substr(8 + size);
  ASSERT_VALUE(const auto base, ModelFile::open(folder / "bare"));
  ASSERT_VALUE(const auto tokenizer, Tokenizer::load(base));
  fs::create_directory(folder / "merged");
  const ExportRequest request{.kind = ExportKind::Merged, .type = "BF16", .folder = folder / "merged", .adapterName = "a", .baseName = "b"};
  ASSERT_VALUE(const auto files, writeExport(request, {base, tokenizer, LoraAdapter::create(base.config(), {.rank = 2}, 1), {}}));
  ASSERT_VALUE(const auto merged, SafetensorsFile::open(folder / "merged/model.safetensors"));
  ASSERT_VALUE(const auto original, SafetensorsFile::open(tiny.folder + "/model.safetensors"));
  EXPECT_EQ(merged.tensors().size(), original.tensors().size());
  for (const auto& tensor : original.tensors()) {
    ASSERT_TRUE(merged.find(tensor.name)) << tensor.name;
    EXPECT_TRUE(merged.find(tensor.name)->bytes == tensor.bytes) << tensor.name;
  }
}

TEST(ShardWriter, RefusesTooFewAndTooManyBytes) {
  const tests::TemporaryFolder folder;
  ShardWriter writer(folder.path(), {{"a", kernels::StoredType::F16, {4}}, {"b", kernels::StoredType::F16, {2}}}, 8);
  ASSERT_TRUE(writer.write(std::string(8, 'x')).ok());
  EXPECT_FALSE(writer.finish().ok());
  ASSERT_TRUE(writer.write(std::string(4, 'y')).ok());
  EXPECT_FALSE(writer.write("z").ok());
  ASSERT_TRUE(writer.finish().ok());
  EXPECT_EQ(writer.files(), (std::vector<std::string>{"model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors",
                                                      "model.safetensors.index.json"}));
  ASSERT_VALUE(const auto first, SafetensorsFile::open(folder / "model-00001-of-00002.safetensors"));
  EXPECT_EQ(first.tensors()[0].bytes, std::string(8, 'x'));
}

TEST(Certificate, WordsFollowTheNumbers) {
  const auto with = [](double agreement, double kl, double difference) {
    Comparison out;
    out.tokenAgreement = agreement;
    out.meanKl = kl;
    out.maxLogitDifference = difference;
    return out;
  };
  EXPECT_EQ(judge(with(1, 0, 1e-5), true, true).rating, Rating::Green);
  EXPECT_EQ(judge(with(1, 0, 0.1), true, true).rating, Rating::Amber);
  EXPECT_EQ(judge(with(0.99, 0.01, 1), false, true).rating, Rating::Green);
  EXPECT_EQ(judge(with(0.979, 0.01, 1), false, true).rating, Rating::Amber);
  EXPECT_EQ(judge(with(0.8, 0.01, 1), false, true).rating, Rating::Red);
  EXPECT_EQ(judge(with(1, 0, 0), false, false).rating, Rating::Red);
  EXPECT_EQ(judge(with(1, std::nan(""), 0), false, true).rating, Rating::Red);
}

TEST(Certificate, SeesAnotherModelAndNotItself) {
  const auto tiny = Tiny::load("llama_bias_tied");
  ASSERT_VALUE(const auto model, LlamaModel::load(tiny.modelFile, at::kFloat));
  CertificateQuestions questions;
  questions.prompts = {{5, 9, 12}, {7, 7}, {1, 2, 3, 4}};
  const auto goOn = [] { return true; };
  const auto trained = answersOf(model, &tiny.adapter, questions, nullptr, goOn);
  const Comparison same = comparison(trained, answersOf(model, &tiny.adapter, questions, &trained, goOn), questions);
  EXPECT_EQ(same.tokenAgreement, 1.0);
  EXPECT_EQ(same.greedyEqual, 3);
  EXPECT_EQ(same.maxLogitDifference, 0.0);
  const Comparison base = comparison(trained, answersOf(model, nullptr, questions, &trained, goOn), questions);
  EXPECT_GT(base.meanKl, 1e-4);
  EXPECT_GT(base.maxLogitDifference, 1e-2);
}

}  // namespace
}  // namespace graft
