// SPDX-License-Identifier: Apache-2.0
#include "core/weights/adapter_file.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

namespace graft {
namespace {

Error unsupported(const std::string& what) {
  return {Code::BadInput, what, "adapter_config.json", {}, "Graft reads plain LoRA adapters for Llama-class models."};
}

/// Where transformers has had the text model's modules; adapters for a model with and without pictures fit each other.
constexpr const char* kTextModules[] = {"model", kTextModuleBesidePictures, "language_model.model"};

/// A pattern of a whole path as a model of text alone has it.
std::string ofTextAlone(const std::string& pattern) {
  for (const char* module : kTextModules) {
    const std::string prefix = std::string(module) + ".layers.";
    if (pattern.starts_with(prefix)) return "model.layers." + pattern.substr(prefix.size());
  }
  return pattern;
}

/// The value of the first pattern that is the path or its end after a dot.
double patternValue(const std::vector<std::pair<std::string, double>>& patterns, const std::string& path, double fallback) {
  for (const auto& [pattern, value] : patterns) {
    if (path == pattern || path.ends_with("." + pattern)) return value;
  }
  return fallback;
}

Status readPatterns(const Json& json, const char* key, std::vector<std::pair<std::string, double>>& out) {
  if (!json.contains(key) || !json[key].is_object()) return Done{};
  for (const auto& [pattern, value] : json[key].items()) {
    if (!value.is_number() || pattern.find_first_of("*+?[](){}|^$\\") != std::string::npos)
      return unsupported(std::string(key) + ": the pattern '" + pattern + "' is not a plain name");
    out.emplace_back(ofTextAlone(pattern), value.get<double>());
  }
  return Done{};
}

constexpr int64_t kMostRank = 65536;

std::vector<float> decoded(const TensorView& view) {
  std::vector<float> out(static_cast<size_t>(view.elements()));
  kernels::dequantize(view.type, view.bytes.data(), out.data(), out.size());
  return out;
}

}  // namespace

int64_t LoraOptions::rankOf(const std::string& path) const {
  return static_cast<int64_t>(patternValue(rankPattern, path, static_cast<double>(rank)));
}

double LoraOptions::scaleOf(const std::string& path) const {
  const auto r = static_cast<double>(rankOf(path));
  return patternValue(alphaPattern, path, alpha) / (rslora ? std::sqrt(r) : r);
}

std::string modulePath(const LinearPlace& place, const ModelConfig& config, const std::string& textModule) {
  const auto linear = linearLayers(config)[place.kind];
  return textModule + ".layers." + std::to_string(place.layer) + "." + linear.parent + "." + linear.name;
}

std::string adapterTensorFile(const std::string& path) { return path.ends_with(".gguf") ? path : path + "/adapter_model.safetensors"; }

Status AdapterFile::readPeftConfig(const std::string& folder) {
  GRAFT_TRY(const Json json, readJsonFile(folder + "/adapter_config.json"));
  if (const auto type = get<std::string>(json, "peft_type", ""); type != "LORA") return unsupported("peft_type is '" + type + "'");
  for (const char* flag : {"use_dora", "lora_bias", "fan_in_fan_out", "use_qalora"}) {
    if (get<bool>(json, flag, false)) return unsupported(std::string(flag) + " is true, which is not supported");
  }
  if (const auto bias = get<std::string>(json, "bias", "none"); bias != "none")
    return unsupported("bias is '" + bias + "', which is not supported");
  for (const char* key :
       {"modules_to_save", "trainable_token_indices", "layer_replication", "target_parameters", "alora_invocation_tokens"}) {
    if (json.contains(key) && !json[key].is_null() && !json[key].empty())
      return unsupported(std::string(key) + " is set, which is not supported");
  }
  m_options.rank = get<int64_t>(json, "r", 8);
  m_options.alpha = get<double>(json, "lora_alpha", 8);
  m_options.rslora = get<bool>(json, "use_rslora", false);
  m_options.dropout = get<double>(json, "lora_dropout", 0);
  m_baseName = get<std::string>(json, "base_model_name_or_path", "");
  if (m_options.rank < 1 || m_options.rank > kMostRank) return unsupported("r is " + std::to_string(m_options.rank));
  if (!(m_options.dropout >= 0 && m_options.dropout < 1)) return unsupported("lora_dropout is " + std::to_string(m_options.dropout));
  GRAFT_CHECK(readPatterns(json, "rank_pattern", m_options.rankPattern));
  for (const auto& [pattern, rank] : m_options.rankPattern) {
    if (!(rank >= 1 && rank <= kMostRank)) return unsupported("rank_pattern: the rank of '" + pattern + "' is " + std::to_string(rank));
  }
  return readPatterns(json, "alpha_pattern", m_options.alphaPattern);
}

/// Checks one pair against the model and keeps it.
Status AdapterFile::take(Pair pair, const std::string& module) {
  if (!pair.a || !pair.b)
    return Error{
        Code::BadInput, "only one half of the pair " + module + " is there", m_tensorFile, {}, "The file is incomplete; get it again."};
  const auto linear = linearLayers(m_config)[pair.place.kind];
  if (pair.a->shape != std::vector<int64_t>{pair.rank, linear.in} || pair.b->shape != std::vector<int64_t>{linear.out, pair.rank}) {
    return Error{Code::Refused,
                 module + " has shapes " + shapeText(pair.a->shape) + " and " + shapeText(pair.b->shape) + ", this base and rank need " +
                     shapeText({pair.rank, linear.in}) + " and " + shapeText({linear.out, pair.rank}),
                 m_tensorFile,
                 {},
                 "The adapter belongs to another base model."};
  }
  for (const auto* view : {pair.a, pair.b}) {
    const auto values = decoded(*view);
    if (!std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); }))
      return Error{Code::BadInput,
                   "tensor " + view->name + " holds a value that is not finite",
                   m_tensorFile,
                   {},
                   "Train it again, or get the file again."};
    if (view == pair.b) pair.isZero = std::all_of(values.begin(), values.end(), [](float v) { return v == 0; });
  }
  m_pairs.push_back(std::move(pair));
  return Done{};
}

/// `nameOf(place)`: names of A and B in this kind of file.
template <class NameOf>
Status AdapterFile::match(const std::vector<TensorView>& tensors, NameOf&& nameOf) {
  std::map<std::string_view, const TensorView*> byName;
  for (const auto& tensor : tensors) byName[tensor.name] = &tensor;
  const auto find = [&](const std::string& name) {
    const auto it = byName.find(name);
    return it == byName.end() ? nullptr : it->second;
  };
  std::set<std::string> targets;
  std::set<std::string_view> used;
  const auto linears = linearLayers(m_config);
  for (int64_t layer = 0; layer < m_config.layers; ++layer) {
    for (size_t kind = 0; kind < linears.size(); ++kind) {
      Pair pair;
      pair.place = {layer, kind};
      const auto [nameA, nameB] = nameOf(pair.place);
      pair.a = find(nameA);
      pair.b = find(nameB);
      if (!pair.a && !pair.b) continue;
      const auto module = modulePath(pair.place, m_config);
      pair.rank = m_gguf ? (pair.b ? pair.b->shape.back() : 0) : m_options.rankOf(module);
      pair.scale = m_options.scaleOf(module);
      if (m_gguf) pair.scale = m_options.alpha == 0 ? 1 : m_options.alpha / static_cast<double>(std::max<int64_t>(pair.rank, 1));
      if (pair.a) used.insert(pair.a->name);
      if (pair.b) used.insert(pair.b->name);
      GRAFT_CHECK(take(pair, module));
      targets.insert(linears[kind].name);
    }
  }
  for (const auto& tensor : tensors) {
    if (!used.contains(tensor.name)) m_unmatched.push_back(tensor.name);
  }
  if (m_pairs.empty())
    return Error{Code::Refused,
                 "none of the " + std::to_string(tensors.size()) + " tensors has a place in this model",
                 m_tensorFile,
                 {},
                 "The adapter belongs to another base model."};
  m_options.targets.assign(targets.begin(), targets.end());
  return Done{};
}

Status AdapterFile::openPeft(const std::string& folder) {
  if (auto read = readPeftConfig(folder); !read.ok()) return read.error().at(folder);
  m_tensorFile = adapterTensorFile(folder);
  std::error_code error;
  if (!std::filesystem::exists(m_tensorFile, error) && std::filesystem::exists(folder + "/adapter_model.bin", error))
    return Error{Code::BadInput,
                 "the adapter is a pickle file, which can run code and is not read",
                 folder + "/adapter_model.bin",
                 {},
                 "Save it again with safetensors (PEFT's save_pretrained does so by default)."};
  GRAFT_TRY(auto file, SafetensorsFile::open(m_tensorFile));
  m_safetensors = std::make_shared<SafetensorsFile>(std::move(file));
  std::string textModule = m_config.textModule;
  for (const auto& tensor : m_safetensors->tensors()) {
    for (const char* each : kTextModules) {
      if (tensor.name.starts_with(std::string("base_model.model.") + each + ".layers.")) textModule = each;
    }
  }
  return match(m_safetensors->tensors(), [&](const LinearPlace& place) {
    const std::string stem = "base_model.model." + modulePath(place, m_config, textModule);
    return std::pair{stem + ".lora_A.weight", stem + ".lora_B.weight"};
  });
}

Status AdapterFile::openGguf(const std::string& path) {
  m_tensorFile = path;
  GRAFT_TRY(auto file, GgufFile::open(path));
  m_gguf = std::make_shared<GgufFile>(std::move(file));
  if (m_gguf->text("general.type") != "adapter" || m_gguf->text("adapter.type") != "lora")
    return Error{Code::BadInput, "this GGUF file holds no LoRA adapter", path, {}, "A model goes to --model."};
  if (const auto arch = m_gguf->text("general.architecture"); arch != m_config.ggufArchitecture())
    return Error{Code::Refused,
                 "the adapter is made for the architecture '" + arch + "', this base is " + m_config.ggufArchitecture(),
                 path,
                 {},
                 "Use it with a base of its own architecture."};
  m_options.alpha = m_gguf->number("adapter.lora.alpha", 0);
  if (!std::isfinite(m_options.alpha))
    return Error{Code::BadInput, "adapter.lora.alpha is not a number", path, {}, "The file is damaged; get it again."};
  m_baseName = m_gguf->text("general.base_model.0.name");
  GRAFT_CHECK(match(m_gguf->tensors(), [this](const LinearPlace& place) {
    const std::string name = ggufTensorName(modulePath(place, m_config) + ".weight", m_config);
    return std::pair{name + ".lora_a", name + ".lora_b"};
  }));
  // One alpha for all: modules with another rank than the first are exceptions of the rank alone. Without an alpha the scale is 1,
  // that is an alpha as large as each rank.
  const bool noAlpha = m_options.alpha == 0;
  m_options.rank = m_pairs[0].rank;
  if (noAlpha) m_options.alpha = static_cast<double>(m_options.rank);
  for (const auto& pair : m_pairs) {
    if (pair.rank == m_options.rank) continue;
    m_options.rankPattern.emplace_back(modulePath(pair.place, m_config), static_cast<double>(pair.rank));
    if (noAlpha) m_options.alphaPattern.emplace_back(modulePath(pair.place, m_config), static_cast<double>(pair.rank));
  }
  return Done{};
}

Result<AdapterFile> AdapterFile::open(const std::string& path, const ModelConfig& config) {
  AdapterFile file(config);
  std::error_code error;
  if (!std::filesystem::exists(path, error))
    return Error{Code::BadInput, "the adapter does not exist", path, {}, "Check the path and its spelling."};
  GRAFT_CHECK(std::filesystem::is_directory(path, error) ? file.openPeft(path) : file.openGguf(path));
  return file;
}

Status AdapterFile::mustFitWhole() const {
  if (m_unmatched.empty()) return Done{};
  const size_t others = m_unmatched.size() - 1;
  return Error{Code::Refused,
               "tensor " + m_unmatched[0] + (others ? " and " + std::to_string(others) + " more have" : " has") + " no place in this model",
               m_tensorFile,
               {},
               "The adapter belongs to another base model, or adapts layers that Graft does not."};
}

bool AdapterFile::isZero() const {
  return std::all_of(m_pairs.begin(), m_pairs.end(), [](const Pair& pair) { return pair.isZero; });
}

void AdapterFile::readA(const Pair& pair, float* target) const {
  kernels::dequantize(pair.a->type, pair.a->bytes.data(), target, static_cast<size_t>(pair.a->elements()));
}

void AdapterFile::readB(const Pair& pair, float* target) const {
  if (!m_gguf || !reorderedHeads(modulePath(pair.place, m_config) + ".weight", m_config))
    return static_cast<void>(kernels::dequantize(pair.b->type, pair.b->bytes.data(), target, static_cast<size_t>(pair.b->elements())));
  const auto values = decoded(*pair.b);
  for (int64_t row = 0; row < pair.b->shape[0]; ++row)
    std::copy_n(values.begin() + row * pair.rank, pair.rank, target + huggingFaceRow(row, m_config.headDim) * pair.rank);
}

}  // namespace graft
