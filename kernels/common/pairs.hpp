// SPDX-License-Identifier: Apache-2.0
// Products of bfloat16 with sums in float, for processors that multiply pairs of them: AMX tiles (16 x 32 by 32 x 16), or dot products
// of two in AVX-512. Compiled for the sets avx512bf16 and amx only.
//   C[rows, columns] (+)= A[rows, depth] B[depth, columns]
// A lies in rows of any stride, C in rows of float. B is "paired": elements 2 k and 2 k + 1 of a column lie side by side,
// b[k / 2][column][k % 2]. Rows, columns and depth are multiples of 32: callers fill up with zeros.
#pragma once

#include "kernels/common/pair_layout.hpp"
#include "kernels/common/tile.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

#if defined(__AMX_BF16__)
/// Configures this thread's AMX tiles as eight tiles of 16 rows of 64 bytes during its lifetime. LibTorch's library sets its own
/// configuration before it multiplies.
class Tiles {
 public:
  Tiles() {
    alignas(64) unsigned char config[64] = {1};  // palette 1; bytes per row from 16 on, rows from 48 on
    for (int tile = 0; tile < 8; ++tile) config[16 + 2 * tile] = 64, config[48 + tile] = 16;
    asm volatile("" ::: "memory");
    _tile_loadconfig(config);
  }
  ~Tiles() { _tile_release(); }
  Tiles(const Tiles&) = delete;
  Tiles& operator=(const Tiles&) = delete;
};

GRAFT_INLINE void pairTile(const Bf16* a, int64_t aRow, const Bf16* b, int64_t bRow, float* c, int64_t cRow, int64_t depth, Into into) {
  if (into == Into::Set) {
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
  } else {
    _tile_loadd(0, c, cRow * 4);
    _tile_loadd(1, c + 16, cRow * 4);
    _tile_loadd(2, c + 16 * cRow, cRow * 4);
    _tile_loadd(3, c + 16 * cRow + 16, cRow * 4);
  }
  for (int64_t k = 0; k < depth; k += kStep) {
    _tile_loadd(4, a + k, aRow * 2);
    _tile_loadd(6, b + k * bRow, bRow * 4);
    _tile_loadd(7, b + k * bRow + 32, bRow * 4);
    _tile_loadd(5, a + 16 * aRow + k, aRow * 2);
    _tile_dpbf16ps(0, 4, 6);
    _tile_dpbf16ps(1, 4, 7);
    _tile_dpbf16ps(2, 5, 6);
    _tile_dpbf16ps(3, 5, 7);
  }
  _tile_stored(0, c, cRow * 4);
  _tile_stored(1, c + 16, cRow * 4);
  _tile_stored(2, c + 16 * cRow, cRow * 4);
  _tile_stored(3, c + 16 * cRow + 16, cRow * 4);
}
#else
struct Tiles {
  ~Tiles() {}
};

/// sum [kRows, 32] += rows of A by 32 paired columns of B.
template <int kRows>
GRAFT_INLINE void addDots(const Bf16* a, int64_t aRow, const Bf16* b, int64_t bRow, int64_t depth, __m512 (&sum)[kRows][2]) {
  for (int64_t k = 0; k < depth; k += 2) {
    __m512bh column[2];
    __builtin_memcpy(column, b + k * bRow, sizeof column);
    for (int i = 0; i < kRows; ++i) {
      int pair;
      __builtin_memcpy(&pair, a + i * aRow + k, 4);
      const __m512bh both = reinterpret_cast<__m512bh>(_mm512_set1_epi32(pair));
      for (int j = 0; j < 2; ++j) sum[i][j] = _mm512_dpbf16_ps(sum[i][j], both, column[j]);
    }
  }
}

GRAFT_INLINE void pairTile(const Bf16* a, int64_t aRow, const Bf16* b, int64_t bRow, float* c, int64_t cRow, int64_t depth, Into into) {
  constexpr int kRows = 8;
  for (int64_t row = 0; row < kStep; row += kRows) {
    __m512 sum[kRows][2];
    for (int i = 0; i < kRows; ++i) {
      float* line = c + (row + i) * cRow;
      for (int j = 0; j < 2; ++j) sum[i][j] = into == Into::Set ? _mm512_setzero_ps() : _mm512_loadu_ps(line + j * W);
    }
    addDots(a + row * aRow, aRow, b, bRow, depth, sum);
    for (int i = 0; i < kRows; ++i)
      for (int j = 0; j < 2; ++j) _mm512_storeu_ps(c + (row + i) * cRow + j * W, sum[i][j]);
  }
}
#endif

/// `bRow` is in columns, the other strides in elements. A `Tiles` object must exist.
GRAFT_INLINE void pairProduct(int64_t rows, int64_t columns, int64_t depth, const Bf16* a, int64_t aRow, const Bf16* b, int64_t bRow,
                              float* c, int64_t cRow, Into into) {
  asm volatile("" ::: "memory");  // g++ 12 does not know that tile loads read memory
  for (int64_t j = 0; j < columns; j += kStep)
    for (int64_t i = 0; i < rows; i += kStep) pairTile(a + i * aRow, aRow, b + 2 * j, bRow, c + i * cRow + j, cRow, depth, into);
  asm volatile("" ::: "memory");
}

}  // namespace
}  // namespace graft::kernels::GRAFT_ISA
