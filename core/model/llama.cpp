// SPDX-License-Identifier: Apache-2.0
#include "core/model/llama.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <mutex>
#include <numeric>
#include <optional>

#include "core/base/hash.hpp"
#include "core/ops/card.hpp"

namespace graft {
using ops::LinearKind;

namespace {

/// Parts of a group with consecutive output columns.
std::vector<ops::LinearGroup::Part> partsOf(const std::vector<LinearSpec>& linears, std::initializer_list<LinearKind> kinds) {
  std::vector<ops::LinearGroup::Part> parts;
  int64_t first = 0;
  for (const LinearKind kind : kinds) {
    const int64_t size = linears[static_cast<size_t>(kind)].out;
    parts.push_back({kind, first, size});
    first += size;
  }
  return parts;
}

/// Determines how the weights are stored.
struct Kept {
  const ModelConfig& config;
  at::ScalarType type;
  BaseFormat format;
};

ops::LinearGroup emptyGroup(const Kept& kept, std::initializer_list<LinearKind> kinds, bool hasBias) {
  const auto linears = linearLayers(kept.config);
  ops::LinearGroup group;
  group.parts = partsOf(linears, kinds);
  const int64_t out = group.parts.back().first + group.parts.back().size, in = linears[static_cast<size_t>(group.parts[0].kind)].in;
  switch (kept.format) {
    case BaseFormat::Full: group.weight = ops::FrozenMatrix::plain(out, in, kept.type, kept.type); break;
    case BaseFormat::Nf4: group.weight = ops::FrozenMatrix::nf4(out, in, kept.type, group.parts.size()); break;
    case BaseFormat::Int8:
    case BaseFormat::Stored: group.weight = ops::FrozenMatrix::inBlocks(out, in, kept.type, group.parts.size()); break;
  }
  if (hasBias) group.bias = at::zeros({out}, kept.type);
  return group;
}

std::vector<LayerWeights> emptyLayers(const Kept& kept) {
  std::vector<LayerWeights> layers(static_cast<size_t>(kept.config.layers));
  const auto norm = [wide = ops::accumType(kept.type)](int64_t width) { return at::empty({width}, wide); };
  for (auto& layer : layers) {
    for (at::Tensor* every : {&layer.inputNorm, &layer.postNorm}) *every = norm(kept.config.hidden);
    if (kept.config.headNorm) layer.qNorm = norm(kept.config.headDim), layer.kNorm = norm(kept.config.headDim);
    if (kept.config.outputNorms) layer.attentionOutNorm = norm(kept.config.hidden), layer.mlpOutNorm = norm(kept.config.hidden);
    layer.qkv = emptyGroup(kept, {LinearKind::Q, LinearKind::K, LinearKind::V}, kept.config.attentionBias);
    layer.o = emptyGroup(kept, {LinearKind::O}, kept.config.outputBias);
    layer.gateUp = emptyGroup(kept, {LinearKind::Gate, LinearKind::Up}, kept.config.mlpBias);
    layer.down = emptyGroup(kept, {LinearKind::Down}, kept.config.mlpBias);
  }
  return layers;
}

/// Destination of a tensor of the file: `plain` (plus `plus`, then times `times`), or a part of a matrix in NF4 or in blocks.
struct Place {
  at::Tensor plain;
  ops::FrozenMatrix* packed = nullptr;
  size_t part = 0;
  double plus = 0, times = 1;
};

Place placeOfNorm(const at::Tensor& norm, const ModelConfig& config, double times = 1) {
  return {norm, nullptr, 0, config.normLessOne ? 1.0 : 0.0, times};
}

/// Destination of the layer's tensor `rest` (its name after the layer number).
Place placeIn(LayerWeights& layer, const std::string& rest, const std::vector<LinearSpec>& linears, const ModelConfig& config) {
  if (rest == "input_layernorm.weight") return placeOfNorm(layer.inputNorm, config);
  if (rest == "post_attention_layernorm.weight") return placeOfNorm(config.outputNorms ? layer.attentionOutNorm : layer.postNorm, config);
  if (rest == "pre_feedforward_layernorm.weight") return placeOfNorm(layer.postNorm, config);
  if (rest == "post_feedforward_layernorm.weight") return placeOfNorm(layer.mlpOutNorm, config);
  if (rest == "self_attn.q_norm.weight") return placeOfNorm(layer.qNorm, config);
  if (rest == "self_attn.k_norm.weight") return placeOfNorm(layer.kNorm, config);
  for (auto* group : {&layer.qkv, &layer.o, &layer.gateUp, &layer.down}) {
    for (size_t i = 0; i < group->parts.size(); ++i) {
      const auto& part = group->parts[i];
      const auto& spec = linears[static_cast<size_t>(part.kind)];
      const std::string stem = spec.parent + "." + spec.name;
      if (rest == stem + ".bias") return {group->bias.narrow(0, part.first, part.size)};
      if (rest != stem + ".weight") continue;
      if (group->weight.isNf4() || group->weight.isInBlocks()) return {{}, &group->weight, i};
      return {group->weight.stored().narrow(0, part.first, part.size)};
    }
  }
  return {};
}

/// References a matrix of the mapped file.
ops::FrozenMatrix::StoredPart inFile(const ModelFile& modelFile, const std::string& name) {
  const TensorView& view = *modelFile.stored(name);
  const auto* bytes = reinterpret_cast<const uint8_t*>(view.bytes.data());
  ops::FrozenMatrix::StoredPart part{{view.type, bytes, view.shape[0], view.shape[1], nullptr}, {}, modelFile.mapping(), {}};
  if (modelFile.storedRow(name, 1) != 1) {
    for (int64_t row = 0; row < view.shape[0]; ++row) part.order.push_back(static_cast<int32_t>(modelFile.storedRow(name, row)));
  }
  return part;
}

/// Describes a matrix in eight bits, without its bytes. 16 bits if its rows are not whole blocks.
ops::FrozenMatrix::StoredPart inEightBits(const std::vector<int64_t>& shape) {
  const auto type = shape[1] % 32 == 0 ? kernels::StoredType::Q8_0 : kernels::StoredType::BF16;
  return {{type, nullptr, shape[0], shape[1], nullptr}, {}, {}, {}};
}

ops::FrozenMatrix::StoredPart inEightBits(const at::Tensor& values) {
  auto part = inEightBits(values.sizes().vec());
  auto bytes = std::make_shared<std::vector<uint8_t>>(static_cast<size_t>(part.rows.rows * kernels::rowBytes(part.rows)));
  (void)ops::encode(part.rows.type, values.const_data_ptr<float>(), bytes->data(), static_cast<size_t>(values.numel()));
  part.rows.bytes = bytes->data();
  part.owner = std::move(bytes);
  return part;
}

/// Reads a tensor into its destination.
Status fill(const Place& place, BaseFormat format, const std::string& name, const std::vector<int64_t>& shape, const ModelFile& modelFile) {
  if (place.packed && format == BaseFormat::Stored) {
    place.packed->setPart(place.part, inFile(modelFile, name));
    return Done{};
  }
  if (const Nf4Weight* ready = modelFile.nf4(name); ready && format == BaseFormat::Nf4 && place.packed) {  // stored as NF4 in the file
    place.packed->setPart(place.part, ready->tensor());
    modelFile.forget(name);
    return Done{};
  }
  const bool isDirect = place.plain.defined() && place.plain.scalar_type() == at::kFloat;
  const at::Tensor read = isDirect ? place.plain : at::empty(shape, at::kFloat);
  GRAFT_CHECK(modelFile.read(name, read.data_ptr<float>()));
  modelFile.forget(name);  // decoded, so the file's pages can leave memory
  if (place.plus != 0 || place.times != 1) at::Tensor(read).add_(place.plus).mul_(place.times);
  if (place.packed && format == BaseFormat::Int8) {
    place.packed->setPart(place.part, inEightBits(read));
  } else if (place.packed) {
    place.packed->setPart(place.part, ops::encodeNf4(read.const_data_ptr<float>(), read.numel()));
  } else if (!isDirect) {
    at::Tensor(place.plain).copy_(read);
  }
  return Done{};
}

}  // namespace

Result<LlamaModel> LlamaModel::load(const ModelFile& modelFile, at::ScalarType type, const ops::BaseKeeping& kept) {
  return make(modelFile, type, kept, Weights::Read);
}

Result<LlamaModel> LlamaModel::withoutWeights(const ModelFile& modelFile, at::ScalarType type, const ops::BaseKeeping& kept) {
  return make(modelFile, type, kept, Weights::LeftOut);
}

Result<LlamaModel> LlamaModel::make(const ModelFile& modelFile, at::ScalarType type, const ops::BaseKeeping& kept, Weights weights) {
  const c10::InferenceMode inference;
  const BaseFormat format = kept.format;
  LlamaModel model;
  model.m_config = modelFile.config();
  model.m_type = type;
  if (!model.m_config.tied) model.m_embeddingMemory = kept.embeddings;
  if (format == BaseFormat::Stored && modelFile.storedTypes().contains("NF4"))
    return Error{Code::BadUsage, msg("the weights are in NF4 already"), modelFile.path(), {}, msg("Use %1 nf4.", flag("--base"))};
  model.m_layers = emptyLayers({model.m_config, type, format});
  struct Job {
    std::string name;
    std::vector<int64_t> shape;
    Place place;
  };
  std::vector<Job> jobs;
  const auto linears = linearLayers(model.m_config);
  const at::ScalarType large = format == BaseFormat::Full ? type : at::kBFloat16;
  for (const auto& spec : tensorTable(model.m_config)) {
    if (spec.name == "model.norm.weight") {
      model.m_norm = at::empty(spec.shape, ops::accumType(type));
      jobs.push_back({spec.name, spec.shape, placeOfNorm(model.m_norm, model.m_config, 1 / model.m_config.logitDivisor)});
    } else if (spec.name == "model.embed_tokens.weight" || spec.name == "lm_head.weight") {
      const bool isHead = spec.name == "lm_head.weight";
      auto& matrix = isHead ? model.m_head : model.m_embedding;
      const auto memory = isHead ? ops::Memory::Device : model.m_embeddingMemory;
      const bool isInBlocks = format == BaseFormat::Int8 || format == BaseFormat::Stored;
      matrix = isInBlocks ? ops::FrozenMatrix::inBlocks(spec.shape[0], spec.shape[1], type, 1, memory)
                          : ops::FrozenMatrix::plain(spec.shape[0], spec.shape[1], large, type, memory);
      jobs.push_back({spec.name, spec.shape, isInBlocks ? Place{{}, &matrix, 0} : Place{matrix.stored()}});
    } else {
      const size_t begin = std::string("model.layers.").size(), dot = spec.name.find('.', begin);
      auto& layer = model.m_layers[std::stoul(spec.name.substr(begin, dot - begin))];
      jobs.push_back({spec.name, spec.shape, placeIn(layer, spec.name.substr(dot + 1), linears, model.m_config)});
    }
  }
  std::mutex mutex;
  std::optional<Error> failure;
  std::atomic<bool> hasFailed{false};
  ops::inTasks(static_cast<int64_t>(jobs.size()), [&](int64_t i) {
    if (hasFailed) return;
    const auto& job = jobs[static_cast<size_t>(i)];
    if (weights == Weights::LeftOut && format == BaseFormat::Int8 && job.place.packed)
      job.place.packed->setPart(job.place.part, inEightBits(job.shape));
    // A tensor that stays in the file is only referenced, so its size is known without reading.
    if (weights == Weights::LeftOut && !(format == BaseFormat::Stored && job.place.packed)) return;
    if (const auto done = fill(job.place, format, job.name, job.shape, modelFile); !done.ok()) {
      const std::lock_guard lock(mutex);
      if (!hasFailed.exchange(true)) failure = done.error();
    }
  });
  if (failure) return *failure;
  return model;
}

int64_t LlamaModel::weightBytes() const {
  int64_t sum = m_embedding.bytes() + (m_config.tied ? 0 : m_head.bytes()) + m_norm.numel() * static_cast<int64_t>(m_norm.element_size());
  for (const auto& layer : m_layers) {
    for (const auto* group : {&layer.qkv, &layer.o, &layer.gateUp, &layer.down}) sum += group->weight.bytes();
    for (const auto* norm : {&layer.inputNorm, &layer.postNorm, &layer.qNorm, &layer.kNorm, &layer.attentionOutNorm, &layer.mlpOutNorm})
      if (norm->defined()) sum += norm->numel() * static_cast<int64_t>(norm->element_size());
  }
  return sum;
}

int64_t LlamaModel::weightBytesOnHost() const { return m_embeddingMemory == ops::Memory::Host ? m_embedding.bytes() : 0; }

Angles LlamaModel::angles(const std::vector<int64_t>& positions, const std::vector<float>& frequencies) const {
  const auto count = static_cast<int64_t>(positions.size());
  const at::Tensor f = at::from_blob(const_cast<float*>(frequencies.data()), {1, static_cast<int64_t>(frequencies.size())}, at::kFloat);
  const at::Tensor p = at::from_blob(const_cast<int64_t*>(positions.data()), {count, 1}, at::kLong).to(at::kFloat);
  const at::Tensor angle = p * f;
  const auto type = ops::accumType(m_type);
  const double scale = m_config.rotaryScale();
  return {(angle.cos() * scale).to(type), (angle.sin() * scale).to(type)};
}

/// Gathers rows from a table in GPU memory. Angles computed on the CPU would be copied for each micro-batch.
Angles LlamaModel::anglesOnCard(const std::vector<int64_t>& positions, const std::vector<float>& frequencies, Angles& table) const {
  const int64_t longest = *std::max_element(positions.begin(), positions.end()) + 1;
  if (!table.cosines.defined() || table.cosines.size(0) < longest) {
    constexpr int64_t kStep = 1024;
    std::vector<int64_t> all(static_cast<size_t>((longest + kStep - 1) / kStep * kStep));
    std::iota(all.begin(), all.end(), 0);
    table = angles(all, frequencies);
  }
  const auto count = static_cast<int64_t>(positions.size());
  const int64_t half = table.cosines.size(1);
  const at::Tensor from = ops::arrayOf(positions);
  const auto chosen = [&](const at::Tensor& all) {
    at::Tensor out = at::empty({count, half}, all.scalar_type());
    ops::compute(kernels::CopyRows{ops::elementOf(all.scalar_type()), count, half, all.const_data_ptr(), half,
                                   from.const_data_ptr<int64_t>(), out.data_ptr(), half, nullptr});
    return out;
  };
  return {chosen(table.cosines), chosen(table.sines)};
}

Angles LlamaModel::anglesOf(const std::vector<int64_t>& positions, int64_t shares, const std::vector<float>& frequencies,
                            Angles& table) const {
  if (!ops::card() || m_type == at::kDouble) {
    const Angles one = angles(positions, frequencies);
    return shares == 1 ? one : Angles{one.cosines.repeat({shares, 1}), one.sines.repeat({shares, 1})};
  }
  std::vector<int64_t> all;
  for (int64_t i = 0; i < shares; ++i) all.insert(all.end(), positions.begin(), positions.end());
  return anglesOnCard(all, frequencies, table);
}

RotaryAngles LlamaModel::anglesOf(const std::vector<int64_t>& positions, int64_t shares) const {
  RotaryAngles out{anglesOf(positions, shares, m_config.inverseFrequencies, m_table->whole), {}};
  if (!m_config.local.empty()) out.local = anglesOf(positions, shares, m_config.localInverseFrequencies, m_table->local);
  return out;
}

TransformerPass::Options LlamaModel::options(int64_t tokens, int64_t rows, const ops::LoraLookup* adapter) const {
  return {m_config, head(), m_type, tokens, rows, adapter ? ops::Adapters{adapter} : ops::Adapters{}, 0, false, Keep::All};
}

TransformerPass LlamaModel::begin(const std::vector<int64_t>& ids, const TransformerPass::Options& options) const {
  const int64_t bytes = TransformerPass(options, m_layers, nullptr).bytes();
  TransformerPass pass(options, m_layers, m_arena->atLeast(bytes));
  // Each adapter processes the same rows.
  const auto share = static_cast<int64_t>(ids.size());
  for (int64_t row = 0; row < options.tokens; row += share) m_embedding.rowsInto(ids, pass.input().narrow(0, row, share));
  if (const double times = m_config.embeddingScale / m_config.residualScale; times != 1) {
    const at::Tensor& x = pass.input();
    ops::compute(kernels::CopyRows{.type = ops::elementOf(m_type),
                                   .rows = x.size(0),
                                   .width = x.size(1),
                                   .x = x.data_ptr(),
                                   .xStride = x.size(1),
                                   .y = x.data_ptr(),
                                   .yStride = x.size(1),
                                   .times = times});
  }
  return pass;
}

namespace {

TransformerPass::Attend inRows(TransformerPass& pass, const PackedBatch& batch) {
  return [&](size_t layer, const at::Tensor& qkv, const at::Tensor& out) { pass.attend(layer, qkv, out, batch); };
}

}  // namespace

at::Tensor LlamaModel::forward(const PackedBatch& batch, const ops::LoraLookup* adapter) const {
  const c10::InferenceMode inference;
  TransformerPass pass = begin(batch.ids, options(batch.tokens(), batch.rows(), adapter));
  pass.forward(anglesOf(batch.positions), inRows(pass, batch));
  const at::Tensor hidden = at::empty({batch.tokens(), m_config.hidden}, m_type);
  pass.finalNorm(m_norm, hidden);
  ops::settle();
  return hidden;
}

std::vector<double> LlamaModel::lossSums(const at::Tensor& losses, size_t adapters) {
  std::vector<double> sums(adapters);
  const auto* each = losses.const_data_ptr<double>();
  const auto count = static_cast<size_t>(losses.numel());
  for (size_t i = 0; i < count; ++i) sums[i / (count / adapters)] += each[i];
  return sums;
}

/// Losses of the supervised tokens, adapter by adapter, for `lossSums`.
at::Tensor LlamaModel::losses(TransformerPass& pass, const PackedBatch& batch, size_t shares, double factor,
                              const at::Tensor& gradient) const {
  std::vector<int64_t> places, targets;
  for (size_t i = 0; i < shares * batch.targets.size(); ++i) {
    const int64_t target = batch.targets[i % batch.targets.size()];
    if (target == kIgnored) continue;
    places.push_back(static_cast<int64_t>(i));
    targets.push_back(target);
  }
  pass.finalNorm(m_norm, pass.hidden());
  return ops::headLoss(pass.hidden(), head(), places, targets, pass.logits(), factor, gradient, pass.weightScratch());
}

double LlamaModel::lossSum(const PackedBatch& batch, const ops::LoraLookup* adapter) const {
  const c10::InferenceMode inference;
  TransformerPass pass = begin(batch.ids, options(batch.tokens(), batch.rows(), adapter));
  pass.forward(anglesOf(batch.positions), inRows(pass, batch));
  const at::Tensor each = losses(pass, batch, 1, 1, {});
  ops::settle();
  return lossSums(each, 1)[0];
}

at::Tensor LlamaModel::startLossAndGradients(const PackedBatch& batch, const ops::Adapters& adapters, const Step& step) const {
  const c10::InferenceMode inference;
  const auto count = static_cast<int64_t>(adapters.size());
  TransformerPass::Options how = options(count * batch.tokens(), batch.rows(), nullptr);
  how.adapters = adapters;
  how.noise = step.noise;
  how.isTraining = true;
  how.keep = step.keep;
  TransformerPass pass = begin(batch.ids, how);
  const RotaryAngles at = anglesOf(batch.positions, count);
  pass.forward(at, inRows(pass, batch));
  const at::Tensor each = losses(pass, batch, adapters.size(), step.factor, pass.dHidden());
  pass.backward(m_norm, pass.dHidden(), at, batch);
  return each;
}

int64_t LlamaModel::arenaBytes(int64_t tokens, int64_t rows, const ops::Adapters& adapters, Keep keep) const {
  TransformerPass::Options how = options(static_cast<int64_t>(adapters.size()) * tokens, rows, nullptr);
  how.adapters = adapters;
  how.isTraining = true;
  how.keep = keep;
  return TransformerPass(how, m_layers, nullptr).bytes();
}

at::Tensor LlamaModel::logits(const at::Tensor& hidden) const {
  const c10::InferenceMode inference;
  const at::Tensor out = at::empty({hidden.size(0), head().rows()}, m_type);
  at::Tensor scratch = at::empty({head().scratchBytes(std::min(ops::kHeadSlice, head().rows()))}, at::kByte);
  ops::headLogits(hidden, head(), out, scratch.data_ptr());
  ops::settle();
  return ops::converted(out, ops::accumType(m_type));
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

namespace {

/// Copies rows of a micro-batch to rows of a cache, counted over all its sequences. An undefined `from` means all rows in order.
struct CacheIndices {
  at::Tensor from, to;
};

/// Stores keys and values of a layer, [T, (H + 2 K) D], in the cache.
void keepInCache(const KvCache& cache, size_t layer, const at::Tensor& qkv, const CacheIndices& places) {
  const int64_t K = cache.keys[layer].size(2) * cache.keys[layer].size(3), width = qkv.size(1);
  const auto* from = places.from.defined() ? places.from.const_data_ptr<int64_t>() : nullptr;
  const auto keep = [&](const at::Tensor& all, int64_t first) {
    const char* x = static_cast<const char*>(qkv.const_data_ptr()) + first * static_cast<int64_t>(qkv.element_size());
    ops::compute(kernels::CopyRows{ops::elementOf(qkv.scalar_type()), places.to.numel(), K, x, width, from, all.data_ptr(), K,
                                   places.to.const_data_ptr<int64_t>()});
  };
  keep(cache.keys[layer], width - 2 * K);
  keep(cache.values[layer], width - K);
}

}  // namespace

at::Tensor LlamaModel::prefill(const PackedBatch& batch, const ops::LoraLookup* adapter, KvCache& cache) const {
  const c10::InferenceMode inference;
  TransformerPass pass = begin(batch.ids, options(batch.tokens(), batch.rows(), adapter));
  std::vector<int64_t> last, from, to;
  const int64_t room = cache.keys[0].size(1);
  for (size_t row = 0; row + 1 < batch.starts.size(); ++row) {
    const int64_t own = batch.starts[row + 1] - batch.starts[row];
    cache.lengths[row] = batch.prefix + own;
    last.push_back(batch.starts[row + 1] - 1);
    for (int64_t i = 0; i < batch.prefix + own; ++i) {
      from.push_back(i < batch.prefix ? i : batch.starts[row] + i - batch.prefix);
      to.push_back(static_cast<int64_t>(row) * room + i);
    }
  }
  const CacheIndices places{ops::arrayOf(from), ops::arrayOf(to)};
  pass.forward(anglesOf(batch.positions), [&](size_t layer, const at::Tensor& qkv, const at::Tensor& out) {
    keepInCache(cache, layer, qkv, places);
    pass.attend(layer, qkv, out, batch);
  });
  pass.finalNorm(m_norm, pass.hidden());
  ops::settle();
  return pass.hidden().index_select(0, ops::arrayOf(last));
}

at::Tensor LlamaModel::decode(const std::vector<int64_t>& ids, const std::vector<int64_t>& rows, const ops::LoraLookup* adapter,
                              KvCache& cache) const {
  const c10::InferenceMode inference;
  const auto n = static_cast<int64_t>(rows.size());
  TransformerPass pass = begin(ids, options(n, n, adapter));
  const int64_t room = cache.keys[0].size(1), D = m_config.headDim;
  std::vector<int64_t> positions, seen, to;
  for (const int64_t row : rows) {
    positions.push_back(cache.lengths[static_cast<size_t>(row)]);
    seen.push_back(positions.back() + 1);
    to.push_back(row * room + positions.back());
  }
  const CacheIndices places{{}, ops::arrayOf(to)};
  const at::Tensor sequences = ops::arrayOf(rows), lengths = ops::arrayOf(seen);
  pass.forward(anglesOf(positions), [&](size_t layer, const at::Tensor& qkv, const at::Tensor& out) {
    keepInCache(cache, layer, qkv, places);
    const at::Tensor &keys = cache.keys[layer], &values = cache.values[layer];
    ops::compute(kernels::AttentionStep{ops::elementOf(m_type), n, m_config.heads, m_config.kvHeads, D, m_config.scoreScale(),
                                        qkv.data_ptr(), qkv.size(1), keys.data_ptr(), values.data_ptr(), keys.stride(0),
                                        sequences.const_data_ptr<int64_t>(), lengths.const_data_ptr<int64_t>(), out.data_ptr(),
                                        m_config.windowOf(layer)});
  });
  for (const int64_t row : rows) ++cache.lengths[static_cast<size_t>(row)];
  const at::Tensor hidden = at::empty({n, m_config.hidden}, m_type);
  pass.finalNorm(m_norm, hidden);
  ops::settle();
  return hidden;
}

}  // namespace graft
