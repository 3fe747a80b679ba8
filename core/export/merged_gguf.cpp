// SPDX-License-Identifier: Apache-2.0
// Exports a whole model as one GGUF file. All keys of a GGUF base are kept; those of a Hugging Face base are generated (llama.cpp,
// convert_hf_to_gguf.py). Each tensor has the type that llama.cpp's quantiser would choose (design: llama-quant.cpp).
#include <algorithm>
#include <cmath>

#include "core/export/export.hpp"
#include "core/tokenize/gguf_tokenizer.hpp"

namespace graft {
namespace {

using kernels::StoredType;

struct TypeFacts {
  const char* name;
  StoredType type;
  uint32_t fileType;  // general.file_type, a label
};
constexpr TypeFacts kTypes[] = {{"F32", StoredType::F32, 0},    {"F16", StoredType::F16, 1},    {"Q4_0", StoredType::Q4_0, 2},
                                {"Q4_1", StoredType::Q4_1, 3},  {"Q8_0", StoredType::Q8_0, 7},  {"Q5_0", StoredType::Q5_0, 8},
                                {"Q5_1", StoredType::Q5_1, 9},  {"Q4_K", StoredType::Q4_K, 15}, {"Q5_K", StoredType::Q5_K, 17},
                                {"Q6_K", StoredType::Q6_K, 18}, {"BF16", StoredType::BF16, 32}};

const TypeFacts& factsOf(const std::string& name) {
  return *std::find_if(std::begin(kTypes), std::end(kTypes), [&](const TypeFacts& t) { return name == t.name; });
}

bool dividesInto(StoredType type, int64_t width) { return width % kernels::storedFormat(static_cast<int>(type))->blockElements == 0; }

/// Returns the type itself if a row is whole blocks, else the nearest type with blocks of 32, else F16.
StoredType fitting(StoredType type, int64_t width) {
  if (dividesInto(type, width)) return type;
  const StoredType smaller = type == StoredType::Q4_K ? StoredType::Q5_0 : type == StoredType::Q5_K ? StoredType::Q5_1 : StoredType::Q8_0;
  return dividesInto(smaller, width) ? smaller : StoredType::F16;
}

/// The M mixes use more bits in the first and last eighth of the layers, and in every third layer between.
bool hasMoreBits(int64_t layer, int64_t layers) { return layer < layers / 8 || layer >= 7 * layers / 8 || (layer - layers / 8) % 3 == 2; }

/// llama.cpp reads a table of divisors only for the architecture "llama". Others store the scaling in keys.
bool readsRotaryTable(const ModelConfig& config) { return config.ggufArchitecture() == "llama" && !config.yarn; }

class Plan {
 public:
  Plan(const ExportRequest& request, const MergedWeights& weights)
      : m_weights(weights), m_config(weights.base().config()), m_wanted(factsOf(request.type)) {
    for (const auto& spec : tensorTable(m_config)) {
      const TensorView& stored = *weights.base().stored(spec.name);
      const StoredType type = typeOf(spec);
      // Unchanged tensors already in the wanted type are copied byte for byte. Decoding and encoding again would lose precision.
      const bool kept = weights.base().gguf() && type == stored.type && !weights.isChanged(spec.name);
      m_names.push_back(spec.name);
      m_copied.push_back(kept ? &stored : nullptr);
      m_tensors.push_back({ggufTensorName(spec.name, m_config), type, spec.shape});
    }
    addRotaryTable();
  }
  const std::vector<GgufTensorPlan>& tensors() const { return m_tensors; }

  Status write(GgufWriter& writer, const std::function<bool(const std::string&, double)>& progress) const {
    for (size_t i = 0; i < m_tensors.size(); ++i) {
      if (progress && !progress(m_tensors[i].name, static_cast<double>(i) / static_cast<double>(m_tensors.size()))) return exportStopped();
      if (m_names[i].empty()) {
        writer.write({reinterpret_cast<const char*>(m_divisors.data()), m_divisors.size() * sizeof(float)});
      } else if (m_copied[i]) {
        writer.write(m_copied[i]->bytes);
        m_weights.base().forget(m_names[i]);
      } else {
        GRAFT_CHECK(m_weights.encode(m_names[i], RowOrder::Gguf, m_tensors[i].type, [&](std::string_view bytes) -> Status {
          writer.write(bytes);
          return Done{};
        }));
      }
    }
    return Done{};
  }

 private:
  StoredType typeOf(const TensorSpec& spec) const {
    if (spec.shape.size() < 2) return StoredType::F32;
    const int64_t width = spec.shape.back();
    const bool floats = m_wanted.type == StoredType::F32 || m_wanted.type == StoredType::F16 || m_wanted.type == StoredType::BF16;
    if (floats) return m_wanted.type;
    const bool isHead = spec.name == (m_config.tied ? "model.embed_tokens.weight" : "lm_head.weight");
    if (isHead) {
      const TensorView& stored = *m_weights.base().stored(spec.name);
      const bool quantised =
          m_weights.base().gguf() && stored.type != StoredType::F32 && stored.type != StoredType::F16 && stored.type != StoredType::BF16;
      if (quantised) return stored.type;
      return m_wanted.type == StoredType::Q8_0 ? StoredType::Q8_0 : fitting(StoredType::Q6_K, width);
    }
    const auto place = linearPlace(spec.name, m_config);
    const bool mixes = m_wanted.type == StoredType::Q4_K || m_wanted.type == StoredType::Q5_K;
    constexpr size_t kV = 2, kDown = 6;
    if (mixes && place && (place->kind == kV || place->kind == kDown) && hasMoreBits(place->layer, m_config.layers))
      return fitting(StoredType::Q6_K, width);
    return fitting(m_wanted.type, width);
  }

  /// Stores rotary scaling as one table of divisors, whatever its name in config.json.
  void addRotaryTable() {
    if (!readsRotaryTable(m_config)) return;
    m_divisors = m_config.frequencyDivisors();
    if (m_divisors.empty()) return;
    m_names.emplace_back();
    m_copied.push_back(nullptr);
    m_tensors.push_back({"rope_freqs.weight", StoredType::F32, {static_cast<int64_t>(m_divisors.size())}});
  }

  const MergedWeights& m_weights;
  const ModelConfig& m_config;
  TypeFacts m_wanted;
  std::vector<float> m_divisors;
  std::vector<std::string> m_names;         // Hugging Face names; empty for the rotary table
  std::vector<const TensorView*> m_copied;  // stored bytes that are copied unchanged
  std::vector<GgufTensorPlan> m_tensors;
};

void architectureKeys(const ModelConfig& c, GgufKeys& keys) {
  const std::string own = c.ggufArchitecture() + ".";
  const auto size = [&](const char* key, int64_t value) { keys.u32(own + key, static_cast<uint32_t>(value)); };
  keys.text("general.architecture", c.ggufArchitecture());
  size("vocab_size", c.vocab);
  size("context_length", c.context);
  size("embedding_length", c.hidden);
  size("block_count", c.layers);
  size("feed_forward_length", c.intermediate);
  size("attention.head_count", c.heads);
  size("attention.head_count_kv", c.kvHeads);
  size("attention.key_length", c.headDim);
  size("attention.value_length", c.headDim);
  keys.f32(own + "attention.layer_norm_rms_epsilon", static_cast<float>(c.normEps));
  size("rope.dimension_count", c.headDim);
  if (c.window > 0) size("attention.sliding_window", c.window);
  if (c.modelType == "granite") {
    keys.f32(own + "attention.scale", static_cast<float>(c.attentionScale));
    keys.f32(own + "embedding_scale", static_cast<float>(c.embeddingScale));
    keys.f32(own + "residual_scale", static_cast<float>(c.residualScale));
    keys.f32(own + "logit_scale", static_cast<float>(c.logitDivisor));
  }
  keys.f32(own + "rope.freq_base", static_cast<float>(c.ropeTheta));
  if (c.yarn) {
    keys.text(own + "rope.scaling.type", "yarn");
    keys.f32(own + "rope.scaling.factor", static_cast<float>(c.yarn->factor));
    size("rope.scaling.original_context_length", std::llround(c.yarn->original));
    keys.f32(own + "rope.scaling.attn_factor", static_cast<float>(c.yarn->attention / Yarn::attentionOf(c.yarn->factor)));
    keys.f32(own + "rope.scaling.yarn_beta_fast", static_cast<float>(c.yarn->betaFast));
    keys.f32(own + "rope.scaling.yarn_beta_slow", static_cast<float>(c.yarn->betaSlow));
  } else if (const auto divisors = c.frequencyDivisors(); !divisors.empty() && !readsRotaryTable(c)) {
    keys.text(own + "rope.scaling.type", "linear");
    keys.f32(own + "rope.scaling.factor", divisors.front());
  }
}

Result<GgufKeys> keysFor(const ExportRequest& request, const ExportSource& source) {
  GgufKeys keys;
  const ModelFile& base = source.base;
  if (const auto* file = base.gguf()) {
    // The rotary table replaces the scaling keys, a split file becomes one, and the alignment is this writer's.
    for (const auto& [key, value] : file->metadata()) {
      const bool isInTable = key.starts_with("llama.rope.scaling.") && readsRotaryTable(base.config());
      if (key.starts_with("split.") || isInTable || key == "general.alignment") continue;
      keys.copy(key, value);
    }
  } else {
    architectureKeys(base.config(), keys);
    GRAFT_TRY(const auto tokenizer, GgufTokenizerKeys::make(base, source.tokenizer));
    tokenizer.writeTo(keys);
    if (!base.chatTemplate().empty()) keys.text("tokenizer.chat_template", base.chatTemplate());
    if (!base.license().empty()) keys.text("general.license", base.license());
  }
  keys.text("general.type", "model");
  keys.text("general.name", base.name() + " + " + request.adapterName);
  keys.u32("general.file_type", factsOf(request.type).fileType);
  keys.u32("general.quantization_version", 2);
  return keys;
}

/// Rejects settings of config.json that the architecture's GGUF keys cannot express.
Status mustHaveKeys(const ModelFile& base) {
  const ModelConfig& config = base.config();
  const auto refused = [](const Message& what) {
    return Error{Code::Refused, what, {}, msg("Nothing was exported."), msg("Export --to merged, which keeps the configuration.")};
  };
  if (base.gguf()) return Done{};
  const auto divisors = config.yarn ? std::vector<float>() : config.frequencyDivisors();
  const bool isOneFactor =
      std::all_of(divisors.begin(), divisors.end(), [&](float d) { return std::abs(d - divisors.front()) < 1e-4f * d; });
  if (!readsRotaryTable(config) && !isOneFactor)
    return refused(msg("the base's rotary scaling has no keys in a GGUF file of its architecture"));
  if (!config.isRepresentableInGguf())
    return refused(msg("the base's layers are arranged in a way that has no keys in a GGUF file of its architecture"));
  return Done{};
}

}  // namespace

Result<std::vector<std::string>> writeMergedGguf(const ExportRequest& request, const ExportSource& source, const std::string& fileName) {
  const MergedWeights weights(source.base, &source.adapter);
  const Plan plan(request, weights);
  GRAFT_CHECK(mustHaveKeys(source.base));
  GRAFT_TRY(const auto keys, keysFor(request, source));
  GRAFT_CHECK(mustHaveRoom(request.folder, GgufWriter::fileSize(keys, plan.tensors())));
  GRAFT_TRY(auto writer, GgufWriter::create(request.folder + "/" + fileName, keys, plan.tensors()));
  GRAFT_CHECK(plan.write(writer, source.progress));
  GRAFT_CHECK(writer.finish());
  return std::vector<std::string>{fileName};
}

}  // namespace graft
