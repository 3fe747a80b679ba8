// SPDX-License-Identifier: Apache-2.0
// SwiGLU (Shazeer 2020) over one buffer that holds gate and up side by side: rows of 2 * width, first gate, then up.
//   y = g s(g) u;  dg = u dy s (1 + g (1 - s)),  du = g s dy  with s = sigmoid(g)
// y and dy [rows, width], dense. The gradients take the place of gate and up. Memory bound, one exponential an element.
#pragma once

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

struct SwigluForward {
  Element type;
  int64_t rows, width;
  const void* gateUp;
  void* y;
};
void swiglu(const SwigluForward& args, const Runner& runner);

struct SwigluBackward {
  Element type;
  int64_t rows, width;
  void* gateUp;  ///< read, then written over by its gradient
  const void* dy;
};
void swiglu(const SwigluBackward& args, const Runner& runner);

GRAFT_ROUND_DECLARE(void swiglu(const SwigluForward&, const Runner&); void swiglu(const SwigluBackward&, const Runner&))

}  // namespace graft::kernels
