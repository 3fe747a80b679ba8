// SPDX-License-Identifier: Apache-2.0
#include "kernels/rms_norm/rms_norm.hpp"

#include "kernels/card/card_kernels.hpp"
#include "kernels/common/plain.hpp"

namespace graft::kernels {
namespace {

template <class E>
double scaleOf(const E* x, int64_t width, double epsilon) {
  double squares = 0;
  for (int64_t i = 0; i < width; ++i) squares += static_cast<double>(toFloat(x[i])) * toFloat(x[i]);
  return 1 / std::sqrt(squares / static_cast<double>(width) + epsilon);
}

template <class E>
void forwardRow(const RmsNormForward& a, int64_t row) {
  const int64_t begin = beginOfRow(a.groups, row, a.width);
  const E* x = at<E>(a.x, begin);
  const auto* weight = at<AccumType<E>>(a.weight, 0);
  if (a.delta) {
    const E* delta = at<E>(a.delta, begin);
    E* sum = at<E>(a.sum, begin);
    for (int64_t i = 0; i < a.width; ++i) sum[i] = fromFloat<E>(static_cast<double>(toFloat(x[i])) + toFloat(delta[i]));
    x = sum;
  }
  const double r = scaleOf(x, a.width, a.epsilon);
  E* y = at<E>(a.y, begin);
  for (int64_t i = 0; i < a.width; ++i)
    y[i] = fromFloat<E>(static_cast<double>(toFloat(fromFloat<E>(toFloat(x[i]) * r))) * static_cast<double>(weight[i]));
}

template <class E>
void backwardRow(const RmsNormBackward& a, int64_t row) {
  const int64_t begin = beginOfRow(a.groups, row, a.width);
  const E *x = at<E>(a.sum, begin), *dy = at<E>(a.dy, begin);
  const auto* weight = at<AccumType<E>>(a.weight, 0);
  const double r = scaleOf(x, a.width, a.epsilon);
  double mean = 0;
  for (int64_t i = 0; i < a.width; ++i) mean += static_cast<double>(toFloat(dy[i])) * static_cast<double>(weight[i]) * toFloat(x[i]) * r;
  mean /= static_cast<double>(a.width);
  const E* residual = a.residual ? at<E>(a.residual, begin) : nullptr;
  E* dx = at<E>(a.dx, begin);
  for (int64_t i = 0; i < a.width; ++i) {
    const double g = static_cast<double>(toFloat(dy[i])) * static_cast<double>(weight[i]);
    dx[i] = fromFloat<E>((residual ? static_cast<double>(toFloat(residual[i])) : 0.0) + r * (g - toFloat(x[i]) * r * mean));
  }
}

void plain(const RmsNormForward& a, const Runner& runner) {
  withElement(a.type, [&](auto e) { inPlainTasks(runner, a.rows, [&](int64_t row) { forwardRow<decltype(e)>(a, row); }); });
}
void plain(const RmsNormBackward& a, const Runner& runner) {
  withElement(a.type, [&](auto e) { inPlainTasks(runner, a.rows, [&](int64_t row) { backwardRow<decltype(e)>(a, row); }); });
}

}  // namespace

void rmsNorm(const RmsNormForward& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  GRAFT_ROUND_CALL(isaFor(a.type, runner, a.width), plain(a, runner), rmsNorm, a, runner)
}
void rmsNorm(const RmsNormBackward& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  GRAFT_ROUND_CALL(isaFor(a.type, runner, a.width), plain(a, runner), rmsNorm, a, runner)
}

}  // namespace graft::kernels
