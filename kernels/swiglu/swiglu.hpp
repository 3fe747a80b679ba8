// SPDX-License-Identifier: Apache-2.0
// SwiGLU and GEGLU (Shazeer 2020) over one buffer that holds gate and up side by side: rows of 2 * width, first gate, then up.
//   y = g s u;  dg = u dy s (1 + g (1 - s) (a + 3 b g^2)),  du = g s dy  with s = sigmoid(a g + b g^3)
// SiLU is a = 1, b = 0. GELU in its tanh form (Hendrycks and Gimpel 2016) is the same with a = 2 sqrt(2 / pi), b = 0.044715 a, since
// (1 + tanh(z)) / 2 = sigmoid(2 z).
// y and dy [rows, width], dense. The gradients take the place of gate and up. Memory bound, one exponential an element.
#pragma once

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

struct GatedActivation {
  float linear = 1, cubic = 0;
};
constexpr GatedActivation kSilu = {}, kGeluTanh = {1.5957691216057308f, 0.07135481282648445f};

struct SwigluForward {
  Element type;
  int64_t rows, width;
  const void* gateUp;
  void* y;
  GatedActivation curve = {};
};
void swiglu(const SwigluForward& args, const Runner& runner);

struct SwigluBackward {
  Element type;
  int64_t rows, width;
  void* gateUp;  ///< read, then overwritten by its gradient
  const void* dy;
  GatedActivation curve = {};
};
void swiglu(const SwigluBackward& args, const Runner& runner);

GRAFT_ROUND_DECLARE(void swiglu(const SwigluForward&, const Runner&); void swiglu(const SwigluBackward&, const Runner&))

}  // namespace graft::kernels
