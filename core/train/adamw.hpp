// SPDX-License-Identifier: Apache-2.0
// AdamW with decoupled weight decay (Loshchilov and Hutter 2019), matching torch.optim.AdamW step for step.
#pragma once

#include <deque>

#include "core/ops/torch.hpp"

namespace graft {

/// Optimizer over all parameters of an adapter; one thread. `start` enqueues an update, `finish` completes the oldest one. On a GPU the
/// next update may be started before.
class AdamW {
 public:
  AdamW(const at::Tensor& values, double weightDecay);
  /// Updates the values in place from `gradients`, clipped to the norm `clip` (0: no clipping). A non-finite norm leaves the values
  /// unchanged. Betas 0.9 and 0.999, epsilon 1e-8. At most one earlier step may still be pending.
  void start(const at::Tensor& gradients, double lr, double clip);
  /// Completes the oldest pending step, which must have settled. Returns the L2 norm of its gradients. Short runs of squares are summed in
  /// the stored type, these sums in double.
  double finish();
  /// Shared handles, shaped like the values. A checkpoint reads them and a resume fills them.
  const at::Tensor& firstMoments() const { return m_first; }
  const at::Tensor& secondMoments() const { return m_second; }
  /// Number of updates made by completed steps.
  int64_t steps() const { return m_steps; }
  /// Requires that no step is pending.
  void setSteps(int64_t steps);

 private:
  at::Tensor m_values, m_first, m_second;
  at::Tensor m_correction;           ///< bias correction of the last started step
  std::deque<at::Tensor> m_pending;  ///< norms and numbers of updates of the started steps, oldest first
  double m_weightDecay;
  int64_t m_steps = 0;
};

}  // namespace graft
