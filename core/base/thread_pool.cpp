// SPDX-License-Identifier: Apache-2.0
#include "core/base/thread_pool.hpp"

#include <algorithm>
#include <chrono>
#include <climits>
#include <system_error>
#include <utility>

#include <linux/futex.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace graft {
namespace {

/// Spin time before a thread sleeps. Consecutive loops of a step are a few microseconds apart, but a wake-up takes tens.
constexpr std::chrono::microseconds kLook{50};

thread_local bool t_isInTask = false;

/// Sleeps while `word` equals `value`. May return early.
void sleepWhile(std::atomic<uint32_t>& word, uint32_t value) {
  ::syscall(SYS_futex, reinterpret_cast<uint32_t*>(&word), FUTEX_WAIT_PRIVATE, value, nullptr, nullptr, 0);
}
void wake(std::atomic<uint32_t>& word, uint32_t sleepers) {
  ::syscall(SYS_futex, reinterpret_cast<uint32_t*>(&word), FUTEX_WAKE_PRIVATE, std::min<uint32_t>(sleepers, INT_MAX), nullptr, nullptr, 0);
}

void pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

/// Spins briefly until `isThere()` is true.
template <class Condition>
bool comesSoon(const Condition& isThere) {
  const auto end = std::chrono::steady_clock::now() + kLook;
  do {
    for (int i = 0; i < 32; ++i) {
      if (isThere()) return true;
      pause();
    }
  } while (std::chrono::steady_clock::now() < end);
  return isThere();
}

}  // namespace

PoolShare shareFor(CpuUse use, int threads) {
  constexpr int kLowest = 19;
  return {threadsFor(use, processors(), threads), use == CpuUse::Gentle ? kLowest : 0};
}

ThreadPool::~ThreadPool() { stop(); }

void ThreadPool::setShare(PoolShare share) {
  share.threads = std::max(1, share.threads);
  const std::lock_guard lock(m_shareMutex);
  m_share = share;
  m_shareChanged = true;
}

PoolShare ThreadPool::share() const {
  const std::lock_guard lock(m_shareMutex);
  return m_share;
}

int ThreadPool::threads() const { return m_shareChanged ? share().threads : m_granted.load(); }

void ThreadPool::start(PoolShare share) {
  stop();
  m_started = share;
  const int own = share.niceness > 0 ? share.threads : share.threads - 1;
  try {
    for (int i = 0; i < own; ++i) m_threads.emplace_back([this, share, seen = m_number.load()] { work(share, seen); });
  } catch (const std::system_error&) {  // the machine grants no more threads
  }
  m_granted = std::max(1, static_cast<int>(m_threads.size()) + (share.niceness > 0 ? 0 : 1));
}

void ThreadPool::stop() {
  m_isEnding = true;
  ++m_number;
  wake(m_number, INT_MAX);
  for (auto& thread : m_threads) thread.join();
  m_threads.clear();
  m_isEnding = false;
}

void ThreadPool::work(PoolShare share, uint32_t seen) {
  if (share.niceness > 0) {
    const auto self = static_cast<id_t>(::syscall(SYS_gettid));
    ::setpriority(PRIO_PROCESS, self, ::getpriority(PRIO_PROCESS, self) + share.niceness);
  }
  for (;;) {
    takeTasks();
    if (!comesSoon([&] { return m_number.load(std::memory_order_acquire) != seen; })) {
      ++m_asleep;
      while (m_number == seen) sleepWhile(m_number, seen);
      --m_asleep;
    }
    seen = m_number;
    if (m_isEnding) return;
  }
}

void ThreadPool::perform(uint32_t index) {
  try {
    m_loop.task(m_loop.context, m_loop.first + index);
  } catch (...) {
    const std::lock_guard lock(m_failureMutex);
    if (!m_failure) m_failure = std::current_exception();
  }
}

void ThreadPool::takeTasks() {
  t_isInTask = true;
  uint32_t finished = 0;
  for (uint64_t left = m_left.load(std::memory_order_acquire); static_cast<uint32_t>(left) != 0;) {
    if (!m_left.compare_exchange_weak(left, left - 1, std::memory_order_acq_rel, std::memory_order_acquire)) continue;
    perform(m_loop.tasks - static_cast<uint32_t>(left));
    ++finished;
    left = m_left.load(std::memory_order_acquire);
  }
  t_isInTask = false;
  if (finished == 0) return;
  const uint32_t tasks = m_loop.tasks;  // read before the loop can finish
  if (m_done.fetch_add(finished) + finished == tasks && m_isCallerAsleep.load() != 0) wake(m_done, 1);
}

void ThreadPool::run(int64_t tasks, void (*task)(void*, int64_t), void* context) {
  const auto alone = [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) task(context, i);
  };
  if (t_isInTask || m_isRunning.exchange(true, std::memory_order_acquire)) return alone(0, tasks);
  struct Release {
    std::atomic<bool>& flag;
    ~Release() { flag.store(false, std::memory_order_release); }
  } release{m_isRunning};
  if (m_shareChanged.exchange(false)) {
    if (const PoolShare wanted = share(); wanted != m_started || m_threads.empty()) start(wanted);
  }
  if (m_threads.empty() || (tasks <= 1 && m_started.niceness == 0)) return alone(0, tasks);
  constexpr int64_t kMost = UINT32_MAX;
  for (int64_t first = 0; first < tasks; first += kMost)
    runShared({task, context, first, static_cast<uint32_t>(std::min(kMost, tasks - first))});
}

void ThreadPool::runShared(const Loop& loop) {
  const uint32_t tasks = loop.tasks;
  m_loop = loop;
  m_done = 0;
  m_isCallerAsleep = 0;
  const uint32_t number = m_number + 1;
  m_left.store(static_cast<uint64_t>(number) << 32 | tasks, std::memory_order_release);
  m_number = number;
  const bool takesPart = m_started.niceness == 0;
  if (const uint32_t asleep = m_asleep, useful = takesPart ? tasks - 1 : tasks; asleep > 0) wake(m_number, std::min(asleep, useful));
  if (takesPart) takeTasks();
  if (!comesSoon([&] { return m_done.load(std::memory_order_acquire) == tasks; })) {
    m_isCallerAsleep = 1;
    for (uint32_t done = m_done; done != tasks; done = m_done) sleepWhile(m_done, done);
  }
  if (m_failure) std::rethrow_exception(std::exchange(m_failure, nullptr));
}

ThreadPool& pool() {
  static ThreadPool pool(shareFor(CpuUse::Normal));
  return pool;
}

}  // namespace graft
