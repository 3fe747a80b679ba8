// SPDX-License-Identifier: Apache-2.0
#include "kernels/copy_rows/copy_rows.hpp"

#include "kernels/card/card_kernels.hpp"
#include "kernels/common/plain.hpp"

namespace graft::kernels {

void copyRows(const CopyRows& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  constexpr int64_t kPart = 64;
  const int64_t size = bytesOf(a.type);
  inPlainTasks(runner, (a.rows + kPart - 1) / kPart, [&](int64_t task) {
    for (int64_t i = task * kPart; i < a.rows && i < (task + 1) * kPart; ++i) {
      const int64_t from = a.source == From::First ? 0 : a.from ? a.from[i] : i, to = a.to ? a.to[i] : i;
      std::memcpy(static_cast<char*>(a.y) + to * a.yStride * size, static_cast<const char*>(a.x) + from * a.xStride * size,
                  static_cast<size_t>(a.width * size));
    }
  });
}

}  // namespace graft::kernels
