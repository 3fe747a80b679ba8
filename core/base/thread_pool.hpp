// SPDX-License-Identifier: Apache-2.0
// Thread pool for parallel loops. Threads take tasks one at a time, and a loop ends when its tasks are done, even if some threads never
// joined. A preempted thread delays a loop only by the task that it holds. OpenMP's loops wait for all threads, which costs a scheduler
// time slice each on a busy machine.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "core/base/processors.hpp"

namespace graft {

/// Share of the machine for a pool.
struct PoolShare {
  int threads = 1;
  /// Added to the niceness of the compute threads. Above 0 the caller of run() does not compute, so its priority is unchanged and the share
  /// can be raised again without privileges.
  int niceness = 0;
  bool operator==(const PoolShare&) const = default;
};
/// `threads` 0 selects the number of threads for `use`. Gentle halves it.
PoolShare shareFor(CpuUse use, int threads = 0);

class ThreadPool {
 public:
  explicit ThreadPool(PoolShare share = {}) : m_share(share) {}
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  /// Callable from any thread, also during run(). Takes effect with the next run(). Threads that the system refuses are skipped.
  void setShare(PoolShare share);
  PoolShare share() const;
  /// Number of compute threads: those granted, or those requested if nothing has run since.
  int threads() const;

  /// Calls task(context, 0) to task(context, tasks - 1), each once, on any threads. Tasks start in this order; run() returns when all have
  /// returned. The first exception of a task is rethrown after the remaining tasks are done. A nested call, or a call during another
  /// thread's call, runs on the caller alone and ends at the first exception.
  void run(int64_t tasks, void (*task)(void*, int64_t), void* context);
  /// Runs body(i) for each task i.
  template <class Body>
  void run(int64_t tasks, const Body& body) {
    run(tasks, [](void* context, int64_t i) { (*static_cast<const Body*>(context))(i); }, const_cast<Body*>(&body));
  }

 private:
  struct Loop {
    void (*task)(void*, int64_t) = nullptr;
    void* context = nullptr;
    int64_t first = 0;  ///< index of the first task; longer loops than 2^32 - 1 tasks run in pieces
    uint32_t tasks = 0;
  };
  void start(PoolShare share);
  void stop();
  void work(PoolShare share, uint32_t seen);
  void takeTasks();
  void runShared(const Loop& loop);
  void perform(uint32_t index);

  std::vector<std::thread> m_threads;
  std::atomic<int> m_granted{1};
  std::atomic<bool> m_isRunning{false};  // one caller at a time
  PoolShare m_started;                   // share of m_threads; owned by the running caller
  mutable std::mutex m_shareMutex;
  PoolShare m_share;
  std::atomic<bool> m_shareChanged{true};

  // May be read by a thread that has taken one of its tasks, until that thread has counted the task as done.
  Loop m_loop;
  std::exception_ptr m_failure;
  std::mutex m_failureMutex;
  std::atomic<bool> m_isEnding{false};
  alignas(64) std::atomic<uint64_t> m_left{0};  // loop number in the upper half, tasks not yet taken in the lower half
  alignas(64) std::atomic<uint32_t> m_done{0};  // tasks of this loop that have returned
  std::atomic<uint32_t> m_isCallerAsleep{0};
  alignas(64) std::atomic<uint32_t> m_number{0};  // loop number, on which idle threads wait
  std::atomic<uint32_t> m_asleep{0};              // number of sleeping threads
};

/// Pool of this process's compute threads. One thread for each core by default.
ThreadPool& pool();

}  // namespace graft
