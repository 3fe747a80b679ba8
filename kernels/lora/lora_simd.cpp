// SPDX-License-Identifier: Apache-2.0
// LoRA with vector instructions. Products with the rank as depth or as height read the large operand row by row, in place. B is transposed
// once per call.
#include "kernels/lora/lora.hpp"

#include "kernels/common/tile.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

// With a rank of 16 as height, tiles of 8 rows by 3 vectors waste nothing; 96 columns are whole tiles.
constexpr int64_t kRows = 32, kColumns = 96;
constexpr int kRankRows = W == 16 ? 8 : kTileRows, kRankVectors = W == 16 ? 3 : kTileVectors;

/// Multiplies M rows of x by N rows of small: to[i * toStride + j] = scale * x_i . small_j.
template <int M, int N, class E>
GRAFT_INLINE void dots(const E* x, int64_t stride, const float* small, int64_t depth, float scale, float* to, int64_t toStride) {
  V sum[M][N];
  for (int i = 0; i < M; ++i)
    for (int j = 0; j < N; ++j) sum[i][j] = V{};
  for (int64_t c = 0; c < depth; c += W) {
    V line[M];
    for (int i = 0; i < M; ++i) line[i] = load(x + i * stride + c);
    for (int j = 0; j < N; ++j) {
      const V other = load(small + j * depth + c);
      for (int i = 0; i < M; ++i) sum[i][j] += line[i] * other;
    }
  }
  for (int i = 0; i < M; ++i)
    for (int j = 0; j < N; ++j) to[i * toStride + j] = scale * sumOf(sum[i][j]);
}

template <int M, class E>
GRAFT_INLINE void dotsOfRows(const E* x, int64_t stride, const float* small, int64_t rank, int64_t depth, float scale, float* to) {
  int64_t r = 0;
  for (; r + 4 <= rank; r += 4) dots<M, 4>(x, stride, small + r * depth, depth, scale, to + r, rank);
  for (; r < rank; ++r) dots<M, 1>(x, stride, small + r * depth, depth, scale, to + r, rank);
}

/// to [rows, rank] = scale * x [rows, depth] small [rank, depth]^T
template <class E>
GRAFT_INLINE void narrowProduct(const E* x, int64_t stride, int64_t rows, const float* small, int64_t rank, int64_t depth, float scale,
                                float* to) {
  int64_t i = 0;
  for (; i + 4 <= rows; i += 4) dotsOfRows<4>(x + i * stride, stride, small, rank, depth, scale, to + i * rank);
  for (; i < rows; ++i) dotsOfRows<1>(x + i * stride, stride, small, rank, depth, scale, to + i * rank);
}

GRAFT_INLINE void turn(const Runner& runner, const float* from, int64_t rows, int64_t columns, float* to) {
  inTasks(runner, (rows + kColumns - 1) / kColumns, [&](int64_t task) {
    for (int64_t row = task * kColumns; row < smaller(rows, (task + 1) * kColumns); ++row)
      for (int64_t i = 0; i < columns; ++i) to[i * rows + row] = from[row * columns + i];
  });
}

template <class E>
void forward(const LoraForward& a, const Runner& runner) {
  const float *A = static_cast<const float*>(a.a), *B = static_cast<const float*>(a.b);
  float* turned = aligned<float>(a.scratch);  // [rank, out]
  turn(runner, B, a.out, a.rank, turned);
  inTasks(runner, (a.rows + kRows - 1) / kRows, [&](int64_t task) {
    const int64_t begin = task * kRows, rows = smaller(kRows, a.rows - begin);
    const E* x = static_cast<const E*>(a.x) + begin * a.xStride;
    float* down = static_cast<float*>(a.down) + begin * a.rank;
    narrowProduct(x, a.xStride, rows, A, a.rank, a.in, 1.0f, down);
    float scaled[kRows * 64];
    for (int64_t first = 0; first < a.rank; first += 64) {  // the scale is applied to the small operand
      const int64_t ranks = smaller(64, a.rank - first);
      for (int64_t i = 0; i < rows; ++i)
        for (int64_t r = 0; r < ranks; ++r) scaled[i * 64 + r] = static_cast<float>(a.scale) * down[i * a.rank + first + r];
      product(rows, a.out, ranks, scaled, 64, 1, turned + first * a.out, a.out, static_cast<E*>(a.y) + begin * a.yStride, a.yStride,
              Into::Add);
    }
  });
}

template <class E>
void backward(const LoraBackward& a, const Runner& runner) {
  const float *A = static_cast<const float*>(a.a), *B = static_cast<const float*>(a.b), *down = static_cast<const float*>(a.down);
  const E *x = static_cast<const E*>(a.x), *dy = static_cast<const E*>(a.dy);
  float* slopes = aligned<float>(a.scratch);  // [rows, rank]
  float* turned = slopes + (a.rows * a.rank + 15) / 16 * 16;
  turn(runner, B, a.out, a.rank, turned);
  inTasks(runner, (a.rows + kRows - 1) / kRows, [&](int64_t task) {
    const int64_t begin = task * kRows, rows = smaller(kRows, a.rows - begin);
    float* slope = slopes + begin * a.rank;
    narrowProduct(dy + begin * a.dyStride, a.dyStride, rows, turned, a.rank, a.out, static_cast<float>(a.scale), slope);
    if (a.dx) product(rows, a.in, a.rank, slope, a.rank, 1, A, a.in, static_cast<E*>(a.dx) + begin * a.dxStride, a.dxStride, Into::Add);
  });
  // Each task owns some columns of one gradient, so sums over the rows have one order.
  const int64_t inTasksCount = a.da ? (a.in + kColumns - 1) / kColumns : 0, outTasksCount = a.db ? (a.out + kColumns - 1) / kColumns : 0;
  inTasksOfTwo(
      runner, inTasksCount,
      [&](int64_t task) {
        const int64_t begin = task * kColumns, columns = smaller(kColumns, a.in - begin);
        product<kRankRows, kRankVectors>(a.rank, columns, a.rows, slopes, 1, a.rank, x + begin, a.xStride,
                                         static_cast<float*>(a.da) + begin, a.in, Into::Add);
      },
      outTasksCount,
      [&](int64_t task) {
        const int64_t begin = task * kColumns, columns = smaller(kColumns, a.out - begin);
        float part[16 * kColumns];
        for (int64_t first = 0; first < a.rank; first += 16) {
          const int64_t ranks = smaller(16, a.rank - first);
          product<kRankRows, kRankVectors>(ranks, columns, a.rows, down + first, 1, a.rank, dy + begin, a.dyStride, part, kColumns,
                                           Into::Set);
          float* db = static_cast<float*>(a.db) + begin * a.rank + first;
          for (int64_t o = 0; o < columns; ++o)
            for (int64_t r = 0; r < ranks; ++r) db[o * a.rank + r] += static_cast<float>(a.scale) * part[r * kColumns + o];
        }
      });
}

}  // namespace

void lora(const LoraForward& a, const Runner& runner) { a.type == Element::F32 ? forward<float>(a, runner) : forward<Bf16>(a, runner); }
void lora(const LoraBackward& a, const Runner& runner) { a.type == Element::F32 ? backward<float>(a, runner) : backward<Bf16>(a, runner); }

}  // namespace graft::kernels::GRAFT_ISA
