// SPDX-License-Identifier: Apache-2.0
// Memory of training on the processor by formula, from a model's sizes alone: the terms of core/train/memory_plan, without the engine.
#pragma once

#include "core/contract/train_settings.hpp"
#include "core/weights/model_config.hpp"

namespace graft::workspace {

/// Bytes, as in MemoryPlan, with the program and its libraries.
struct TrainingMemory {
  double weights = 0, states = 0, pass = 0, program = 0;
  double mib() const { return (weights + states + pass + program) / (1 << 20); }
};
/// Memory with an adapter of rank `rank` on all linear layers, for micro-batches of `tokens` tokens. `type` is Fp32 or Bf16; `base` is not
/// Stored, which depends on the file; `recompute` is not Auto. Within a few percent of the engine's plan.
TrainingMemory trainingMemory(const ModelConfig& config, BaseFormat base, DType type, Recompute recompute, int64_t tokens = 512,
                              int64_t rank = 16);

/// Fit of a model to an amount of memory, with as much recomputation as needed.
enum class ModelFit : uint8_t { Full, FourBits, TooLarge };
struct MemoryNeed {
  double fullMib = 0, fourBitsMib = 0;  ///< least memory with the base in the compute type, and in NF4 (QLoRA)
  ModelFit fitIn(double mib) const {
    return fullMib <= mib ? ModelFit::Full : fourBitsMib <= mib ? ModelFit::FourBits : ModelFit::TooLarge;
  }
};
/// For this machine's processor.
MemoryNeed memoryNeedOf(const ModelConfig& config);

}  // namespace graft::workspace
