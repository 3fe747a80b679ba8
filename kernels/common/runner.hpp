// SPDX-License-Identifier: Apache-2.0
// Instruction set and threads that a kernel runs on. Every kernel divides its work into tasks by its shapes alone, so results do not depend
// on the number of threads.
#pragma once

#include <cstdint>

namespace graft::kernels {

/// Instruction sets of the vectorised versions; Plain is the scalar reference. The last two also multiply pairs of bfloat16, in kernels
/// with GRAFT_PAIRS_CALL or GRAFT_TILES_CALL. With GRAFT_ROUND_CALL, kernels that write bfloat16 round by an instruction. For all other
/// kernels the last two mean Avx512.
enum class Isa : int { Plain, Sse2, Avx2, Avx512, Avx512Bf16, Amx };
constexpr const char* nameOf(Isa isa) {
  constexpr const char* kNames[] = {"plain", "sse2", "avx2", "avx512", "avx512bf16", "amx"};
  return kNames[static_cast<int>(isa)];
}
/// Returns the widest set that the CPU has and the operating system permits, or a narrower one named in GRAFT_ISA. GRAFT_ISA is for tests;
/// unknown names are ignored. The first call requests permission for AMX tiles, so nothing runs with Amx before it.
Isa bestIsa();
/// Floats in one vector.
constexpr int lanesOf(Isa isa) { return isa >= Isa::Avx512 ? 16 : isa == Isa::Avx2 ? 8 : isa == Isa::Sse2 ? 4 : 1; }
/// Returns `isa`, or a narrower set whose vectors divide `width` evenly.
constexpr Isa fitting(Isa isa, int64_t width) {
  while (width % lanesOf(isa) != 0) isa = static_cast<Isa>(static_cast<int>(isa) - 1);
  return isa;
}

class CardKernels;

class Runner {
 public:
  explicit Runner(Isa isa) : m_isa(isa) {}
  virtual ~Runner() = default;
  Isa isa() const { return m_isa; }
  /// Kernels for calls with GPU memory (kernels/card); null on the CPU.
  virtual const CardKernels* card() const { return nullptr; }
  /// Runs task(context, 0) to task(context, tasks - 1), in any order and on any threads; returns when all are done.
  virtual void run(int64_t tasks, void (*task)(void*, int64_t), void* context) const = 0;

 private:
  Isa m_isa;
};

/// Runs the tasks one after the other on the caller's thread.
class SerialRunner : public Runner {
 public:
  explicit SerialRunner(Isa isa = bestIsa()) : Runner(isa) {}
  void run(int64_t tasks, void (*task)(void*, int64_t), void* context) const override;
};

}  // namespace graft::kernels

// Declares a vectorised version once for each instruction set.
#define GRAFT_SIMD_DECLARE(declaration) \
  namespace sse2 {                      \
  declaration;                          \
  }                                     \
  namespace avx2 {                      \
  declaration;                          \
  }                                     \
  namespace avx512 {                    \
  declaration;                          \
  }

// Declares a version with pairs of bfloat16, for the sets that have them.
#define GRAFT_PAIRS_DECLARE(declaration) \
  namespace avx512bf16 {                 \
  declaration;                           \
  }                                      \
  namespace amx {                        \
  declaration;                           \
  }

// Declares a vectorised version, with one more for sets that round to bfloat16 by an instruction.
#define GRAFT_ROUND_DECLARE(declaration) \
  GRAFT_SIMD_DECLARE(declaration)        \
  namespace avx512bf16 {                 \
  declaration;                           \
  }

// Calls the version for `isa`; the plain one when none fits. Only x86-64 has vectorised versions so far.
#if defined(__x86_64__)
#define GRAFT_SIMD_CALL(isa, plain, name, ...)          \
  switch (isa) {                                        \
    case Isa::Amx:                                      \
    case Isa::Avx512Bf16:                               \
    case Isa::Avx512: return avx512::name(__VA_ARGS__); \
    case Isa::Avx2: return avx2::name(__VA_ARGS__);     \
    case Isa::Sse2: return sse2::name(__VA_ARGS__);     \
    case Isa::Plain: return plain;                      \
  }
// Calls the version with tiles, or with any pairs, if `isa` has them; otherwise execution continues.
#define GRAFT_TILES_CALL(isa, name, ...) \
  if ((isa) == Isa::Amx) return amx::name(__VA_ARGS__);
#define GRAFT_PAIRS_CALL(isa, name, ...)   \
  GRAFT_TILES_CALL(isa, name, __VA_ARGS__) \
  if ((isa) == Isa::Avx512Bf16) return avx512bf16::name(__VA_ARGS__);
#define GRAFT_ROUND_CALL(isa, plain, name, ...)                       \
  if ((isa) >= Isa::Avx512Bf16) return avx512bf16::name(__VA_ARGS__); \
  GRAFT_SIMD_CALL(isa, plain, name, __VA_ARGS__)
#else
#define GRAFT_ROUND_CALL(isa, plain, name, ...) return plain
#define GRAFT_TILES_CALL(isa, name, ...)
#define GRAFT_PAIRS_CALL(isa, name, ...)
#define GRAFT_SIMD_CALL(isa, plain, name, ...) return plain
#endif
