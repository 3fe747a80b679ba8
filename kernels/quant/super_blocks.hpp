// SPDX-License-Identifier: Apache-2.0
// Encodes one 256-element block of Q4_K, Q5_K and Q6_K. The layout is ggml's (kernels/dequant/blocks.hpp reads it). The search is Graft's
// own: each sub-block tries several ranges, improves each once by least squares, and keeps the one with the least squared error.
#pragma once

#include "kernels/quant/simple_blocks.hpp"

namespace graft::kernels {

/// x is about scale * code - offset, with scale and offset not negative.
struct RangeFit {
  float scale = 0, offset = 0;
};
/// Best fit of n elements by codes 0 ... most.
RangeFit fitRange(const float* x, int n, int most);
/// Best s for x about s * code, with codes -half ... half - 1.
float fitSymmetric(const float* x, int n, int half);

void encodeQ4_K(const float* x, uint8_t* b);
void encodeQ5_K(const float* x, uint8_t* b);
void encodeQ6_K(const float* x, uint8_t* b);

}  // namespace graft::kernels
