// SPDX-License-Identifier: Apache-2.0
// A function with its own stack that can be suspended and resumed. Stacks are reused by later fibres of the thread, because an emulated GPU
// creates millions. On x86-64 a switch takes a dozen instructions. Elsewhere and under the thread sanitizer ucontext is used, which makes
// two system calls a switch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif
#if defined(__x86_64__) && !defined(__SANITIZE_THREAD__)
#define GRAFT_OWN_SWITCH 1
#else
#define GRAFT_OWN_SWITCH 0
#include <ucontext.h>
#endif

namespace graft::kernels::tests {

#if GRAFT_OWN_SWITCH
// Saves the callee-saved registers, stores the current stack in *from, and switches to `to`. A new fibre starts in graftFibreBegin, which
// calls r13(r12, ebx).
extern "C" void graftFibreSwitch(void** from, void* to);
extern "C" void graftFibreBegin();
asm(R"(
  .text
  .local graftFibreSwitch
graftFibreSwitch:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
  .local graftFibreBegin
graftFibreBegin:
  movq %r12, %rdi
  movl %ebx, %esi
  call *%r13
  ud2
)");
#endif

class Fibre {
 public:
  using Body = void (*)(void* what, int number);
  Fibre() = default;
  Fibre(Fibre&& other) = delete;
  ~Fibre() {
    if (m_stack) stacks().push_back(std::move(m_stack));
  }
  /// Prepares the fibre to start at the body's beginning. The body must not return but leave for good.
  void start(Body body, void* what, int number) {
    auto& kept = stacks();
    if (!m_stack && !kept.empty()) {
      m_stack = std::move(kept.back());
      kept.pop_back();
    }
    if (!m_stack) m_stack = std::make_unique_for_overwrite<char[]>(kStack);
#if defined(__SANITIZE_ADDRESS__)
    __asan_unpoison_memory_region(m_stack.get(), kStack);  // abandoned frames have not unpoisoned their stack
#endif
#if GRAFT_OWN_SWITCH
    auto* top = reinterpret_cast<uintptr_t*>(reinterpret_cast<uintptr_t>(m_stack.get() + kStack) & ~uintptr_t{15}) - 2;
    const uintptr_t registers[] = {0,
                                   0,
                                   reinterpret_cast<uintptr_t>(body),
                                   reinterpret_cast<uintptr_t>(what),
                                   static_cast<uintptr_t>(number),
                                   0,
                                   reinterpret_cast<uintptr_t>(&graftFibreBegin)};
    top -= std::size(registers);
    for (size_t i = 0; i < std::size(registers); ++i) top[i] = registers[i];
    m_own = top;
#else
    m_body = body, m_what = what, m_number = number;
    getcontext(&m_own);
    m_own.uc_stack.ss_sp = m_stack.get();
    m_own.uc_stack.ss_size = kStack;
    m_own.uc_link = &m_other;
    const auto self = reinterpret_cast<uintptr_t>(this);
    makecontext(&m_own, reinterpret_cast<void (*)()>(&Fibre::begin), 2, static_cast<unsigned>(self >> 32), static_cast<unsigned>(self));
#endif
  }
#if GRAFT_OWN_SWITCH
  void go() { graftFibreSwitch(&m_other, m_own); }
  void leave() { graftFibreSwitch(&m_own, m_other); }  ///< called inside the fibre
#else
  void go() { swapcontext(&m_other, &m_own); }
  void leave() { swapcontext(&m_own, &m_other); }
#endif

 private:
  static constexpr size_t kStack = 64 << 10;
  static std::vector<std::unique_ptr<char[]>>& stacks() {
    static thread_local std::vector<std::unique_ptr<char[]>> kept;
    return kept;
  }
  std::unique_ptr<char[]> m_stack;
#if GRAFT_OWN_SWITCH
  void *m_own = nullptr, *m_other = nullptr;
#else
  static void begin(unsigned high, unsigned low) {
    auto* self = reinterpret_cast<Fibre*>(static_cast<uintptr_t>(high) << 32 | low);
    self->m_body(self->m_what, self->m_number);
  }
  ucontext_t m_own, m_other;
  Body m_body = nullptr;
  void* m_what = nullptr;
  int m_number = 0;
#endif
};

}  // namespace graft::kernels::tests
