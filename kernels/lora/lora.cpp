// SPDX-License-Identifier: Apache-2.0
#include "kernels/lora/lora.hpp"

#include <algorithm>

#include "kernels/card/card_kernels.hpp"
#include "kernels/common/plain.hpp"

namespace graft::kernels {
namespace {

constexpr int64_t kMostLanes = 16;

int64_t stepped(int64_t n) { return (n + 31) / 32 * 32; }

template <class E>
void forwardRow(const LoraForward& a, int64_t row) {
  using F = AccumType<E>;
  const E* x = at<E>(a.x, row * a.xStride);
  const F *A = at<F>(a.a, 0), *B = at<F>(a.b, 0);
  F* down = at<F>(a.down, row * a.rank);
  for (int64_t r = 0; r < a.rank; ++r) {
    double sum = 0;
    for (int64_t i = 0; i < a.in; ++i) sum += static_cast<double>(toFloat(x[i])) * A[r * a.in + i];
    down[r] = static_cast<F>(sum);
  }
  E* y = at<E>(a.y, row * a.yStride);
  for (int64_t o = 0; o < a.out; ++o) {
    double sum = 0;
    for (int64_t r = 0; r < a.rank; ++r) sum += static_cast<double>(down[r]) * B[o * a.rank + r];
    y[o] = fromFloat<E>(toFloat(y[o]) + a.scale * sum);
  }
}

template <class E>
void slopeRow(const LoraBackward& a, int64_t row) {
  using F = AccumType<E>;
  const E* dy = at<E>(a.dy, row * a.dyStride);
  const F *A = at<F>(a.a, 0), *B = at<F>(a.b, 0);
  F* slope = at<F>(a.scratch, row * a.rank);
  for (int64_t r = 0; r < a.rank; ++r) {
    double sum = 0;
    for (int64_t o = 0; o < a.out; ++o) sum += static_cast<double>(toFloat(dy[o])) * B[o * a.rank + r];
    slope[r] = static_cast<F>(a.scale * sum);
  }
  if (!a.dx) return;
  E* dx = at<E>(a.dx, row * a.dxStride);
  for (int64_t i = 0; i < a.in; ++i) {
    double sum = 0;
    for (int64_t r = 0; r < a.rank; ++r) sum += static_cast<double>(slope[r]) * A[r * a.in + i];
    dx[i] = fromFloat<E>(toFloat(dx[i]) + sum);
  }
}

/// Computes to[i * stepI + r * stepR] += scale * sum over rows of wide[row, r] big[row, i].
template <class E>
void outer(int64_t rows, int64_t rank, int64_t i, const void* wide, const void* big, int64_t stride, double scale, AccumType<E>* to,
           int64_t stepR) {
  for (int64_t r = 0; r < rank; ++r) {
    double sum = 0;
    for (int64_t row = 0; row < rows; ++row)
      sum += static_cast<double>(*at<AccumType<E>>(wide, row * rank + r)) * toFloat(*at<E>(big, row * stride + i));
    to[r * stepR] += static_cast<AccumType<E>>(scale * sum);
  }
}

void plain(const LoraForward& a, const Runner& runner) {
  withElement(a.type, [&](auto e) { inPlainTasks(runner, a.rows, [&](int64_t row) { forwardRow<decltype(e)>(a, row); }); });
}
void plain(const LoraBackward& a, const Runner& runner) {
  withElement(a.type, [&](auto e) {
    using E = decltype(e);
    inPlainTasks(runner, a.rows, [&](int64_t row) { slopeRow<E>(a, row); });
    if (a.da)
      inPlainTasks(runner, a.in,
                   [&](int64_t i) { outer<E>(a.rows, a.rank, i, a.scratch, a.x, a.xStride, 1, at<AccumType<E>>(a.da, i), a.in); });
    if (a.db)
      inPlainTasks(runner, a.out, [&](int64_t o) {
        outer<E>(a.rows, a.rank, o, a.down, a.dy, a.dyStride, a.scale, at<AccumType<E>>(a.db, o * a.rank), 1);
      });
  });
}

Isa isaOf(const LoraShape& a, const Runner& runner) {
  const Isa isa = fitting(pairsFor(a.type, runner, a.in), a.out);
  const bool fits = isa == Isa::Amx && a.out % 32 == 0 && a.rows >= 32 && a.rank <= kLoraTilesRank;
  return isa == Isa::Amx && !fits ? Isa::Avx512Bf16 : isa;
}

}  // namespace

int64_t loraScratch(const LoraShape& a) {
  // ddown (backward only), then the transpose of A or B with the rank rounded up to whole vectors.
  const int64_t rank = (a.rank + kMostLanes - 1) / kMostLanes * kMostLanes;
  const int64_t floats = (a.rows * a.rank + rank * (a.in + a.out)) * (a.type == Element::F64 ? 8 : 4) + 128;
  if (a.type != Element::BF16) return floats;
  // With AMX tiles: A and B in two or three parts of the rank, ddown and down in two parts.
  const int64_t parts = std::max(2 * rank, stepped(3 * a.rank)) * (a.in + a.out), rows = 4 * rank * stepped(a.rows);
  return std::max(floats, (parts + rows) * 2 + 64);
}

void lora(const LoraForward& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  const Isa isa = isaOf(a, runner);
  GRAFT_TILES_CALL(isa, lora, a, runner)
  GRAFT_ROUND_CALL(isa, plain(a, runner), lora, a, runner)
}
void lora(const LoraBackward& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  const Isa isa = isaOf(a, runner);
  GRAFT_TILES_CALL(isa, lora, a, runner)
  GRAFT_ROUND_CALL(isa, plain(a, runner), lora, a, runner)
}

}  // namespace graft::kernels
