// SPDX-License-Identifier: Apache-2.0
// Vector types for files that are compiled once for each instruction set. These files define GRAFT_ISA (sse2, avx2, avx512) as the name of
// their namespace. Nothing may leave that namespace: a function of the widest set, merged by the linker, would crash older CPUs. Therefore
// these files use no templates of the standard library (tests/kernels/symbols checks this).
#pragma once

#ifndef GRAFT_ISA
#error "compiled by graft_kernel() of the build only"
#endif

#if defined(__AVX512F__)
#include <immintrin.h>
#endif

#include "kernels/common/element.hpp"
#include "kernels/common/tasks.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

#if defined(__AVX512F__)
constexpr int W = 16;
#elif defined(__AVX2__)
constexpr int W = 8;
#else
constexpr int W = 4;
#endif
typedef float V __attribute__((vector_size(W * 4)));
typedef int32_t VI __attribute__((vector_size(W * 4)));
typedef uint32_t VU __attribute__((vector_size(W * 4)));
typedef uint16_t VH __attribute__((vector_size(W * 2)));

/// Broadcasts x to every lane. Zero is subtracted, not added: x + 0 is not x for -0, so the compiler would emit the addition.
GRAFT_INLINE V all(float x) { return x - V{}; }
GRAFT_INLINE V load(const float* p) {
  V v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}
// g++ 12 converts 16 numbers in two halves and joins them; one instruction is enough.
GRAFT_INLINE VU widened(VH h) {
#if defined(__AVX512F__)
  return reinterpret_cast<VU>(_mm512_cvtepu16_epi32(reinterpret_cast<__m256i>(h)));
#else
  return __builtin_convertvector(h, VU);
#endif
}
GRAFT_INLINE VH narrowed(VU v) {
#if defined(__AVX512F__)
  return reinterpret_cast<VH>(_mm512_cvtepi32_epi16(reinterpret_cast<__m512i>(v)));
#else
  return __builtin_convertvector(v, VH);
#endif
}
GRAFT_INLINE V load(const Bf16* p) {
  VH h;
  __builtin_memcpy(&h, p, sizeof h);
  const VU wide = widened(h) << 16;
  return reinterpret_cast<V>(wide);
}
GRAFT_INLINE void store(float* p, V v) { __builtin_memcpy(p, &v, sizeof v); }
/// Rounds to the nearest, ties to even, as toBf16.
GRAFT_INLINE void store(Bf16* p, V v) {
#if defined(__AVX512BF16__)
  const __m256bh h16 = _mm512_cvtneps_pbh(v);  // rounds as toBf16, except that numbers too small to be normal become 0
  __builtin_memcpy(p, &h16, sizeof h16);
  return;
#endif
  const VU bits = reinterpret_cast<VU>(v);
  const VU rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
  const VH h = narrowed(v == v ? rounded : ((bits >> 16) | 64u));
  __builtin_memcpy(p, &h, sizeof h);
}
/// Stores one element with the rounding of a vector store.
GRAFT_INLINE void storeOne(float* p, float x) { *p = x; }
GRAFT_INLINE void storeOne(Bf16* p, float x) {
  Bf16 kept[W];
  store(kept, all(x));
  *p = kept[0];
}
/// Rounds to the value that a stored element reads back as.
GRAFT_INLINE V rounded(V v, const float*) { return v; }
GRAFT_INLINE V rounded(V v, const Bf16*) {
  Bf16 kept[W];
  store(kept, v);
  return load(kept);
}
GRAFT_INLINE V larger(V a, V b) { return a > b ? a : b; }
typedef float V4 __attribute__((vector_size(16)));
#if defined(__AVX2__)
typedef float V8 __attribute__((vector_size(32)));
#endif
/// Folds the halves onto each other until four lanes are left.
template <class Fold>
GRAFT_INLINE V4 folded(V v, [[maybe_unused]] const Fold& fold) {
#if defined(__AVX512F__)
  V8 wide[2];
  __builtin_memcpy(wide, &v, sizeof v);
  const V8 eight = fold(wide[0], wide[1]);
#elif defined(__AVX2__)
  const V8 eight = v;
#endif
#if defined(__AVX2__)
  V4 halves[2];
  __builtin_memcpy(halves, &eight, sizeof eight);
  return fold(halves[0], halves[1]);
#else
  return v;
#endif
}
GRAFT_INLINE float sumOf(V v) {
  const V4 four = folded(v, [](auto a, auto b) { return a + b; });
  return (four[0] + four[2]) + (four[1] + four[3]);
}
GRAFT_INLINE float maxOf(V v) {
  const V4 four = folded(v, [](auto a, auto b) { return a > b ? a : b; });
  const float x = four[0] > four[2] ? four[0] : four[2], y = four[1] > four[3] ? four[1] : four[3];
  return x > y ? x : y;
}

/// e^x, within 2 units in the last place; 0 below -87 and infinity above 88.7. Reduction by ln 2 in two parts, then the
/// polynomial of degree 6 that Cephes' expf uses (Moshier, netlib cephes/single/expf.c).
GRAFT_INLINE V expOf(V x) {
  const V n = (x * 1.44269504088896341f + 12582912.0f) - 12582912.0f;  // to a whole number
  const V r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  V p = all(1.9875691500e-4f);
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  const V clipped = n > 127.0f ? all(127.0f) : n < -126.0f ? all(-126.0f) : n;
  const VI power = (__builtin_convertvector(clipped, VI) + 127) << 23;
  const V value = p * reinterpret_cast<V>(power);
  return x < -87.0f ? V{} : x > 88.7f ? all(__builtin_inff()) : value;
}

}  // namespace
}  // namespace graft::kernels::GRAFT_ISA
