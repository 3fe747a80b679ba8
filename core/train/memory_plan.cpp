// SPDX-License-Identifier: Apache-2.0
#include "core/train/memory_plan.hpp"

#include <algorithm>

#include "core/ops/product.hpp"
#include "core/train/trainer.hpp"

namespace graft {

MemoryPlan memoryPlan(const LlamaModel& model, const std::vector<const LoraAdapter*>& adapters, int64_t tokens, Recompute recompute) {
  constexpr int64_t kRowTokens = 64;  // shorter rows need slightly more scratch; a typical length, as the real ones are unknown here
  MemoryPlan plan;
  plan.weights = model.weightBytes();
  for (const auto* adapter : adapters) plan.states += 5 * adapter->parameterCount() * static_cast<int64_t>(sizeof(float));
  const ops::Adapters lookups(adapters.begin(), adapters.end());
  if (tokens > 0) plan.pass = model.arenaBytes(tokens, std::max<int64_t>(1, tokens / kRowTokens), lookups, keepOf(recompute));
  return plan;
}

double programMib(at::ScalarType type) { return ops::areProductsCompiled(type) ? 275 : 230; }

int64_t longestThatFits(const LlamaModel& model, const LoraAdapter& adapter, Recompute recompute, double mib) {
  int64_t fits = 0, tooLong = model.config().context + 1;
  while (tooLong - fits > 1) {
    const int64_t middle = fits + (tooLong - fits) / 2;
    (memoryPlan(model, {&adapter}, middle, recompute).mib() <= mib ? fits : tooLong) = middle;
  }
  return fits;
}

}  // namespace graft
