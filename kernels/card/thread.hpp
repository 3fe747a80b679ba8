// SPDX-License-Identifier: Apache-2.0
// Interface between the bodies of GPU kernels and the hardware: thread index, block barrier, warp shuffle, warp matrix product,
// shared memory. Bodies use nothing else of the GPU. A body is a struct with `template <class Thread> void operator()(Thread&) const`.
// Bodies are compiled by nvcc and, in tests, run by an emulator that finds errors which a GPU does not report
// (tests/kernels/card_emulator.hpp).
//   Thread: int thread(), threads(); int64_t block(); void barrier(); float shuffleXor(float, int); float* shared(int64_t bytes)
//           void multiply(float (&c)[4], const uint32_t (&a)[4], const uint32_t (&b)[2])
//           void matrices(const Bf16* row, uint32_t (&out)[4]), void turned(const Bf16* row, uint32_t (&out)[4])
//           void startCopy(Bf16* to, const Bf16* from, bool isThere), closeCopies(), waitForCopies<groups that may still be under way>()
// There are no atomics: sums have a fixed order, so results are equal in every run.
#pragma once

#include "kernels/common/element.hpp"

namespace graft::kernels::card {

constexpr int kWarp = 32;

/// Grid of one call. Threads are a multiple of 32; shared memory is at most 48 KiB, which every GPU provides.
struct Launch {
  int64_t blocks;
  int threads;
  int64_t sharedBytes;
};
constexpr int64_t kMostShared = 48 << 10;

template <class E>
GRAFT_DEVICE_FN float at(const void* base, int64_t index) {
  return static_cast<float>(toFloat(static_cast<const E*>(base)[index]));
}
GRAFT_DEVICE_FN inline void put(float* p, float x) { *p = x; }
GRAFT_DEVICE_FN inline void put(Bf16* p, float x) { *p = toBf16(x); }
template <class E>
GRAFT_DEVICE_FN void set(void* base, int64_t index, float x) {
  put(static_cast<E*>(base) + index, x);
}

struct Sum {
  GRAFT_DEVICE_FN float operator()(float a, float b) const { return a + b; }
};
struct Most {
  GRAFT_DEVICE_FN float operator()(float a, float b) const { return a > b ? a : b; }
};

/// Applies `fold` to the values of all lanes of the warp; every lane gets the result.
template <class Thread, class Fold>
GRAFT_DEVICE_FN float overWarp(Thread& t, float value, Fold fold) {
  for (int step = kWarp / 2; step > 0; step /= 2) value = fold(value, t.shuffleXor(value, step));
  return value;
}

/// Applies `fold` to the values of all threads of the block; every thread gets the result. `room`: 32 floats of shared memory.
template <class Thread, class Fold>
GRAFT_DEVICE_FN float overBlock(Thread& t, float value, float* room, Fold fold) {
  value = overWarp(t, value, fold);
  t.barrier();  // an earlier call may still read `room`
  if (t.thread() % kWarp == 0) room[t.thread() / kWarp] = value;
  t.barrier();
  float all = room[0];
  for (int warp = 1; warp < t.threads() / kWarp; ++warp) all = fold(all, room[warp]);
  return all;
}

/// Launch with one thread per element.
constexpr Launch overElements(int64_t count) { return {(count + 255) / 256, 256, 0}; }
template <class Thread>
GRAFT_DEVICE_FN int64_t elementOf(Thread& t) {
  return t.block() * t.threads() + t.thread();
}

}  // namespace graft::kernels::card
