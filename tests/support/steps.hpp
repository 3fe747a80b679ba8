// SPDX-License-Identifier: Apache-2.0
// Synchronous helpers for loss, gradients and norm. Training starts passes asynchronously, which most tests do not need.
#pragma once

#include <vector>

#include "core/model/llama.hpp"
#include "core/ops/card.hpp"

namespace graft::tests {

/// Sum of the loss for each adapter; see LlamaModel::startLossAndGradients.
inline std::vector<double> lossAndGradients(const LlamaModel& model, const PackedBatch& batch, const ops::Adapters& adapters,
                                            const LlamaModel::Step& step) {
  const at::Tensor each = model.startLossAndGradients(batch, adapters, step);
  ops::settle();
  return LlamaModel::lossSums(each, adapters.size());
}

/// L2 norm in double, computed by LibTorch.
inline double normOf(const at::Tensor& values) { return values.to(at::kDouble).norm().item<double>(); }

}  // namespace graft::tests
