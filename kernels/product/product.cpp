// SPDX-License-Identifier: Apache-2.0
#include "kernels/product/product.hpp"

#include "kernels/common/plain.hpp"

namespace graft::kernels {
namespace {

template <class E>
void plainRow(const Product& a, int64_t row) {
  const auto *x = static_cast<const E*>(a.x) + row * a.xStride, *w = static_cast<const E*>(a.w);
  E* y = static_cast<E*>(a.y) + row * a.yStride;
  for (int64_t o = 0; o < a.out; ++o) {
    double sum = a.adds ? static_cast<double>(toFloat(y[o])) : 0;
    for (int64_t i = 0; i < a.in; ++i)
      sum += static_cast<double>(toFloat(x[i])) * static_cast<double>(toFloat(w[a.isTransposed ? o * a.wStride + i : i * a.wStride + o]));
    y[o] = fromFloat<E>(sum);
  }
}

void plain(const Product& a, const Runner& runner) {
  inPlainTasks(runner, a.rows, [&](int64_t row) {
    if (a.type == Element::F32) return plainRow<float>(a, row);
    if (a.type == Element::BF16) return plainRow<Bf16>(a, row);
    plainRow<double>(a, row);
  });
}

/// Tests for bfloat16 pairs without tiles: faster than oneDNN for shapes that fill its panels.
bool hasPairs(const Product& a, Isa isa) {
  return isa == Isa::Avx512Bf16 && a.type == Element::BF16 && a.rows >= kProductFewest && a.in % kProductPanel == 0 &&
         a.in <= kProductDepth && a.out % kProductPanel == 0;
}

}  // namespace

bool hasProduct([[maybe_unused]] const Product& a, [[maybe_unused]] Isa isa) {
#if defined(__x86_64__)
  return hasPairs(a, isa) || (a.type == Element::BF16 && multipliesInFloats(isa));
#else
  return false;
#endif
}

void product(const Product& a, const Runner& runner) {
#if defined(__x86_64__)
  if (hasPairs(a, runner.isa())) return avx512bf16::product(a, runner);
  if (a.type != Element::F64) {
    GRAFT_SIMD_CALL(runner.isa(), plain(a, runner), product, a, runner)
  }
#endif
  plain(a, runner);
}

}  // namespace graft::kernels
