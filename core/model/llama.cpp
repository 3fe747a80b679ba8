// SPDX-License-Identifier: Apache-2.0
#include "core/model/llama.hpp"

#include <cmath>
#include <mutex>
#include <optional>

#include "core/base/hash.hpp"

namespace graft {
using ops::kLinearKinds;
using ops::LinearKind;

Result<LlamaModel> LlamaModel::load(const Checkpoint& checkpoint, at::ScalarType type) {
  const c10::InferenceMode ordinary(false);  // weights must be usable in training whatever the caller's mode
  LlamaModel model;
  model.m_config = checkpoint.config();
  model.m_type = type;
  model.m_layers.resize(static_cast<size_t>(model.m_config.layers));
  struct Job {
    std::string name;
    std::vector<int64_t> shape;
    at::Tensor* target;
  };
  std::vector<Job> jobs;
  const auto linears = linearLayers(model.m_config);
  for (const auto& spec : tensorTable(model.m_config)) {
    at::Tensor* target = nullptr;
    if (spec.name == "model.embed_tokens.weight") target = &model.m_embedding;
    if (spec.name == "model.norm.weight") target = &model.m_norm;
    if (spec.name == "lm_head.weight") target = &model.m_head;
    if (!target) {
      const size_t begin = std::string("model.layers.").size(), dot = spec.name.find('.', begin);
      auto& layer = model.m_layers[std::stoul(spec.name.substr(begin, dot - begin))];
      const std::string rest = spec.name.substr(dot + 1);
      if (rest == "input_layernorm.weight") target = &layer.inputNorm;
      if (rest == "post_attention_layernorm.weight") target = &layer.postNorm;
      for (size_t kind = 0; kind < kLinearKinds; ++kind) {
        const std::string stem = linears[kind].parent + "." + linears[kind].name;
        if (rest == stem + ".weight") target = &layer.linear[kind].weight;
        if (rest == stem + ".bias") target = &layer.linear[kind].bias;
      }
    }
    jobs.push_back({spec.name, spec.shape, target});
  }
  std::mutex mutex;
  std::optional<Error> failure;
  at::parallel_for(0, static_cast<int64_t>(jobs.size()), 1, [&](int64_t begin, int64_t end) {
    const c10::InferenceMode ordinaryHere(false);
    for (int64_t i = begin; i < end; ++i) {
      const auto& job = jobs[static_cast<size_t>(i)];
      at::Tensor tensor = at::empty(job.shape, at::kFloat);
      if (const auto read = checkpoint.read(job.name, tensor.data_ptr<float>()); !read.ok()) {
        const std::lock_guard lock(mutex);
        failure = read.error();
        return;
      }
      *job.target = tensor.to(type);
    }
  });
  if (failure) return *failure;
  return model;
}

LlamaModel::Angles LlamaModel::angles(const std::vector<int64_t>& positions) const {
  const auto count = static_cast<int64_t>(positions.size());
  const auto& frequencies = m_config.inverseFrequencies;
  const at::Tensor f = at::from_blob(const_cast<float*>(frequencies.data()), {1, static_cast<int64_t>(frequencies.size())}, at::kFloat);
  const at::Tensor p = at::from_blob(const_cast<int64_t*>(positions.data()), {count, 1}, at::kLong).to(at::kFloat);
  const at::Tensor angle = p * f;
  return {angle.cos(), angle.sin()};
}

template <class Attend>
at::Tensor LlamaModel::block(const at::Tensor& x, size_t index, const Angles& at, const ops::LoraLookup* adapter, uint64_t noise,
                             Attend&& attend) const {
  const Layer& layer = m_layers[index];
  const auto number = static_cast<int64_t>(index);
  const int64_t tokens = x.size(0), headDim = m_config.headDim;
  const auto linear = [&](const at::Tensor& input, LinearKind kind) {
    const auto k = static_cast<size_t>(kind);
    return ops::linear(input, layer.linear[k], adapter ? adapter->find(number, kind) : nullptr,
                       mix64(noise ^ mix64(index * kLinearKinds + k)));
  };
  const at::Tensor in = ops::rmsNorm(x, layer.inputNorm, m_config.normEps);
  const at::Tensor q = ops::rotary(linear(in, LinearKind::Q).view({tokens, m_config.heads, headDim}), at.cosines, at.sines);
  const at::Tensor k = ops::rotary(linear(in, LinearKind::K).view({tokens, m_config.kvHeads, headDim}), at.cosines, at.sines);
  const at::Tensor v = linear(in, LinearKind::V).view({tokens, m_config.kvHeads, headDim});
  const at::Tensor attended = attend(index, q, k, v).reshape({tokens, m_config.heads * headDim});
  const at::Tensor middle = x + linear(attended, LinearKind::O);
  const at::Tensor post = ops::rmsNorm(middle, layer.postNorm, m_config.normEps);
  const at::Tensor active = ops::swiglu(linear(post, LinearKind::Gate), linear(post, LinearKind::Up));
  return middle + linear(active, LinearKind::Down);
}

namespace {

at::Tensor idTensor(const std::vector<int64_t>& ids) {
  return at::from_blob(const_cast<int64_t*>(ids.data()), {static_cast<int64_t>(ids.size())}, at::kLong).clone();
}

}  // namespace

at::Tensor LlamaModel::forward(const PackedBatch& batch, const ops::LoraLookup* adapter, uint64_t noise) const {
  at::Tensor x = m_embedding.index_select(0, idTensor(batch.ids));
  const Angles at = angles(batch.positions);
  const auto attend = [&](size_t, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v) {
    return ops::attention(q, k, v, batch.starts);
  };
  for (size_t i = 0; i < m_layers.size(); ++i) x = block(x, i, at, adapter, noise, attend);
  return ops::rmsNorm(x, m_norm, m_config.normEps);
}

at::Tensor LlamaModel::lossSum(const PackedBatch& batch, const ops::LoraLookup* adapter, uint64_t noise) const {
  std::vector<int64_t> places, targets;
  for (size_t i = 0; i < batch.targets.size(); ++i) {
    if (batch.targets[i] == kIgnored) continue;
    places.push_back(static_cast<int64_t>(i));
    targets.push_back(batch.targets[i]);
  }
  const at::Tensor hidden = forward(batch, adapter, noise).index_select(0, idTensor(places));
  return ops::headLoss(hidden, head(), idTensor(targets));
}

at::Tensor LlamaModel::logits(const at::Tensor& hidden) const {
  return at::mm(hidden, head().t()).to(m_type == at::kDouble ? at::kDouble : at::kFloat);
}

KvCache LlamaModel::makeCache(int64_t rows, int64_t room) const {
  KvCache cache;
  for (size_t i = 0; i < m_layers.size(); ++i) {
    cache.keys.push_back(at::zeros({rows, room, m_config.kvHeads, m_config.headDim}, m_type));
    cache.values.push_back(at::zeros({rows, room, m_config.kvHeads, m_config.headDim}, m_type));
  }
  cache.lengths.assign(static_cast<size_t>(rows), 0);
  return cache;
}

at::Tensor LlamaModel::prefill(const PackedBatch& batch, const ops::LoraLookup* adapter, KvCache& cache) const {
  at::Tensor x = m_embedding.index_select(0, idTensor(batch.ids));
  const Angles at = angles(batch.positions);
  std::vector<int64_t> last;
  for (size_t row = 0; row + 1 < batch.starts.size(); ++row) {
    cache.lengths[row] = batch.starts[row + 1] - batch.starts[row];
    last.push_back(batch.starts[row + 1] - 1);
  }
  const auto attend = [&](size_t layer, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v) {
    for (size_t row = 0; row + 1 < batch.starts.size(); ++row) {
      const int64_t begin = batch.starts[row], n = cache.lengths[row];
      cache.keys[layer][static_cast<int64_t>(row)].narrow(0, 0, n).copy_(k.narrow(0, begin, n));
      cache.values[layer][static_cast<int64_t>(row)].narrow(0, 0, n).copy_(v.narrow(0, begin, n));
    }
    return ops::attention(q, k, v, batch.starts);
  };
  for (size_t i = 0; i < m_layers.size(); ++i) x = block(x, i, at, adapter, 0, attend);
  return ops::rmsNorm(x.index_select(0, idTensor(last)), m_norm, m_config.normEps);
}

at::Tensor LlamaModel::decode(const std::vector<int64_t>& ids, const std::vector<int64_t>& rows, const ops::LoraLookup* adapter,
                              KvCache& cache) const {
  at::Tensor x = m_embedding.index_select(0, idTensor(ids));
  std::vector<int64_t> positions;
  int64_t longest = 0;
  for (const int64_t row : rows) {
    positions.push_back(cache.lengths[static_cast<size_t>(row)]);
    longest = std::max(longest, positions.back() + 1);
  }
  const Angles at = angles(positions);
  const auto n = static_cast<int64_t>(rows.size());
  const int64_t groups = m_config.heads / m_config.kvHeads;
  // Places beyond a row's own length are masked, so rows of different length share one product.
  const at::Tensor mask = at::arange(longest, at::kLong).unsqueeze(0).gt(idTensor(positions).unsqueeze(1)).view({n, 1, 1, longest});
  const at::Tensor rowIndex = idTensor(rows), place = idTensor(positions);
  const double scale = 1 / std::sqrt(static_cast<double>(m_config.headDim));
  const auto attend = [&](size_t layer, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v) {
    cache.keys[layer].index_put_({rowIndex, place}, k);
    cache.values[layer].index_put_({rowIndex, place}, v);
    const auto past = [&](const at::Tensor& all) {
      return all.narrow(1, 0, longest).index_select(0, rowIndex).transpose(1, 2);
    };  // [n, K, L, D]
    const at::Tensor query = q.view({n, m_config.kvHeads, groups, m_config.headDim}) * scale;
    const at::Tensor weights =
        at::matmul(query, past(cache.keys[layer]).transpose(2, 3)).to(at::kFloat).masked_fill_(mask, -INFINITY).softmax(-1).to(m_type);
    return at::matmul(weights, past(cache.values[layer])).view({n, m_config.heads, m_config.headDim});
  };
  for (size_t i = 0; i < m_layers.size(); ++i) x = block(x, i, at, adapter, 0, attend);
  for (const int64_t row : rows) ++cache.lengths[static_cast<size_t>(row)];
  return ops::rmsNorm(x, m_norm, m_config.normEps);
}

}  // namespace graft
