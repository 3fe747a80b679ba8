// SPDX-License-Identifier: Apache-2.0
// AdamW with decoupled decay (Loshchilov and Hutter 2019) over all parameters at once, as torch.optim.AdamW computes it, and the
// norm over all gradients. Dense buffers of `count` values, F32 or F64. Memory bound: five reads and three writes a value.
//   p *= 1 - lr decay,  m += (1 - b1)(g - m),  v = b2 v + (1 - b2) g^2,  p -= lr / c1 m / (sqrt(v) / sqrt(c2) + eps),  c = 1 - b^t
#pragma once

#include <cmath>

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

/// What a step makes of its gradient.
struct Correction {
  double squares;  ///< the sum of its squares
  double factor;   ///< what clipping leaves of it; no number where it is not finite, and then nothing is changed
  double updates;  ///< how many were made, with this one
};
/// `clip`: the largest norm, 0 for any. As torch.nn.utils.clip_grad_norm_.
GRAFT_DEVICE_FN inline __attribute__((always_inline)) Correction correctionOf(double squares, double clip, double updatesBefore) {
  const double zero = squares - squares;  // no number where the sum is infinite or none
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
  int64_t leastUpdates;  ///< what a card takes `updates` for, or one more: it is asked before the last step's are known. Others do not look
};
void adamw(const AdamWStep& args, const Runner& runner);
GRAFT_SIMD_DECLARE(void adamw(const AdamWStep&, const Runner&))

struct SquaredNorm {
  Element type;
  int64_t count;
  const void* values;
  double* parts;  ///< [squaredNormParts(count)] scratch
  double clip;
  const Correction* before;  ///< of the step before
  Correction *made, *told;   ///< one for the update, and the same for who asked
};
/// The sum, of short stretches in the type of the values and of these in double, in parts of a fixed length, so it does not depend on the
/// number of threads; and what follows from it.
void squaredNorm(const SquaredNorm& args, const Runner& runner);
GRAFT_SIMD_DECLARE(void squaredNorm(const SquaredNorm&, const Runner&))
constexpr int64_t kNormPart = 16'384;
GRAFT_DEVICE_FN constexpr int64_t squaredNormParts(int64_t count) { return (count + kNormPart - 1) / kNormPart; }
/// The end of each version, when the parts are there.
GRAFT_DEVICE_FN inline __attribute__((always_inline)) void correctByParts(const SquaredNorm& a) {
  double sum = 0;
  for (int64_t i = 0; i < squaredNormParts(a.count); ++i) sum += a.parts[i];
  *a.made = *a.told = correctionOf(sum, a.clip, a.before->updates);
}

}  // namespace graft::kernels
