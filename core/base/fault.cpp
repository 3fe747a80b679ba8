// SPDX-License-Identifier: Apache-2.0
#include "core/base/fault.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

namespace graft::io {
namespace {

enum class Kind { None, Kill, Fail, Full, Short, Delay };

struct Plan {
  Kind kind = Kind::None;
  long from = 0, value = 0;
  bool onwards = false;
};

/// Parses KIND:N[+][:VALUE]. Any other text gives an empty plan.
Plan readPlan() {
  const char* text = std::getenv("GRAFT_FILE_FAULT");
  if (!text) return {};
  char kind[8] = {}, plus[2] = {};
  Plan plan;
  if (std::sscanf(text, "%7[a-z]:%ld%1[+]:%ld", kind, &plan.from, plus, &plan.value) < 3)
    std::sscanf(text, "%7[a-z]:%ld:%ld", kind, &plan.from, &plan.value);
  plan.onwards = plus[0] == '+';
  const std::string_view name = kind;
  plan.kind = name == "kill"    ? Kind::Kill
              : name == "fail"  ? Kind::Fail
              : name == "full"  ? Kind::Full
              : name == "short" ? Kind::Short
              : name == "delay" ? Kind::Delay
                                : Kind::None;
  return plan;
}

const Plan& plan() {
  static const Plan plan = readPlan();
  return plan;
}

/// Counts a call and returns true if the plan applies to it.
bool isHit() {
  static std::atomic<long> calls{0};
  if (plan().kind == Kind::None) return false;
  const long now = ++calls;
  if (plan().kind == Kind::Full) return now >= plan().from && now < plan().from + plan().value;
  return now == plan().from || (now > plan().from && (plan().onwards || plan().kind == Kind::Short || plan().kind == Kind::Delay));
}

/// Returns true if this call must fail, with errno set.
bool fails(bool hit) {
  if (!hit) return false;
  if (plan().kind == Kind::Kill) ::raise(SIGKILL);
  if (plan().kind != Kind::Fail && plan().kind != Kind::Full) return false;
  errno = plan().kind == Kind::Full ? ENOSPC : static_cast<int>(plan().value);
  return true;
}

}  // namespace

int open(const char* path, int flags, mode_t mode) { return fails(isHit()) ? -1 : ::open(path, flags, mode); }

ssize_t write(int fd, const void* data, size_t size) {
  const bool hit = isHit();
  if (fails(hit)) return -1;
  return ::write(fd, data, hit && plan().kind == Kind::Short ? std::max<size_t>(1, (size - 1) / 2) : size);
}

int sync(int fd) {
  const bool hit = isHit();
  if (fails(hit)) return -1;
  if (hit && plan().kind == Kind::Delay) {
    const timespec wait{plan().value / 1000, plan().value % 1000 * 1'000'000};
    ::nanosleep(&wait, nullptr);
  }
  return ::fsync(fd);
}

int rename(const char* from, const char* to) { return fails(isHit()) ? -1 : ::rename(from, to); }
int unlink(const char* path) { return fails(isHit()) ? -1 : ::unlink(path); }

int close(int fd) {
  const bool failed = fails(isHit());
  const int reason = errno, closed = ::close(fd);
  if (!failed) return closed;
  errno = reason;
  return -1;
}

}  // namespace graft::io
