// SPDX-License-Identifier: Apache-2.0
#include "core/base/crash.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <string_view>

namespace graft {
namespace {

/// Probe size. Larger than a library's small allocations, so the probe fails too if one of them failed. Small enough that crashes with
/// other causes are not reported as memory shortage.
constexpr size_t kProbeBytes = 8 << 20;

void say(std::string_view words) { [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, words.data(), words.size()); }

/// Async-signal-safe. SA_RESETHAND has restored the default action: returning repeats a fault, and raising repeats an abort.
void onCrash(int signal) {
  void* const probe = ::mmap(nullptr, kProbeBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (probe == MAP_FAILED) {
    say(kNoRoomWords);
    say(" a library failed\n");
  } else {
    ::munmap(probe, kProbeBytes);
  }
  ::raise(signal);
}

}  // namespace

void tellMemoryShortage() {
  alignas(16) static char stack[64 << 10];  // the handler's stack: an overflowed stack has no room for it
  stack_t other{};
  other.ss_sp = stack;
  other.ss_size = sizeof stack;
  ::sigaltstack(&other, nullptr);
  struct sigaction action{};
  action.sa_handler = onCrash;
  action.sa_flags = SA_ONSTACK | SA_RESETHAND;
  ::sigaction(SIGSEGV, &action, nullptr);
  ::sigaction(SIGABRT, &action, nullptr);
}

}  // namespace graft
