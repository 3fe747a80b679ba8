// SPDX-License-Identifier: Apache-2.0
#include "core/model/pass.hpp"

#include <cmath>

#include "core/base/hash.hpp"
#include "core/ops/card.hpp"
#include "core/ops/profile.hpp"

namespace graft {
namespace {

/// Allocates tensors of one type from a plan.
struct ArenaAllocator {
  ArenaPlan& plan;
  at::ScalarType type;
  at::Tensor rows(int64_t rows, int64_t width) {
    void* place = plan.take(rows * width * static_cast<int64_t>(at::elementSize(type)));
    return place ? at::from_blob(place, {rows, width}, type) : at::Tensor();
  }
};

void* pointerOf(const at::Tensor& t) { return t.defined() ? t.data_ptr() : nullptr; }

}  // namespace

TransformerPass::TransformerPass(const Options& o, const std::vector<LayerWeights>& layers, void* base)
    : m_options(o), m_layers(layers), m_activations(layers.size()) {
  const auto& c = o.config;
  // Granite scales each residual addition. Equivalently, the whole stream is divided by that scale here. The norms' outputs are equal if
  // epsilon is divided by its square, and embedded tokens are scaled accordingly (LlamaModel::begin).
  m_residualNormEps = c.normEps / (c.residualScale * c.residualScale);
  const int64_t T = o.tokens, Q = c.heads * c.headDim, K = c.kvHeads * c.headDim, F = c.intermediate;
  ArenaPlan plan(base);
  ArenaAllocator take{plan, o.type};
  const auto wide = static_cast<int64_t>(at::elementSize(ops::accumType(o.type)));
  int64_t loraBytes = 0, weightBytes = o.head.scratchBytes(std::min(ops::kHeadSlice, o.head.rows()));
  bool hasDropout = false;
  for (size_t i = 0; i < layers.size(); ++i) {
    // Without a backward pass all layers share the first layer's buffers.
    const bool own = i == 0 || o.isTraining;
    const bool ownAttention = i == 0 || (o.isTraining && o.keep != Keep::Inputs), ownMlp = i == 0 || (o.isTraining && o.keep == Keep::All);
    LayerActivations& slot = m_activations[i];
    slot.x = own ? take.rows(T, c.hidden) : m_activations[0].x;
    slot.qkv = ownAttention ? take.rows(T, Q + 2 * K) : m_activations[0].qkv;
    slot.attentionOutput = ownAttention ? take.rows(T, Q) : m_activations[0].attentionOutput;
    slot.midResidual = ownAttention ? take.rows(T, c.hidden) : m_activations[0].midResidual;
    slot.logsumexp = ownAttention ? plan.take(T * c.heads * wide) : m_activations[0].logsumexp;
    slot.gateUp = ownMlp ? take.rows(T, 2 * F) : m_activations[0].gateUp;
    if (c.outputNorms) slot.attentionOut = ownAttention ? take.rows(T, c.hidden) : m_activations[0].attentionOut;
    if (c.outputNorms) slot.mlpOut = own ? take.rows(T, c.hidden) : m_activations[0].mlpOut;
    const LayerWeights& w = layers[i];
    slot.downQkv = plan.take(ops::downBytes(call(w.qkv, i), T));
    slot.downO = plan.take(ops::downBytes(call(w.o, i), T));
    slot.downGateUp = plan.take(ops::downBytes(call(w.gateUp, i), T));
    slot.downDown = plan.take(ops::downBytes(call(w.down, i), T));
    for (const auto* group : {&w.qkv, &w.o, &w.gateUp, &w.down}) {
      loraBytes = std::max(loraBytes, ops::loraScratchBytes(call(*group, i), T));
      weightBytes = std::max(weightBytes, group->weight.scratchBytes(group->weight.rows()));
      for (const auto& part : group->parts) {
        for (const auto* adapter : o.adapters) {
          const auto* pair = adapter->find(static_cast<int64_t>(i), part.kind);
          hasDropout = hasDropout || (o.isTraining && pair && pair->dropout > 0);
        }
      }
    }
  }
  if (c.headNorm) m_heads = take.rows(T, Q + 2 * K);
  m_normed = take.rows(T, c.hidden);
  m_delta = take.rows(T, c.hidden);
  m_active = take.rows(T, F);
  m_finalSum = take.rows(T, c.hidden);
  const kernels::AttentionShape shape{ops::elementOf(o.type), T, c.heads, c.kvHeads, c.headDim, nullptr, o.rows, 0, 1};
  m_attentionScratch = plan.take(kernels::attentionScratch(shape));
  m_scratch.lora = plan.take(loraBytes);
  m_scratch.weight = plan.take(weightBytes);
  if (hasDropout) {
    m_scratch.dropped = plan.take(T * std::max({c.hidden, Q, F}) * static_cast<int64_t>(at::elementSize(o.type)));
    m_scratch.slope = plan.take(T * std::max({c.hidden, Q, F}) * static_cast<int64_t>(at::elementSize(o.type)));
  }
  m_hidden = take.rows(T, c.hidden);
  m_logits = take.rows(std::min(T, ops::kHeadChunk), c.vocab);
  if (o.isTraining) {
    m_dResidual = take.rows(T, c.hidden);
    m_dNormed = take.rows(T, c.hidden);
    m_dActive = take.rows(T, F);
    m_dQkv = take.rows(T, Q + 2 * K);
    m_dAttended = take.rows(T, Q);
    if (c.outputNorms) m_dOutput = take.rows(T, c.hidden);
  }
  m_bytes = plan.size();
}

ops::LinearCall TransformerPass::call(const ops::LinearGroup& group, size_t layer) const {
  const auto noise = m_options.isTraining ? std::optional(mix64(m_options.noise ^ mix64(layer))) : std::nullopt;
  return {group, static_cast<int64_t>(layer), m_options.adapters, noise, m_scratch};
}

void TransformerPass::norm(const at::Tensor& x, const at::Tensor& delta, const at::Tensor& sum, const at::Tensor& weight,
                           const at::Tensor& y) const {
  const ops::Timed timed(ops::Op::Norm);
  ops::compute(kernels::RmsNormForward{ops::elementOf(m_options.type), x.size(0), x.size(1), m_residualNormEps, x.data_ptr(),
                                       pointerOf(delta), pointerOf(sum), weight.data_ptr(), y.data_ptr()});
}

void TransformerPass::normBackward(const at::Tensor& sum, const at::Tensor& weight, const at::Tensor& dy,
                                   const at::Tensor& residual) const {
  const ops::Timed timed(ops::Op::Norm);
  ops::compute(kernels::RmsNormBackward{ops::elementOf(m_options.type), sum.size(0), sum.size(1), m_residualNormEps, sum.data_ptr(),
                                        weight.data_ptr(), dy.data_ptr(), pointerOf(residual), m_dResidual.data_ptr()});
}

void TransformerPass::normOutput(const at::Tensor& out, const at::Tensor& weight) const {
  if (!weight.defined()) return;
  const ops::Timed timed(ops::Op::Norm);
  ops::compute(kernels::RmsNormForward{ops::elementOf(m_options.type), out.size(0), out.size(1), m_options.config.normEps, out.data_ptr(),
                                       nullptr, nullptr, weight.data_ptr(), m_delta.data_ptr()});
}

/// Gradient of the output of attention or the MLP, from the gradient of the stream to which it was added.
const at::Tensor& TransformerPass::outputGradient(const at::Tensor& out, const at::Tensor& weight) const {
  if (!weight.defined()) return m_dResidual;
  const ops::Timed timed(ops::Op::Norm);
  ops::compute(kernels::RmsNormBackward{ops::elementOf(m_options.type), out.size(0), out.size(1), m_options.config.normEps, out.data_ptr(),
                                        weight.data_ptr(), m_dResidual.data_ptr(), nullptr, m_dOutput.data_ptr()});
  return m_dOutput;
}

void TransformerPass::rotate(const at::Tensor& qkv, size_t layer, const RotaryAngles& angles, bool isBack) const {
  const ops::Timed timed(ops::Op::Rotary);
  const auto& c = m_options.config;
  if (!c.isRotated(layer)) return;
  const Angles& own = c.isLocal(layer) ? angles.local : angles.whole;
  // Queries and keys are adjacent, so they are rotated as heads of one row.
  ops::compute(kernels::Rotary{ops::elementOf(m_options.type), qkv.size(0), c.heads + c.kvHeads, c.headDim / 2, qkv.size(1),
                               own.cosines.data_ptr(), own.sines.data_ptr(), qkv.data_ptr(),
                               isBack ? kernels::Turn::Back : kernels::Turn::Forward});
}

kernels::AttentionShape TransformerPass::shapeOf(size_t layer, const PackedBatch& batch) {
  const auto& c = m_options.config;
  if (!m_starts.defined()) m_starts = ops::arrayNear(batch.starts);
  return {ops::elementOf(m_options.type),     batch.tokens(), c.heads,      c.kvHeads,      c.headDim,
          m_starts.const_data_ptr<int64_t>(), batch.rows(),   batch.prefix, c.scoreScale(), c.windowOf(layer)};
}

namespace {

/// Address of column `first` in row `row`.
void* place(const at::Tensor& rows, int64_t row, int64_t first) {
  return static_cast<char*>(rows.data_ptr()) + (row * rows.size(1) + first) * static_cast<int64_t>(rows.element_size());
}

/// Calls `body` with the first row of each adapter's share. For the base alone that is row 0.
template <class Body>
void forEachShare(const TransformerPass::Options& o, const PackedBatch& batch, Body&& body) {
  for (int64_t row = 0; row < o.tokens; row += batch.tokens()) body(row);
}

}  // namespace

void* TransformerPass::logsumexpAt(size_t layer, int64_t row) const {
  const auto wide = static_cast<int64_t>(at::elementSize(ops::accumType(m_options.type)));
  return static_cast<char*>(m_activations[layer].logsumexp) + row * m_options.config.heads * wide;
}

void TransformerPass::attend(size_t layer, const at::Tensor& qkv, const at::Tensor& attentionOutput, const PackedBatch& batch) {
  const auto& c = m_options.config;
  const int64_t Q = c.heads * c.headDim, K = c.kvHeads * c.headDim, row = qkv.size(1);
  const ops::Timed timed(ops::Op::AttentionForward);
  forEachShare(m_options, batch, [&](int64_t at) {
    ops::compute(kernels::AttentionForward{shapeOf(layer, batch), place(qkv, at, 0), place(qkv, at, Q), place(qkv, at, Q + K), row, row,
                                           row, place(attentionOutput, at, 0), Q, m_options.isTraining ? logsumexpAt(layer, at) : nullptr,
                                           m_attentionScratch});
  });
}

/// Norms the heads of the projected queries and keys into m_heads. Values are copied unchanged.
void TransformerPass::normHeads(size_t layer) {
  const auto& c = m_options.config;
  const at::Tensor& qkv = m_activations[layer].qkv;
  const int64_t T = qkv.size(0), row = qkv.size(1), Q = c.heads * c.headDim, K = c.kvHeads * c.headDim;
  const auto element = ops::elementOf(m_options.type);
  const ops::Timed timed(ops::Op::Norm);
  const auto norm = [&](int64_t first, int64_t heads, const at::Tensor& weight) {
    ops::compute(kernels::RmsNormForward{element,
                                         T * heads,
                                         c.headDim,
                                         c.normEps,
                                         place(qkv, 0, first),
                                         nullptr,
                                         nullptr,
                                         weight.data_ptr(),
                                         place(m_heads, 0, first),
                                         {heads, row}});
  };
  norm(0, c.heads, m_layers[layer].qNorm);
  norm(Q, c.kvHeads, m_layers[layer].kNorm);
  ops::compute(kernels::CopyRows{element, T, K, place(qkv, 0, Q + K), row, nullptr, place(m_heads, 0, Q + K), row, nullptr});
}

/// Converts the gradients of normed queries and keys in m_dQkv to those of the projections.
void TransformerPass::normHeadsBackward(size_t layer) const {
  const auto& c = m_options.config;
  const at::Tensor& qkv = m_activations[layer].qkv;
  const int64_t T = qkv.size(0), row = qkv.size(1);
  const ops::Timed timed(ops::Op::Norm);
  const auto back = [&](int64_t first, int64_t heads, const at::Tensor& weight) {
    ops::compute(kernels::RmsNormBackward{ops::elementOf(m_options.type),
                                          T * heads,
                                          c.headDim,
                                          c.normEps,
                                          place(qkv, 0, first),
                                          weight.data_ptr(),
                                          place(m_dQkv, 0, first),
                                          nullptr,
                                          place(m_dQkv, 0, first),
                                          {heads, row}});
  };
  back(0, c.heads, m_layers[layer].qNorm);
  back(c.heads * c.headDim, c.kvHeads, m_layers[layer].kNorm);
}

/// Returns a layer's queries, keys and values for attention: the projections, head-normed if the model requires it, and rotated.
const at::Tensor& TransformerPass::attentionInput(size_t layer, const RotaryAngles& angles) {
  if (m_options.config.headNorm) normHeads(layer);
  const at::Tensor& out = m_options.config.headNorm ? m_heads : m_activations[layer].qkv;
  rotate(out, layer, angles, false);
  return out;
}

void TransformerPass::attentionPart(size_t layer, const RotaryAngles& angles, const Attend& attend) {
  LayerActivations& slot = m_activations[layer];
  const LayerWeights& w = m_layers[layer];
  ops::linearForward(call(w.qkv, layer), m_normed, slot.qkv, slot.downQkv);
  attend(layer, attentionInput(layer, angles), slot.attentionOutput);
  at::Tensor& out = outputOf(slot.attentionOut);
  ops::linearForward(call(w.o, layer), slot.attentionOutput, out, slot.downO);
  normOutput(out, w.attentionOutNorm);
  norm(slot.x, m_delta, slot.midResidual, w.postNorm, m_normed);
}

void TransformerPass::mlpPart(size_t layer) {
  LayerActivations& slot = m_activations[layer];
  ops::linearForward(call(m_layers[layer].gateUp, layer), m_normed, slot.gateUp, slot.downGateUp);
}

void TransformerPass::activate(const LayerActivations& slot) const {
  const ops::Timed timed(ops::Op::Swiglu);
  ops::compute(kernels::SwigluForward{ops::elementOf(m_options.type), m_active.size(0), m_active.size(1), slot.gateUp.data_ptr(),
                                      m_active.data_ptr(), curve()});
}

void TransformerPass::forward(const RotaryAngles& angles, const Attend& attend) {
  for (size_t i = 0; i < m_layers.size(); ++i) {
    LayerActivations& slot = m_activations[i];
    if (i == 0) {
      norm(slot.x, {}, {}, m_layers[i].inputNorm, m_normed);
    } else {
      norm(m_activations[i - 1].midResidual, m_delta, slot.x, m_layers[i].inputNorm, m_normed);
    }
    attentionPart(i, angles, attend);
    mlpPart(i);
    activate(slot);
    at::Tensor& out = outputOf(slot.mlpOut);
    ops::linearForward(call(m_layers[i].down, i), m_active, out, slot.downDown);
    normOutput(out, m_layers[i].mlpOutNorm);
  }
}

void TransformerPass::finalNorm(const at::Tensor& weight, const at::Tensor& hidden) {
  norm(m_activations.back().midResidual, m_delta, m_finalSum, weight, hidden);
}

void TransformerPass::backwardMlp(size_t layer) {
  LayerActivations& slot = m_activations[layer];
  const LayerWeights& w = m_layers[layer];
  norm(slot.midResidual, {}, {}, w.postNorm, m_normed);
  if (m_options.keep != Keep::All) mlpPart(layer);
  activate(slot);
  ops::linearBackward(call(w.down, layer), m_active, outputGradient(slot.mlpOut, w.mlpOutNorm), m_dActive, slot.downDown);
  {
    const ops::Timed timed(ops::Op::Swiglu);
    ops::compute(kernels::SwigluBackward{ops::elementOf(m_options.type), m_active.size(0), m_active.size(1), slot.gateUp.data_ptr(),
                                         m_dActive.data_ptr(), curve()});
  }
  ops::linearBackward(call(w.gateUp, layer), m_normed, slot.gateUp, m_dNormed, slot.downGateUp);
  normBackward(slot.midResidual, w.postNorm, m_dNormed, m_dResidual);
}

void TransformerPass::backwardAttention(size_t layer, const RotaryAngles& angles, const PackedBatch& batch, bool isLast) {
  LayerActivations& slot = m_activations[layer];
  const LayerWeights& w = m_layers[layer];
  const auto& c = m_options.config;
  const int64_t Q = c.heads * c.headDim, K = c.kvHeads * c.headDim, row = Q + 2 * K;
  ops::linearBackward(call(w.o, layer), slot.attentionOutput, outputGradient(slot.attentionOut, w.attentionOutNorm), m_dAttended,
                      slot.downO);
  // The buffer of normed heads is shared by all layers, so it is recomputed unless it holds this layer's.
  if (c.headNorm && m_options.keep != Keep::Inputs) attentionInput(layer, angles);
  const at::Tensor& qkv = c.headNorm ? m_heads : slot.qkv;
  {
    const ops::Timed timed(ops::Op::AttentionBackward);
    forEachShare(m_options, batch, [&](int64_t at) {
      ops::compute(kernels::AttentionBackward{shapeOf(layer, batch), place(qkv, at, 0), place(qkv, at, Q), place(qkv, at, Q + K),
                                              place(slot.attentionOutput, at, 0), place(m_dAttended, at, 0), row, row, row, Q, Q,
                                              logsumexpAt(layer, at), place(m_dQkv, at, 0), place(m_dQkv, at, Q), place(m_dQkv, at, Q + K),
                                              row, row, row, m_attentionScratch});
    });
  }
  rotate(m_dQkv, layer, angles, true);
  if (c.headNorm) normHeadsBackward(layer);
  norm(slot.x, {}, {}, w.inputNorm, m_normed);
  ops::linearBackward(call(w.qkv, layer), m_normed, m_dQkv, isLast ? at::Tensor() : m_dNormed, slot.downQkv);
  if (!isLast) normBackward(slot.x, w.inputNorm, m_dNormed, m_dResidual);
}

void TransformerPass::backward(const at::Tensor& finalWeight, const at::Tensor& dHidden, const RotaryAngles& angles,
                               const PackedBatch& batch) {
  // Below the lowest layer with a pair no gradient is needed.
  const auto isTrained = [&](size_t layer) {
    for (size_t kind = 0; kind < ops::kLinearKinds; ++kind) {
      for (const auto* adapter : m_options.adapters) {
        if (adapter->find(static_cast<int64_t>(layer), static_cast<ops::LinearKind>(kind))) return true;
      }
    }
    return false;
  };
  size_t lowest = 0;
  while (lowest < m_layers.size() && !isTrained(lowest)) ++lowest;
  normBackward(m_finalSum, finalWeight, dHidden, {});
  for (size_t i = m_layers.size(); i-- > lowest;) {
    if (m_options.keep == Keep::Inputs) {
      norm(m_activations[i].x, {}, {}, m_layers[i].inputNorm, m_normed);
      attentionPart(i, angles, [&](size_t layer, const at::Tensor& qkv, const at::Tensor& out) { attend(layer, qkv, out, batch); });
    }
    backwardMlp(i);
    backwardAttention(i, angles, batch, i == lowest);
  }
}

}  // namespace graft
