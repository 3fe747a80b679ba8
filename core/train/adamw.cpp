// SPDX-License-Identifier: Apache-2.0
#include "core/train/adamw.hpp"

#include <cmath>

#include "core/ops/card.hpp"
#include "core/ops/ops.hpp"
#include "core/ops/profile.hpp"
#include "kernels/adamw/adamw.hpp"

namespace graft {

AdamW::AdamW(const at::Tensor& values, double weightDecay)
    : m_values(values), m_first(at::zeros_like(values)), m_second(at::zeros_like(values)), m_weightDecay(weightDecay) {}

void AdamW::step(const at::Tensor& gradients, double lr, double factor) {
  const ops::Timed timed(ops::Op::Optimizer);
  ++m_steps;
  kernels::adamw({ops::elementOf(m_values.scalar_type()), m_values.numel(), m_values.data_ptr(), m_first.data_ptr(), m_second.data_ptr(),
                  gradients.data_ptr(), factor, lr, m_weightDecay, 0.9, 0.999, 1e-8, m_steps},
                 ops::runner());
  ops::settle();
}

double normOf(const at::Tensor& values) {
  const ops::Timed timed(ops::Op::Optimizer);
  const at::Tensor parts = at::empty({kernels::squaredNormParts(values.numel())}, at::kDouble), sum = ops::exchanged(1, at::kDouble);
  kernels::squaredNorm(
      {ops::elementOf(values.scalar_type()), values.numel(), values.data_ptr(), parts.data_ptr<double>(), sum.data_ptr<double>()},
      ops::runner());
  ops::settle();
  return std::sqrt(*sum.const_data_ptr<double>());
}

}  // namespace graft
