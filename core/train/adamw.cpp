// SPDX-License-Identifier: Apache-2.0
#include "core/train/adamw.hpp"

#include <cmath>

namespace graft {

static constexpr double kBeta1 = 0.9, kBeta2 = 0.999, kEpsilon = 1e-8;

AdamW::AdamW(std::vector<at::Tensor> parameters, double weightDecay) : m_weightDecay(weightDecay) {
  for (auto& parameter : parameters) m_slots.push_back({parameter, at::zeros_like(parameter), at::zeros_like(parameter)});
}

void AdamW::step(double lr) {
  const at::NoGradGuard noGradients;
  ++m_steps;
  const double correction1 = 1 - std::pow(kBeta1, static_cast<double>(m_steps)),
               correction2 = 1 - std::pow(kBeta2, static_cast<double>(m_steps));
  for (auto& slot : m_slots) {
    const at::Tensor& gradient = slot.parameter.grad();
    if (!gradient.defined()) continue;
    slot.parameter.mul_(1 - lr * m_weightDecay);
    slot.first.lerp_(gradient, 1 - kBeta1);
    slot.second.mul_(kBeta2).addcmul_(gradient, gradient, 1 - kBeta2);
    const at::Tensor denominator = (slot.second.sqrt() / std::sqrt(correction2)).add_(kEpsilon);
    slot.parameter.addcdiv_(slot.first, denominator, -lr / correction1);
  }
  clearGradients();
}

std::vector<at::Tensor> AdamW::moments() const {
  std::vector<at::Tensor> out;
  for (const auto& slot : m_slots) out.push_back(slot.first), out.push_back(slot.second);
  return out;
}

void AdamW::clearGradients() {
  for (auto& slot : m_slots) slot.parameter.mutable_grad() = at::Tensor();
}

}  // namespace graft
