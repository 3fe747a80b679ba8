// SPDX-License-Identifier: Apache-2.0
#include "core/train/adamw.hpp"

#include <cmath>

#include "core/ops/card.hpp"
#include "core/ops/compute.hpp"
#include "core/ops/profile.hpp"

namespace graft {
namespace {

using kernels::Correction;

constexpr int64_t kDoubles = sizeof(Correction) / sizeof(double);

Correction* in(const at::Tensor& correction) { return static_cast<Correction*>(correction.data_ptr()); }

at::Tensor correction(double updates) {
  const at::Tensor out = at::empty({kDoubles}, at::kDouble);
  *in(out) = {0, 0, updates};
  return out;
}

}  // namespace

AdamW::AdamW(const at::Tensor& values, double weightDecay)
    : m_values(values),
      m_first(at::zeros_like(values)),
      m_second(at::zeros_like(values)),
      m_correction(correction(0)),
      m_weightDecay(weightDecay) {}

void AdamW::start(const at::Tensor& gradients, double lr, double clip) {
  const ops::Timed timed(ops::Op::Optimizer);
  const at::Tensor made = at::empty({kDoubles}, at::kDouble), told = ops::exchanged(kDoubles, at::kDouble);
  const at::Tensor parts = at::empty({kernels::squaredNormParts(gradients.numel())}, at::kDouble);
  ops::compute(kernels::SquaredNorm{ops::elementOf(gradients.scalar_type()), gradients.numel(), gradients.data_ptr(),
                                    parts.data_ptr<double>(), clip, in(m_correction), in(made), in(told)});
  ops::compute(kernels::AdamWStep{ops::elementOf(m_values.scalar_type()), m_values.numel(), m_values.data_ptr(), m_first.data_ptr(),
                                  m_second.data_ptr(), gradients.data_ptr(), in(made), lr, m_weightDecay, 0.9, 0.999, 1e-8, m_steps + 1});
  m_correction = made;
  m_pending.push_back(told);
}

double AdamW::finish() {
  const at::Tensor finished = std::move(m_pending.front());
  m_pending.pop_front();
  m_steps = static_cast<int64_t>(in(finished)->updates);
  return std::sqrt(in(finished)->squares);
}

void AdamW::setSteps(int64_t steps) {
  m_steps = steps;
  m_correction = correction(static_cast<double>(steps));
}

}  // namespace graft
