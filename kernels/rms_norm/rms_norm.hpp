// SPDX-License-Identifier: Apache-2.0
// Root mean square norm over rows, fused with the addition to the residual stream (Zhang and Sennrich 2019).
//   s = x + delta,  r = (mean(s^2) + epsilon)^-1/2,  y = w * round(s r)          (rounded as Hugging Face's Llama does)
//   dx = dresidual + r (g - s r mean(g s r)),  g = w dy
// Shapes: rows of `width` elements, dense; weight [width]. Memory bound: each operand once.
#pragma once

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

struct RmsNormForward {
  Element type;
  int64_t rows, width;
  double epsilon;
  const void* x;
  const void* delta;  ///< added to x first, or null
  void* sum;          ///< where x + delta goes; only with delta, may be x
  const void* weight;
  void* y;
};
void rmsNorm(const RmsNormForward& args, const Runner& runner);

struct RmsNormBackward {
  Element type;
  int64_t rows, width;
  double epsilon;
  const void* sum;  ///< what the forward pass took the norm of
  const void* weight;
  const void* dy;
  const void* residual;  ///< gradient that comes past the norm, added; or null. May be dx.
  void* dx;              ///< may be dy
};
void rmsNorm(const RmsNormBackward& args, const Runner& runner);

GRAFT_ROUND_DECLARE(void rmsNorm(const RmsNormForward&, const Runner&); void rmsNorm(const RmsNormBackward&, const Runner&))

}  // namespace graft::kernels
