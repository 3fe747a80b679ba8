// SPDX-License-Identifier: Apache-2.0
#include "kernels/swiglu/swiglu.hpp"

#include "kernels/card/card_kernels.hpp"
#include "kernels/common/plain.hpp"

namespace graft::kernels {
namespace {

double gateOf(const GatedActivation& c, double g) {
  return 1 / (1 + std::exp(-(static_cast<double>(c.linear) * g + static_cast<double>(c.cubic) * g * g * g)));
}

template <class E>
void forwardRow(const SwigluForward& a, int64_t row) {
  const E *gate = at<E>(a.gateUp, row * 2 * a.width), *up = gate + a.width;
  E* y = at<E>(a.y, row * a.width);
  for (int64_t i = 0; i < a.width; ++i) {
    const double g = toFloat(gate[i]);
    y[i] = fromFloat<E>(g * gateOf(a.curve, g) * toFloat(up[i]));
  }
}

template <class E>
void backwardRow(const SwigluBackward& a, int64_t row) {
  E *gate = at<E>(a.gateUp, row * 2 * a.width), *up = gate + a.width;
  const E* dy = at<E>(a.dy, row * a.width);
  for (int64_t i = 0; i < a.width; ++i) {
    const double g = toFloat(gate[i]), u = toFloat(up[i]), d = toFloat(dy[i]), s = gateOf(a.curve, g);
    const double slope = static_cast<double>(a.curve.linear) + 3 * static_cast<double>(a.curve.cubic) * g * g;
    gate[i] = fromFloat<E>(u * d * s * (1 + g * (1 - s) * slope));
    up[i] = fromFloat<E>(g * s * d);
  }
}

void plain(const SwigluForward& a, const Runner& runner) {
  withElement(a.type, [&](auto e) { inPlainTasks(runner, a.rows, [&](int64_t row) { forwardRow<decltype(e)>(a, row); }); });
}
void plain(const SwigluBackward& a, const Runner& runner) {
  withElement(a.type, [&](auto e) { inPlainTasks(runner, a.rows, [&](int64_t row) { backwardRow<decltype(e)>(a, row); }); });
}

}  // namespace

void swiglu(const SwigluForward& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  GRAFT_ROUND_CALL(isaFor(a.type, runner, a.width), plain(a, runner), swiglu, a, runner)
}
void swiglu(const SwigluBackward& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  GRAFT_ROUND_CALL(isaFor(a.type, runner, a.width), plain(a, runner), swiglu, a, runner)
}

}  // namespace graft::kernels
