// SPDX-License-Identifier: Apache-2.0
// Threads that share the tasks of a loop. Each takes one task after another, so a loop ends when its tasks are done, not when every
// thread has come: one that the system has put to sleep delays a loop by the task that it holds, and by nothing where it holds none.
// OpenMP's loops wait for all their threads, which next to other busy programs costs a time slice of the scheduler each.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "core/base/processors.hpp"

namespace graft {

/// How much of the machine a pool takes.
struct PoolShare {
  int threads = 1;
  /// Added to the niceness of the threads that compute. Above 0 the caller of run() computes nothing itself, so that its own priority
  /// stays as it is and the share can be raised again without privileges.
  int niceness = 0;
  bool operator==(const PoolShare&) const = default;
};
/// `threads` 0: as many as this process is given for that use. Gentle takes half of them.
PoolShare shareFor(CpuUse use, int threads = 0);

class ThreadPool {
 public:
  explicit ThreadPool(PoolShare share = {}) : m_share(share) {}
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  /// Any thread, also while run() is at work: the next run() begins with it. Threads that the system does not grant are done without.
  void setShare(PoolShare share);
  PoolShare share() const;
  /// Threads that compute: those that were granted, or asked for where nothing has run since.
  int threads() const;

  /// Calls task(context, 0) to task(context, tasks - 1), each once, on any threads and begun in this order; returns when all have
  /// returned. The first exception of a task is thrown again here, after the others are done. A call from inside a task, or while another
  /// thread's call is at work, runs on the caller alone and ends with the first exception.
  void run(int64_t tasks, void (*task)(void*, int64_t), void* context);
  /// The loop with body(i) as its tasks.
  template <class Body>
  void run(int64_t tasks, const Body& body) {
    run(tasks, [](void* context, int64_t i) { (*static_cast<const Body*>(context))(i); }, const_cast<Body*>(&body));
  }

 private:
  struct Loop {
    void (*task)(void*, int64_t) = nullptr;
    void* context = nullptr;
    int64_t first = 0;  ///< index of its first task; a loop has 2^32 - 1 at most, longer ones are run in pieces
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
  PoolShare m_started;                   // of m_threads; the running caller's
  mutable std::mutex m_shareMutex;
  PoolShare m_share;
  std::atomic<bool> m_shareChanged{true};

  // The loop at hand may be read by a thread that has taken one of its tasks: it is not done before that thread has said so.
  Loop m_loop;
  std::exception_ptr m_failure;
  std::mutex m_failureMutex;
  std::atomic<bool> m_isEnding{false};
  alignas(64) std::atomic<uint64_t> m_left{0};  // number of the loop in the upper half, tasks that nobody has taken in the lower
  alignas(64) std::atomic<uint32_t> m_done{0};  // tasks of this loop that have returned
  std::atomic<uint32_t> m_isCallerAsleep{0};
  alignas(64) std::atomic<uint32_t> m_number{0};  // of the loop; what idle threads wait for
  std::atomic<uint32_t> m_asleep{0};              // threads that do
};

/// The threads that this process computes with. One a core until it is said otherwise.
ThreadPool& pool();

}  // namespace graft
