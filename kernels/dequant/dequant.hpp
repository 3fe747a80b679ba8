// SPDX-License-Identifier: Apache-2.0
// Decoding of stored number formats to float. Layouts: ggml's block structures (ggml-common.h), IEEE and bfloat16. Shapes: n consecutive
// elements of one tensor, row-major; n is a multiple of the block length. Cost: memory bound; a block reads bytesPerBlock bytes and writes
// 4 bytes per element. Any thread; no allocation.
#pragma once

#include <cstddef>
#include <cstdint>

namespace graft::kernels {

/// Values are ggml's type ids where ggml has one (GGUF files hold them).
enum class StoredType : int {
  F32 = 0,
  F16 = 1,
  Q4_0 = 2,
  Q4_1 = 3,
  Q5_0 = 6,
  Q5_1 = 7,
  Q8_0 = 8,
  Q4_K = 12,
  Q5_K = 13,
  Q6_K = 14,
  BF16 = 30,
  // Types of other files, which ggml does not have. `dequantize` decodes neither.
  U8 = 1000,
  NF4 = 1001,  ///< codes of kernels/nf4; the scales lie elsewhere
};

struct StoredFormat {
  const char* name;
  int blockElements;
  int blockBytes;
};

/// Returns null for an unsupported type.
const StoredFormat* storedFormat(int ggmlType);
/// Decodes n elements; false when the type is unknown or n is not a multiple of its block length.
bool dequantize(StoredType type, const void* source, float* target, size_t n);

float halfToFloat(uint16_t bits);

}  // namespace graft::kernels
