// SPDX-License-Identifier: Apache-2.0
// Memory of training, known before anything is allocated: the arena's own plan, the weights as they are kept, and the adapter's states.
#pragma once

#include "core/adapter/lora_adapter.hpp"
#include "core/contract/train_settings.hpp"
#include "core/model/llama.hpp"

namespace graft {

/// Bytes that training needs beside the program itself.
struct MemoryPlan {
  int64_t weights = 0;  ///< the frozen base as it is kept
  int64_t states = 0;   ///< adapter, its gradients, two moments, and the best one so far
  int64_t pass = 0;     ///< one pass, forward and backward
  double mib() const { return static_cast<double>(weights + states + pass) / (1 << 20); }
};
/// For passes of `tokens` computed tokens (0: none), which all the adapters make together. `model` may be an outline.
MemoryPlan memoryPlan(const LlamaModel& model, const std::vector<const LoraAdapter*>& adapters, int64_t tokens, Recompute recompute);

/// The program and its libraries on a processor, MiB: measured beside the plan over twelve runs (128 to 768 tokens, each way to keep
/// things), of types whose products keep compiled code by shape (ops::areProductsCompiled) and of others.
double programMib(at::ScalarType type);

/// Tokens of the longest row whose pass fits into `mib` (which the program does not share), at most the model's context; 0: none does.
int64_t longestThatFits(const LlamaModel& model, const LoraAdapter& adapter, Recompute recompute, double mib);

}  // namespace graft
