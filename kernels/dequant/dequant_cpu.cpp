// SPDX-License-Identifier: Apache-2.0
// Reference decoders, one function a format. Order of elements inside a 32-element 4/5-bit block: the low nibble of
// byte j is element j, the high nibble element j + 16.
#include "kernels/dequant/dequant.hpp"

#include <bit>
#include <cstring>

namespace graft::kernels {
namespace {

float half(const uint8_t* p) {
  uint16_t bits;
  std::memcpy(&bits, p, 2);
  return halfToFloat(bits);
}

void blockQ4_0(const uint8_t* b, float* y) {
  const float d = half(b);
  for (int j = 0; j < 16; ++j) {
    y[j] = static_cast<float>((b[2 + j] & 15) - 8) * d;
    y[j + 16] = static_cast<float>((b[2 + j] >> 4) - 8) * d;
  }
}

void blockQ4_1(const uint8_t* b, float* y) {
  const float d = half(b), m = half(b + 2);
  for (int j = 0; j < 16; ++j) {
    y[j] = static_cast<float>(b[4 + j] & 15) * d + m;
    y[j + 16] = static_cast<float>(b[4 + j] >> 4) * d + m;
  }
}

/// Five-bit codes: four bits in the nibbles at `low`, the fifth of element j is bit j of the word at `high`.
void fiveBits(const uint8_t* high, const uint8_t* low, int* codes) {
  uint32_t word;
  std::memcpy(&word, high, 4);
  for (int j = 0; j < 16; ++j) {
    codes[j] = (low[j] & 15) | (((word >> j) & 1) << 4);
    codes[j + 16] = (low[j] >> 4) | (((word >> (j + 16)) & 1) << 4);
  }
}

void blockQ5_0(const uint8_t* b, float* y) {
  int codes[32];
  fiveBits(b + 2, b + 6, codes);
  const float d = half(b);
  for (int j = 0; j < 32; ++j) y[j] = static_cast<float>(codes[j] - 16) * d;
}

void blockQ5_1(const uint8_t* b, float* y) {
  int codes[32];
  fiveBits(b + 4, b + 8, codes);
  const float d = half(b), m = half(b + 2);
  for (int j = 0; j < 32; ++j) y[j] = static_cast<float>(codes[j]) * d + m;
}

void blockQ8_0(const uint8_t* b, float* y) {
  const float d = half(b);
  for (int j = 0; j < 32; ++j) y[j] = static_cast<float>(static_cast<int8_t>(b[2 + j])) * d;
}

/// Six-bit scale and minimum of sub-block j out of the 12 packed bytes of Q4_K and Q5_K.
void scaleAndMin(int j, const uint8_t* q, int& scale, int& minimum) {
  if (j < 4) {
    scale = q[j] & 63;
    minimum = q[j + 4] & 63;
  } else {
    scale = (q[j + 4] & 15) | ((q[j - 4] >> 6) << 4);
    minimum = (q[j + 4] >> 4) | ((q[j] >> 6) << 4);
  }
}

void blockQ4_K(const uint8_t* b, float* y) {
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

void blockQ5_K(const uint8_t* b, float* y) {
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

void blockQ6_K(const uint8_t* b, float* y) {
  const float d = half(b + 208);
  for (int part = 0; part < 2; ++part) {
    const uint8_t *low = b + 64 * part, *high = b + 128 + 32 * part;
    const auto* scales = reinterpret_cast<const int8_t*>(b + 192 + 8 * part);
    for (int l = 0; l < 128; ++l) {
      const int lane = l % 32, group = l / 32;  // group g takes high bits 2g and 2g + 1 of byte `lane`
      const uint8_t byte = low[lane + 32 * (group % 2)];
      const int code = (group < 2 ? byte & 15 : byte >> 4) | (((high[lane] >> (2 * group)) & 3) << 4);
      *y++ = d * static_cast<float>(scales[l / 16]) * static_cast<float>(code - 32);
    }
  }
}

template <class Block>
void blocks(Block block, const StoredFormat& format, const uint8_t* source, float* target, size_t n) {
  for (size_t i = 0; i < n; i += static_cast<size_t>(format.blockElements)) {
    block(source, target + i);
    source += format.blockBytes;
  }
}

}  // namespace

float halfToFloat(uint16_t bits) {
  const uint32_t sign = (bits & 0x8000u) << 16, exponent = (bits >> 10) & 31, mantissa = bits & 1023;
  if (exponent == 0) return std::bit_cast<float>(sign | std::bit_cast<uint32_t>(static_cast<float>(mantissa) * 0x1p-24f));
  const uint32_t wide = exponent == 31 ? 255 : exponent + 112;
  return std::bit_cast<float>(sign | (wide << 23) | (mantissa << 13));
}

const StoredFormat* storedFormat(int ggmlType) {
  static constexpr struct { StoredType type; StoredFormat format; } kFormats[] = {
      {StoredType::F32, {"F32", 1, 4}},      {StoredType::F16, {"F16", 1, 2}},      {StoredType::BF16, {"BF16", 1, 2}},
      {StoredType::Q4_0, {"Q4_0", 32, 18}},  {StoredType::Q4_1, {"Q4_1", 32, 20}},  {StoredType::Q5_0, {"Q5_0", 32, 22}},
      {StoredType::Q5_1, {"Q5_1", 32, 24}},  {StoredType::Q8_0, {"Q8_0", 32, 34}},  {StoredType::Q4_K, {"Q4_K", 256, 144}},
      {StoredType::Q5_K, {"Q5_K", 256, 176}}, {StoredType::Q6_K, {"Q6_K", 256, 210}},
  };
  for (const auto& row : kFormats) {
    if (static_cast<int>(row.type) == ggmlType) return &row.format;
  }
  return nullptr;
}

bool dequantize(StoredType type, const void* source, float* target, size_t n) {
  const StoredFormat* format = storedFormat(static_cast<int>(type));
  if (!format || n % static_cast<size_t>(format->blockElements) != 0) return false;
  const auto* p = static_cast<const uint8_t*>(source);
  switch (type) {
    case StoredType::F32: std::memcpy(target, p, n * 4); return true;
    case StoredType::F16: for (size_t i = 0; i < n; ++i) target[i] = half(p + 2 * i); return true;
    case StoredType::BF16:
      for (size_t i = 0; i < n; ++i) target[i] = std::bit_cast<float>(static_cast<uint32_t>(p[2 * i] | p[2 * i + 1] << 8) << 16);
      return true;
    case StoredType::Q4_0: blocks(blockQ4_0, *format, p, target, n); return true;
    case StoredType::Q4_1: blocks(blockQ4_1, *format, p, target, n); return true;
    case StoredType::Q5_0: blocks(blockQ5_0, *format, p, target, n); return true;
    case StoredType::Q5_1: blocks(blockQ5_1, *format, p, target, n); return true;
    case StoredType::Q8_0: blocks(blockQ8_0, *format, p, target, n); return true;
    case StoredType::Q4_K: blocks(blockQ4_K, *format, p, target, n); return true;
    case StoredType::Q5_K: blocks(blockQ5_K, *format, p, target, n); return true;
    case StoredType::Q6_K: blocks(blockQ6_K, *format, p, target, n); return true;
  }
  return false;
}

}  // namespace graft::kernels
