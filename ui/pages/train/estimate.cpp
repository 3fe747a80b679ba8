// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/estimate.hpp"

#include "core/base/processors.hpp"
#include "core/base/system.hpp"
#include "core/workspace/training_memory.hpp"

namespace graft::ui {
namespace {

constexpr int64_t kProcessorTokens = 512;  // tokens of a micro-batch on a processor

/// Sets memory and recompute: as little is computed again as fits.
void setMemory(Estimate& out, const TrainSettings& settings, const ModelConfig& config) {
  const BaseFormat base = settings.base == BaseFormat::Stored ? BaseFormat::Full : settings.base;
  const int64_t tokens = settings.microTokens > 0 ? settings.microTokens : kProcessorTokens;
  for (const Recompute recompute : {Recompute::None, Recompute::Mlp, Recompute::Layer}) {
    if (settings.recompute != Recompute::Auto && settings.recompute != recompute) continue;
    out.recompute = recompute;
    const auto memory = workspace::trainingMemory(config, base, computedType(settings.dtype), recompute, tokens, settings.rank);
    constexpr double kMib = 1 << 20;
    out.memoryMib = memory.mib();
    out.weightsMib = memory.weights / kMib;
    out.statesMib = memory.states / kMib;
    if (out.memoryMib <= out.allowedMib) return;
  }
}

}  // namespace

DType computedType(DType asked) { return asked == DType::Auto ? (hasFastBf16() ? DType::Bf16 : DType::Fp32) : asked; }

double assumedSpeed(DType type, int cores) {
  // Measured with the starter model on two cores with AVX-512 and AMX.
  constexpr double kFp32 = 1.2e10, kBf16 = 4.2e10;
  return (type == DType::Bf16 ? kBf16 : kFp32) * cores;
}

Estimate estimateByFormula(const commands::TrainForm& form, const DatasetManifest& rows, const TrainingFacts& facts, double speed) {
  const TrainSettings settings = form.largest();
  const ModelConfig& config = facts.config;
  Estimate out;
  out.parameters = config.parameters();
  out.allowedMib = facts.freeMib;
  out.steps = form.stepsOf(settings);
  setMemory(out, settings, config);
  for (const auto& linear : linearLayers(config)) out.trained += settings.rank * (linear.out + linear.in) * config.layers;
  constexpr double kMib = 1 << 20, kSaves = 3, kParts = 4, kLogs = 16;  // three checkpoints of adapter, two moments and the best adapter
  out.diskMib = (kSaves * kParts + 2) * static_cast<double>(out.trained) * 4 / kMib + kLogs;
  constexpr double kLetters = 4, kTemplate = 30;  // letters of a token, tokens that the chat template adds
  const double tokens = (rows.characters.mean / kLetters + kTemplate) * static_cast<double>(settings.rowsPerStep * out.steps);
  if (rows.characters.mean > 0) out.seconds = tokens * static_cast<double>(out.parameters) / speed;
  return out;
}

}  // namespace graft::ui
