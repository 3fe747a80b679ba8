// SPDX-License-Identifier: Apache-2.0
#include "core/adapter/lora_adapter.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/hash.hpp"

namespace graft {

LoraAdapter LoraAdapter::create(const ModelConfig& config, const LoraOptions& options, uint64_t seed, at::ScalarType type) {
  LoraAdapter adapter;
  adapter.m_options = options;
  adapter.m_textModule = config.textModule;
  const auto wanted = [&](const std::string& name) {
    return options.targets.empty() || std::find(options.targets.begin(), options.targets.end(), name) != options.targets.end();
  };
  const auto linears = linearLayers(config);
  for (int64_t layer = 0; layer < config.layers; ++layer) {
    if (!options.layers.empty() && std::find(options.layers.begin(), options.layers.end(), layer) == options.layers.end()) continue;
    for (size_t kind = 0; kind < linears.size(); ++kind) {
      const auto& linear = linears[kind];
      if (!wanted(linear.name)) continue;
      auto generator = at::detail::createCPUGenerator(mix64(mix64(seed) ^ (static_cast<uint64_t>(layer) * ops::kLinearKinds + kind)));
      const double bound = 1 / std::sqrt(static_cast<double>(linear.in));
      ops::LoraPair pair;
      pair.a = at::empty({options.rank, linear.in}, at::kFloat).uniform_(-bound, bound, generator).to(type);
      pair.b = at::zeros({linear.out, options.rank}, type);
      pair.scale = options.scale();
      pair.dropout = options.dropout;
      adapter.m_pairs[{layer, static_cast<ops::LinearKind>(kind)}] = std::move(pair);
    }
  }
  adapter.flatten(type);
  return adapter;
}

Result<LoraAdapter> LoraAdapter::open(const std::string& path, const ModelConfig& config) {
  GRAFT_TRY(const auto file, AdapterFile::open(path, config));
  GRAFT_CHECK(file.mustFitWhole());
  LoraAdapter adapter;
  adapter.m_options = file.options();
  adapter.m_textModule = config.textModule;
  for (const auto& from : file.pairs()) {
    ops::LoraPair pair;
    pair.a = at::empty(from.a->shape, at::kFloat);
    pair.b = at::empty(from.b->shape, at::kFloat);
    file.readA(from, pair.a.data_ptr<float>());
    file.readB(from, pair.b.data_ptr<float>());
    pair.scale = from.scale;
    pair.dropout = adapter.m_options.dropout;
    adapter.m_pairs[{from.place.layer, static_cast<ops::LinearKind>(from.place.kind)}] = std::move(pair);
  }
  adapter.flatten(at::kFloat);
  return adapter;
}

void LoraAdapter::strengthen(double factor) {
  m_options.alpha *= factor;
  for (auto& [pattern, alpha] : m_options.alphaPattern) alpha *= factor;
  for (auto& [key, pair] : m_pairs) pair.scale *= factor;
}

const ops::LoraPair* LoraAdapter::find(int64_t layer, ops::LinearKind kind) const {
  const auto it = m_pairs.find({layer, kind});
  return it == m_pairs.end() ? nullptr : &it->second;
}

std::vector<LoraAdapter::Named> LoraAdapter::parameters() const {
  static constexpr const char* kNames[] = {"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj",
                                           "mlp.gate_proj",    "mlp.up_proj",      "mlp.down_proj"};
  std::vector<Named> out;
  for (const auto& [key, pair] : m_pairs) {
    const std::string stem =
        "base_model.model." + m_textModule + ".layers." + std::to_string(key.first) + "." + kNames[static_cast<size_t>(key.second)];
    out.push_back({stem + ".lora_A.weight", pair.a});
    out.push_back({stem + ".lora_B.weight", pair.b});
  }
  return out;
}

void LoraAdapter::flatten(at::ScalarType type) {
  int64_t count = 0;
  for (const auto& [key, pair] : m_pairs) count += pair.a.numel() + pair.b.numel();
  m_values = at::empty({count}, type);
  const auto views = cut(m_values);
  size_t next = 0;
  for (auto& [key, pair] : m_pairs) {
    for (at::Tensor* tensor : {&pair.a, &pair.b}) {
      views[next].copy_(*tensor);
      *tensor = views[next++];
    }
  }
}

std::vector<at::Tensor> LoraAdapter::cut(const at::Tensor& flat) const {
  std::vector<at::Tensor> out;
  int64_t begin = 0;
  for (const auto& [key, pair] : m_pairs) {
    for (const at::Tensor& tensor : {pair.a, pair.b}) {
      out.push_back(flat.narrow(0, begin, tensor.numel()).view(tensor.sizes()));
      begin += tensor.numel();
    }
  }
  return out;
}

void LoraAdapter::setTrainable(bool trainable) {
  m_gradients = trainable ? at::zeros_like(m_values) : at::Tensor();
  const auto views = trainable ? cut(m_gradients) : std::vector<at::Tensor>(2 * m_pairs.size());
  size_t next = 0;
  for (auto& [key, pair] : m_pairs) {
    pair.gradientA = views[next++];
    pair.gradientB = views[next++];
  }
}

void LoraAdapter::setDropout(double dropout) {
  m_options.dropout = dropout;
  for (auto& [key, pair] : m_pairs) pair.dropout = dropout;
}

bool LoraAdapter::isZero() const {
  return std::all_of(m_pairs.begin(), m_pairs.end(), [](const auto& entry) {
    const ops::LoraPair& pair = entry.second;
    return pair.scale == 0 || !pair.b.any().item<bool>();
  });
}

}  // namespace graft
