// SPDX-License-Identifier: Apache-2.0
#include "kernels/rotary/rotary.hpp"

#include "kernels/card/card_kernels.hpp"
#include "kernels/common/plain.hpp"

namespace graft::kernels {
namespace {

template <class E>
void turnRow(const Rotary& a, int64_t row) {
  const AccumType<E>*c = at<AccumType<E>>(a.cosines, row * a.half), *s = at<AccumType<E>>(a.sines, row * a.half);
  const double sign = a.turn == Turn::Forward ? 1 : -1;
  for (int64_t head = 0; head < a.heads; ++head) {
    E *first = at<E>(a.x, row * a.stride + head * 2 * a.half), *second = first + a.half;
    for (int64_t i = 0; i < a.half; ++i) {
      const double x = toFloat(first[i]), y = toFloat(second[i]), cosine = c[i], sine = sign * s[i];
      first[i] = fromFloat<E>(x * cosine - y * sine);
      second[i] = fromFloat<E>(y * cosine + x * sine);
    }
  }
}

void plain(const Rotary& a, const Runner& runner) {
  withElement(a.type, [&](auto e) { inPlainTasks(runner, a.rows, [&](int64_t row) { turnRow<decltype(e)>(a, row); }); });
}

}  // namespace

void rotary(const Rotary& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  GRAFT_ROUND_CALL(isaFor(a.type, runner, a.half), plain(a, runner), rotary, a, runner)
}

}  // namespace graft::kernels
