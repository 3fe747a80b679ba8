// SPDX-License-Identifier: Apache-2.0
#include "kernels/dropout/dropout.hpp"

#include <algorithm>

#include "kernels/card/card_kernels.hpp"
#include "kernels/common/plain.hpp"
#include "kernels/dropout/dropout_hash.hpp"

namespace graft::kernels {
namespace {

template <class E>
void drop(const Dropout& a, int64_t begin, int64_t end) {
  const uint32_t limit = dropoutLimit(a.probability);
  const AccumType<E> up = static_cast<AccumType<E>>(1 / (1 - a.probability));
  for (int64_t i = begin; i < end; ++i) {
    const AccumType<E> kept = dropoutDraw(a.noise, i) < limit ? 0 : toFloat(*at<E>(a.x, i)) * up;
    E* y = at<E>(a.y, i);
    *y = fromFloat<E>(a.mode == DropoutMode::Add ? toFloat(*y) + kept : kept);
  }
}

void plain(const Dropout& a, const Runner& runner) {
  withElement(a.type, [&](auto e) {
    inPlainTasks(runner, (a.count + kDropoutPart - 1) / kDropoutPart, [&](int64_t task) {
      const int64_t begin = task * kDropoutPart;
      drop<decltype(e)>(a, begin, std::min(a.count, begin + kDropoutPart));
    });
  });
}

}  // namespace

void dropout(const Dropout& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  GRAFT_ROUND_CALL(isaFor(a.type, runner, a.count), plain(a, runner), dropout, a, runner)
}

}  // namespace graft::kernels
