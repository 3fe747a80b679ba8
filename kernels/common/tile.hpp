// SPDX-License-Identifier: Apache-2.0
// Small products in registers: C[M, N] = (C +) A[M, K] B[K, N]. A holds floats with any strides (also transposed); B and C are row-major,
// of any element type. Used for tiles inside kernels. LibTorch computes the large products of a step.
#pragma once

#include "kernels/common/simd.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

enum class Into { Set, Add };

constexpr int kTileRows = W == 16 ? 6 : 4;
constexpr int kTileVectors = W == 16 ? 4 : 2;

template <int M, int N, class B, class C>
GRAFT_INLINE void tileOf(const float* a, int64_t aRow, int64_t aK, const B* b, int64_t bRow, C* c, int64_t cRow, int64_t depth, Into into) {
  V sum[M][N];
  for (int i = 0; i < M; ++i)
    for (int j = 0; j < N; ++j) sum[i][j] = V{};
  for (int64_t k = 0; k < depth; ++k) {
    V column[N];
    for (int j = 0; j < N; ++j) column[j] = load(b + k * bRow + j * W);
    for (int i = 0; i < M; ++i) {
      const V x = all(a[i * aRow + k * aK]);
      for (int j = 0; j < N; ++j) sum[i][j] += x * column[j];
    }
  }
  for (int i = 0; i < M; ++i) {
    for (int j = 0; j < N; ++j) {
      C* place = c + i * cRow + j * W;
      store(place, into == Into::Add ? load(place) + sum[i][j] : sum[i][j]);
    }
  }
}

template <int M, int N, class B, class C>
GRAFT_INLINE void tileColumn(int64_t rows, const float* a, int64_t aRow, int64_t aK, const B* b, int64_t bRow, C* c, int64_t cRow,
                             int64_t depth, Into into) {
  int64_t i = 0;
  for (; i + M <= rows; i += M) tileOf<M, N>(a + i * aRow, aRow, aK, b, bRow, c + i * cRow, cRow, depth, into);
  for (; i + 2 <= rows; i += 2) tileOf<2, N>(a + i * aRow, aRow, aK, b, bRow, c + i * cRow, cRow, depth, into);
  for (; i < rows; ++i) tileOf<1, N>(a + i * aRow, aRow, aK, b, bRow, c + i * cRow, cRow, depth, into);
}

/// `columns` is a multiple of W. M rows by N vectors are in registers at a time.
template <int M = kTileRows, int N = kTileVectors, class B, class C>
GRAFT_INLINE void product(int64_t rows, int64_t columns, int64_t depth, const float* a, int64_t aRow, int64_t aK, const B* b, int64_t bRow,
                          C* c, int64_t cRow, Into into) {
  int64_t j = 0;
  for (; j + N * W <= columns; j += N * W) tileColumn<M, N>(rows, a, aRow, aK, b + j, bRow, c + j, cRow, depth, into);
  for (; j < columns; j += W) tileColumn<M, 1>(rows, a, aRow, aK, b + j, bRow, c + j, cRow, depth, into);
}

}  // namespace
}  // namespace graft::kernels::GRAFT_ISA
