// SPDX-License-Identifier: Apache-2.0
// Conversion of bit patterns to floats, on CPU and GPU.
#pragma once

#include <cstdint>
#include <cstring>

#include "kernels/common/device.hpp"

namespace graft::kernels {

GRAFT_DEVICE_FN inline float floatOf(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/// IEEE half to float, exact for every pattern.
GRAFT_DEVICE_FN inline float halfBits(uint16_t bits) {
  const uint32_t sign = (bits & 0x8000u) << 16, exponent = (bits >> 10) & 31, mantissa = bits & 1023;
  if (exponent == 0) {
    const float tiny = static_cast<float>(mantissa) * 5.9604644775390625e-08f;  // 2^-24
    return sign ? -tiny : tiny;
  }
  const uint32_t wide = exponent == 31 ? 255 : exponent + 112;
  return floatOf(sign | (wide << 23) | (mantissa << 13));
}

}  // namespace graft::kernels
