// SPDX-License-Identifier: Apache-2.0
// Writers for the PEFT folder (peft 0.21, save_and_load.py and lora/config.py) and the GGUF adapter (llama.cpp, convert_lora_to_gguf.py).
#include <algorithm>
#include <cmath>

#include "core/adapter/lora_adapter.hpp"
#include "core/base/file.hpp"
#include "core/weights/safetensors.hpp"

namespace graft {
namespace {

/// Pattern that matches the full names of the adapted modules. Their short names also occur in the vision modules.
std::string targetPattern(const std::string& textModule, const std::vector<std::string>& targets, const std::vector<int64_t>& layers) {
  const auto oneOf = [](const std::vector<std::string>& words) {
    std::string out = "(";
    for (const auto& word : words) out += (out.size() > 1 ? "|" : "") + word;
    return out + ")";
  };
  std::vector<std::string> numbers;
  for (const int64_t layer : layers) numbers.push_back(std::to_string(layer));
  std::string module;
  for (const char c : textModule) module += c == '.' ? "\\." : std::string(1, c);
  return module + "\\.layers\\." + (numbers.empty() ? "\\d+" : oneOf(numbers)) + "\\.(self_attn|mlp)\\." + oneOf(targets);
}

}  // namespace

at::Tensor inGgufOrder(const at::Tensor& rows, int64_t headDim) {
  std::vector<int64_t> order;
  for (int64_t row = 0; row < rows.size(0); ++row) order.push_back(huggingFaceRow(row, headDim));
  return rows.index_select(0, at::from_blob(order.data(), {rows.size(0)}, at::kLong));
}

Status LoraAdapter::writePeft(const std::string& folder, const std::string& baseName) const {
  GRAFT_CHECK(makeFolder(folder));
  std::vector<NamedTensor> tensors;
  std::vector<at::Tensor> kept;
  for (const auto& [name, tensor] : parameters()) {
    kept.push_back(tensor.to(at::kFloat).contiguous());
    if (!at::isfinite(kept.back()).all().item<bool>())
      return Error{Code::Engine, msg("tensor %1 is not finite, so the adapter is not saved", name), folder,
                   msg("What was saved before is untouched."), msg("Use a lower %1.", flag("--lr"))};
    tensors.push_back({name, kept.back().sizes().vec(), {kept.back().data_ptr<float>(), static_cast<size_t>(kept.back().numel())}});
  }
  std::vector<std::string> targets;
  for (const char* name : {"down_proj", "gate_proj", "k_proj", "o_proj", "q_proj", "up_proj", "v_proj"}) {
    if (m_options.targets.empty() || std::find(m_options.targets.begin(), m_options.targets.end(), name) != m_options.targets.end())
      targets.push_back(name);
  }
  const bool isText = m_textModule == "model";
  const auto patterns = [&](const std::vector<std::pair<std::string, double>>& in, bool whole) {
    Json out = Json::object();
    for (const auto& [pattern, value] : in) {
      const std::string key = !isText && pattern.starts_with("model.layers.") ? m_textModule + pattern.substr(5) : pattern;
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
  // Keys are sorted, as in PEFT's own files. Absent keys take PEFT's defaults.
  const Json config = {{"alpha_pattern", patterns(m_options.alphaPattern, false)},
                       {"auto_mapping", nullptr},
                       {"base_model_name_or_path", baseName},
                       {"bias", "none"},
                       {"fan_in_fan_out", false},
                       {"inference_mode", true},
                       {"init_lora_weights", true},
                       {"layers_pattern", nullptr},
                       {"layers_to_transform", m_options.layers.empty() || !isText ? Json(nullptr) : Json(m_options.layers)},
                       {"lora_alpha", wholeOrReal(m_options.alpha)},
                       {"lora_dropout", m_options.dropout},
                       {"modules_to_save", nullptr},
                       {"peft_type", "LORA"},
                       {"r", m_options.rank},
                       {"rank_pattern", patterns(m_options.rankPattern, true)},
                       {"revision", nullptr},
                       {"target_modules", isText ? Json(targets) : Json(targetPattern(m_textModule, targets, m_options.layers))},
                       {"task_type", "CAUSAL_LM"},
                       {"use_dora", false},
                       {"use_rslora", m_options.rslora}};
  GRAFT_CHECK(writeFileAtomic(folder + "/adapter_model.safetensors", safetensorsBytes(std::move(tensors))));
  return writeFileAtomic(folder + "/adapter_config.json", dump(config, 2) + "\n");
}

Status LoraAdapter::writeGguf(const std::string& path, const ModelConfig& config, kernels::StoredType type, GgufKeys keys) const {
  const auto& first = m_pairs.begin()->second;
  // llama.cpp takes an alpha of 0 as a scale of 1, so the scale then goes into B.
  const double own = first.scale * static_cast<double>(first.b.size(1)), alpha = own == 0 ? static_cast<double>(first.b.size(1)) : own;
  keys.text("general.type", "adapter");
  keys.text("general.architecture", config.ggufArchitecture());
  keys.text("adapter.type", "lora");
  keys.f32("adapter.lora.alpha", static_cast<float>(alpha));
  std::vector<GgufTensorPlan> plan;
  for (const auto& [key, pair] : m_pairs) {
    const std::string name = ggufTensorName(modulePath({key.first, static_cast<size_t>(key.second)}, config) + ".weight", config);
    plan.push_back({name + ".lora_a", type, pair.a.sizes().vec()});
    plan.push_back({name + ".lora_b", type, pair.b.sizes().vec()});
  }
  GRAFT_TRY(auto writer, GgufWriter::create(path, keys, plan));
  const auto put = [&](const at::Tensor& tensor) {
    const at::Tensor stored = tensor.to(type == kernels::StoredType::F16 ? at::kHalf : at::kFloat).contiguous();
    writer.write({static_cast<const char*>(stored.data_ptr()), stored.nbytes()});
  };
  for (const auto& [key, pair] : m_pairs) {
    // llama.cpp computes the scale as alpha / rank. B absorbs the factor if this module's scale differs.
    at::Tensor b = pair.b.to(at::kFloat) * (pair.scale * static_cast<double>(pair.b.size(1)) / alpha);
    if (reorderedHeads(modulePath({key.first, static_cast<size_t>(key.second)}, config) + ".weight", config))
      b = inGgufOrder(b, config.headDim);
    put(pair.a);
    put(b);
  }
  return writer.finish();
}

}  // namespace graft
