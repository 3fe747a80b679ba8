// SPDX-License-Identifier: Apache-2.0
// AdamW with decoupled decay (Loshchilov and Hutter 2019), step for step as torch.optim.AdamW computes it.
#pragma once

#include "core/ops/torch.hpp"

namespace graft {

/// Over all parameters of an adapter at once; one thread.
class AdamW {
 public:
  AdamW(const at::Tensor& values, double weightDecay);
  /// Takes `gradients` times `factor` (clipping), and changes the values in place. Betas 0.9 and 0.999, epsilon 1e-8.
  void step(const at::Tensor& gradients, double lr, double factor);
  /// Shared handles as long as the values: a checkpoint reads them, a resume fills them.
  const at::Tensor& firstMoments() const { return m_first; }
  const at::Tensor& secondMoments() const { return m_second; }
  int64_t steps() const { return m_steps; }
  void setSteps(int64_t steps) { m_steps = steps; }

 private:
  at::Tensor m_values, m_first, m_second;
  double m_weightDecay;
  int64_t m_steps = 0;
};

/// L2 norm over all values, summed in double.
double normOf(const at::Tensor& values);

}  // namespace graft
