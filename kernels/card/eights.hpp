// SPDX-License-Identifier: Apache-2.0
// Helpers for one thread per eight adjacent elements, so that memory-bound kernels read and write whole words.
#pragma once

#include "kernels/card/words.hpp"

namespace graft::kernels::card {

/// Quotient and remainder of `n / by`, in half the width if both fit. The GPU then needs a dozen instructions for a division instead of a
/// hundred.
struct Divided {
  int64_t whole, rest;
  GRAFT_DEVICE_FN Divided(int64_t n, int64_t by) {
    if (((n | by) >> 32) == 0) {
      const auto small = static_cast<uint32_t>(n), half = static_cast<uint32_t>(by);
      whole = small / half, rest = small % half;
    } else {
      whole = n / by, rest = n % by;
    }
  }
};

/// Load and store of up to eight adjacent elements, in whole words if all eight are requested and aligned.
constexpr int kEight = 8;
template <class E>
GRAFT_DEVICE_FN bool isWordOf(const E* at, int64_t count) {
  return count >= kEight && reinterpret_cast<uintptr_t>(at) % sizeof(Words) == 0;
}
GRAFT_DEVICE_FN inline void loadWhole(const float* from, float (&out)[kEight]) {
  const auto first = load<Words>(from), second = load<Words>(from + 4);
  memcpy(out, &first, sizeof first);
  memcpy(out + 4, &second, sizeof second);
}
GRAFT_DEVICE_FN inline void loadWhole(const Bf16* from, float (&out)[kEight]) {
  const auto words = load<Words>(from);
  GRAFT_UNROLL
  for (int i = 0; i < 4; ++i) out[2 * i] = firstOf(words.of[i]), out[2 * i + 1] = secondOf(words.of[i]);
}
GRAFT_DEVICE_FN inline void storeWhole(float* to, const float (&x)[kEight]) {
  Words first, second;
  memcpy(&first, x, sizeof first);
  memcpy(&second, x + 4, sizeof second);
  store(to, first);
  store(to + 4, second);
}
GRAFT_DEVICE_FN inline void storeWhole(Bf16* to, const float (&x)[kEight]) {
  Words words;
  GRAFT_UNROLL
  for (int i = 0; i < 4; ++i) words.of[i] = pairOf(x[2 * i], x[2 * i + 1]);
  store(to, words);
}
template <class E>
GRAFT_DEVICE_FN void loadEight(const void* base, int64_t index, int64_t count, float (&out)[kEight]) {
  const E* from = static_cast<const E*>(base) + index;
  if (isWordOf(from, count)) return loadWhole(from, out);
  GRAFT_UNROLL
  for (int i = 0; i < kEight; ++i) out[i] = i < count ? static_cast<float>(toFloat(from[i])) : 0;
}
template <class E>
GRAFT_DEVICE_FN void storeEight(void* base, int64_t index, int64_t count, const float (&x)[kEight]) {
  E* to = static_cast<E*>(base) + index;
  if (isWordOf(to, count)) return storeWhole(to, x);
  GRAFT_UNROLL
  for (int i = 0; i < kEight; ++i) {
    if (i < count) put(to + i, x[i]);
  }
}
/// Rounds to the precision of an element.
template <class E>
GRAFT_DEVICE_FN float rounded(float x) {
  E held;
  put(&held, x);
  return static_cast<float>(toFloat(held));
}

/// Launch with one thread per eight elements of a row, and the position of a thread.
inline Launch overEights(int64_t rows, int64_t width) { return overElements(rows * ((width + kEight - 1) / kEight)); }
struct EightOf {
  int64_t row, column, count;
  template <class Thread>
  GRAFT_DEVICE_FN EightOf(Thread& t, int64_t width) {
    const Divided place(elementOf(t), (width + kEight - 1) / kEight);
    row = place.whole, column = place.rest * kEight, count = width - column;
  }
};

}  // namespace graft::kernels::card
