// SPDX-License-Identifier: Apache-2.0
// Product in floats on every instruction set. A task sums one tile of y in floats and walks over the depth in stretches. The tile's columns
// of W are packed into panels of two vectors, and rows of x are converted to floats. A block of registers sums products of a few rows and
// one panel. Elements of y are summed in the order of the depth, for any number of rows.
#include "kernels/common/tile.hpp"
#include "kernels/product/product.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

constexpr int64_t kDepth = 256;          // depth of W packed at once
constexpr int64_t kRowTile = 288;        // rows of y in a task
constexpr int64_t kColumnTile = 64;      // columns of y in a task
constexpr int64_t kRowBlock = 72;        // rows of x that each panel is multiplied with in turn
constexpr int kPanel = 2 * W;            // columns in registers
constexpr int kRows = W == 16 ? 12 : 6;  // rows in registers

struct Tile {
  alignas(64) float w[kColumnTile * kDepth];       // [panel][depth][kPanel]
  alignas(64) float x[kRowBlock * kDepth];         // [row][depth]
  alignas(64) float sums[kRowTile * kColumnTile];  // [row][column]
};

GRAFT_INLINE V4 load4(const float* p) {
  V4 v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}
GRAFT_INLINE V4 load4(const Bf16* p) {
  typedef uint16_t Halves __attribute__((vector_size(8)));
  typedef uint32_t Words __attribute__((vector_size(16)));
  Halves h;
  __builtin_memcpy(&h, p, sizeof h);
  return reinterpret_cast<V4>(__builtin_convertvector(h, Words) << 16);
}

/// Transposes four rows of `from` to four columns of `to`.
template <class E>
GRAFT_INLINE void transpose4(const E* from, int64_t stride, float* to, int64_t toStride) {
  typedef int32_t Order __attribute__((vector_size(16)));
  const V4 a = load4(from), b = load4(from + stride), c = load4(from + 2 * stride), d = load4(from + 3 * stride);
  const V4 ab = __builtin_shuffle(a, b, Order{0, 4, 1, 5}), abHigh = __builtin_shuffle(a, b, Order{2, 6, 3, 7});
  const V4 cd = __builtin_shuffle(c, d, Order{0, 4, 1, 5}), cdHigh = __builtin_shuffle(c, d, Order{2, 6, 3, 7});
  const V4 out[4] = {__builtin_shuffle(ab, cd, Order{0, 1, 4, 5}), __builtin_shuffle(ab, cd, Order{2, 3, 6, 7}),
                     __builtin_shuffle(abHigh, cdHigh, Order{0, 1, 4, 5}), __builtin_shuffle(abHigh, cdHigh, Order{2, 3, 6, 7})};
  for (int i = 0; i < 4; ++i) __builtin_memcpy(to + i * toStride, &out[i], sizeof out[i]);
}

/// Packs columns [column, column + width) of W, at depths [from, from + depth), into panels; zeros beyond `width`.
template <class E>
GRAFT_INLINE void packW(const Product& a, int64_t from, int64_t depth, int64_t column, int64_t width, float* to) {
  const E* w = static_cast<const E*>(a.w);
  for (int64_t first = 0; first < width; first += kPanel, to += kDepth * kPanel) {
    const int64_t columns = smaller(kPanel, width - first);
    if (columns < kPanel) __builtin_memset(to, 0, static_cast<size_t>(depth * kPanel) * sizeof(float));
    if (!a.isTransposed) {
      for (int64_t k = 0; k < depth; ++k) {
        const E* line = w + (from + k) * a.wStride + column + first;
        int64_t j = 0;
        for (; j + W <= columns; j += W) store(to + k * kPanel + j, load(line + j));
        for (; j < columns; ++j) to[k * kPanel + j] = toFloat(line[j]);
      }
      continue;
    }
    int64_t j = 0;
    for (; j + 4 <= columns; j += 4) {
      const E* rows = w + (column + first + j) * a.wStride + from;
      int64_t k = 0;
      for (; k + 4 <= depth; k += 4) transpose4(rows + k, a.wStride, to + k * kPanel + j, kPanel);
      for (; k < depth; ++k)
        for (int64_t i = 0; i < 4; ++i) to[k * kPanel + j + i] = toFloat(rows[i * a.wStride + k]);
    }
    for (; j < columns; ++j)
      for (int64_t k = 0; k < depth; ++k) to[k * kPanel + j] = toFloat(w[(column + first + j) * a.wStride + from + k]);
  }
}

GRAFT_INLINE void convert(const Bf16* from, int64_t stride, int64_t rows, int64_t depth, float* to) {
  for (int64_t row = 0; row < rows; ++row, from += stride, to += kDepth) {
    int64_t k = 0;
    for (; k + W <= depth; k += W) store(to + k, load(from + k));
    for (; k < depth; ++k) to[k] = toFloat(from[k]);
  }
}

/// Multiplies rows of x by every panel of the tile.
GRAFT_INLINE void multiplyRows(const float* x, int64_t stride, int64_t rows, int64_t depth, int64_t width, const float* w, float* sums) {
  for (int64_t column = 0; column < width; column += kPanel, w += kDepth * kPanel)
    tileColumn<kRows, 2>(rows, x, stride, 1, w, kPanel, sums + column, kColumnTile, depth, Into::Add);
}

template <class E>
void multiplyTile(const Product& a, int64_t row, int64_t column) {
  Tile tile;
  const int64_t rows = smaller(kRowTile, a.rows - row), width = smaller(kColumnTile, a.out - column);
  E* y = static_cast<E*>(a.y) + row * a.yStride + column;
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t j = 0; j < kColumnTile; ++j) tile.sums[i * kColumnTile + j] = a.adds && j < width ? toFloat(y[i * a.yStride + j]) : 0;
  for (int64_t from = 0; from < a.in; from += kDepth) {
    const int64_t depth = smaller(kDepth, a.in - from);
    packW<E>(a, from, depth, column, width, tile.w);
    for (int64_t first = 0; first < rows; first += kRowBlock) {
      const int64_t some = smaller(kRowBlock, rows - first);
      const E* x = static_cast<const E*>(a.x) + (row + first) * a.xStride + from;
      float* sums = tile.sums + first * kColumnTile;
      if constexpr (sizeof(E) == sizeof(float)) {
        multiplyRows(x, a.xStride, some, depth, width, tile.w, sums);
      } else {
        convert(x, a.xStride, some, depth, tile.x);
        multiplyRows(tile.x, kDepth, some, depth, width, tile.w, sums);
      }
    }
  }
  for (int64_t i = 0; i < rows; ++i) {
    const float* sums = tile.sums + i * kColumnTile;
    int64_t j = 0;
    for (; j + W <= width; j += W) store(y + i * a.yStride + j, load(sums + j));
    for (; j < width; ++j) storeOne(y + i * a.yStride + j, sums[j]);
  }
}

template <class E>
GRAFT_INLINE void productOf(const Product& a, const Runner& runner) {
  const int64_t across = (a.out + kColumnTile - 1) / kColumnTile, down = (a.rows + kRowTile - 1) / kRowTile;
  inTasks(runner, across * down, [&](int64_t task) { multiplyTile<E>(a, task / across * kRowTile, task % across * kColumnTile); });
}

}  // namespace

void product(const Product& a, const Runner& runner) { a.type == Element::F32 ? productOf<float>(a, runner) : productOf<Bf16>(a, runner); }

}  // namespace graft::kernels::GRAFT_ISA
