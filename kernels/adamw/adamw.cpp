// SPDX-License-Identifier: Apache-2.0
#include "kernels/adamw/adamw.hpp"

#include "kernels/card/card_kernels.hpp"
#include "kernels/common/plain.hpp"

namespace graft::kernels {
namespace {

template <class F>
void stepOne(const AdamWStep& a, int64_t i) {
  const double g = static_cast<double>(*at<F>(a.gradient, i)) * a.correction->factor;
  F &p = *at<F>(a.parameter, i), &m = *at<F>(a.first, i), &v = *at<F>(a.second, i);
  m = static_cast<F>(m + (1 - a.beta1) * (g - m));
  v = static_cast<F>(a.beta2 * v + (1 - a.beta2) * g * g);
  const double c1 = 1 - std::pow(a.beta1, a.correction->updates), c2 = 1 - std::pow(a.beta2, a.correction->updates);
  p = static_cast<F>(p * (1 - a.lr * a.decay) - a.lr / c1 * m / (std::sqrt(static_cast<double>(v)) / std::sqrt(c2) + a.epsilon));
}

template <class Body>
void withWide(Element type, Body&& body) {
  type == Element::F64 ? body(double{}) : body(float{});
}

void plain(const AdamWStep& a, const Runner& runner) {
  if (std::isnan(a.correction->factor)) return;
  withWide(a.type, [&](auto f) {
    inPlainTasks(runner, squaredNormParts(a.count), [&](int64_t task) {
      for (int64_t i = task * kNormPart; i < a.count && i < (task + 1) * kNormPart; ++i) stepOne<decltype(f)>(a, i);
    });
  });
}

void plain(const SquaredNorm& a, const Runner& runner) {
  withWide(a.type, [&](auto f) {
    inPlainTasks(runner, squaredNormParts(a.count), [&](int64_t task) {
      double sum = 0;
      for (int64_t i = task * kNormPart; i < a.count && i < (task + 1) * kNormPart; ++i) {
        const double x = *at<decltype(f)>(a.values, i);
        sum += x * x;
      }
      a.parts[task] = sum;
    });
  });
  correctByParts(a);
}

}  // namespace

void adamw(const AdamWStep& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  GRAFT_SIMD_CALL(isaFor(a.type, runner, kNormPart), plain(a, runner), adamw, a, runner)
}
void squaredNorm(const SquaredNorm& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  GRAFT_SIMD_CALL(isaFor(a.type, runner, kNormPart), plain(a, runner), squaredNorm, a, runner)
}

}  // namespace graft::kernels
