// SPDX-License-Identifier: Apache-2.0
// Exports a whole model for transformers: weights in 16 bit, with the base's configuration, tokenizer and template.
#include <cmath>
#include <filesystem>

#include "core/base/file.hpp"
#include "core/export/export.hpp"
#include "core/tokenize/gguf_tokenizer.hpp"
#include "core/weights/shard_writer.hpp"

namespace graft {
namespace fs = std::filesystem;
namespace {

using TextFile = std::pair<std::string, std::string>;  // name, content

/// Returns the original text, with the number format and keys that contradict the weights adjusted. Local paths in it are removed.
Result<std::string> configOf(const ModelFile& base, const std::string& dtype) {
  if (base.configText().empty()) return configForGguf(base, dtype);
  GRAFT_TRY(Json config, parseJson(base.configText()));
  config.erase("quantization_config");
  if (base.hasOwnHead()) {
    config["tie_word_embeddings"] = false;
    if (config.contains("text_config") && config["text_config"].is_object()) config["text_config"]["tie_word_embeddings"] = false;
  }
  // Writes the value determined from the weights. Without the key and without a head, transformers would initialise a head at random.
  if (!config.contains("tie_word_embeddings") && !config.contains("text_config")) config["tie_word_embeddings"] = base.config().tied;
  if (config.contains("dtype") || !config.contains("torch_dtype")) config["dtype"] = dtype;
  if (config.contains("torch_dtype")) config["torch_dtype"] = dtype;
  if (const auto path = get<std::string>(config, "_name_or_path", ""); path.find('/') == 0 || path.find('\\') != std::string::npos)
    config["_name_or_path"] = base.name();
  return dump(config, 2) + "\n";
}

/// Copies tokenizer, template and generation settings of a folder unchanged.
std::vector<TextFile> textsOfFolder(const ModelFile& base) {
  static constexpr const char* kNames[] = {
      "tokenizer.json",  "tokenizer_config.json",    "special_tokens_map.json", "added_tokens.json", "vocab.json",  "merges.txt",
      "tokenizer.model", "chat_template.jinja",      "generation_config.json",  "LICENSE",           "LICENSE.txt", "NOTICE",
      "USE_POLICY.md",   "preprocessor_config.json", "processor_config.json"};
  std::vector<TextFile> out;
  for (const char* name : kNames) {
    if (auto text = readFile(base.path() + "/" + name, 256u << 20); text.ok()) out.emplace_back(name, std::move(text).value());
  }
  return out;
}

/// Generates tokenizer, template and generation settings from the keys of a GGUF base.
Result<std::vector<TextFile>> textsOfGguf(const ModelFile& base) {
  std::vector<TextFile> out;
  GRAFT_TRY(const auto keys, GgufTokenizerKeys::read(*base.gguf()));
  if (base.tokenizerJson().empty()) {
    GRAFT_TRY(auto json, keys.json());
    out.emplace_back("tokenizer.json", std::move(json));
  } else {
    out.emplace_back("tokenizer.json", base.tokenizerJson());
  }
  Json config = {
      {"tokenizer_class", "PreTrainedTokenizerFast"}, {"model_max_length", base.config().context}, {"clean_up_tokenization_spaces", false}};
  for (const auto& [name, id] : {std::pair{"bos_token", keys.bos}, std::pair{"eos_token", keys.eos}, std::pair{"unk_token", keys.unknown},
                                 std::pair{"pad_token", keys.padding}}) {
    if (id >= 0 && id < static_cast<int64_t>(keys.tokens.size())) config[name] = keys.tokens[static_cast<size_t>(id)];
  }
  out.emplace_back("tokenizer_config.json", dump(config, 2) + "\n");
  if (!base.chatTemplate().empty()) out.emplace_back("chat_template.jinja", base.chatTemplate());
  Json generation = {{"_from_model_config", true}};
  if (base.config().bosId >= 0) generation["bos_token_id"] = base.config().bosId;
  if (!base.config().eosIds.empty()) generation["eos_token_id"] = base.config().eosIds;
  if (keys.padding >= 0) generation["pad_token_id"] = keys.padding;
  out.emplace_back("generation_config.json", dump(generation, 2) + "\n");
  return out;
}

/// config.json keys for the divisors of the rotary frequencies: none, one factor for all, or Llama 3's curve.
Result<Json> rotaryWords(const ModelConfig& c) {
  if (c.yarn) {
    return Json{{"rope_type", "yarn"},
                {"factor", c.yarn->factor},
                {"original_max_position_embeddings", std::llround(c.yarn->original)},
                {"beta_fast", c.yarn->betaFast},
                {"beta_slow", c.yarn->betaSlow},
                {"attention_factor", c.yarn->attention}};
  }
  const auto divisors = c.frequencyDivisors();
  if (divisors.empty()) return Json(nullptr);
  const double factor = static_cast<double>(divisors.back());
  if (std::all_of(divisors.begin(), divisors.end(), [&](float d) { return std::abs(static_cast<double>(d) - factor) < 1e-4 * factor; }))
    return Json{{"rope_type", "linear"}, {"factor", factor}};
  const Json llama3 = {{"rope_type", "llama3"},
                       {"factor", std::round(factor)},
                       {"low_freq_factor", 1.0},
                       {"high_freq_factor", 4.0},
                       {"original_max_position_embeddings", 8192}};
  GRAFT_TRY(const auto again, configFromHuggingFace(Json{{"model_type", "llama"},
                                                         {"vocab_size", c.vocab},
                                                         {"hidden_size", c.hidden},
                                                         {"intermediate_size", c.intermediate},
                                                         {"num_hidden_layers", c.layers},
                                                         {"num_attention_heads", c.heads},
                                                         {"num_key_value_heads", c.kvHeads},
                                                         {"head_dim", c.headDim},
                                                         {"max_position_embeddings", c.context},
                                                         {"rope_theta", c.ropeTheta},
                                                         {"rope_scaling", llama3}}));
  for (size_t i = 0; i < c.inverseFrequencies.size(); ++i) {
    if (std::abs(again.inverseFrequencies[i] - c.inverseFrequencies[i]) > 1e-4f * c.inverseFrequencies[i])
      return Error{Code::Refused,
                   msg("the base's rotary scaling is a table that config.json has no words for"),
                   {},
                   msg("Nothing was exported."),
                   msg("Export --to merged-gguf, which keeps the table.")};
  }
  return llama3;
}

const char* classOf(const ModelConfig& c) {
  static constexpr std::pair<const char*, const char*> kClasses[] = {{"qwen2", "Qwen2ForCausalLM"},
                                                                     {"qwen3", "Qwen3ForCausalLM"},
                                                                     {"gemma3_text", "Gemma3ForCausalLM"},
                                                                     {"smollm3", "SmolLM3ForCausalLM"},
                                                                     {"granite", "GraniteForCausalLM"}};
  for (const auto& [type, name] : kClasses) {
    if (c.modelType == type) return name;
  }
  return "LlamaForCausalLM";
}

void addGemmaWords(const ModelConfig& c, Json& config) {
  config.erase("hidden_act");
  config.update({{"hidden_activation", "gelu_pytorch_tanh"},
                 {"query_pre_attn_scalar", std::llround(c.queryScalar)},
                 {"rope_local_base_freq", c.localTheta},
                 {"sliding_window", c.window}});
  for (size_t layer = 0; layer < static_cast<size_t>(c.layers); ++layer)
    config["layer_types"].push_back(c.isLocal(layer) ? "sliding_attention" : "full_attention");
}

void addSmolWords(const ModelConfig& c, Json& config) {
  for (size_t layer = 0; layer < static_cast<size_t>(c.layers); ++layer) config["no_rope_layers"].push_back(c.isRotated(layer) ? 1 : 0);
}

void addGraniteWords(const ModelConfig& c, Json& config) {
  config.update({{"attention_multiplier", c.attentionScale},
                 {"embedding_multiplier", c.embeddingScale},
                 {"logits_scaling", c.logitDivisor},
                 {"residual_multiplier", c.residualScale}});
}

}  // namespace

Result<std::string> configForGguf(const ModelFile& base, const std::string& dtype) {
  const ModelConfig& c = base.config();
  GRAFT_TRY(const Json scaling, rotaryWords(c));
  const auto padding = static_cast<int64_t>(base.gguf()->number("tokenizer.ggml.padding_token_id", -1));
  Json config = {{"architectures", {classOf(c)}},
                 {"attention_bias", c.attentionBias},
                 {"attention_dropout", 0.0},
                 {"bos_token_id", c.bosId >= 0 ? Json(c.bosId) : Json(nullptr)},
                 {"eos_token_id", c.eosIds.size() == 1 ? Json(c.eosIds[0]) : Json(c.eosIds)},
                 {"head_dim", c.headDim},
                 {"hidden_act", "silu"},
                 {"hidden_size", c.hidden},
                 {"intermediate_size", c.intermediate},
                 {"max_position_embeddings", c.context},
                 {"mlp_bias", c.mlpBias},
                 {"model_type", c.modelType == "mistral" ? "llama" : c.modelType},
                 {"num_attention_heads", c.heads},
                 {"num_hidden_layers", c.layers},
                 {"num_key_value_heads", c.kvHeads},
                 {"pad_token_id", padding >= 0 ? Json(padding) : Json(nullptr)},
                 {"rms_norm_eps", c.normEps},
                 {"rope_scaling", scaling},
                 {"rope_theta", c.ropeTheta},
                 {"tie_word_embeddings", c.tied},
                 {"torch_dtype", dtype},
                 {"use_cache", true},
                 {"vocab_size", c.vocab}};
  if (c.modelType == "gemma3_text") addGemmaWords(c, config);
  if (c.modelType == "smollm3") addSmolWords(c, config);
  if (c.modelType == "granite") addGraniteWords(c, config);
  return dump(config, 2) + "\n";
}

Result<std::vector<std::string>> writeMergedFolder(const ExportRequest& request, const ExportSource& source) {
  const auto type = request.type == "BF16" ? kernels::StoredType::BF16 : kernels::StoredType::F16;
  const std::string& folder = request.folder;
  const MergedWeights weights(source.base, &source.adapter);
  std::vector<TextFile> texts = textsOfFolder(source.base);
  if (source.base.gguf()) {
    GRAFT_TRY(texts, textsOfGguf(source.base));
  }
  GRAFT_TRY(auto config, configOf(source.base, request.type == "BF16" ? "bfloat16" : "float16"));
  texts.emplace_back("config.json", std::move(config));
  texts.emplace_back("README.md", modelCard(request, source));
  auto table = tensorTable(source.base.config());
  for (auto& spec : source.base.ofPictures()) table.push_back(std::move(spec));
  std::vector<ShardTensor> tensors;
  for (const auto& spec : table) tensors.push_back({source.base.nameInFolder(spec.name), type, spec.shape});
  ShardWriter writer(folder, tensors, request.shardBytes);
  uint64_t bytes = writer.totalBytes();
  for (const auto& [name, text] : texts) bytes += text.size();
  GRAFT_CHECK(mustHaveRoom(folder, bytes));
  std::vector<std::string> files;
  for (const auto& [name, text] : texts) {
    GRAFT_CHECK(writeFileSynced(folder + "/" + name, text));
    files.push_back(name);
  }
  for (size_t i = 0; i < table.size(); ++i) {
    if (source.progress && !source.progress(table[i].name, static_cast<double>(i) / static_cast<double>(table.size())))
      return exportStopped();
    GRAFT_CHECK(weights.encode(table[i].name, RowOrder::HuggingFace, type, [&](std::string_view piece) { return writer.write(piece); }));
  }
  GRAFT_CHECK(writer.finish());
  for (auto& name : writer.files()) files.push_back(std::move(name));
  return files;
}

}  // namespace graft
