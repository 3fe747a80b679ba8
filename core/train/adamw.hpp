// SPDX-License-Identifier: Apache-2.0
// AdamW with decoupled decay (Loshchilov and Hutter 2019), step for step as torch.optim.AdamW computes it.
#pragma once

#include <vector>

#include "core/ops/torch.hpp"

namespace graft {

/// Changes its parameters in place; one thread.
class AdamW {
 public:
  AdamW(std::vector<at::Tensor> parameters, double weightDecay);
  /// Uses and clears the gradients. Betas 0.9 and 0.999, epsilon 1e-8.
  void step(double lr);
  void clearGradients();
  /// First and second moments in the order of the parameters, shared handles: a checkpoint reads them, a resume fills them.
  std::vector<at::Tensor> moments() const;
  int64_t steps() const { return m_steps; }
  void setSteps(int64_t steps) { m_steps = steps; }

 private:
  struct Slot {
    at::Tensor parameter, first, second;
  };
  std::vector<Slot> m_slots;
  double m_weightDecay;
  int64_t m_steps = 0;
};

}  // namespace graft
