// SPDX-License-Identifier: Apache-2.0
// AdamW with decoupled decay (Loshchilov and Hutter 2019), step for step as torch.optim.AdamW computes it.
#pragma once

#include "core/ops/torch.hpp"

namespace graft {

/// Over all parameters of an adapter at once; one thread. A step is started, and lands when somebody asks what it was: on a card the next
/// one may be started before that.
class AdamW {
 public:
  AdamW(const at::Tensor& values, double weightDecay);
  /// Changes the values in place by `gradients`, which are clipped to the norm `clip` (0: not at all); nothing when their norm is not
  /// finite. Betas 0.9 and 0.999, epsilon 1e-8. At most one step before it has not landed. What it gives is for `land`.
  at::Tensor start(const at::Tensor& gradients, double lr, double clip);
  /// L2 norm of that step's gradients; short stretches of squares are summed as they are kept, these sums in double. In the order of
  /// starting, once it has settled.
  double land(const at::Tensor& started);
  /// Shared handles as long as the values: a checkpoint reads them, a resume fills them.
  const at::Tensor& firstMoments() const { return m_first; }
  const at::Tensor& secondMoments() const { return m_second; }
  /// Updates made by steps that have landed.
  int64_t steps() const { return m_steps; }
  /// When all have landed.
  void setSteps(int64_t steps);

 private:
  at::Tensor m_values, m_first, m_second;
  at::Tensor m_correction;  ///< of the last step that was started
  double m_weightDecay;
  int64_t m_steps = 0;
};

}  // namespace graft
