// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/training_memory.hpp"

#include <algorithm>

#include "core/base/system.hpp"

namespace graft::workspace {
namespace {

constexpr double kWide = 4;  ///< bytes of norms, adapters and float scratch
constexpr double kHalf = 2;  ///< bytes of a 16-bit value

/// Bytes of a matrix of frozen weights, as in the engine.
double matrixBytes(double count, BaseFormat base, double element, bool isLinear) {
  switch (base) {
    case BaseFormat::Int8: return count * 34 / 32;  // a block of 32: one byte each and a 16-bit scale
    case BaseFormat::Nf4:
      // Half a byte each; a byte for each block of 64, and a float for each 256 of those.
      return isLinear ? count / 2 + count / 64 + kWide * count / (64 * 256) : count * kHalf;
    default: return count * element;
  }
}

}  // namespace

TrainingMemory trainingMemory(const ModelConfig& c, BaseFormat base, DType type, Recompute recompute, int64_t tokens, int64_t rank) {
  constexpr double kHeadSlice = 4096, kHeadChunk = 256, kRowTokens = 64, kSegmentPadding = 64;
  const double element = type == DType::Bf16 ? kHalf : kWide;
  const auto T = static_cast<double>(tokens), R = static_cast<double>(rank), layers = static_cast<double>(c.layers);
  const auto hidden = static_cast<double>(c.hidden), vocab = static_cast<double>(c.vocab), F = static_cast<double>(c.intermediate);
  const double Q = static_cast<double>(c.heads * c.headDim), K = static_cast<double>(c.kvHeads * c.headDim);
  TrainingMemory out;

  // Frozen weights and the adapter's pairs.
  double pairs = 0, widest = 0, linears = 0;
  for (const auto& linear : linearLayers(c)) {
    const auto rows = static_cast<double>(linear.out), columns = static_cast<double>(linear.in);
    out.weights += layers * matrixBytes(rows * columns, base, element, true);
    linears += rows * columns;
    pairs += layers * R * (rows + columns);
    widest = std::max(widest, rows + columns);
  }
  const double tables = (c.tied ? 1 : 2) * vocab * hidden;
  out.weights += matrixBytes(tables, base, element, false);
  out.weights += kWide * std::max(0.0, static_cast<double>(c.parameters()) - tables - layers * linears);  // norms and biases
  out.states = 5 * kWide * pairs;

  // Activations that a layer keeps, or that all layers share where they are computed again (core/model/pass).
  const bool ownAttention = recompute != Recompute::Layer, ownMlp = recompute == Recompute::None || recompute == Recompute::Auto;
  const double outputs = c.outputNorms ? hidden : 0;
  const double attention = T * (element * (2 * Q + 2 * K + hidden + outputs) + kWide * static_cast<double>(c.heads));
  const double mlp = T * element * 2 * F;
  out.pass += layers * T * (element * (hidden + outputs) + 7 * kWide * R);
  out.pass += (ownAttention ? layers : 1) * attention + (ownMlp ? layers : 1) * mlp;

  // Buffers of all layers: forward, backward, and logits of a chunk.
  out.pass += T * element * (2 * hidden + F + hidden + (c.headNorm ? Q + 2 * K : 0) + hidden);
  out.pass += T * element * (2 * hidden + F + Q + 2 * K + Q + outputs);
  out.pass += std::min(T, kHeadChunk) * vocab * element;
  const double padded = T + (std::max(1.0, T / kRowTokens) + 1) * kSegmentPadding;
  out.pass += 4 * padded * Q * kWide + (type == DType::Bf16 ? padded * K * kHalf : 0);
  const double lora = (T * R + R * widest) * kWide;
  out.pass += type == DType::Bf16 ? std::max(lora, (3 * R * widest + 4 * R * T) * kHalf) : lora;
  // Decoded weights: the widest group of a layer, or a slice of the head.
  const bool isDecoded = base == BaseFormat::Nf4 || base == BaseFormat::Int8;
  const bool isHeadDecoded = base == BaseFormat::Int8 || (base == BaseFormat::Nf4 && type != DType::Bf16);
  const double group = hidden * std::max({2 * F, Q + 2 * K, Q});
  out.pass += element * std::max(isDecoded ? group : 0, isHeadDecoded ? std::min(vocab, kHeadSlice) * hidden : 0);
  constexpr double kProgramMib = 275;  // the larger of core/train's two measured values
  out.program = kProgramMib * (1 << 20);
  return out;
}

MemoryNeed memoryNeedOf(const ModelConfig& config) {
  const DType type = hasFastBf16() ? DType::Bf16 : DType::Fp32;
  return {trainingMemory(config, BaseFormat::Full, type, Recompute::Layer).mib(),
          trainingMemory(config, BaseFormat::Nf4, type, Recompute::Layer).mib()};
}

}  // namespace graft::workspace
