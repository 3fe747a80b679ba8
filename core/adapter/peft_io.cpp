// SPDX-License-Identifier: Apache-2.0
// The PEFT folder: adapter_config.json and adapter_model.safetensors (peft 0.21, save_and_load.py and lora/config.py).
#include <algorithm>
#include <cmath>
#include <set>

#include "core/adapter/lora_adapter.hpp"
#include "core/base/file.hpp"
#include "core/weights/safetensors.hpp"

namespace graft {
namespace {

Error unsupported(const std::string& what) {
  return {Code::BadInput, what, "adapter_config.json", {}, "Graft reads plain LoRA adapters for Llama-class models."};
}

/// The value of the first pattern that matches the end of `path` at a dot. Patterns here are plain names, as PEFT writes them.
double patternValue(const std::map<std::string, double>& patterns, const std::string& path, double fallback) {
  for (const auto& [pattern, value] : patterns) {
    if (path == pattern ||
        (path.size() > pattern.size() && path.compare(path.size() - pattern.size() - 1, std::string::npos, "." + pattern) == 0))
      return value;
  }
  return fallback;
}

}  // namespace

Status LoraAdapter::readConfig(const Json& json) {
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
  if (m_options.rank < 1 || m_options.rank > 65536) return unsupported("r is " + std::to_string(m_options.rank));
  const auto patterns = [&](const char* key, std::map<std::string, double>& out) -> Status {
    if (!json.contains(key) || !json[key].is_object()) return Done{};
    for (const auto& [pattern, value] : json[key].items()) {
      if (!value.is_number() || pattern.find_first_of("*+?[](){}|^$\\") != std::string::npos)
        return unsupported(std::string(key) + ": the pattern '" + pattern + "' is not a plain name");
      out[pattern] = value.get<double>();
    }
    return Done{};
  };
  GRAFT_CHECK(patterns("rank_pattern", m_rankPattern));
  return patterns("alpha_pattern", m_alphaPattern);
}

Status LoraAdapter::readTensors(const std::string& path, const ModelConfig& config) {
  GRAFT_TRY(const auto file, SafetensorsFile::open(path));
  std::set<std::string> used, targets;
  const auto linears = linearLayers(config);
  for (int64_t layer = 0; layer < config.layers; ++layer) {
    for (size_t kind = 0; kind < linears.size(); ++kind) {
      const auto& linear = linears[kind];
      const std::string module = "model.layers." + std::to_string(layer) + "." + linear.parent + "." + linear.name,
                        stem = "base_model.model." + module;
      const TensorView *a = file.find(stem + ".lora_A.weight"), *b = file.find(stem + ".lora_B.weight");
      if (!a && !b) continue;
      if (!a || !b) return Error{Code::BadInput, "only one half of the pair " + stem + " is there", path, {}, {}};
      const double rank = patternValue(m_rankPattern, module, static_cast<double>(m_options.rank));
      const double alpha = patternValue(m_alphaPattern, module, m_options.alpha);
      const auto r = static_cast<int64_t>(rank);
      if (a->shape != std::vector<int64_t>{r, linear.in} || b->shape != std::vector<int64_t>{linear.out, r}) {
        return Error{Code::Refused,
                     stem + " has shapes " + shapeText(a->shape) + " and " + shapeText(b->shape) + ", this base and rank need " +
                         shapeText({r, linear.in}) + " and " + shapeText({linear.out, r}),
                     path,
                     {},
                     "The adapter belongs to another base model."};
      }
      ops::LoraPair pair;
      for (const auto& [view, tensor] : {std::pair{a, &pair.a}, std::pair{b, &pair.b}}) {
        *tensor = at::empty(view->shape, at::kFloat);
        kernels::dequantize(view->type, view->bytes.data(), tensor->data_ptr<float>(), static_cast<size_t>(view->elements()));
        if (!at::isfinite(*tensor).all().item<bool>())
          return Error{Code::BadInput, "tensor " + view->name + " holds a value that is not finite", path, {}, {}};
        used.insert(view->name);
      }
      pair.scale = alpha / (m_options.rslora ? std::sqrt(rank) : rank);
      pair.dropout = m_options.dropout;
      targets.insert(linear.name);
      m_pairs[{layer, static_cast<ops::LinearKind>(kind)}] = std::move(pair);
    }
  }
  for (const auto& tensor : file.tensors()) {
    if (!used.contains(tensor.name))
      return Error{Code::Refused,
                   "tensor " + tensor.name + " has no place in this model",
                   path,
                   {},
                   "The adapter belongs to another base model, or adapts layers that Graft does not."};
  }
  if (m_pairs.empty()) return Error{Code::Refused, "the file holds no LoRA tensors for this model", path, {}, {}};
  m_options.targets.assign(targets.begin(), targets.end());
  return Done{};
}

Result<LoraAdapter> LoraAdapter::fromPeft(const std::string& folder, const ModelConfig& config) {
  LoraAdapter adapter;
  GRAFT_TRY(const Json json, readJsonFile(folder + "/adapter_config.json"));
  if (const auto read = adapter.readConfig(json); !read.ok()) return read.error().at(folder);
  GRAFT_CHECK(adapter.readTensors(folder + "/adapter_model.safetensors", config));
  return adapter;
}

Status LoraAdapter::writePeft(const std::string& folder, const std::string& baseName) const {
  GRAFT_CHECK(makeFolder(folder));
  std::vector<NamedTensor> tensors;
  std::vector<at::Tensor> kept;
  for (const auto& [name, tensor] : parameters()) {
    kept.push_back(tensor.detach().to(at::kFloat).contiguous());
    if (!at::isfinite(kept.back()).all().item<bool>())
      return Error{Code::Engine, "tensor " + name + " is not finite, so the adapter is not saved", folder,
                   "What was saved before is untouched.", "Use a lower --lr."};
    tensors.push_back({name, kept.back().sizes().vec(), {kept.back().data_ptr<float>(), static_cast<size_t>(kept.back().numel())}});
  }
  Json targets = Json::array();
  for (const char* name : {"down_proj", "gate_proj", "k_proj", "o_proj", "q_proj", "up_proj", "v_proj"}) {
    if (m_options.targets.empty() || std::find(m_options.targets.begin(), m_options.targets.end(), name) != m_options.targets.end())
      targets.push_back(name);
  }
  const auto patterns = [](const std::map<std::string, double>& in, bool whole) {
    Json out = Json::object();
    for (const auto& [key, value] : in) {
      if (whole)
        out[key] = static_cast<int64_t>(value);
      else
        out[key] = value;
    }
    return out;
  };
  const auto wholeOrReal = [](double value) {
    return value == std::floor(value) && std::abs(value) < 1e15 ? Json(static_cast<int64_t>(value)) : Json(value);
  };
  // Keys sorted, as PEFT writes them; what is absent takes PEFT's default.
  const Json config = {{"alpha_pattern", patterns(m_alphaPattern, false)},
                       {"auto_mapping", nullptr},
                       {"base_model_name_or_path", baseName},
                       {"bias", "none"},
                       {"fan_in_fan_out", false},
                       {"inference_mode", true},
                       {"init_lora_weights", true},
                       {"layers_pattern", nullptr},
                       {"layers_to_transform", m_options.layers.empty() ? Json(nullptr) : Json(m_options.layers)},
                       {"lora_alpha", wholeOrReal(m_options.alpha)},
                       {"lora_dropout", m_options.dropout},
                       {"modules_to_save", nullptr},
                       {"peft_type", "LORA"},
                       {"r", m_options.rank},
                       {"rank_pattern", patterns(m_rankPattern, true)},
                       {"revision", nullptr},
                       {"target_modules", targets},
                       {"task_type", "CAUSAL_LM"},
                       {"use_dora", false},
                       {"use_rslora", m_options.rslora}};
  GRAFT_CHECK(writeFileAtomic(folder + "/adapter_model.safetensors", safetensorsBytes(std::move(tensors))));
  return writeFileAtomic(folder + "/adapter_config.json", dump(config, 2) + "\n");
}

}  // namespace graft
