// SPDX-License-Identifier: Apache-2.0
#include "core/weights/model_config.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/weights/json_kinds.hpp"

namespace graft {
namespace {

Error unsupported(const Message& what, const Message& hint = msg("Choose another model, or get this one again.")) {
  return {Code::BadInput, what, {}, {}, hint};
}

constexpr int64_t kMaxSize = 1 << 20;

/// Validates sizes used as factors and divisors. Rejects values that no real model has.
Status checkSizes(const ModelConfig& c) {
  const struct {
    const char* name;
    int64_t value;
    int64_t most;
  } rows[] = {{"hidden size", c.hidden, kMaxSize}, {"intermediate size", c.intermediate, kMaxSize}, {"number of layers", c.layers, 1024},
              {"number of heads", c.heads, 4096},  {"number of key/value heads", c.kvHeads, 4096},  {"head size", c.headDim, 4096},
              {"vocabulary", c.vocab, 1 << 22},    {"context length", c.context, 1 << 26}};
  for (const auto& row : rows) {
    if (row.value < 1 || row.value > row.most) return unsupported(msg("the %1 is %2, outside 1 to %3", row.name, row.value, row.most));
  }
  if (c.heads % c.kvHeads != 0) return unsupported(msg("the number of heads is not a multiple of the key/value heads"));
  if (c.headDim % 2 != 0) return unsupported(msg("the head size is odd"));
  if (!(c.normEps > 0 && c.normEps < 1)) return unsupported(msg("the norm's epsilon is %1", c.normEps));
  return Done{};
}

std::vector<float> plainFrequencies(int64_t headDim, double theta) {
  std::vector<float> out;
  for (int64_t i = 0; i < headDim; i += 2) {
    // float32 steps, as in transformers.
    out.push_back(1.0f / std::pow(static_cast<float>(theta), static_cast<float>(i) / static_cast<float>(headDim)));
  }
  return out;
}

/// Llama 3.x: long wavelengths are stretched by `factor`, short ones kept, and those in between blended (transformers,
/// modeling_rope_utils._compute_llama3_parameters).
void scaleLlama3(std::vector<float>& frequencies, double factor, double low, double high, double original) {
  for (float& f : frequencies) {
    const double wavelength = 2 * std::numbers::pi / static_cast<double>(f);
    if (wavelength > original / low) {
      f = static_cast<float>(static_cast<double>(f) / factor);
    } else if (wavelength >= original / high) {
      const double smooth = (original / wavelength - low) / (high - low);
      f = static_cast<float>((1 - smooth) * static_cast<double>(f) / factor + smooth * static_cast<double>(f));
    }
  }
}

/// Matches transformers, modeling_rope_utils._compute_yarn_parameters, and ggml_rope_yarn_corr_dims.
void stretchByYarn(std::vector<float>& frequencies, double theta, const Yarn& yarn) {
  const auto dim = static_cast<double>(2 * frequencies.size());
  const auto pairWith = [&](double turns) {
    return dim * std::log(yarn.original / (turns * 2 * std::numbers::pi)) / (2 * std::log(theta));
  };
  const double low = std::max(std::floor(pairWith(yarn.betaFast)), 0.0);
  double high = std::min(std::ceil(pairWith(yarn.betaSlow)), dim - 1);
  if (low == high) high += 0.001;
  for (size_t i = 0; i < frequencies.size(); ++i) {
    const double stretched = std::clamp((static_cast<double>(i) - low) / (high - low), 0.0, 1.0);
    const auto f = static_cast<double>(frequencies[i]);
    frequencies[i] = static_cast<float>(f / yarn.factor * stretched + f * (1 - stretched));
  }
}

Status takeYarn(const Yarn& yarn, ModelConfig& out) {
  const bool isSound = yarn.factor >= 1 && yarn.factor < 1e6 && yarn.original >= 1 && yarn.original < 1e9 && yarn.betaSlow > 0 &&
                       yarn.betaFast > yarn.betaSlow && yarn.betaFast < 1e6 && yarn.attention > 1e-3 && yarn.attention < 1e3;
  if (!isSound) return unsupported(msg("yarn rotary factors are out of order"));
  stretchByYarn(out.inverseFrequencies, out.ropeTheta, yarn);
  out.yarn = yarn;
  return Done{};
}

Status yarnFromJson(const Json& rope, double factor, ModelConfig& out) {
  if (!get<bool>(rope, "truncate", true)) return unsupported(msg("the setting %1 is not supported", "truncate"));
  Yarn yarn{factor, get<double>(rope, "original_max_position_embeddings", static_cast<double>(out.context)),
            get<double>(rope, "beta_fast", 32), get<double>(rope, "beta_slow", 1)};
  if (!rope.contains("factor") || rope["factor"].is_null()) yarn.factor = static_cast<double>(out.context) / std::max(yarn.original, 1.0);
  const auto scaleBy = [&](double mscale) { return 1 + mscale * (Yarn::attentionOf(yarn.factor) - 1); };
  const double mscale = get<double>(rope, "mscale", 0), all = get<double>(rope, "mscale_all_dim", 0);
  yarn.attention = get<double>(rope, "attention_factor", mscale != 0 && all != 0 ? scaleBy(mscale) / scaleBy(all) : scaleBy(1));
  return takeYarn(yarn, out);
}

Status rotaryFromJson(const Json& config, double defaultTheta, ModelConfig& out) {
  const Json empty = Json::object();
  const Json& v5 = config.contains("rope_parameters") && config["rope_parameters"].is_object() ? config["rope_parameters"] : empty;
  const Json& v4 = config.contains("rope_scaling") && config["rope_scaling"].is_object() ? config["rope_scaling"] : empty;
  // transformers 5 (RotaryEmbeddingConfigMixin): rope_scaling, which users add by hand, takes precedence over rope_parameters.
  const Json& rope = v4.empty() ? v5 : v4;
  GRAFT_CHECK(mustBe(rope, JsonKind::Number,
                     {"rope_theta", "factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings", "beta_fast",
                      "beta_slow", "attention_factor", "mscale", "mscale_all_dim"}));
  GRAFT_CHECK(mustBe(rope, JsonKind::Text, {"rope_type", "type"}));
  const double theta = get<double>(rope, "rope_theta", get<double>(config, "rope_theta", defaultTheta));
  if (!v4.empty() && !v5.empty() && get<double>(v5, "rope_theta", theta) != theta)
    return unsupported(msg("rope_scaling and rope_parameters do not agree on rope_theta"), msg("Keep one of them, with rope_theta in it."));
  if (!(theta > 1)) return unsupported(msg("rope_theta is %1", theta));
  const auto type = get<std::string>(rope, "rope_type", get<std::string>(rope, "type", "default"));
  const double factor = get<double>(rope, "factor", 1);
  if (!(factor >= 1 && factor < 1e6)) return unsupported(msg("the rotary factor is %1", factor));
  out.ropeTheta = theta;
  out.inverseFrequencies = plainFrequencies(out.headDim, theta);
  if (type == "default") return Done{};
  if (type == "linear") {
    for (float& f : out.inverseFrequencies) f /= static_cast<float>(factor);
    return Done{};
  }
  if (type == "llama3") {
    const double low = get<double>(rope, "low_freq_factor", 1), high = get<double>(rope, "high_freq_factor", 4);
    if (!(low > 0 && high > low)) return unsupported(msg("llama3 rotary factors are out of order"));
    scaleLlama3(out.inverseFrequencies, factor, low, high, get<double>(rope, "original_max_position_embeddings", 8192));
    return Done{};
  }
  if (type == "yarn") return yarnFromJson(rope, factor, out);
  return unsupported(msg("rotary type '%1' is not supported", type), msg("Supported: default, linear, llama3, yarn."));
}

constexpr Sentence<0> kSupported =
    "Supported: llama (Llama 2 and 3, Mistral, SmolLM2, TinyLlama), qwen2 (Qwen 2 and 2.5), qwen3 (without experts), gemma3 (text), "
    "smollm3 and granite (without experts).";

/// Defaults of config.json by model_type (transformers 5, configuration_*.py).
struct Defaults {
  const char* modelType;
  int64_t hidden, layers, heads, kvHeads, headDim;  // headDim 0: hidden / heads; kvHeads 0: as many as heads
  int64_t vocab, intermediate, context, window;     // 0: none
  double theta;
  bool attentionBias, headNorm, isGemma, isTied;
};
constexpr Defaults kDefaults[] = {{"llama", 4096, 32, 32, 0, 0, 32000, 11008, 2048, 0, 1e4, false, false, false, false},
                                  {"mistral", 4096, 32, 32, 8, 0, 32000, 14336, 131072, 4096, 1e4, false, false, false, false},
                                  {"qwen2", 4096, 32, 32, 32, 0, 151936, 22016, 32768, 4096, 1e4, true, false, false, false},
                                  {"qwen3", 4096, 32, 32, 32, 128, 151936, 22016, 32768, 4096, 1e4, false, true, false, false},
                                  {"gemma3_text", 2304, 26, 8, 4, 256, 262208, 9216, 131072, 4096, 1e6, false, true, true, true},
                                  {"smollm3", 2048, 36, 16, 4, 0, 128256, 11008, 32768, 0, 2e6, false, false, false, true},
                                  {"granite", 4096, 32, 32, 0, 0, 32000, 11008, 2048, 0, 1e4, false, false, false, false}};

constexpr int64_t kGemmaPattern = 6;  // five local layers, one with full attention
constexpr double kGemmaLocalTheta = 1e4;
constexpr int64_t kSmolInterval = 4;  // three rotated layers, one unrotated

void becomeGemma(ModelConfig& c) {
  c.outputNorms = c.normLessOne = c.gelu = true;
  c.embeddingScale = std::sqrt(static_cast<double>(c.hidden));
}
/// Marks the last layer of each `interval`.
std::vector<bool> lastOfEach(int64_t layers, int64_t interval) {
  std::vector<bool> out;
  for (int64_t layer = 0; layer < layers; ++layer) out.push_back((layer + 1) % interval == 0);
  return out;
}
std::vector<bool> localLayers(int64_t layers, int64_t pattern) {
  std::vector<bool> out = lastOfEach(layers, pattern);
  out.flip();
  return out;
}
/// Size of the attention window in tokens.
int64_t windowOf(const Json& config, const Defaults& defaults) {
  const std::string type = defaults.modelType;
  const bool isAsked = type.starts_with("qwen") || type == "smollm3";
  if (isAsked && !get<bool>(config, "use_sliding_window", false)) return 0;
  return config.contains("sliding_window") ? get<int64_t>(config, "sliding_window", 0) : defaults.window;
}

/// Two kinds of layers with different rotations. transformers 5 names them in rope_parameters; version 4 has a second base.
Status gemmaRotary(const Json& config, const Defaults& defaults, ModelConfig& c) {
  Json whole = config, local = Json{{"rope_theta", get<double>(config, "rope_local_base_freq", kGemmaLocalTheta)}};
  if (const Json both = config.value("rope_parameters", Json()); both.is_object() && both.contains("full_attention")) {
    whole["rope_parameters"] = both["full_attention"];
    local = Json{{"rope_parameters", both.value("sliding_attention", Json::object())}};
  }
  GRAFT_CHECK(rotaryFromJson(local, kGemmaLocalTheta, c));
  c.localTheta = c.ropeTheta;
  c.localInverseFrequencies = c.inverseFrequencies;
  GRAFT_CHECK(rotaryFromJson(whole, defaults.theta, c));
  return c.yarn ? Status(unsupported(msg("rotary type '%1' is not supported", "yarn"))) : Status(Done{});
}

Status gemmaFromJson(const Json& config, const Defaults& defaults, ModelConfig& c) {
  becomeGemma(c);
  for (const char* key : {"attn_logit_softcapping", "final_logit_softcapping"}) {
    if (config.contains(key) && !config[key].is_null()) return unsupported(msg("the setting %1 is not supported", key));
  }
  if (get<bool>(config, "use_bidirectional_attention", false))
    return unsupported(msg("the setting %1 is not supported", "use_bidirectional_attention"));
  c.queryScalar = get<double>(config, "query_pre_attn_scalar", 256);
  if (!(c.queryScalar > 0 && c.queryScalar < 1e6)) return unsupported(msg("query_pre_attn_scalar is %1", c.queryScalar));
  c.window = std::max<int64_t>(windowOf(config, defaults), 0);
  const Json types = config.value("layer_types", Json());
  if (types.is_array() && static_cast<int64_t>(types.size()) == c.layers) {
    for (const Json& type : types) c.local.push_back(type == "sliding_attention");
  } else {
    c.local = localLayers(c.layers, std::clamp<int64_t>(get<int64_t>(config, "sliding_window_pattern", kGemmaPattern), 1, 1024));
  }
  return gemmaRotary(config, defaults, c);
}

/// config.json marks rotated layers with 1, or states only the interval of unrotated ones.
void unrotatedFromJson(const Json& config, ModelConfig& c) {
  const Json rotated = config.value("no_rope_layers", Json());
  if (rotated.is_array() && static_cast<int64_t>(rotated.size()) >= c.layers) {
    for (int64_t layer = 0; layer < c.layers; ++layer) c.unrotated.push_back(rotated[static_cast<size_t>(layer)] == 0);
  } else {
    c.unrotated = lastOfEach(c.layers, std::clamp<int64_t>(get<int64_t>(config, "no_rope_layer_interval", kSmolInterval), 1, 1024));
  }
}

/// Scale factors of Granite. `of(key)` returns a number of the configuration or its default.
template <class Of>
Status graniteNumbers(const Of& of, ModelConfig& c) {
  const struct {
    const char* name;
    double* value;
  } rows[] = {
      {"embedding", &c.embeddingScale}, {"residual", &c.residualScale}, {"attention", &c.attentionScale}, {"logit", &c.logitDivisor}};
  for (const auto& row : rows) {
    *row.value = of(row.name);
    if (!(*row.value > 1e-6 && *row.value < 1e6)) return unsupported(msg("the %1 multiplier is %2", row.name, *row.value));
  }
  return Done{};
}

Status graniteFromJson(const Json& config, ModelConfig& c) {
  return graniteNumbers(
      [&](const std::string& name) { return get<double>(config, (name == "logit" ? "logits_scaling" : name + "_multiplier").c_str(), 1); },
      c);
}

/// Configuration of the text part of a vision model.
Result<ModelConfig> configOfTextPart(const Json& config) {
  Json text = config.value("text_config", Json());
  if (!text.is_object()) return unsupported(msg("text_config is missing"));
  constexpr char kType[] = "gemma3_text";
  if (const auto type = get<std::string>(text, "model_type", kType); type != kType)
    return unsupported(msg("model_type '%1' is not supported", type), kSupported);
  text["model_type"] = kType;
  // These keys belong to the whole model. Published files omit them in the text part or have different values there.
  for (const char* key : {"bos_token_id", "eos_token_id", "tie_word_embeddings", "quantization_config"}) {
    if (config.contains(key)) text[key] = config[key];
  }
  GRAFT_TRY(auto c, configFromHuggingFace(text));
  c.textModule = kTextModuleBesidePictures;
  return c;
}

}  // namespace

Result<ModelConfig> configFromHuggingFace(const Json& config) {
  ModelConfig c;
  c.modelType = get<std::string>(config, "model_type", "");
  const auto* defaults =
      std::find_if(std::begin(kDefaults), std::end(kDefaults), [&](const Defaults& d) { return c.modelType == d.modelType; });
  if (c.modelType == "gemma3") return configOfTextPart(config);
  if (defaults == std::end(kDefaults)) return unsupported(msg("model_type '%1' is not supported", c.modelType), kSupported);
  const bool isQwen = c.modelType.starts_with("qwen");
  GRAFT_CHECK(mustBe(
      config, JsonKind::Number,
      {"hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads", "head_dim", "vocab_size",
       "max_position_embeddings", "rms_norm_eps", "rope_theta", "sliding_window", "rope_local_base_freq", "query_pre_attn_scalar"}));
  GRAFT_CHECK(mustBe(config, JsonKind::Truth, {"tie_word_embeddings", "attention_bias", "mlp_bias", "use_sliding_window"}));
  GRAFT_CHECK(mustBe(config, JsonKind::Object, {"rope_scaling", "rope_parameters"}));
  for (const char* key :
       {"hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads", "head_dim", "vocab_size"}) {
    if (config.contains(key) && config[key].is_number_float())
      return unsupported(msg("%1 is %2, a whole number was expected", key, dump(config[key])));
  }
  if (const Json quantised = config.value("quantization_config", Json()); !quantised.is_null()) {
    const bool isNf4 = get<std::string>(quantised, "quant_method", "") == "bitsandbytes" && get<bool>(quantised, "load_in_4bit", false) &&
                       get<std::string>(quantised, "bnb_4bit_quant_type", "") == "nf4";
    if (!isNf4)
      return unsupported(
          msg("the checkpoint is quantised (%1)", get<std::string>(config["quantization_config"], "quant_method", "unknown method")),
          msg("Supported is bitsandbytes with NF4. Use the original 16-bit checkpoint or a GGUF file."));
  }
  const char* actKey = defaults->isGemma ? "hidden_activation" : "hidden_act";
  const std::string expected = defaults->isGemma ? "gelu_pytorch_tanh" : "silu";
  if (const auto act = get<std::string>(config, actKey, expected); act != expected && !(act == "swish" && expected == "silu"))
    return unsupported(msg("the activation '%1' is not supported", act));
  c.hidden = get<int64_t>(config, "hidden_size", defaults->hidden);
  c.intermediate = get<int64_t>(config, "intermediate_size", defaults->intermediate);
  c.layers = get<int64_t>(config, "num_hidden_layers", defaults->layers);
  c.heads = get<int64_t>(config, "num_attention_heads", defaults->heads);
  c.kvHeads = get<int64_t>(config, "num_key_value_heads", defaults->kvHeads > 0 ? defaults->kvHeads : c.heads);
  const int64_t shared = c.heads > 0 ? c.hidden / c.heads : 0;
  c.headDim = get<int64_t>(config, "head_dim", defaults->headDim > 0 ? defaults->headDim : shared);
  c.vocab = get<int64_t>(config, "vocab_size", defaults->vocab);
  c.context = get<int64_t>(config, "max_position_embeddings", defaults->context);
  if (const auto window = windowOf(config, *defaults); window > 0 && !defaults->isGemma && window < c.context)
    c.context = c.seesBack = window;
  c.normEps = get<double>(config, "rms_norm_eps", 1e-6);
  c.tied = get<bool>(config, "tie_word_embeddings", defaults->isTied);
  const bool saysBias = c.modelType != "qwen2";  // its config.json is not consulted for this
  c.attentionBias = saysBias ? get<bool>(config, "attention_bias", false) : defaults->attentionBias;
  c.outputBias = saysBias && c.attentionBias;
  c.mlpBias = !isQwen && !defaults->isGemma && get<bool>(config, "mlp_bias", false);
  c.headNorm = defaults->headNorm;
  c.bosId = get<int64_t>(config, "bos_token_id", -1);
  if (config.contains("eos_token_id")) {
    const Json& eos = config["eos_token_id"];
    for (const auto& id : eos.is_array() ? eos : Json::array({eos})) {
      if (id.is_number_integer()) c.eosIds.push_back(id.get<int64_t>());
    }
  }
  GRAFT_CHECK(checkSizes(c));
  GRAFT_CHECK(defaults->isGemma ? gemmaFromJson(config, *defaults, c) : rotaryFromJson(config, defaults->theta, c));
  if (c.modelType == "smollm3") unrotatedFromJson(config, c);
  if (c.modelType == "granite") GRAFT_CHECK(graniteFromJson(config, c));
  return c;
}

static double takenQueryScalar(const ModelConfig& c) {
  constexpr int64_t kLayersOf27B = 62;
  return static_cast<double>(c.layers == kLayersOf27B ? c.hidden / c.heads : c.headDim);
}

/// Adds the tokens that end a turn, by llama.cpp's known names. Many files name only one end token, that of a text.
static void addEndsOfTurn(const GgufFile& file, ModelConfig& c) {
  static constexpr std::string_view kNames[] = {"<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<|end|>", "<end_of_turn>"};
  const GgufValue* tokens = file.find("tokenizer.ggml.tokens");
  if (!tokens) return;
  int64_t id = 0;
  for (const auto name : tokens->strings()) {
    if (std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames)) c.addEnd(id);
    ++id;
  }
}

/// Defaults of llama.cpp (llama-model.cpp, gemma3).
static Status gemmaFromGguf(const GgufFile& file, ModelConfig& c) {
  becomeGemma(c);
  if (file.number("gemma3.final_logit_softcapping", 0) != 0)
    return unsupported(msg("the setting %1 is not supported", "final_logit_softcapping"));
  c.queryScalar = takenQueryScalar(c);
  c.window = std::max<int64_t>(static_cast<int64_t>(file.number("gemma3.attention.sliding_window", 0)), 0);
  if (c.window > 0) c.local = localLayers(c.layers, kGemmaPattern);
  c.localTheta = file.number("gemma3.rope.freq_base_swa", kGemmaLocalTheta);
  if (!(c.localTheta > 1)) return unsupported(msg("rope_theta is %1", c.localTheta));
  c.localInverseFrequencies = plainFrequencies(c.headDim, c.localTheta);
  return Done{};
}

/// For missing keys llama.cpp derives the score scale from the head size, and uses 1 elsewhere (llama-model.cpp, granite).
static Status graniteFromGguf(const GgufFile& file, ModelConfig& c) {
  if (file.number("granite.rope.scaling.finetuned", 1) == 0) return unsupported(msg("a Granite model without rotation is not supported"));
  const double byHeadSize = c.scoreScale();
  return graniteNumbers(
      [&](const std::string& name) {
        const double value = file.number("granite." + (name == "attention" ? "attention.scale" : name + "_scale"), 0);
        return value != 0 ? value : name == "attention" ? byHeadSize : 1;
      },
      c);
}

Result<ModelConfig> configFromGguf(const GgufFile& file) {
  ModelConfig c;
  const auto arch = file.text("general.architecture");
  c.modelType = arch == "gemma3" ? "gemma3_text" : arch;
  const bool isKnown = std::any_of(std::begin(kDefaults), std::end(kDefaults),
                                   [&](const Defaults& d) { return c.modelType == d.modelType && c.ggufArchitecture() == arch; });
  if (!isKnown) return unsupported(msg("architecture '%1' is not supported", arch), kSupported);
  const std::string own = arch + ".";
  // A value may be stored per layer: llama.cpp's converter does so if a model's layers could differ.
  std::string differing;
  const auto size = [&](const std::string& key, double fallback = 0) {
    const auto* value = file.find(own + key);
    if (!value || value->type != GgufType::Array) return static_cast<int64_t>(file.number(own + key, fallback));
    const auto all = value->numbers();
    if (all.empty() || std::any_of(all.begin(), all.end(), [&](double one) { return one != all[0]; })) differing = own + key;
    return static_cast<int64_t>(all.empty() ? fallback : all[0]);
  };
  c.hidden = size("embedding_length");
  c.intermediate = size("feed_forward_length");
  c.layers = size("block_count");
  c.heads = size("attention.head_count");
  c.kvHeads = size("attention.head_count_kv", static_cast<double>(c.heads));
  c.headDim = size("attention.key_length", c.heads > 0 ? static_cast<double>(c.hidden / c.heads) : 0);
  c.context = size("context_length");
  c.normEps = file.number(own + "attention.layer_norm_rms_epsilon", 1e-5);
  if (!differing.empty()) return unsupported(msg("%1 differs from layer to layer, which is not supported", differing));
  if (size("expert_count") > 0) return unsupported(msg("mixture-of-experts models are not supported"));
  if (const auto rotated = size("rope.dimension_count", static_cast<double>(c.headDim)); rotated != c.headDim) {
    return unsupported(msg("rotation of %1 of %2 head elements is not supported", rotated, c.headDim));
  }
  const TensorView* factors = nullptr;
  c.tied = true;
  for (const auto& tensor : file.tensors()) {
    if (tensor.name == "token_embd.weight" && tensor.shape.size() == 2) c.vocab = tensor.shape[0];
    if (tensor.name == "output.weight") c.tied = false;
    if (tensor.name == "blk.0.attn_q.bias") c.attentionBias = true;
    if (tensor.name == "blk.0.attn_output.bias") c.outputBias = true;
    if (tensor.name == "blk.0.attn_q_norm.weight") c.headNorm = true;
    if (tensor.name == "blk.0.ffn_up.bias") c.mlpBias = true;
    if (tensor.name == "rope_freqs.weight") factors = &tensor;
  }
  c.bosId = static_cast<int64_t>(file.number("tokenizer.ggml.bos_token_id", -1));
  for (const char* key : {"tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id"}) {
    if (file.find(key)) c.eosIds.push_back(static_cast<int64_t>(file.number(key, -1)));
  }
  addEndsOfTurn(file, c);
  GRAFT_CHECK(checkSizes(c));
  c.ropeTheta = file.number(own + "rope.freq_base", 10000);
  if (!(c.ropeTheta > 1)) return unsupported(msg("rope_theta is %1", c.ropeTheta));
  c.inverseFrequencies = plainFrequencies(c.headDim, c.ropeTheta);
  // llama.cpp (llama-model.cpp) treats a factor without a type as linear, and accepts an older key for it.
  const double linearFactor = file.number(own + "rope.scaling.factor", file.number(own + "rope.scale_linear", 0));
  const auto scaling = file.text(own + "rope.scaling.type", linearFactor > 0 ? "linear" : "none");
  if (scaling == "yarn" && arch != "gemma3") {
    Yarn yarn{file.number(own + "rope.scaling.factor", 1),
              file.number(own + "rope.scaling.original_context_length", static_cast<double>(c.context)),
              file.number(own + "rope.scaling.yarn_beta_fast", 32), file.number(own + "rope.scaling.yarn_beta_slow", 1)};
    yarn.attention = file.number(own + "rope.scaling.attn_factor", 1) * Yarn::attentionOf(yarn.factor);
    GRAFT_CHECK(takeYarn(yarn, c));
  } else if (scaling != "none" && scaling != "linear")
    return unsupported(msg("rotary scaling '%1' is not supported", scaling));
  if (scaling == "linear") {
    const double factor = linearFactor > 0 ? linearFactor : 1;
    if (!(factor > 0)) return unsupported(msg("the rotary factor is %1", factor));
    for (float& f : c.inverseFrequencies) f /= static_cast<float>(factor);
  }
  if (arch == "gemma3") GRAFT_CHECK(gemmaFromGguf(file, c));
  if (arch == "smollm3") c.unrotated = lastOfEach(c.layers, kSmolInterval);
  if (arch == "granite") GRAFT_CHECK(graniteFromGguf(file, c));
  if (factors) {
    if (factors->elements() != c.headDim / 2 || factors->type != kernels::StoredType::F32)
      return unsupported(msg("rope_freqs.weight has shape %1", shapeText(factors->shape)));
    std::vector<float> divisors(static_cast<size_t>(c.headDim / 2));
    kernels::dequantize(factors->type, factors->bytes.data(), divisors.data(), divisors.size());
    for (size_t i = 0; i < divisors.size(); ++i) {
      if (!(divisors[i] > 0)) return unsupported(msg("rope_freqs.weight holds a value that is not positive"));
      c.inverseFrequencies[i] /= divisors[i];
    }
  }
  return c;
}

std::vector<LinearSpec> linearLayers(const ModelConfig& c) {
  const int64_t q = c.heads * c.headDim, kv = c.kvHeads * c.headDim;
  return {{"q_proj", "self_attn", q, c.hidden},           {"k_proj", "self_attn", kv, c.hidden},
          {"v_proj", "self_attn", kv, c.hidden},          {"o_proj", "self_attn", c.hidden, q},
          {"gate_proj", "mlp", c.intermediate, c.hidden}, {"up_proj", "mlp", c.intermediate, c.hidden},
          {"down_proj", "mlp", c.hidden, c.intermediate}};
}

std::vector<TensorSpec> tensorTable(const ModelConfig& c) {
  std::vector<TensorSpec> table = {{"model.embed_tokens.weight", {c.vocab, c.hidden}}, {"model.norm.weight", {c.hidden}}};
  if (!c.tied) table.push_back({"lm_head.weight", {c.vocab, c.hidden}});
  for (int64_t layer = 0; layer < c.layers; ++layer) {
    const std::string at = "model.layers." + std::to_string(layer) + ".";
    table.push_back({at + "input_layernorm.weight", {c.hidden}});
    table.push_back({at + "post_attention_layernorm.weight", {c.hidden}});
    if (c.outputNorms) {
      table.push_back({at + "pre_feedforward_layernorm.weight", {c.hidden}});
      table.push_back({at + "post_feedforward_layernorm.weight", {c.hidden}});
    }
    if (c.headNorm) {
      table.push_back({at + "self_attn.q_norm.weight", {c.headDim}});
      table.push_back({at + "self_attn.k_norm.weight", {c.headDim}});
    }
    for (const auto& linear : linearLayers(c)) {
      const std::string name = at + linear.parent + "." + linear.name;
      table.push_back({name + ".weight", {linear.out, linear.in}});
      if (linear.parent == "mlp" ? c.mlpBias : linear.name == "o_proj" ? c.outputBias : c.attentionBias)
        table.push_back({name + ".bias", {linear.out}});
    }
  }
  return table;
}

std::optional<LinearId> linearPlace(const std::string& name, const ModelConfig& c) {
  static const std::string kPrefix = "model.layers.", kWeight = ".weight";
  const size_t dot = name.find('.', kPrefix.size());
  if (!name.starts_with(kPrefix) || !name.ends_with(kWeight) || dot == std::string::npos) return {};
  const std::string module = name.substr(dot + 1, name.size() - kWeight.size() - dot - 1);
  const auto linears = linearLayers(c);
  for (size_t kind = 0; kind < linears.size(); ++kind) {
    if (module == linears[kind].parent + "." + linears[kind].name) return LinearId{std::stoll(name.substr(kPrefix.size())), kind};
  }
  return {};
}

double Yarn::attentionOf(double factor) { return factor > 1 ? 0.1 * std::log(factor) + 1 : 1; }

std::vector<float> ModelConfig::frequencyDivisors() const {
  const auto plain = plainFrequencies(headDim, ropeTheta);
  std::vector<float> out;
  for (size_t i = 0; i < plain.size(); ++i) out.push_back(plain[i] / inverseFrequencies[i]);
  const bool scaled = std::any_of(out.begin(), out.end(), [](float d) { return std::abs(d - 1) > 1e-6f; });
  return scaled ? out : std::vector<float>();
}

std::string ModelConfig::ggufArchitecture() const {
  return modelType == "mistral" ? "llama" : modelType == "gemma3_text" ? "gemma3" : modelType;
}

bool ModelConfig::ggufInterleavesRope() const {
  const auto architecture = ggufArchitecture();
  return architecture == "llama" || architecture == "smollm3" || architecture == "granite";
}

bool ModelConfig::isRepresentableInGguf() const {
  if (modelType == "smollm3") return unrotated == lastOfEach(layers, kSmolInterval);
  if (modelType != "gemma3_text") return true;
  return local == localLayers(layers, kGemmaPattern) && localTheta == kGemmaLocalTheta && queryScalar == takenQueryScalar(*this);
}

void ModelConfig::addEnd(int64_t id) {
  if (std::find(eosIds.begin(), eosIds.end(), id) == eosIds.end()) eosIds.push_back(id);
}

double ModelConfig::scoreScale() const {
  if (attentionScale > 0) return attentionScale;
  return 1 / std::sqrt(queryScalar > 0 ? queryScalar : static_cast<double>(headDim));
}

int64_t ModelConfig::parameters() const {
  int64_t sum = 0;
  for (const auto& tensor : tensorTable(*this)) {
    int64_t n = 1;
    for (int64_t d : tensor.shape) n *= d;
    sum += n;
  }
  return sum;
}

}  // namespace graft
