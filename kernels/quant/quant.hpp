// SPDX-License-Identifier: Apache-2.0
// Encoding of floats into stored number formats, the inverse of kernels/dequant. F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0 and Q5_1 give the bytes
// of ggml's reference quantisers. Q4_K, Q5_K and Q6_K use Graft's own searches for the least squared error. Shapes: n consecutive elements
// of one tensor, row-major; n is a multiple of the block length, and values are finite. Cost: one pass for the simple formats, about 20 for
// the searches. Any thread; no allocation.
#pragma once

#include <cstddef>

#include "kernels/dequant/dequant.hpp"

namespace graft::kernels {

/// Encodes n elements; false when the type cannot be written or n is not a multiple of its block length.
bool quantize(StoredType type, const float* source, void* target, size_t n);
/// Rounds to the nearest half, ties to even; values that are too large become infinite.
uint16_t floatToHalf(float value);

}  // namespace graft::kernels
