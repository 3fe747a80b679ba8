// SPDX-License-Identifier: Apache-2.0
// Encodes one 32-element block in each simple format. Scales are stored rounded to half. Codes are computed with the unrounded inverse, in
// float32 steps. These are the steps of ggml's reference (ggml-quants.c, quantize_row_*_ref; gguf-py, quants.py).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "kernels/quant/quant.hpp"

namespace graft::kernels {

constexpr int kSimpleBlock = 32;

inline void putHalf(uint8_t* target, float value) {
  const uint16_t bits = floatToHalf(value);
  std::memcpy(target, &bits, 2);
}
inline float inverseOf(float scale) { return scale == 0 ? 0.0f : 1.0f / scale; }

/// Element of the largest magnitude, with its sign.
inline float largest(const float* x, int n) {
  float best = 0;
  for (int i = 0; i < n; ++i) {
    if (std::abs(x[i]) > std::abs(best)) best = x[i];
  }
  return best;
}

/// Packs the `codes` of 32 elements as nibbles: byte j holds elements j (low) and j + 16 (high).
inline void putNibbles(uint8_t* target, const uint8_t* codes) {
  for (int j = 0; j < 16; ++j) target[j] = static_cast<uint8_t>((codes[j] & 15) | (codes[j + 16] & 15) << 4);
}
/// Packs the fifth bits: that of element j is bit j of the word.
inline void putFifthBits(uint8_t* target, const uint8_t* codes) {
  uint32_t word = 0;
  for (int j = 0; j < kSimpleBlock; ++j) word |= static_cast<uint32_t>((codes[j] >> 4) & 1) << j;
  std::memcpy(target, &word, 4);
}

inline void encodeQ8_0(const float* x, uint8_t* b) {
  const float d = std::abs(largest(x, kSimpleBlock)) / 127.0f, inverse = inverseOf(d);
  putHalf(b, d);
  for (int j = 0; j < kSimpleBlock; ++j) b[2 + j] = static_cast<uint8_t>(static_cast<int8_t>(std::round(x[j] * inverse)));
}

/// Codes of x / d + half, cut to 0 ... most; d is the largest element over -half.
inline float symmetricCodes(const float* x, int half, uint8_t* codes) {
  const float d = largest(x, kSimpleBlock) / static_cast<float>(-half), inverse = inverseOf(d);
  for (int j = 0; j < kSimpleBlock; ++j)
    codes[j] = static_cast<uint8_t>(std::min(2 * half - 1, static_cast<int>(x[j] * inverse + (static_cast<float>(half) + 0.5f))));
  return d;
}
/// Codes of (x - minimum) / d, d a `most`-th of the range.
inline float rangeCodes(const float* x, int most, float& minimum, uint8_t* codes) {
  const auto [low, high] = std::minmax_element(x, x + kSimpleBlock);
  minimum = *low;
  const float d = (*high - *low) / static_cast<float>(most), inverse = inverseOf(d);
  for (int j = 0; j < kSimpleBlock; ++j)
    codes[j] = static_cast<uint8_t>(std::min(most, static_cast<int>((x[j] - minimum) * inverse + 0.5f)));
  return d;
}

inline void encodeQ4_0(const float* x, uint8_t* b) {
  uint8_t codes[kSimpleBlock];
  putHalf(b, symmetricCodes(x, 8, codes));
  putNibbles(b + 2, codes);
}
inline void encodeQ5_0(const float* x, uint8_t* b) {
  uint8_t codes[kSimpleBlock];
  putHalf(b, symmetricCodes(x, 16, codes));
  putFifthBits(b + 2, codes);
  putNibbles(b + 6, codes);
}
inline void encodeQ4_1(const float* x, uint8_t* b) {
  uint8_t codes[kSimpleBlock];
  float minimum;
  putHalf(b, rangeCodes(x, 15, minimum, codes));
  putHalf(b + 2, minimum);
  putNibbles(b + 4, codes);
}
inline void encodeQ5_1(const float* x, uint8_t* b) {
  uint8_t codes[kSimpleBlock];
  float minimum;
  putHalf(b, rangeCodes(x, 31, minimum, codes));
  putHalf(b + 2, minimum);
  putFifthBits(b + 4, codes);
  putNibbles(b + 8, codes);
}

}  // namespace graft::kernels
