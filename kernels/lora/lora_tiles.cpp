// SPDX-License-Identifier: Apache-2.0
// LoRA over bfloat16 with AMX tiles. The adapter's matrices are floats and keep their precision: each is split into the nearest
// bfloat16 and the remainder, and a product with the large operand takes both parts (two floats: high high + low high + high low, which
// leaves out 2^-18). The parts share one product, side by side:
//   x [A^T high | A^T low] -> down;   [down high, low, high] [B high; high; low] -> y
// R is the rank rounded up to steps of 16, so that both parts together are whole steps of 32.
#include "kernels/common/pairs.hpp"
#include "kernels/lora/lora.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

constexpr int64_t kColumns = 64, kDepth = 256, kMostRank = kLoraTilesRank;

GRAFT_INLINE V highOf(V v) { return rounded(v, static_cast<const Bf16*>(nullptr)); }
GRAFT_INLINE V partOf(V v, bool isLow) { return isLow ? v - highOf(v) : v; }
/// Mask of the lanes below n.
GRAFT_INLINE __mmask16 below(int64_t n) { return static_cast<__mmask16>(n >= W ? 0xffff : n <= 0 ? 0 : (1u << n) - 1); }
GRAFT_INLINE V loadUpTo(const float* p, int64_t n) { return reinterpret_cast<V>(_mm512_maskz_loadu_ps(below(n), p)); }
GRAFT_INLINE void storeUpTo(Bf16* p, __m256i v, int64_t n) { _mm256_mask_storeu_epi16(p, below(n), v); }

/// Layout of the parts in scratch, in elements of bfloat16 and multiples of 64 bytes.
struct Layout {
  int64_t R, both, three, room;  ///< R; 2 R; three times the rank, in steps; rows, in steps
  explicit Layout(const LoraShape& a) : R((a.rank + 15) / 16 * 16), both(2 * R), three(stepped(3 * a.rank)), room(stepped(a.rows)) {}
};

// Layouts of the adapter's matrices as right operands. Each call fills 32 places [i, i + 32) of the long side.

/// small [rank, width] -> [width / 2][2 R][2], pairs along the width.
GRAFT_INLINE void pairWidth(const float* small, int64_t rank, int64_t width, int64_t R, int64_t i, Bf16* to) {
  alignas(64) Bf16 lines[16 * kStep];
  for (int part = 0; part < 2; ++part) {
    for (int64_t first = 0; first < R; first += 16) {
      for (int64_t r = 0; r < 16; ++r) {
        const float* line = small + (first + r) * width + i;
        const bool isHere = first + r < rank;
        const V low = isHere ? partOf(load(line), part) : V{}, high = isHere ? partOf(load(line + W), part) : V{};
        _mm512_storeu_si512(lines + r * kStep, roundedPair(low, high));
      }
      turnWords(lines, kStep * 2, 16, to + i * 2 * R + (part * R + first) * 2, R * 8);
    }
  }
}
/// small [height, rank] -> [height / 2][2 R][2], pairs along the height.
GRAFT_INLINE void pairHeight(const float* small, int64_t rank, int64_t R, int64_t i, Bf16* to) {
  for (int64_t o = i; o < i + kStep; o += 2) {
    for (int64_t r = 0; r < R; r += W) {
      const V low = loadUpTo(small + o * rank + r, rank - r), high = loadUpTo(small + (o + 1) * rank + r, rank - r);
      for (int part = 0; part < 2; ++part)
        storePaired(roundedPair(partOf(low, part), partOf(high, part)), to + o * 2 * R + (part * R + r) * 2);
    }
  }
}
/// Line and part of the small matrix at depth k of [high; high; low]; none past the end.
struct Line {
  int64_t r;
  bool isLow, isHere;
};
GRAFT_INLINE Line lineAt(int64_t k, int64_t rank) { return {k % rank, k >= 2 * rank, k < 3 * rank}; }

/// small [rank, width] -> [three / 2][width][2], pairs along the rank: high, high, low.
GRAFT_INLINE void threeOfRows(const float* small, int64_t rank, int64_t width, int64_t three, int64_t first, Bf16* to) {
  for (int64_t k = 0; k < three; k += 2) {
    const Line even = lineAt(k, rank), odd = lineAt(k + 1, rank);
    for (int64_t i = first; i < first + kStep; i += W) {
      const V low = even.isHere ? partOf(load(small + even.r * width + i), even.isLow) : V{};
      const V high = odd.isHere ? partOf(load(small + odd.r * width + i), odd.isLow) : V{};
      storePaired(roundedPair(low, high), to + k * width + i * 2);
    }
  }
}
/// Converts rows [n, rank] of floats, times scale, to rows [three] of high, then high or low, then the remaining one. Writes `room` rows;
/// the last ones are zero.
GRAFT_INLINE void threeInRow(const float* small, int64_t rowStride, int64_t n, int64_t room, int64_t rank, float scale, bool isLowSecond,
                             int64_t three, Bf16* to) {
  __builtin_memset(to, 0, static_cast<size_t>(room * three) * sizeof(Bf16));
  for (int64_t row = 0; row < n; ++row) {
    for (int64_t r = 0; r < rank; r += W) {
      const V value = loadUpTo(small + row * rowStride + r, rank - r) * scale;
      const __m512i parts = roundedPair(value, partOf(value, true));
      const __m256i high = _mm512_castsi512_si256(parts), low = _mm512_extracti64x4_epi64(parts, 1);
      Bf16* line = to + row * three + r;
      storeUpTo(line, high, rank - r);
      storeUpTo(line + rank, isLowSecond ? low : high, rank - r);
      storeUpTo(line + 2 * rank, isLowSecond ? high : low, rank - r);
    }
  }
}
/// small [height, rank] -> [three / 2][height][2]: high, high, low.
GRAFT_INLINE void threeOfColumns(const float* small, int64_t height, int64_t rank, int64_t three, int64_t i, Bf16* to) {
  alignas(64) Bf16 lines[16 * 3 * kMostRank];
  for (int64_t o = i; o < i + kStep; o += 16) {
    threeInRow(small + o * rank, rank, 16, 16, rank, 1.0f, false, three, lines);
    for (int64_t k = 0; k < three; k += kStep) turnWords(lines + k, three * 2, 16, to + k * height + o * 2, height * 4);
  }
}

/// Rows of one task: always 32. The last task begins earlier to have as many, and skips the rows of other tasks.
struct RowBlock {
  int64_t begin, skip, count;
};
GRAFT_INLINE RowBlock rowBlockOf(int64_t rows, int64_t task) {
  const int64_t begin = smaller(task * kStep, rows - kStep), skip = task * kStep - begin;
  return {begin, skip, kStep - skip};
}

/// Converts sums [32][2 R], high beside low, to their sum times scale [32 - skip][R], with zeros behind.
GRAFT_INLINE void joined(const float* sums, const RowBlock& rows, int64_t R, float scale, float* to) {
  for (int64_t i = 0; i < kStep; ++i) {
    const float* line = sums + (rows.skip + i) * 2 * R;
    for (int64_t r = 0; r < R; r += W) store(to + i * R + r, i < rows.count ? (load(line + r) + load(line + R + r)) * scale : V{});
  }
}

/// big[begin.., columns] += rows [32][three] * small [three / 2][columns][2]
GRAFT_INLINE void addWide(const Bf16* rows, const RowBlock& block, int64_t three, const Bf16* small, int64_t columns, Bf16* big,
                          int64_t stride) {
  alignas(64) float sums[kStep * kColumns];
  for (int64_t i = 0; i < columns; i += kColumns) {
    const int64_t n = smaller(kColumns, columns - i);
    pairProduct(kStep, n, three, rows, three, small + i * 2, columns, sums, kColumns, Into::Set);
    for (int64_t row = 0; row < block.count; ++row) {
      Bf16* to = big + (block.begin + block.skip + row) * stride + i;
      const float* from = sums + row * kColumns;
      for (int64_t c = 0; c < n; c += kStep)
        _mm512_storeu_si512(to + c, roundedPair(load(to + c) + load(from + c), load(to + c + W) + load(from + c + W)));
    }
  }
}

/// Rows [32][R] of floats as columns [task * 32, ...) of [2 R][room], high above low.
GRAFT_INLINE void turnParts(const float* rows, int64_t R, int64_t task, int64_t room, Bf16* to) {
  alignas(64) float turned[16 * kStep];
  for (int64_t r = 0; r < R; r += 16) {
    for (int64_t i = 0; i < kStep; i += 16) turnWords(rows + i * R + r, R * 4, 16, turned + i, kStep * 4);
    for (int64_t j = 0; j < 16; ++j) {
      const V first = load(turned + j * kStep), second = load(turned + j * kStep + W);
      for (int part = 0; part < 2; ++part)
        _mm512_storeu_si512(to + (part * R + r + j) * room + task * kStep, roundedPair(partOf(first, part), partOf(second, part)));
    }
  }
}

/// sums [2 R][kColumns] = small [2 R][room] * big [rows, begin..]
GRAFT_INLINE void overRows(const Bf16* small, const Layout& l, const Bf16* big, int64_t stride, int64_t rows, int64_t columns,
                           float* sums) {
  alignas(64) Bf16 paired[kDepth * kColumns];
  for (int64_t row = 0; row < rows; row += kDepth) {
    const int64_t n = smaller(kDepth, rows - row), depth = stepped(n);
    pairRows(big + row * stride, stride, n, columns, paired, depth);
    pairProduct(l.both, columns, depth, small + row, l.room, paired, columns, sums, kColumns, row == 0 ? Into::Set : Into::Add);
  }
}

}  // namespace

void lora(const LoraForward& a, const Runner& runner) {
  const Layout l(a);
  Bf16 *pairedA = aligned<Bf16>(a.scratch), *threeB = pairedA + a.in * l.both;
  inTasksOfTwo(
      runner, a.in / kStep, [&](int64_t task) { pairWidth(static_cast<const float*>(a.a), a.rank, a.in, l.R, task * kStep, pairedA); },
      a.out / kStep, [&](int64_t task) { threeOfColumns(static_cast<const float*>(a.b), a.out, a.rank, l.three, task * kStep, threeB); });
  inTasks(runner, (a.rows + kStep - 1) / kStep, [&](int64_t task) {
    const Tiles tiles;
    const RowBlock block = rowBlockOf(a.rows, task);
    alignas(64) float sums[kStep * 2 * kMostRank], own[kStep * kMostRank];
    alignas(64) Bf16 three[kStep * 3 * kMostRank];
    pairProduct(kStep, l.both, a.in, static_cast<const Bf16*>(a.x) + block.begin * a.xStride, a.xStride, pairedA, l.both, sums, l.both,
                Into::Set);
    joined(sums, block, l.R, 1.0f, own);
    float* down = static_cast<float*>(a.down) + (block.begin + block.skip) * a.rank;
    for (int64_t i = 0; i < block.count; ++i) __builtin_memcpy(down + i * a.rank, own + i * l.R, static_cast<size_t>(a.rank) * 4);
    threeInRow(own, l.R, block.count, kStep, a.rank, static_cast<float>(a.scale), true, l.three, three);
    addWide(three, block, l.three, threeB, a.out, static_cast<Bf16*>(a.y), a.yStride);
  });
}

void lora(const LoraBackward& a, const Runner& runner) {
  const Layout l(a);
  Bf16 *pairedB = aligned<Bf16>(a.scratch), *threeA = pairedB + a.out * l.both;
  Bf16 *slopes = threeA + a.in * l.three, *downs = slopes + l.both * l.room;  // [2 R][room] each
  const Bf16 *x = static_cast<const Bf16*>(a.x), *dy = static_cast<const Bf16*>(a.dy);
  inTasksOfTwo(
      runner, a.out / kStep, [&](int64_t task) { pairHeight(static_cast<const float*>(a.b), a.rank, l.R, task * kStep, pairedB); },
      a.dx ? a.in / kStep : 0,
      [&](int64_t task) { threeOfRows(static_cast<const float*>(a.a), a.rank, a.in, l.three, task * kStep, threeA); });
  inTasks(runner, (a.rows + kStep - 1) / kStep, [&](int64_t task) {
    const Tiles tiles;
    const RowBlock block = rowBlockOf(a.rows, task);
    alignas(64) float sums[kStep * 2 * kMostRank], own[kStep * kMostRank];
    alignas(64) Bf16 three[kStep * 3 * kMostRank];
    pairProduct(kStep, l.both, a.out, dy + block.begin * a.dyStride, a.dyStride, pairedB, l.both, sums, l.both, Into::Set);
    joined(sums, block, l.R, static_cast<float>(a.scale), own);
    if (a.da) turnParts(own, l.R, task, l.room, slopes);
    if (a.dx) {
      threeInRow(own, l.R, block.count, kStep, a.rank, 1.0f, true, l.three, three);
      addWide(three, block, l.three, threeA, a.in, static_cast<Bf16*>(a.dx), a.dxStride);
    }
    if (!a.db) return;
    const float* down = static_cast<const float*>(a.down) + (block.begin + block.skip) * a.rank;
    for (int64_t i = 0; i < kStep; ++i)
      for (int64_t r = 0; r < l.R; r += W) store(own + i * l.R + r, loadUpTo(down + i * a.rank + r, i < block.count ? a.rank - r : 0));
    turnParts(own, l.R, task, l.room, downs);
  });
  // Each task owns some columns of one gradient, so sums over the rows have one order.
  const int64_t inTasksCount = a.da ? (a.in + kColumns - 1) / kColumns : 0, outTasksCount = a.db ? (a.out + kColumns - 1) / kColumns : 0;
  inTasksOfTwo(
      runner, inTasksCount,
      [&](int64_t task) {
        const Tiles tiles;
        alignas(64) float sums[2 * kMostRank * kColumns];
        const int64_t begin = task * kColumns, columns = smaller(kColumns, a.in - begin);
        overRows(slopes, l, x + begin, a.xStride, a.rows, columns, sums);
        for (int64_t r = 0; r < a.rank; ++r) {
          float* to = static_cast<float*>(a.da) + r * a.in + begin;
          for (int64_t c = 0; c < columns; c += W)
            store(to + c, load(to + c) + load(sums + r * kColumns + c) + load(sums + (l.R + r) * kColumns + c));
        }
      },
      outTasksCount,
      [&](int64_t task) {
        const Tiles tiles;
        alignas(64) float sums[2 * kMostRank * kColumns];
        const int64_t begin = task * kColumns, columns = smaller(kColumns, a.out - begin);
        overRows(downs, l, dy + begin, a.dyStride, a.rows, columns, sums);
        float* db = static_cast<float*>(a.db) + begin * a.rank;
        for (int64_t o = 0; o < columns; ++o)
          for (int64_t r = 0; r < a.rank; ++r)
            db[o * a.rank + r] += static_cast<float>(a.scale) * (sums[r * kColumns + o] + sums[(l.R + r) * kColumns + o]);
      });
}

}  // namespace graft::kernels::GRAFT_ISA
