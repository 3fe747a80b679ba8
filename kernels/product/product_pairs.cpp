// SPDX-License-Identifier: Apache-2.0
// Product with pairs of bfloat16. A task has 32 columns: it pairs those of W once, then walks over the rows twelve at a time. Their sums
// fill the registers.
#include "kernels/common/pairs.hpp"
#include "kernels/product/product.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

/// Computes y [rows, 32] from rows of x and the panel [in / 2][32][2].
template <int kRows>
GRAFT_INLINE void multiplyRows(const Product& a, int64_t row, int64_t column, const Bf16* panel) {
  const Bf16* x = static_cast<const Bf16*>(a.x) + row * a.xStride;
  Bf16* y = static_cast<Bf16*>(a.y) + row * a.yStride + column;
  __m512 sum[kRows][2];
  for (auto& line : sum)
    for (auto& part : line) part = _mm512_setzero_ps();
  addDots(x, a.xStride, panel, kProductPanel, a.in, sum);
  for (int i = 0; i < kRows; ++i) {
    Bf16* line = y + i * a.yStride;
    V low = reinterpret_cast<V>(sum[i][0]), high = reinterpret_cast<V>(sum[i][1]);
    if (a.adds) low += load(line), high += load(line + W);
    storeRows(roundedPair(low, high), line, line + W);
  }
}

void multiplyPanel(const Product& a, int64_t column) {
  alignas(64) Bf16 panel[kProductPanel * kProductDepth];
  const Bf16* w = static_cast<const Bf16*>(a.w);
  if (a.isTransposed) {
    pairAlongRows(w + column * a.wStride, a.wStride, kProductPanel, a.in, panel, kProductPanel);
  } else {
    pairRows(w + column, a.wStride, a.in, kProductPanel, panel, a.in);
  }
  int64_t row = 0;
  for (; row + 12 <= a.rows; row += 12) multiplyRows<12>(a, row, column, panel);
  for (; row + 4 <= a.rows; row += 4) multiplyRows<4>(a, row, column, panel);
  for (; row < a.rows; ++row) multiplyRows<1>(a, row, column, panel);
}

}  // namespace

void product(const Product& a, const Runner& runner) {
  inTasks(runner, a.out / kProductPanel, [&](int64_t panel) { multiplyPanel(a, panel * kProductPanel); });
}

}  // namespace graft::kernels::GRAFT_ISA
