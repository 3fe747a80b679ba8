// SPDX-License-Identifier: Apache-2.0
// Work of a kernel as tasks of a runner, and its scratch, for files that are compiled once for each instruction set.
#pragma once

#include "kernels/common/runner.hpp"

#define GRAFT_INLINE inline __attribute__((always_inline))

namespace graft::kernels::GRAFT_ISA {
namespace {

/// A lambda as the tasks of a runner.
template <class Body>
GRAFT_INLINE void inTasks(const Runner& runner, int64_t tasks, const Body& body) {
  runner.run(
      tasks, [](void* context, int64_t task) { (*static_cast<const Body*>(context))(task); }, const_cast<Body*>(&body));
}
GRAFT_INLINE int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }
/// Rows in blocks of `block`, one task a block.
template <class Body>
GRAFT_INLINE void inRowBlocks(const Runner& runner, int64_t rows, int64_t block, const Body& body) {
  inTasks(runner, (rows + block - 1) / block, [&](int64_t task) {
    const int64_t begin = task * block, end = smaller(rows, begin + block);
    for (int64_t row = begin; row < end; ++row) body(row);
  });
}
/// Two kinds of tasks in one run, each numbered from 0.
template <class First, class Second>
GRAFT_INLINE void inTasksOfTwo(const Runner& runner, int64_t firsts, const First& first, int64_t seconds, const Second& second) {
  inTasks(runner, firsts + seconds, [&](int64_t task) { task < firsts ? first(task) : second(task - firsts); });
}
/// The next place in scratch that begins a line of the cache.
template <class T>
GRAFT_INLINE T* aligned(void* p) {
  return reinterpret_cast<T*>((reinterpret_cast<uintptr_t>(p) + 63) & ~uintptr_t{63});
}

}  // namespace
}  // namespace graft::kernels::GRAFT_ISA
