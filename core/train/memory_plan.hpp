// SPDX-License-Identifier: Apache-2.0
// Memory of training, computed before anything is allocated: the arena's plan, the stored weights, and the adapter's states.
#pragma once

#include "core/adapter/lora_adapter.hpp"
#include "core/contract/train_settings.hpp"
#include "core/model/llama.hpp"

namespace graft {

/// Bytes required for training in addition to the program.
struct MemoryPlan {
  int64_t weights = 0;  ///< the frozen base in its storage format
  int64_t states = 0;   ///< adapter, its gradients, two moments, and the best adapter so far
  int64_t pass = 0;     ///< forward and backward of one micro-batch
  double mib() const { return static_cast<double>(weights + states + pass) / (1 << 20); }
};
/// Plans micro-batches of `tokens` computed tokens (0: none), shared by all adapters. `model` may be an outline.
MemoryPlan memoryPlan(const LlamaModel& model, const std::vector<const LoraAdapter*>& adapters, int64_t tokens, Recompute recompute);

/// Memory of the program and its libraries on the CPU, MiB. Measured beside the plan over twelve runs (128 to 768 tokens, each Keep). Types
/// with compiled products by shape (ops::areProductsCompiled) differ from others.
double programMib(at::ScalarType type);

/// Length of the longest row whose micro-batch fits into `mib` (excluding the program), at most the model's context. 0 if none fits.
int64_t longestThatFits(const LlamaModel& model, const LoraAdapter& adapter, Recompute recompute, double mib);

}  // namespace graft
