// SPDX-License-Identifier: Apache-2.0
// Decodes one block of each stored format to floats. The CPU decoder, the CUDA kernel and its emulation share this code. In a 32-element 4-
// or 5-bit block, the low nibble of byte j is element j and the high nibble element j + 16.
#pragma once

#include "kernels/common/half.hpp"
#include "kernels/dequant/dequant.hpp"

namespace graft::kernels {

GRAFT_DEVICE_FN inline float half(const uint8_t* p) {
  uint16_t bits;
  memcpy(&bits, p, 2);
  return halfBits(bits);
}

GRAFT_DEVICE_FN inline void blockQ4_0(const uint8_t* b, float* y) {
  const float d = half(b);
  for (int j = 0; j < 16; ++j) {
    y[j] = static_cast<float>((b[2 + j] & 15) - 8) * d;
    y[j + 16] = static_cast<float>((b[2 + j] >> 4) - 8) * d;
  }
}

GRAFT_DEVICE_FN inline void blockQ4_1(const uint8_t* b, float* y) {
  const float d = half(b), m = half(b + 2);
  for (int j = 0; j < 16; ++j) {
    y[j] = static_cast<float>(b[4 + j] & 15) * d + m;
    y[j + 16] = static_cast<float>(b[4 + j] >> 4) * d + m;
  }
}

/// Five-bit codes: four bits in the nibbles at `low`, the fifth of element j is bit j of the word at `high`.
GRAFT_DEVICE_FN inline void fiveBits(const uint8_t* high, const uint8_t* low, int* codes) {
  uint32_t word;
  memcpy(&word, high, 4);
  for (int j = 0; j < 16; ++j) {
    codes[j] = (low[j] & 15) | (((word >> j) & 1) << 4);
    codes[j + 16] = (low[j] >> 4) | (((word >> (j + 16)) & 1) << 4);
  }
}

GRAFT_DEVICE_FN inline void blockQ5_0(const uint8_t* b, float* y) {
  int codes[32];
  fiveBits(b + 2, b + 6, codes);
  const float d = half(b);
  for (int j = 0; j < 32; ++j) y[j] = static_cast<float>(codes[j] - 16) * d;
}

GRAFT_DEVICE_FN inline void blockQ5_1(const uint8_t* b, float* y) {
  int codes[32];
  fiveBits(b + 4, b + 8, codes);
  const float d = half(b), m = half(b + 2);
  for (int j = 0; j < 32; ++j) y[j] = static_cast<float>(codes[j]) * d + m;
}

GRAFT_DEVICE_FN inline void blockQ8_0(const uint8_t* b, float* y) {
  const float d = half(b);
  for (int j = 0; j < 32; ++j) y[j] = static_cast<float>(static_cast<int8_t>(b[2 + j])) * d;
}

/// Unpacks the six-bit scale and minimum of sub-block j from the 12 packed bytes of Q4_K and Q5_K.
GRAFT_DEVICE_FN inline void scaleAndMin(int j, const uint8_t* q, int& scale, int& minimum) {
  if (j < 4) {
    scale = q[j] & 63;
    minimum = q[j + 4] & 63;
  } else {
    scale = (q[j + 4] & 15) | ((q[j - 4] >> 6) << 4);
    minimum = (q[j + 4] >> 4) | ((q[j] >> 6) << 4);
  }
}

GRAFT_DEVICE_FN inline void blockQ4_K(const uint8_t* b, float* y) {
  const float d = half(b), dmin = half(b + 2);
  const uint8_t *packed = b + 4, *q = b + 16;
  for (int j = 0; j < 8; ++j) {
    int scale, minimum;
    scaleAndMin(j, packed, scale, minimum);
    const float step = d * static_cast<float>(scale), low = dmin * static_cast<float>(minimum);
    const uint8_t* bytes = q + 32 * (j / 2);
    for (int l = 0; l < 32; ++l) *y++ = step * static_cast<float>(j % 2 ? bytes[l] >> 4 : bytes[l] & 15) - low;
  }
}

GRAFT_DEVICE_FN inline void blockQ5_K(const uint8_t* b, float* y) {
  const float d = half(b), dmin = half(b + 2);
  const uint8_t *packed = b + 4, *high = b + 16, *q = b + 48;
  for (int j = 0; j < 8; ++j) {
    int scale, minimum;
    scaleAndMin(j, packed, scale, minimum);
    const float step = d * static_cast<float>(scale), low = dmin * static_cast<float>(minimum);
    const uint8_t* bytes = q + 32 * (j / 2);
    for (int l = 0; l < 32; ++l) {
      const int code = (j % 2 ? bytes[l] >> 4 : bytes[l] & 15) | (((high[l] >> j) & 1) << 4);
      *y++ = step * static_cast<float>(code) - low;
    }
  }
}

GRAFT_DEVICE_FN inline void blockQ6_K(const uint8_t* b, float* y) {
  const float d = half(b + 208);
  for (int part = 0; part < 2; ++part) {
    const uint8_t *low = b + 64 * part, *high = b + 128 + 32 * part;
    const auto* scales = reinterpret_cast<const int8_t*>(b + 192 + 8 * part);
    for (int l = 0; l < 128; ++l) {
      const int lane = l % 32, group = l / 32;  // group g uses high bits 2g and 2g + 1 of byte `lane`
      const uint8_t byte = low[lane + 32 * (group % 2)];
      const int code = (group < 2 ? byte & 15 : byte >> 4) | (((high[lane] >> (2 * group)) & 3) << 4);
      *y++ = d * static_cast<float>(scales[l / 16]) * static_cast<float>(code - 32);
    }
  }
}

GRAFT_DEVICE_FN inline void blockF32(const uint8_t* b, float* y) { memcpy(y, b, 4); }
GRAFT_DEVICE_FN inline void blockF16(const uint8_t* b, float* y) { *y = half(b); }
GRAFT_DEVICE_FN inline void blockBF16(const uint8_t* b, float* y) { *y = floatOf(static_cast<uint32_t>(b[0] | b[1] << 8) << 16); }

GRAFT_DEVICE_FN inline void dequantizeBlock(StoredType type, const uint8_t* b, float* y) {
  switch (type) {
    case StoredType::F32: blockF32(b, y); return;
    case StoredType::F16: blockF16(b, y); return;
    case StoredType::BF16: blockBF16(b, y); return;
    case StoredType::Q4_0: blockQ4_0(b, y); return;
    case StoredType::Q4_1: blockQ4_1(b, y); return;
    case StoredType::Q5_0: blockQ5_0(b, y); return;
    case StoredType::Q5_1: blockQ5_1(b, y); return;
    case StoredType::Q8_0: blockQ8_0(b, y); return;
    case StoredType::Q4_K: blockQ4_K(b, y); return;
    case StoredType::Q5_K: blockQ5_K(b, y); return;
    case StoredType::Q6_K: blockQ6_K(b, y); return;
    case StoredType::U8:
    case StoredType::NF4: return;
  }
}

}  // namespace graft::kernels
