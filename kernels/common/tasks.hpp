// SPDX-License-Identifier: Apache-2.0
// Helpers for files that are compiled once for each instruction set: tasks of a runner, and aligned scratch.
#pragma once

#include "kernels/common/runner.hpp"

#define GRAFT_INLINE inline __attribute__((always_inline))

namespace graft::kernels::GRAFT_ISA {
namespace {

/// Runs a lambda as the tasks of a runner.
template <class Body>
GRAFT_INLINE void inTasks(const Runner& runner, int64_t tasks, const Body& body) {
  runner.run(tasks, [](void* context, int64_t task) { (*static_cast<const Body*>(context))(task); }, const_cast<Body*>(&body));
}
GRAFT_INLINE int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }
/// Runs rows in blocks of `block`, one task per block.
template <class Body>
GRAFT_INLINE void inRowBlocks(const Runner& runner, int64_t rows, int64_t block, const Body& body) {
  inTasks(runner, (rows + block - 1) / block, [&](int64_t task) {
    const int64_t begin = task * block, end = smaller(rows, begin + block);
    for (int64_t row = begin; row < end; ++row) body(row);
  });
}
/// Runs two kinds of tasks in one call, each numbered from 0.
template <class First, class Second>
GRAFT_INLINE void inTasksOfTwo(const Runner& runner, int64_t firsts, const First& first, int64_t seconds, const Second& second) {
  inTasks(runner, firsts + seconds, [&](int64_t task) { task < firsts ? first(task) : second(task - firsts); });
}
/// Next address in scratch at the start of a cache line.
template <class T>
GRAFT_INLINE T* aligned(void* p) {
  return reinterpret_cast<T*>((reinterpret_cast<uintptr_t>(p) + 63) & ~uintptr_t{63});
}

}  // namespace
}  // namespace graft::kernels::GRAFT_ISA
