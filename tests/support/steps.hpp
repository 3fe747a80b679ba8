// SPDX-License-Identifier: Apache-2.0
// A pass and a norm, settled: training starts its passes and lands them later, which is of no interest to most tests.
#pragma once

#include <vector>

#include "core/model/llama.hpp"
#include "core/ops/card.hpp"

namespace graft::tests {

/// See LlamaModel::startLossAndGradients: the sum of the loss for each adapter.
inline std::vector<double> lossAndGradients(const LlamaModel& model, const PackedBatch& batch, const ops::Adapters& adapters,
                                            const LlamaModel::Step& step) {
  const at::Tensor each = model.startLossAndGradients(batch, adapters, step);
  ops::settle();
  return LlamaModel::lossSums(each, adapters.size());
}

/// L2 norm in double, by LibTorch.
inline double normOf(const at::Tensor& values) { return values.to(at::kDouble).norm().item<double>(); }

}  // namespace graft::tests
