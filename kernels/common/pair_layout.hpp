// SPDX-License-Identifier: Apache-2.0
// Layouts for products of bfloat16 pairs (kernels/common/pairs.hpp): rounding two vectors at a time, interleaving, transposing. Compiled
// for the sets avx512bf16 and amx only.
#pragma once

#include "kernels/common/simd.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

/// Rows, columns and depth of a product are multiples of this.
constexpr int64_t kStep = 32;
GRAFT_INLINE int64_t stepped(int64_t n) { return (n + kStep - 1) / kStep * kStep; }

/// Rounds two vectors to bfloat16, to the nearest, ties to even. Numbers too small to be normal become zero.
GRAFT_INLINE __m512i roundedPair(V low, V high) {
  return reinterpret_cast<__m512i>(_mm512_cvtne2ps_pbh(reinterpret_cast<__m512>(high), reinterpret_cast<__m512>(low)));
}
/// Stores a rounded pair as two rows.
GRAFT_INLINE void storeRows(__m512i pair, Bf16* low, Bf16* high) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(low), _mm512_castsi512_si256(pair));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(high), _mm512_extracti64x4_epi64(pair, 1));
}
/// Stores a rounded pair interleaved, element beside element.
GRAFT_INLINE void storePaired(__m512i pair, Bf16* to) {
  alignas(64) static constexpr uint16_t kZip[32] = {0, 16, 1, 17, 2,  18, 3,  19, 4,  20, 5,  21, 6,  22, 7,  23,
                                                    8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31};
  _mm512_storeu_si512(to, _mm512_permutexvar_epi16(_mm512_load_si512(kZip), pair));
}

/// Transposes 16 x 16 words of 32 bits. Only the first `rows` rows are read; the others count as zeros.
GRAFT_INLINE void turnWords(const void* from, int64_t fromBytes, int64_t rows, void* to, int64_t toBytes) {
  __m512i x[16], y[16];
  for (int64_t i = 0; i < 16; ++i)
    x[i] = i < rows ? _mm512_loadu_si512(static_cast<const char*>(from) + i * fromBytes) : _mm512_setzero_si512();
  for (int i = 0; i < 16; i += 2) {
    y[i] = _mm512_unpacklo_epi32(x[i], x[i + 1]);
    y[i + 1] = _mm512_unpackhi_epi32(x[i], x[i + 1]);
  }
  for (int i = 0; i < 16; i += 4) {
    for (int j = 0; j < 2; ++j) {
      x[i + 2 * j] = _mm512_unpacklo_epi64(y[i + j], y[i + j + 2]);
      x[i + 2 * j + 1] = _mm512_unpackhi_epi64(y[i + j], y[i + j + 2]);
    }
  }
  // Each vector now holds, in its four quarters, column j of rows i to i + 3 for four columns that lie four apart.
  for (int j = 0; j < 4; ++j) {
    y[j] = _mm512_shuffle_i32x4(x[j], x[4 + j], 0x88);
    y[4 + j] = _mm512_shuffle_i32x4(x[j], x[4 + j], 0xdd);
    y[8 + j] = _mm512_shuffle_i32x4(x[8 + j], x[12 + j], 0x88);
    y[12 + j] = _mm512_shuffle_i32x4(x[8 + j], x[12 + j], 0xdd);
  }
  for (int j = 0; j < 4; ++j) {
    x[j] = _mm512_shuffle_i32x4(y[j], y[8 + j], 0x88);
    x[8 + j] = _mm512_shuffle_i32x4(y[j], y[8 + j], 0xdd);
    x[4 + j] = _mm512_shuffle_i32x4(y[4 + j], y[12 + j], 0x88);
    x[12 + j] = _mm512_shuffle_i32x4(y[4 + j], y[12 + j], 0xdd);
  }
  for (int i = 0; i < 16; ++i) _mm512_storeu_si512(static_cast<char*>(to) + i * toBytes, x[i]);
}

/// Rows as columns, paired: to[i / 2][row][i % 2] = from[row][i], zeros up to `room` columns. `width` is a multiple of 32.
GRAFT_INLINE void pairAlongRows(const Bf16* from, int64_t stride, int64_t rows, int64_t width, Bf16* to, int64_t room) {
  for (int64_t row = 0; row < room; row += 16)
    for (int64_t i = 0; i < width; i += 32) turnWords(from + row * stride + i, stride * 2, rows - row, to + i * room + row * 2, room * 4);
}

/// Rows as depth, paired: to[row / 2][i][row % 2] = from[row][i], zeros up to `room` rows. `width` is a multiple of 16.
GRAFT_INLINE void pairRows(const Bf16* from, int64_t stride, int64_t rows, int64_t width, Bf16* to, int64_t room) {
  for (int64_t row = 0; row < room; row += 2) {
    for (int64_t i = 0; i < width; i += W) {
      VH low = {}, high = {};
      if (row < rows) __builtin_memcpy(&low, from + row * stride + i, sizeof low);
      if (row + 1 < rows) __builtin_memcpy(&high, from + (row + 1) * stride + i, sizeof high);
      const VU both = widened(low) | widened(high) << 16;
      __builtin_memcpy(to + row * width + i * 2, &both, sizeof both);
    }
  }
}

}  // namespace
}  // namespace graft::kernels::GRAFT_ISA
