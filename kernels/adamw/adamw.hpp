// SPDX-License-Identifier: Apache-2.0
// AdamW with decoupled decay (Loshchilov and Hutter 2019) over all parameters at once, as torch.optim.AdamW computes it, and the
// norm over all gradients. Dense buffers of `count` values, F32 or F64. Memory bound: five reads and three writes a value.
//   p *= 1 - lr decay,  m += (1 - b1)(g - m),  v = b2 v + (1 - b2) g^2,  p -= lr / c1 m / (sqrt(v) / sqrt(c2) + eps),  c = 1 - b^t
#pragma once

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

struct AdamWStep {
  Element type;
  int64_t count;
  void *parameter, *first, *second;
  const void* gradient;
  double gradientFactor;  ///< clipping: the gradient is taken times this
  double lr, decay, beta1, beta2, epsilon;
  int64_t step;  ///< 1-based
};
void adamw(const AdamWStep& args, const Runner& runner);
GRAFT_SIMD_DECLARE(void adamw(const AdamWStep&, const Runner&))

struct SquaredNorm {
  Element type;
  int64_t count;
  const void* values;
  double* parts;  ///< [squaredNormParts(count)] scratch
  double* result;
};
/// Sum of squares in double, in parts of a fixed length, so it does not depend on the number of threads.
void squaredNorm(const SquaredNorm& args, const Runner& runner);
GRAFT_SIMD_DECLARE(void squaredNorm(const SquaredNorm&, const Runner&))
constexpr int64_t kNormPart = 16'384;
GRAFT_DEVICE_FN constexpr int64_t squaredNormParts(int64_t count) { return (count + kNormPart - 1) / kNormPart; }

}  // namespace graft::kernels
