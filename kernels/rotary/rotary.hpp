// SPDX-License-Identifier: Apache-2.0
// Rotary position embedding in place (Su et al. 2021), pairs (i, i + D/2) of each head as in Hugging Face's Llama:
//   x1' = x1 c - x2 s,  x2' = x2 c + x1 s.  The gradient is the rotation back.
// Rows of `stride` elements begin with heads * 2 * half that are rotated; cosines and sines [rows, half] as AccumType<E>.
#pragma once

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

enum class Turn { Forward, Back };

struct Rotary {
  Element type;
  int64_t rows, heads, half, stride;
  const void* cosines;
  const void* sines;
  void* x;
  Turn turn;
};
void rotary(const Rotary& args, const Runner& runner);

GRAFT_ROUND_DECLARE(void rotary(const Rotary&, const Runner&))

}  // namespace graft::kernels
