// SPDX-License-Identifier: Apache-2.0
#include "kernels/adamw/adamw.hpp"

#include "kernels/common/simd.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

GRAFT_INLINE V rootOf(V v) {
  V out;
  for (int i = 0; i < W; ++i) out[i] = __builtin_sqrtf(v[i]);
  return out;
}

/// Load and store of the first n of W values at p; missing lanes load as zero.
GRAFT_INLINE V loadSome(const float* p, int64_t n) {
  V v = {};
  __builtin_memcpy(&v, p, static_cast<size_t>(n < W ? n : W) * 4);
  return v;
}
GRAFT_INLINE void storeSome(float* p, V v, int64_t n) { __builtin_memcpy(p, &v, static_cast<size_t>(n < W ? n : W) * 4); }

}  // namespace

void adamw(const AdamWStep& a, const Runner& runner) {
  const Correction c = *a.correction;
  if (c.factor != c.factor) return;
  const float keep = static_cast<float>(1 - a.lr * a.decay), b1 = static_cast<float>(1 - a.beta1), b2 = static_cast<float>(a.beta2),
              rest2 = static_cast<float>(1 - a.beta2), factor = static_cast<float>(c.factor), epsilon = static_cast<float>(a.epsilon);
  const double c1 = 1 - __builtin_pow(a.beta1, c.updates), c2 = 1 - __builtin_pow(a.beta2, c.updates);
  const float rate = static_cast<float>(a.lr / c1), root2 = static_cast<float>(1 / __builtin_sqrt(c2));
  inTasks(runner, squaredNormParts(a.count), [&](int64_t task) {
    const int64_t begin = task * kNormPart, end = smaller(a.count, begin + kNormPart);
    float *parameter = static_cast<float*>(a.parameter), *first = static_cast<float*>(a.first), *second = static_cast<float*>(a.second);
    const float* gradient = static_cast<const float*>(a.gradient);
    for (int64_t i = begin; i < end; i += W) {
      const int64_t n = end - i;
      const V g = loadSome(gradient + i, n) * factor;
      const V before = loadSome(first + i, n), m = before + b1 * (g - before), v = loadSome(second + i, n) * b2 + rest2 * (g * g);
      storeSome(first + i, m, n);
      storeSome(second + i, v, n);
      storeSome(parameter + i, loadSome(parameter + i, n) * keep - rate * m / (rootOf(v) * root2 + epsilon), n);
    }
  });
}

void squaredNorm(const SquaredNorm& a, const Runner& runner) {
  const float* values = static_cast<const float*>(a.values);
  inTasks(runner, squaredNormParts(a.count), [&](int64_t task) {
    const int64_t begin = task * kNormPart, end = smaller(a.count, begin + kNormPart);
    double sum = 0;
    for (int64_t stretch = begin; stretch < end; stretch += 64 * W) {
      V part = {};
      for (int64_t i = stretch; i < smaller(end, stretch + 64 * W); i += W) {
        const V v = loadSome(values + i, end - i);
        part += v * v;
      }
      sum += static_cast<double>(sumOf(part));
    }
    a.parts[task] = sum;
  });
  correctByParts(a);
}

}  // namespace graft::kernels::GRAFT_ISA
