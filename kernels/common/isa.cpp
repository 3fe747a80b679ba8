// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <cstring>

#include "kernels/common/runner.hpp"

namespace graft::kernels {
namespace {

Isa ofProcessor() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq"))
    return Isa::Avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c")) return Isa::Avx2;
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
