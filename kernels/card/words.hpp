// SPDX-License-Identifier: Apache-2.0
// Pairs of bfloat16 and words of memory: the operands of a warp's matrix instructions (the Thread of thread.hpp).
#pragma once

#include <stdexcept>

#include "kernels/card/thread.hpp"

namespace graft::kernels::card {

/// Operands of a warp's `multiply`: c [16, 8] += a [16, 16] b [16, 8], bfloat16 with sums in float, the instruction mma.m16n8k16 of
/// PTX (sm_80 and later). With row = lane / 4 and pair = lane % 4, each lane holds:
///   a  of rows `row` and `row + 8`: columns 2 pair and 2 pair + 1 (a[0], a[1]), the same 8 further (a[2], a[3]), two in one word
///   b  of column `row`: rows 2 pair and 2 pair + 1 (b[0]), the same 8 further (b[1])
///   c  of rows `row` (c[0], c[1]) and `row + 8` (c[2], c[3]): columns 2 pair and 2 pair + 1
/// Two adjacent c, rounded, thus form an a.
/// `matrices` reads four [8, 8] matrices from shared memory (ldmatrix.m8n8.x4 of PTX). Lane l passes the address of row l % 8 of matrix
/// l / 8, eight numbers in 16 bytes. Of each matrix a lane gets columns 2 pair and 2 pair + 1 of row `row`. `turned` (.trans) gives it
/// rows 2 pair and 2 pair + 1 of column `row`. `startCopy` copies 16 bytes of memory to shared memory, or zeros if isThere is false
/// (cp.async of PTX, sm_80 and later). The thread itself sees them once it has waited for the group that `closeCopies` put them into.
/// Other threads see them after a barrier behind that wait.
struct Lane {
  int row, pair;
  explicit GRAFT_DEVICE_FN Lane(int thread) : row(thread % kWarp / 4), pair(thread % 4) {}
};
/// Two bfloat16 in one word, the first in the lower half.
GRAFT_DEVICE_FN inline uint32_t pairOf(Bf16 first, Bf16 second) { return first.bits | static_cast<uint32_t>(second.bits) << 16; }
GRAFT_DEVICE_FN inline uint32_t pairOf(float first, float second) {
#ifdef __CUDA_ARCH__
  uint32_t both;
  asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(both) : "f"(second), "f"(first));
  return both;
#else
  return pairOf(toBf16(first), toBf16(second));
#endif
}
/// Four 32-bit words. `load` and `store` need addresses aligned to the type, which the emulator checks.
struct alignas(16) Words {
  uint32_t of[4];
};
template <class W>
GRAFT_DEVICE_FN W load(const void* from) {
#ifdef __CUDA_ARCH__
  return *static_cast<const W*>(from);
#else
  if (reinterpret_cast<uintptr_t>(from) % sizeof(W) != 0) throw std::logic_error("a word is read at an address that is none of a word");
  W word;
  memcpy(&word, from, sizeof word);
  return word;
#endif
}
template <class W>
GRAFT_DEVICE_FN void store(void* to, const W& word) {
#ifdef __CUDA_ARCH__
  *static_cast<W*>(to) = word;
#else
  if (reinterpret_cast<uintptr_t>(to) % sizeof(W) != 0) throw std::logic_error("a word is written to an address that is none of a word");
  memcpy(to, &word, sizeof word);
#endif
}
/// True if rows of 2-byte elements, `stride` apart, can be read in words of eight.
inline bool isInWords(const void* at, int64_t stride) { return reinterpret_cast<uintptr_t>(at) % sizeof(Words) == 0 && stride % 8 == 0; }
GRAFT_DEVICE_FN inline float firstOf(uint32_t both) { return toFloat(Bf16{static_cast<uint16_t>(both)}); }
GRAFT_DEVICE_FN inline float secondOf(uint32_t both) { return toFloat(Bf16{static_cast<uint16_t>(both >> 16)}); }

}  // namespace graft::kernels::card
