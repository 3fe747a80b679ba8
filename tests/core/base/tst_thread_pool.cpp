// SPDX-License-Identifier: Apache-2.0
// Tests the thread pool under a busy machine's load, and the processors granted by the system.
#include <gtest/gtest.h>

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmath>
#include <fstream>
#include <random>
#include <set>

#include "core/base/thread_pool.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

TEST(ThreadPool, EachTaskRunsOnce) {
  for (const PoolShare share : {PoolShare{1}, PoolShare{2}, PoolShare{7}, PoolShare{64}, PoolShare{3, 5}}) {
    ThreadPool pool;
    pool.setShare(share);
    for (int round = 0; round < 300; ++round) {
      const int tasks = round % 37;
      std::vector<std::atomic<int>> runs(static_cast<size_t>(tasks));
      pool.run(tasks, [&](int64_t i) { ++runs[static_cast<size_t>(i)]; });
      for (const auto& count : runs) ASSERT_EQ(count, 1) << share.threads << " threads, round " << round;
    }
    EXPECT_EQ(pool.threads(), share.threads);
  }
}

/// A thread stalled inside a task does not delay other tasks. Here one task waits until all others are done.
TEST(ThreadPool, AHeldTaskDelaysNoOther) {
  ThreadPool pool;
  pool.setShare({2});
  std::atomic<int> done{0};
  pool.run(100, [&](int64_t i) {
    if (i == 0) {
      while (done < 99) std::this_thread::yield();
    } else {
      ++done;
    }
  });
  EXPECT_EQ(done, 99);
}

/// Float sums depend on their order. It is fixed within a task, whichever thread runs it and however long it is delayed.
TEST(ThreadPool, PausesChangeNoBit) {
  const auto sums = [](ThreadPool& pool, uint32_t seed) {
    std::vector<float> out(200);
    pool.run(200, [&](int64_t i) {
      std::minstd_rand random(seed + static_cast<uint32_t>(i));
      if (seed != 0 && random() % 8 == 0) std::this_thread::sleep_for(std::chrono::microseconds(random() % 300));
      float sum = 0;
      for (int k = 0; k < 1000; ++k) sum += std::sin(static_cast<float>(i * 1000 + k));
      out[static_cast<size_t>(i)] = sum;
    });
    return out;
  };
  ThreadPool one;
  const auto expected = sums(one, 0);
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    ThreadPool pool;
    pool.setShare({1 + static_cast<int>(seed % 6)});
    ASSERT_EQ(sums(pool, seed), expected) << seed;
  }
}

TEST(ThreadPool, TheFirstExceptionComesOutAfterTheOthersAreDone) {
  for (const int threads : {1, 4}) {
    ThreadPool pool;
    pool.setShare({threads});
    std::atomic<int> began{0};
    EXPECT_THROW(pool.run(50,
                          [&](int64_t i) {
                            ++began;
                            if (i == 10) throw std::bad_alloc();
                          }),
                 std::bad_alloc);
    EXPECT_GE(began, 11);
    int64_t after = 0;
    pool.run(1, [&](int64_t) { ++after; });
    EXPECT_EQ(after, 1);
  }
}

TEST(ThreadPool, CallsFromTasksAndFromOtherThreadsFinish) {
  ThreadPool pool;
  pool.setShare({3});
  std::atomic<int64_t> sum{0};
  const auto loop = [&] {
    for (int round = 0; round < 50; ++round) pool.run(8, [&](int64_t) { pool.run(4, [&](int64_t k) { sum += k; }); });
  };
  std::thread other(loop);
  loop();
  other.join();
  EXPECT_EQ(sum, 2 * 50 * 8 * (0 + 1 + 2 + 3));
}

/// The share changes while loops run. Each task still runs once, the caller keeps its priority, and the last share holds.
TEST(ThreadPool, ShareChangesWhileItWorks) {
  ThreadPool pool;
  std::atomic<bool> ends{false};
  std::thread person([&] {
    for (int i = 0; !ends; ++i) {
      pool.setShare({1 + i % 5, i % 3 == 0 ? 19 : 0});
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
  });
  for (int round = 0; round < 2000; ++round) {
    std::atomic<int> runs{0};
    pool.run(20, [&](int64_t) { ++runs; });
    ASSERT_EQ(runs, 20);
  }
  ends = true;
  person.join();
  const auto niceness = [] { return ::getpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid))); };
  const int own = niceness();
  pool.setShare({2, 7});
  std::atomic<int> wrong{0};
  pool.run(20, [&](int64_t) { wrong += niceness() != std::min(19, own + 7); });
  EXPECT_EQ(wrong, 0);
  pool.setShare({2});
  pool.run(20, [&](int64_t) { wrong += niceness() != own; });
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(niceness(), own);
}

/// If no thread can be created, the caller runs every task.
TEST(ThreadPool, WorksWithoutThreads) {
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "sanitizers need address space of their own";
#endif
  const auto run = [] {
    const rlimit none{1 << 20, 1 << 20};  // address space limit; thread stacks do not fit
    if (::setrlimit(RLIMIT_AS, &none) != 0) ::_exit(2);
    static ThreadPool pool;
    pool.setShare({4});
    int runs = 0;
    pool.run(10, [&](int64_t) { ++runs; });
    ::_exit(runs == 10 && pool.threads() == 1 ? 0 : 1);
  };
  GTEST_FLAG_SET(death_test_style, "threadsafe");  // a fresh process has no cached thread stacks
  EXPECT_EXIT(run(), testing::ExitedWithCode(0), "");
}

struct Machine {
  tests::TemporaryFolder folder;
  Machine& has(const std::string& file, const std::string& text) {
    const auto path = std::filesystem::path(folder.path()) / file;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text << '\n';
    return *this;
  }
  Processors of(const std::vector<int>& allowed) const { return processorsOf(allowed, folder.path()); }
};

TEST(Processors, HyperThreadsOfACoreCountOnce) {
  Machine m;
  for (int i = 0; i < 8; ++i)
    m.has("sys/devices/system/cpu/cpu" + std::to_string(i) + "/topology/core_cpus_list",
          std::to_string(i % 4) + "," + std::to_string(i % 4 + 4));
  const Processors all = m.of({0, 1, 2, 3, 4, 5, 6, 7});
  EXPECT_EQ(all.allowed, 8);
  EXPECT_EQ(all.cores, 4);
  EXPECT_EQ(threadsFor(CpuUse::All, all), 8);
  EXPECT_EQ(threadsFor(CpuUse::Normal, all), 4);
  EXPECT_EQ(threadsFor(CpuUse::Gentle, all), 2);
  EXPECT_EQ(m.of({0, 4}).cores, 1);  // taskset -c 0,4
  EXPECT_EQ(m.of({1, 2, 6}).cores, 2);
  EXPECT_EQ(Machine().of({0, 1, 2}).cores, 3);  // no topology reported
}

TEST(Processors, QuotasOfControlGroupsHold) {
  Machine second;
  second.has("proc/self/cgroup", "0::/user.slice/graft.service").has("sys/fs/cgroup/user.slice/cpu.max", "150000 100000");
  EXPECT_EQ(second.of({0, 1, 2, 3}).quota, 1.5);
  EXPECT_EQ(threadsFor(CpuUse::All, second.of({0, 1, 2, 3})), 2);
  second.has("sys/fs/cgroup/user.slice/graft.service/cpu.max", "50000 100000");
  EXPECT_EQ(threadsFor(CpuUse::Normal, second.of({0, 1, 2, 3})), 1);
  second.has("sys/fs/cgroup/user.slice/graft.service/cpu.max", "max 100000");
  EXPECT_EQ(second.of({0}).quota, 1.5);  // the parent group's quota still applies
  Machine first;
  first.has("proc/self/cgroup", "3:cpu,cpuacct:/docker/1\n2:memory:/docker/1")
      .has("sys/fs/cgroup/cpu/docker/1/cpu.cfs_quota_us", "200000")
      .has("sys/fs/cgroup/cpu/docker/1/cpu.cfs_period_us", "100000");
  EXPECT_EQ(first.of({0, 1, 2, 3}).quota, 2);
  first.has("sys/fs/cgroup/cpu/docker/1/cpu.cfs_quota_us", "-1");
  EXPECT_EQ(first.of({0, 1, 2, 3}).quota, 0);
  Machine container;
  container.has("proc/self/cgroup", "0::/").has("sys/fs/cgroup/cpu.max", "300000 100000");
  EXPECT_EQ(container.of({0, 1, 2, 3, 4, 5}).quota, 3);
  Machine odd;
  odd.has("proc/self/cgroup", "nothing\n0::/../..").has("sys/fs/cgroup/cpu.max", "-5 0");
  EXPECT_EQ(odd.of({0, 1}).quota, 0);
}

TEST(Processors, ThisProcessHasSome) {
  const Processors own = processors();
  EXPECT_GE(own.allowed, own.cores);
  EXPECT_GE(own.cores, 1);
  EXPECT_EQ(shareFor(CpuUse::Normal, 5), PoolShare{5});
  EXPECT_EQ(shareFor(CpuUse::Gentle, 5).threads, 2);
  EXPECT_GT(shareFor(CpuUse::Gentle).niceness, 0);
}

}  // namespace
}  // namespace graft
