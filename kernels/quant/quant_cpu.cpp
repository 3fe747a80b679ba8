// SPDX-License-Identifier: Apache-2.0
#include <bit>

#include "kernels/quant/super_blocks.hpp"

namespace graft::kernels {
namespace {

/// Rounds to nearest, ties to even; NaN stays NaN and becomes quiet.
uint16_t bfloat16Of(float value) {
  const auto bits = std::bit_cast<uint32_t>(value);
  if ((bits & 0x7fffffffu) > 0x7f800000u) return static_cast<uint16_t>((bits >> 16) | 64);
  return static_cast<uint16_t>((bits + 0x7fffu + ((bits >> 16) & 1)) >> 16);
}

template <class Encode>
void blocks(Encode encode, const StoredFormat& format, const float* source, uint8_t* target, size_t n) {
  for (size_t i = 0; i < n; i += static_cast<size_t>(format.blockElements)) {
    encode(source + i, target);
    target += format.blockBytes;
  }
}

template <uint16_t (*convert)(float)>
void sixteenBits(const float* source, uint8_t* target, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    const uint16_t bits = convert(source[i]);
    std::memcpy(target + 2 * i, &bits, 2);
  }
}

}  // namespace

uint16_t floatToHalf(float value) {
  const auto bits = std::bit_cast<uint32_t>(value);
  const auto sign = static_cast<uint16_t>((bits >> 16) & 0x8000u);
  const uint32_t magnitude = bits & 0x7fffffffu;
  if (magnitude > 0x7f800000u) return static_cast<uint16_t>(sign | 0x7e00u);
  if (magnitude >= 0x477ff000u) return static_cast<uint16_t>(sign | 0x7c00u);  // 65,520 and more
  if (magnitude < 0x38800000u) {                                               // below 2^-14: a multiple of 2^-24, rounded by the adder
    const float shifted = std::bit_cast<float>(magnitude) + 0.5f;
    return static_cast<uint16_t>(sign | (std::bit_cast<uint32_t>(shifted) - std::bit_cast<uint32_t>(0.5f)));
  }
  const uint32_t rounded = magnitude + 0x0fffu + ((magnitude >> 13) & 1);
  return static_cast<uint16_t>(sign | ((rounded - 0x38000000u) >> 13));
}

bool quantize(StoredType type, const float* source, void* target, size_t n) {
  const StoredFormat* format = storedFormat(static_cast<int>(type));
  if (!format || n % static_cast<size_t>(format->blockElements) != 0) return false;
  auto* p = static_cast<uint8_t*>(target);
  switch (type) {
    case StoredType::F32: std::memcpy(p, source, n * 4); return true;
    case StoredType::F16: sixteenBits<floatToHalf>(source, p, n); return true;
    case StoredType::BF16: sixteenBits<bfloat16Of>(source, p, n); return true;
    case StoredType::Q4_0: blocks(encodeQ4_0, *format, source, p, n); return true;
    case StoredType::Q4_1: blocks(encodeQ4_1, *format, source, p, n); return true;
    case StoredType::Q5_0: blocks(encodeQ5_0, *format, source, p, n); return true;
    case StoredType::Q5_1: blocks(encodeQ5_1, *format, source, p, n); return true;
    case StoredType::Q8_0: blocks(encodeQ8_0, *format, source, p, n); return true;
    case StoredType::Q4_K: blocks(encodeQ4_K, *format, source, p, n); return true;
    case StoredType::Q5_K: blocks(encodeQ5_K, *format, source, p, n); return true;
    case StoredType::Q6_K: blocks(encodeQ6_K, *format, source, p, n); return true;
    case StoredType::U8:
    case StoredType::NF4: return false;
  }
  return false;
}

}  // namespace graft::kernels
