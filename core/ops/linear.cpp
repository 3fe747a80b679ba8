// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.hpp"
#include "core/ops/card.hpp"
#include "core/ops/ops.hpp"
#include "core/ops/product.hpp"
#include "core/ops/profile.hpp"
#include "kernels/copy_rows/copy_rows.hpp"
#include "kernels/dropout/dropout.hpp"
#include "kernels/lora/lora.hpp"

namespace graft::ops {
namespace {

/// Rows of a micro-batch that belong to one adapter.
struct Share {
  int64_t first, rows;
  at::Tensor of(const at::Tensor& all) const { return all.defined() ? all.narrow(0, first, rows) : all; }
};

/// Iterates over each adapter's rows with the parts that have a pair.
template <class Body>
void forEachPair(const LinearCall& call, int64_t rows, Body&& body) {
  const auto count = static_cast<int64_t>(call.adapters.size());
  for (int64_t i = 0; i < count; ++i) {
    const Share share{i * (rows / count), rows / count};
    for (const auto& part : call.group.parts) {
      if (const LoraPair* pair = call.adapters[static_cast<size_t>(i)]->find(call.layer, part.kind)) body(share, part, *pair);
    }
  }
}

/// Bytes of x A^T.
int64_t downBytes(const Share& share, const LoraPair& pair) {
  return share.rows * pair.a.size(0) * static_cast<int64_t>(pair.a.element_size());
}

kernels::LoraShape shapeOf(const LinearCall& call, const LinearGroup::Part& part, const LoraPair& pair, int64_t rows) {
  return {elementOf(call.group.weight.type()),
          rows,
          call.group.weight.columns(),
          part.size,
          pair.a.size(0),
          pair.scale,
          pair.a.const_data_ptr(),
          pair.b.const_data_ptr(),
          call.scratch.lora};
}

char* at(const at::Tensor& rows, int64_t column) {
  return static_cast<char*>(rows.data_ptr()) + column * static_cast<int64_t>(rows.element_size());
}

bool drops(const LinearCall& call, const LoraPair& pair) { return call.noise && pair.dropout > 0; }
uint64_t noiseOf(const LinearCall& call, const LinearGroup::Part& part) { return mix64(*call.noise ^ static_cast<uint64_t>(part.kind)); }

/// dropout(x), or x itself.
const void* inputOf(const LinearCall& call, const LinearGroup::Part& part, const LoraPair& pair, const at::Tensor& x) {
  if (!drops(call, pair)) return x.const_data_ptr();
  const Timed timed(Op::Dropout);
  kernels::dropout({elementOf(x.scalar_type()), x.numel(), pair.dropout, noiseOf(call, part), x.const_data_ptr(), call.scratch.dropped,
                    kernels::DropoutMode::Draw},
                   runner());
  return call.scratch.dropped;
}

/// y = x W^T + bias. On a GPU the bias is written first, because an addition on the CPU would require a synchronization.
void baseForward(const LinearCall& call, const at::Tensor& x, const at::Tensor& y) {
  const Timed timed(Op::BaseForward);
  const at::Tensor& bias = call.group.bias;
  const bool biasFirst = bias.defined() && card();
  if (biasFirst)
    kernels::copyRows({elementOf(y.scalar_type()), y.size(0), y.size(1), bias.const_data_ptr(), 0, nullptr, y.data_ptr(), y.stride(0),
                       nullptr, kernels::From::First},
                      runner());
  if (!call.group.weight.productOfFew(x, y))
    product(x, call.group.weight.decoded(call.scratch.weight), Transpose::Yes, y, biasFirst ? Accumulate::Yes : Accumulate::No);
  if (bias.defined() && !biasFirst)
    inChunks(y.size(0), 64, [&](int64_t begin, int64_t end) { y.narrow(0, begin, end - begin).add_(bias); });
}

}  // namespace

void linearForward(const LinearCall& call, const at::Tensor& x, const at::Tensor& y, void* downs) {
  baseForward(call, x, y);
  auto* down = static_cast<char*>(downs);
  forEachPair(call, x.size(0), [&](const Share& share, const auto& part, const LoraPair& pair) {
    const auto shape = shapeOf(call, part, pair, share.rows);
    const void* input = inputOf(call, part, pair, share.of(x));
    const Timed timed(Op::LoraForward);
    kernels::lora(kernels::LoraForward{shape, input, x.size(1), down, at(share.of(y), part.first), y.size(1)}, runner());
    down += downBytes(share, pair);
  });
}

void linearBackward(const LinearCall& call, const at::Tensor& x, const at::Tensor& dy, const at::Tensor& dx, const void* downs) {
  if (dx.defined()) {
    const Timed timed(Op::BaseBackward);
    product(dy, call.group.weight.decoded(call.scratch.weight), Transpose::No, dx);
  }
  const auto* down = static_cast<const char*>(downs);
  forEachPair(call, x.size(0), [&](const Share& share, const auto& part, const LoraPair& pair) {
    const auto shape = shapeOf(call, part, pair, share.rows);
    const at::Tensor own = share.of(x), ownDx = share.of(dx);
    const bool isDropped = drops(call, pair) && dx.defined();
    // The adapter's input gradient is masked by dropout before it is added.
    void* slope = !dx.defined() ? nullptr : isDropped ? call.scratch.slope : ownDx.data_ptr();
    if (isDropped) setZero(at::from_blob(slope, own.sizes(), own.scalar_type()));
    const auto gradient = [](const at::Tensor& t) { return t.defined() ? t.data_ptr() : nullptr; };
    const void* input = inputOf(call, part, pair, own);
    {
      const Timed timed(Op::LoraBackward);
      kernels::lora(kernels::LoraBackward{shape, input, at(share.of(dy), part.first), x.size(1), dy.size(1), down, gradient(pair.gradientA),
                                          gradient(pair.gradientB), slope, x.size(1)},
                    runner());
    }
    const Timed timed(Op::Dropout);
    if (isDropped)
      kernels::dropout({shape.type, own.numel(), pair.dropout, noiseOf(call, part), slope, ownDx.data_ptr(), kernels::DropoutMode::Add},
                       runner());
    down += downBytes(share, pair);
  });
}

int64_t downBytes(const LinearCall& call, int64_t rows) {
  int64_t bytes = 0;
  forEachPair(call, rows, [&](const Share& share, const auto&, const LoraPair& pair) { bytes += downBytes(share, pair); });
  return bytes;
}

int64_t loraScratchBytes(const LinearCall& call, int64_t rows) {
  int64_t bytes = 0;
  forEachPair(call, rows, [&](const Share& share, const auto& part, const LoraPair& pair) {
    bytes = std::max(bytes, kernels::loraScratch(shapeOf(call, part, pair, share.rows)));
  });
  return bytes;
}

}  // namespace graft::ops
