// SPDX-License-Identifier: Apache-2.0
// Root mean square norm over rows, fused with the addition to the residual stream (Zhang and Sennrich 2019).
//   s = x + delta,  r = (mean(s^2) + epsilon)^-1/2,  y = w * round(s r)          (rounded as Hugging Face's Llama does)
//   dx = dresidual + r (g - s r mean(g s r)),  g = w dy
// Shapes: rows of `width` elements, dense, or in groups (the heads of a token); weight [width] of AccumType<E>. Memory bound: each operand
// once.
#pragma once

#include "kernels/common/device.hpp"
#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

/// Rows in groups that begin `stride` elements apart, in every operand but the weight. 0: dense.
struct RowGroups {
  int64_t rows = 1, stride = 0;
};
GRAFT_DEVICE_FN inline int64_t beginOfRow(const RowGroups& groups, int64_t row, int64_t width) {
  return groups.stride == 0 ? row * width : row / groups.rows * groups.stride + row % groups.rows * width;
}

struct RmsNormForward {
  Element type;
  int64_t rows, width;
  double epsilon;
  const void* x;
  const void* delta;  ///< added to x first, or null
  void* sum;          ///< destination of x + delta; only with delta, may be x
  const void* weight;
  void* y;
  RowGroups groups = {};
};
void rmsNorm(const RmsNormForward& args, const Runner& runner);

struct RmsNormBackward {
  Element type;
  int64_t rows, width;
  double epsilon;
  const void* sum;  ///< input of the norm in the forward pass
  const void* weight;
  const void* dy;
  const void* residual;  ///< gradient that bypasses the norm, added; or null. May be dx
  void* dx;              ///< may be dy
  RowGroups groups = {};
};
void rmsNorm(const RmsNormBackward& args, const Runner& runner);

GRAFT_ROUND_DECLARE(void rmsNorm(const RmsNormForward&, const Runner&); void rmsNorm(const RmsNormBackward&, const Runner&))

}  // namespace graft::kernels
