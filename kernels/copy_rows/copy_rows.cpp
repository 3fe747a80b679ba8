// SPDX-License-Identifier: Apache-2.0
#include "kernels/copy_rows/copy_rows.hpp"

#include "kernels/card/card_kernels.hpp"
#include "kernels/common/plain.hpp"

namespace graft::kernels {
namespace {

template <class E>
void copyRow(const CopyRows& a, const E* x, E* y) {
  if (a.times == 1) {
    if (x != y) std::memcpy(y, x, static_cast<size_t>(a.width) * sizeof(E));
    return;
  }
  const auto times = static_cast<AccumType<E>>(a.times);
  for (int64_t i = 0; i < a.width; ++i) y[i] = fromFloat<E>(times * toFloat(x[i]));
}

}  // namespace

void copyRows(const CopyRows& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  constexpr int64_t kPart = 64;
  withElement(a.type, [&](auto e) {
    using E = decltype(e);
    inPlainTasks(runner, (a.rows + kPart - 1) / kPart, [&](int64_t task) {
      for (int64_t i = task * kPart; i < a.rows && i < (task + 1) * kPart; ++i) {
        const int64_t from = a.source == From::First ? 0 : a.from ? a.from[i] : i, to = a.to ? a.to[i] : i;
        copyRow(a, at<E>(a.x, from * a.xStride), at<E>(a.y, to * a.yStride));
      }
    });
  });
}

}  // namespace graft::kernels
