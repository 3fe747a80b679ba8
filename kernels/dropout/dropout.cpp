// SPDX-License-Identifier: Apache-2.0
#include "kernels/dropout/dropout.hpp"

#include "kernels/card/card_kernels.hpp"
#include "kernels/common/plain.hpp"
#include "kernels/dropout/dropout_hash.hpp"

namespace graft::kernels {
namespace {

template <class E>
void drop(const Dropout& a, int64_t begin, int64_t end) {
  const auto limit = static_cast<uint32_t>(a.probability * 4294967296.0);
  const Wide<E> up = static_cast<Wide<E>>(1 / (1 - a.probability));
  for (int64_t i = begin; i < end; ++i) {
    const Wide<E> kept = dropoutDraw(a.noise, i) < limit ? 0 : widen(*at<E>(a.x, i)) * up;
    E* y = at<E>(a.y, i);
    *y = narrow<E>(a.mode == DropoutMode::Add ? widen(*y) + kept : kept);
  }
}

}  // namespace

void dropout(const Dropout& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  constexpr int64_t kPart = 32'768;
  withElement(a.type, [&](auto e) {
    inPlainTasks(runner, (a.count + kPart - 1) / kPart, [&](int64_t task) {
      drop<decltype(e)>(a, task * kPart, task * kPart + kPart < a.count ? task * kPart + kPart : a.count);
    });
  });
}

}  // namespace graft::kernels
