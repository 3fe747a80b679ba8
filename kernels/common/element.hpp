// SPDX-License-Identifier: Apache-2.0
// Element types of the kernels. Sums are kept in float for F32 and BF16 (in double in the plain references) and in double for F64. Only the
// plain references support F64, for checks by finite differences.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

#include "kernels/common/device.hpp"

namespace graft::kernels {

enum class Element : int { F32, BF16, F64 };

constexpr int64_t bytesOf(Element type) { return type == Element::F64 ? 8 : type == Element::F32 ? 4 : 2; }
constexpr const char* nameOf(Element type) { return type == Element::F64 ? "f64" : type == Element::F32 ? "f32" : "bf16"; }

/// Bfloat16: the upper half of a float, as LibTorch and GPUs store it.
struct Bf16 {
  uint16_t bits;
};

GRAFT_DEVICE_FN inline float toFloat(float x) { return x; }
GRAFT_DEVICE_FN inline double toFloat(double x) { return x; }
GRAFT_DEVICE_FN inline float toFloat(Bf16 x) {
  const uint32_t bits = static_cast<uint32_t>(x.bits) << 16;
  float value;
  memcpy(&value, &bits, 4);
  return value;
}

/// Rounds to the nearest, ties to even; NaN stays NaN.
GRAFT_DEVICE_FN inline Bf16 toBf16(float x) {
  uint32_t bits;
  memcpy(&bits, &x, 4);
  if ((bits & 0x7fffffffu) > 0x7f800000u) return {static_cast<uint16_t>((bits >> 16) | 64)};
  return {static_cast<uint16_t>((bits + 0x7fffu + ((bits >> 16) & 1)) >> 16)};
}

template <class E>
GRAFT_DEVICE_FN inline E fromFloat(double x);
template <>
GRAFT_DEVICE_FN inline float fromFloat<float>(double x) {
  return static_cast<float>(x);
}
template <>
GRAFT_DEVICE_FN inline double fromFloat<double>(double x) {
  return x;
}
template <>
GRAFT_DEVICE_FN inline Bf16 fromFloat<Bf16>(double x) {
  return toBf16(static_cast<float>(x));
}

/// Type of sums, statistics and adapters for elements of type E.
template <class E>
struct AccumTypeOf {
  using type = float;
};
template <>
struct AccumTypeOf<double> {
  using type = double;
};
template <class E>
using AccumType = typename AccumTypeOf<E>::type;

}  // namespace graft::kernels
