// SPDX-License-Identifier: Apache-2.0
// Sends the tests of GPU kernels to a kernel library (GRAFT_CARD_LIBRARY) with a real or emulated GPU. The tests pass plain vectors. So
// that the GPU can access them, operator new allocates from the GPU from the first allocation on.
#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

#include <gtest/gtest.h>

#include "kernels/card/card.hpp"
#include "kernels/card/card_kernels.hpp"
#include "tests/kernels/card_runner.hpp"

namespace graft::kernels::tests {
namespace {

/// True during calls of the library, whose own allocations use plain memory.
bool g_isInside = false;
struct Inside {
  const bool before = g_isInside;
  Inside() { g_isInside = true; }
  ~Inside() { g_isInside = before; }
};

graft::kernels::Card* opened() {
  static graft::kernels::Card* card = [] {
    const Inside inside;
    const char* path = std::getenv("GRAFT_CARD_LIBRARY");
    void* const library = path ? ::dlopen(path, RTLD_NOW | RTLD_LOCAL) : nullptr;
    const auto open = library ? reinterpret_cast<OpenCard>(::dlsym(library, kOpenCard)) : nullptr;
    char why[512] = "GRAFT_CARD_LIBRARY names no library of card kernels";
    auto* const made = open ? open(kCardInterface, why, sizeof why) : nullptr;
    if (!made) std::fprintf(stderr, "no card: %s\n", why), std::abort();
    std::fprintf(stderr, "card: %s\n", made->name());
    return made;
  }();
  return card;
}

/// Header before each block that records its origin.
constexpr size_t kHeader = 256;
void* take(size_t bytes) {
  const bool isCards = !g_isInside;
  void* memory;
  if (isCards) {
    graft::kernels::Card* const card = opened();
    const Inside inside;
    memory = card->allocate(static_cast<int64_t>(bytes + kHeader));
  } else {
    memory = std::aligned_alloc(kHeader, (bytes + 2 * kHeader - 1) / kHeader * kHeader);
  }
  if (!memory) throw std::bad_alloc();
  std::memcpy(memory, &isCards, sizeof isCards);
  return static_cast<char*>(memory) + kHeader;
}
void give(void* at) {
  if (!at) return;
  void* const memory = static_cast<char*>(at) - kHeader;
  bool isCards;
  std::memcpy(&isCards, memory, sizeof isCards);
  if (!isCards) return std::free(memory);
  const Inside inside;
  opened()->release(memory);
}

class Waiting : public CardKernels {
 public:
  void run(const RmsNormForward& a) const override { pass(a); }
  void run(const RmsNormBackward& a) const override { pass(a); }
  void run(const Rotary& a) const override { pass(a); }
  void run(const SwigluForward& a) const override { pass(a); }
  void run(const SwigluBackward& a) const override { pass(a); }
  void run(const CrossEntropy& a) const override { pass(a); }
  void run(const AdamWStep& a) const override { pass(a); }
  void run(const SquaredNorm& a) const override { pass(a); }
  void run(const Dropout& a) const override { pass(a); }
  void run(const LoraForward& a) const override { pass(a); }
  void run(const LoraBackward& a) const override { pass(a); }
  void run(const AttentionForward& a) const override { pass(a); }
  void run(const AttentionBackward& a) const override { pass(a); }
  void run(const AttentionStep& a) const override { pass(a); }
  void run(const CopyRows& a) const override { pass(a); }
  void run(const Nf4OnCard& a) const override { pass(a); }
  void run(const DecodeRows& a) const override { pass(a); }

 private:
  template <class Args>
  void pass(const Args& a) const {
    const Inside inside;
    opened()->kernels().run(a);
    const char* const failure = opened()->wait();
    if (failure) std::fprintf(stderr, "the card failed: %s\n", failure), std::abort();
  }
};

}  // namespace

const CardKernels* CardRunner::card() const {
  static const Waiting kernels;
  return &kernels;
}

}  // namespace graft::kernels::tests

void* operator new(size_t bytes) { return graft::kernels::tests::take(bytes); }
void operator delete(void* at) noexcept { graft::kernels::tests::give(at); }
void operator delete(void* at, size_t) noexcept { graft::kernels::tests::give(at); }
