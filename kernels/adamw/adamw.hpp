// SPDX-License-Identifier: Apache-2.0
// AdamW with decoupled decay (Loshchilov and Hutter 2019) over all parameters at once, as torch.optim.AdamW computes it, and the
// norm over all gradients. Dense buffers of `count` values, F32 or F64. Memory bound: five reads and three writes a value.
//   p *= 1 - lr decay,  m += (1 - b1)(g - m),  v = b2 v + (1 - b2) g^2,  p -= lr / c1 m / (sqrt(v) / sqrt(c2) + eps),  c = 1 - b^t
#pragma once

#include <cmath>

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

/// Gradient norm and clipping result of one step.
struct Correction {
  double squares;  ///< sum of the squared gradients
  double factor;   ///< clipping factor; NaN if the norm is not finite, and then nothing is changed
  double updates;  ///< number of updates made, this one included unless it was skipped
};
/// `clip`: the maximum norm, 0 for no limit. Same formula as torch.nn.utils.clip_grad_norm_.
GRAFT_DEVICE_FN inline __attribute__((always_inline)) Correction correctionOf(double squares, double clip, double updatesBefore) {
  const double zero = squares - squares;  // NaN if the sum is infinite or NaN
  if (zero != 0) return {squares, zero, updatesBefore};
  const double norm = sqrt(squares);
  return {squares, clip <= 0 || norm <= clip ? 1 : clip / (norm + 1e-6), updatesBefore + 1};
}

struct AdamWStep {
  Element type;
  int64_t count;
  void *parameter, *first, *second;
  const void* gradient;
  const Correction* correction;
  double lr, decay, beta1, beta2, epsilon;
  int64_t leastUpdates;  ///< lower bound of `updates`, at most one less, because the GPU launches early. Unused on the CPU
};
void adamw(const AdamWStep& args, const Runner& runner);
GRAFT_SIMD_DECLARE(void adamw(const AdamWStep&, const Runner&))

struct SquaredNorm {
  Element type;
  int64_t count;
  const void* values;
  double* parts;  ///< [squaredNormParts(count)] scratch
  double clip;
  const Correction* before;  ///< correction of the previous step
  Correction *made, *told;   ///< result, written twice: for the update and for the caller
};
/// Computes the squared norm and the correction that follows from it. Short stretches are summed in the value type, and their sums in
/// double, in parts of a fixed length. The result does not depend on the number of threads.
void squaredNorm(const SquaredNorm& args, const Runner& runner);
GRAFT_SIMD_DECLARE(void squaredNorm(const SquaredNorm&, const Runner&))
constexpr int64_t kNormPart = 16'384;
GRAFT_DEVICE_FN constexpr int64_t squaredNormParts(int64_t count) { return (count + kNormPart - 1) / kNormPart; }
/// Adds up the parts and writes the correction. Last step of each version.
GRAFT_DEVICE_FN inline __attribute__((always_inline)) void correctByParts(const SquaredNorm& a) {
  double sum = 0;
  for (int64_t i = 0; i < squaredNormParts(a.count); ++i) sum += a.parts[i];
  *a.made = *a.told = correctionOf(sum, a.clip, a.before->updates);
}

}  // namespace graft::kernels
