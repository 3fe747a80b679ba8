// SPDX-License-Identifier: Apache-2.0
// What bodies of card kernels are written with, and all they may use of a card: the place of a thread, its block's barrier, its
// warp's shuffle and product of small matrices, shared memory. A body is a struct with `template <class Thread> void operator()(Thread&) const`, so the same source
// is compiled by nvcc and, for tests, run by an emulator that checks what a card would not tell (tests/kernels/card_emulator.hpp).
//   Thread: int thread(), threads(); int64_t block(); void barrier(); float shuffleXor(float, int); float* shared(int64_t bytes)
//           void multiply(float (&c)[4], const uint32_t (&a)[4], const uint32_t (&b)[2])
//           void matrices(const Bf16* row, uint32_t (&out)[4]), void turned(the same)
//           void startCopy(Bf16* to, const Bf16* from, bool isThere), closeCopies(), waitForCopies<groups that may still be under way>()
// Atomics are not among them: sums are made in a fixed order, so results are the same in every run.
#pragma once

#include <stdexcept>

#include "kernels/common/element.hpp"

namespace graft::kernels::card {

constexpr int kWarp = 32;

/// Grid of one call. Threads are a multiple of 32; shared memory at most 48 KiB, which every card grants.
struct Launch {
  int64_t blocks;
  int threads;
  int64_t sharedBytes;
};
constexpr int64_t kMostShared = 48 << 10;

template <class E>
GRAFT_DEVICE_FN float at(const void* base, int64_t index) {
  return static_cast<float>(widen(static_cast<const E*>(base)[index]));
}
GRAFT_DEVICE_FN inline void put(float* p, float x) { *p = x; }
GRAFT_DEVICE_FN inline void put(Bf16* p, float x) { *p = toBf16(x); }
template <class E>
GRAFT_DEVICE_FN void set(void* base, int64_t index, float x) {
  put(static_cast<E*>(base) + index, x);
}

/// What a warp's `multiply` takes: c [16, 8] += a [16, 16] b [16, 8], of bfloat16 with sums in float, the instruction
/// mma.m16n8k16 of PTX (sm_80 and later). Each lane has, with row = lane / 4 and pair = lane % 4:
///   a  of rows `row` and `row + 8`: columns 2 pair and 2 pair + 1 (a[0], a[1]), the same 8 further (a[2], a[3]), two in one word
///   b  of column `row`: rows 2 pair and 2 pair + 1 (b[0]), the same 8 further (b[1])
///   c  of rows `row` (c[0], c[1]) and `row + 8` (c[2], c[3]): columns 2 pair and 2 pair + 1
/// So two c side by side, rounded, are an a.
/// `matrices` reads four of [8, 8] from shared memory: lane l gives the address of row l % 8 of matrix l / 8, eight numbers in 16 bytes; of
/// each a lane gets columns 2 pair and 2 pair + 1 of row `row`. `turned` gives it rows 2 pair and 2 pair + 1 of column `row`. The instructions
/// ldmatrix.m8n8.x4 and .trans of PTX.
/// `startCopy` brings 16 bytes of memory to shared memory, zeros when they are not there; they are there for the thread itself once it has
/// waited for the group that `closeCopies` put them into, for others after a barrier behind that. cp.async of PTX (sm_80 and later).
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
/// A word, or four of them, from or to an address of their alignment, which the emulator looks at.
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
/// Whether rows a stride apart, of elements of two bytes, are read in words of eight.
inline bool isInWords(const void* at, int64_t stride) { return reinterpret_cast<uintptr_t>(at) % sizeof(Words) == 0 && stride % 8 == 0; }
GRAFT_DEVICE_FN inline float firstOf(uint32_t both) { return widen(Bf16{static_cast<uint16_t>(both)}); }
GRAFT_DEVICE_FN inline float secondOf(uint32_t both) { return widen(Bf16{static_cast<uint16_t>(both >> 16)}); }

/// `n / by` and the rest, in half the width where both fit: a card divides by a dozen instructions then, not by a hundred.
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

/// Up to eight elements side by side, in whole words where all eight are asked for and lie so.
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
  for (int i = 0; i < kEight; ++i) out[i] = i < count ? static_cast<float>(widen(from[i])) : 0;
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
/// As an element holds it.
template <class E>
GRAFT_DEVICE_FN float rounded(float x) {
  E held;
  put(&held, x);
  return static_cast<float>(widen(held));
}

struct Sum {
  GRAFT_DEVICE_FN float operator()(float a, float b) const { return a + b; }
};
struct Most {
  GRAFT_DEVICE_FN float operator()(float a, float b) const { return a > b ? a : b; }
};

/// `fold` over the values of all lanes of the warp, known to all of them.
template <class Thread, class Fold>
GRAFT_DEVICE_FN float overWarp(Thread& t, float value, Fold fold) {
  for (int step = kWarp / 2; step > 0; step /= 2) value = fold(value, t.shuffleXor(value, step));
  return value;
}

/// `fold` over the values of all threads of the block, known to all of them. `room`: 32 floats of shared memory.
template <class Thread, class Fold>
GRAFT_DEVICE_FN float overBlock(Thread& t, float value, float* room, Fold fold) {
  value = overWarp(t, value, fold);
  t.barrier();  // the room may still be read from an earlier call
  if (t.thread() % kWarp == 0) room[t.thread() / kWarp] = value;
  t.barrier();
  float all = room[0];
  for (int warp = 1; warp < t.threads() / kWarp; ++warp) all = fold(all, room[warp]);
  return all;
}

/// Blocks for one thread an element.
constexpr Launch overElements(int64_t count) { return {(count + 255) / 256, 256, 0}; }
template <class Thread>
GRAFT_DEVICE_FN int64_t elementOf(Thread& t) {
  return t.block() * t.threads() + t.thread();
}

/// Blocks for one thread eight elements of a row, and the thread's place.
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
