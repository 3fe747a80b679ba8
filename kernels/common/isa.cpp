// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <cstring>

#if defined(__x86_64__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include "kernels/common/runner.hpp"

namespace graft::kernels {
namespace {

#if defined(__x86_64__)
/// Leaf 1 of CPUID: bit 29 of ECX. Compilers before clang 15 do not know the feature by name.
bool hasF16c() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return __get_cpuid(1, &a, &b, &c, &d) && (c & 1u << 29);
}
/// Leaf 7 of CPUID (Intel SDM, volume 2A): AMX-BF16 and AMX-TILE are bits 22 and 24 of EDX.
bool hasTiles() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  constexpr unsigned kBoth = 1u << 22 | 1u << 24;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (d & kBoth) == kBoth;
}
/// The operating system keeps tile state only for a process that has requested it (Documentation/arch/x86/xstate.rst). The permission holds
/// for all its threads.
bool mayUseTiles() {
  constexpr int kRequest = 0x1023, kTileData = 18;  // ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA
  return syscall(SYS_arch_prctl, kRequest, kTileData) == 0;
}
#endif

Isa ofProcessor() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq")) {
    if (!__builtin_cpu_supports("avx512bf16")) return Isa::Avx512;
    return hasTiles() && mayUseTiles() ? Isa::Amx : Isa::Avx512Bf16;
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && hasF16c()) return Isa::Avx2;
  return Isa::Sse2;
#else
  return Isa::Plain;
#endif
}

}  // namespace

void SerialRunner::run(int64_t tasks, void (*task)(void*, int64_t), void* context) const {
  for (int64_t i = 0; i < tasks; ++i) task(context, i);
}

Isa bestIsa() {
  static const Isa kBest = [] {
    const Isa have = ofProcessor();
    const char* asked = std::getenv("GRAFT_ISA");
    if (!asked) return have;
    for (int i = 0; i <= static_cast<int>(have); ++i) {
      if (std::strcmp(asked, nameOf(static_cast<Isa>(i))) == 0) return static_cast<Isa>(i);
    }
    return have;
  }();
  return kBest;
}

}  // namespace graft::kernels
