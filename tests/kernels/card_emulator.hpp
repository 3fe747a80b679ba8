// SPDX-License-Identifier: Apache-2.0
// Runs the body of a GPU kernel with one fibre a thread, with real barriers and shuffles. It fails on errors that a GPU would ignore or
// hang on. These are a barrier or shuffle that some threads miss, a partial warp and a grid that is too large. Using more shared memory
// than requested, or than every GPU has, also fails. Shared memory starts as NaN and has its own heap block, so that a sanitizer detects
// accesses out of bounds.
#pragma once

#include <cstring>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "kernels/card/card_kernels.hpp"
#include "tests/kernels/fibre.hpp"

namespace graft::kernels::tests {

class EmulatedBlock;

/// Completion time of an asynchronous copy: at the latest moment, or at once, while another part of the block still reads the target.
enum class CopyArrival { WhenAwaited, AtOnce };
inline CopyArrival copiesArrive = CopyArrival::WhenAwaited;
inline int64_t copiesStarted = 0;
/// Calls `body` for each completion time, if it starts any copy.
template <class Body>
void withEachArrival(const Body& body) {
  copiesStarted = 0;
  body();
  if (copiesStarted == 0) return;
  copiesArrive = CopyArrival::AtOnce;
  body();
  copiesArrive = CopyArrival::WhenAwaited;
}

/// A thread as seen by a kernel body.
class EmulatedThread {
 public:
  EmulatedThread(EmulatedBlock& block, int number) : m_block(block), m_number(number) {}
  int thread() const { return m_number; }
  int threads() const;
  int64_t block() const;
  void barrier();
  float shuffleXor(float value, int lanes);
  void multiply(float (&c)[4], const uint32_t (&a)[4], const uint32_t (&b)[2]);
  void matrices(const Bf16* row, uint32_t (&out)[4]) { readMatrices(row, out, false); }
  void turned(const Bf16* row, uint32_t (&out)[4]) { readMatrices(row, out, true); }
  void startCopy(Bf16* to, const Bf16* from, bool isThere) {
    ++copiesStarted;
    const Copy copy{to, from, isThere};
    if (copiesArrive == CopyArrival::AtOnce) return arrive(copy);
    m_open.push_back(copy);
  }
  void closeCopies() { m_groups.push_back(std::exchange(m_open, {})); }
  template <int kLeft>
  void waitForCopies() {
    for (; m_groups.size() > kLeft; m_groups.erase(m_groups.begin())) {
      for (const Copy& copy : m_groups.front()) arrive(copy);
    }
  }
  float* shared(int64_t bytes);

 private:
  struct Copy {
    Bf16* to;
    const Bf16* from;
    bool isThere;
  };
  static void arrive(const Copy& copy) { card::store(copy.to, copy.isThere ? card::load<card::Words>(copy.from) : card::Words{}); }
  std::vector<Copy> m_open;
  std::vector<std::vector<Copy>> m_groups;
  void readMatrices(const Bf16* row, uint32_t (&out)[4], bool isTurned);
  EmulatedBlock& m_block;
  int m_number;
};

/// All threads of one block. Each runs in turn until it waits or ends.
class EmulatedBlock {
 public:
  EmulatedBlock(const card::Launch& launch, int64_t number)
      : m_launch(launch), m_number(number), m_fibres(static_cast<size_t>(launch.threads)) {
    m_shared = std::make_unique<float[]>(static_cast<size_t>(launch.sharedBytes / 4));
    std::memset(m_shared.get(), 0xff, static_cast<size_t>(launch.sharedBytes / 4 * 4));  // NaN as float and as bfloat16
  }
  template <class Body>
  void run(const Body& body) {
    m_call = [](EmulatedThread& thread, const void* what) { (*static_cast<const Body*>(what))(thread); };
    m_body = &body;
    for (int i = 0; i < m_launch.threads; ++i) m_fibres[static_cast<size_t>(i)].fibre.start(&EmulatedBlock::enter, this, i);
    while (step() && m_error.empty()) {
    }
    if (!m_error.empty()) throw std::logic_error(m_error);
  }

  const card::Launch& launch() const { return m_launch; }
  int64_t number() const { return m_number; }
  float* shared() { return m_shared.get(); }
  enum class Wait { None, Barrier, Shuffle, Done };
  void wait(int thread, Wait what) {
    m_fibres[static_cast<size_t>(thread)].wait = what;
    m_fibres[static_cast<size_t>(thread)].fibre.leave();
  }
  float& given(int thread) { return m_fibres[static_cast<size_t>(thread)].given; }
  const Bf16*& row(int thread) { return m_fibres[static_cast<size_t>(thread)].row; }
  uint32_t* factors(int thread) { return m_fibres[static_cast<size_t>(thread)].factors; }

 private:
  struct Thread {
    Fibre fibre;
    Wait wait = Wait::None;
    float given = 0;
    uint32_t factors[6] = {};  ///< four words of a, two of b
    const Bf16* row = nullptr;
  };
  static void enter(void* self, int thread) {
    auto* block = static_cast<EmulatedBlock*>(self);
    EmulatedThread view(*block, thread);
    try {  // an exception must not leave its fibre
      block->m_call(view, block->m_body);
    } catch (const std::exception& e) {
      block->m_error = e.what();
    }
    block->wait(thread, Wait::Done);
  }
  /// Runs all runnable threads, then releases warps or the block. Returns false at the end.
  bool step() {
    for (auto& f : m_fibres) {
      if (f.wait == Wait::None) f.fibre.go();
    }
    bool went = false;
    for (size_t warp = 0; warp < m_fibres.size(); warp += card::kWarp) {
      size_t shuffling = 0;
      for (size_t i = warp; i < warp + card::kWarp; ++i) shuffling += m_fibres[i].wait == Wait::Shuffle;
      if (shuffling == 0) continue;
      if (shuffling < card::kWarp) return fail("a shuffle that only " + std::to_string(shuffling) + " threads of a warp take part in");
      for (size_t i = warp; i < warp + card::kWarp; ++i) m_fibres[i].wait = Wait::None;
      went = true;
    }
    if (went) return true;
    size_t waiting = 0, done = 0;
    for (const auto& f : m_fibres) waiting += f.wait == Wait::Barrier, done += f.wait == Wait::Done;
    if (done == m_fibres.size()) return false;
    if (waiting < m_fibres.size()) return fail("a barrier that " + std::to_string(done) + " threads never reach");
    for (auto& f : m_fibres) f.wait = Wait::None;
    return true;
  }
  bool fail(std::string what) {
    m_error = std::move(what);
    return false;
  }

  card::Launch m_launch;
  int64_t m_number;
  std::vector<Thread> m_fibres;
  std::unique_ptr<float[]> m_shared;
  void (*m_call)(EmulatedThread&, const void*) = nullptr;
  const void* m_body = nullptr;
  std::string m_error;
};

inline int EmulatedThread::threads() const { return m_block.launch().threads; }
inline int64_t EmulatedThread::block() const { return m_block.number(); }
inline void EmulatedThread::barrier() { m_block.wait(m_number, EmulatedBlock::Wait::Barrier); }
inline float EmulatedThread::shuffleXor(float value, int lanes) {
  m_block.given(m_number) = value;
  m_block.wait(m_number, EmulatedBlock::Wait::Shuffle);
  const float other = m_block.given(m_number ^ lanes);
  m_block.wait(m_number, EmulatedBlock::Wait::Shuffle);  // all lanes have read before the next value is written
  return other;
}
/// Fragment layout as in PTX: "Matrix Fragments for mma.m16n8k16 with floating point type".
inline void EmulatedThread::multiply(float (&c)[4], const uint32_t (&a)[4], const uint32_t (&b)[2]) {
  uint32_t* own = m_block.factors(m_number);
  for (int i = 0; i < 4; ++i) own[i] = a[i];
  for (int i = 0; i < 2; ++i) own[4 + i] = b[i];
  m_block.wait(m_number, EmulatedBlock::Wait::Shuffle);
  const int first = m_number / card::kWarp * card::kWarp, row = m_number % card::kWarp / 4, column = m_number % 4 * 2;
  for (int i = 0; i < 4; ++i) {
    const int m = row + i / 2 * 8, n = column + i % 2;
    for (int k = 0; k < 16; ++k) {
      const uint32_t left = m_block.factors(first + m % 8 * 4 + k % 8 / 2)[m / 8 + k / 8 * 2];
      const uint32_t right = m_block.factors(first + n * 4 + k % 8 / 2)[4 + k / 8];
      c[i] += k % 2 == 0 ? card::firstOf(left) * card::firstOf(right) : card::secondOf(left) * card::secondOf(right);
    }
  }
  m_block.wait(m_number, EmulatedBlock::Wait::Shuffle);
}
inline void EmulatedThread::readMatrices(const Bf16* row, uint32_t (&out)[4], bool isTurned) {
  if (reinterpret_cast<uintptr_t>(row) % 16 != 0) throw std::logic_error("a row of a matrix lies at an address that is none of 16 bytes");
  m_block.row(m_number) = row;
  m_block.wait(m_number, EmulatedBlock::Wait::Shuffle);
  const int first = m_number / card::kWarp * card::kWarp;
  const card::Lane lane(m_number);
  for (int i = 0; i < 4; ++i) {
    const auto at = [&](int r, int c) { return m_block.row(first + i * 8 + r)[c]; };
    out[i] = isTurned ? card::pairOf(at(lane.pair * 2, lane.row), at(lane.pair * 2 + 1, lane.row))
                      : card::pairOf(at(lane.row, lane.pair * 2), at(lane.row, lane.pair * 2 + 1));
  }
  m_block.wait(m_number, EmulatedBlock::Wait::Shuffle);
}
inline float* EmulatedThread::shared(int64_t bytes) {
  if (bytes > m_block.launch().sharedBytes) throw std::logic_error("a body uses more shared memory than its launch asks for");
  return m_block.shared();
}

struct EmulatorLauncher {
  template <class Body>
  void launch(const card::Launch& l, const Body& body) const {
    if (l.threads <= 0 || l.threads > 1024 || l.threads % card::kWarp != 0) throw std::logic_error("threads are no whole warps");
    if (l.sharedBytes > card::kMostShared) throw std::logic_error("more shared memory than every card has");
    if (l.blocks > std::numeric_limits<int>::max()) throw std::logic_error("the grid is too large");
    for (int64_t i = 0; i < l.blocks; ++i) EmulatedBlock(l, i).run(body);
  }
};

/// Runner whose GPU kernels run in the emulator.
class EmulatedRunner : public SerialRunner {
 public:
  const CardKernels* card() const override { return &m_kernels; }

 private:
  card::KernelsOn<EmulatorLauncher> m_kernels{EmulatorLauncher{}};
};

}  // namespace graft::kernels::tests
