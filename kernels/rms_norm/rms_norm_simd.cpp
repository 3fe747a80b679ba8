// SPDX-License-Identifier: Apache-2.0
#include "kernels/rms_norm/rms_norm.hpp"

#include "kernels/common/simd.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

constexpr int64_t kBlock = 16;

template <class E>
GRAFT_INLINE float scaleOf(const E* x, int64_t width, double epsilon) {
  V squares = {};
  for (int64_t i = 0; i < width; i += W) {
    const V v = load(x + i);
    squares += v * v;
  }
  return 1.0f / __builtin_sqrtf(sumOf(squares) / static_cast<float>(width) + static_cast<float>(epsilon));
}

template <class E>
void forward(const RmsNormForward& a, const Runner& runner) {
  const float* weight = static_cast<const float*>(a.weight);
  inRowBlocks(runner, a.rows, kBlock, [&](int64_t row) {
    const int64_t begin = beginOfRow(a.groups, row, a.width);
    const E* x = static_cast<const E*>(a.x) + begin;
    if (a.delta) {
      const E* delta = static_cast<const E*>(a.delta) + begin;
      E* sum = static_cast<E*>(a.sum) + begin;
      for (int64_t i = 0; i < a.width; i += W) store(sum + i, load(x + i) + load(delta + i));
      x = sum;
    }
    const float r = scaleOf(x, a.width, a.epsilon);
    E* y = static_cast<E*>(a.y) + begin;
    for (int64_t i = 0; i < a.width; i += W) store(y + i, rounded(load(x + i) * r, y) * load(weight + i));
  });
}

template <class E>
void backward(const RmsNormBackward& a, const Runner& runner) {
  const float* weight = static_cast<const float*>(a.weight);
  inRowBlocks(runner, a.rows, kBlock, [&](int64_t row) {
    const int64_t begin = beginOfRow(a.groups, row, a.width);
    const E* x = static_cast<const E*>(a.sum) + begin;
    const E* dy = static_cast<const E*>(a.dy) + begin;
    const float r = scaleOf(x, a.width, a.epsilon);
    V dot = {};
    for (int64_t i = 0; i < a.width; i += W) dot += load(dy + i) * load(weight + i) * load(x + i);
    const float along = sumOf(dot) * r * r * r / static_cast<float>(a.width);
    const E* residual = a.residual ? static_cast<const E*>(a.residual) + begin : nullptr;
    E* dx = static_cast<E*>(a.dx) + begin;
    for (int64_t i = 0; i < a.width; i += W) {
      const V g = load(dy + i) * load(weight + i) * r - load(x + i) * along;
      store(dx + i, residual ? load(residual + i) + g : g);
    }
  });
}

}  // namespace

void rmsNorm(const RmsNormForward& a, const Runner& runner) {
  a.type == Element::F32 ? forward<float>(a, runner) : forward<Bf16>(a, runner);
}
void rmsNorm(const RmsNormBackward& a, const Runner& runner) {
  a.type == Element::F32 ? backward<float>(a, runner) : backward<Bf16>(a, runner);
}

}  // namespace graft::kernels::GRAFT_ISA
