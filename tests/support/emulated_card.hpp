// SPDX-License-Identifier: Apache-2.0
// An emulated GPU. Started work runs only when it, or a later mark, is waited for, so host code that accesses data too early gets wrong
// values. Memory is filled with NaN when allocated and when freed. A kernel that gets an address of host memory is refused, as on a GPU.
#pragma once

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <initializer_list>
#include <limits>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "kernels/card/card.hpp"
#include "tests/kernels/card_emulator.hpp"

namespace graft::tests {

class EmulatedCard : public kernels::Card {
 public:
  ~EmulatedCard() override {
    wait();
    for (const auto& [memory, bytes] : m_blocks) std::free(memory);
  }
  const char* name() const override { return "emulated"; }
  const char* bus() const override { return "0000:00:00.0"; }
  int64_t totalBytes() const override {
    const char* mib = std::getenv("GRAFT_EMULATED_MIB");
    return int64_t{mib ? std::atoi(mib) : 1024} << 20;
  }
  const kernels::CardKernels& kernels() const override { return m_kernels; }
  void start(const kernels::Product& p) const override {
    refuseForeign({p.x, p.w, p.y});
    m_busy = true;
    m_queue.push_back([p] { p.type == kernels::Element::F32 ? multiply<float>(p) : multiply<kernels::Bf16>(p); });
  }
  void startZero(void* at, int64_t bytes) const override {
    refuseForeign({at});
    m_busy = true;
    m_queue.push_back([=] { std::memset(at, 0, static_cast<size_t>(bytes)); });
  }
  const char* wait() const override {
    ++waits;
    work(m_queue.size());
    m_busy = false;
    m_marks.clear();
    recycle(std::numeric_limits<int64_t>::max());
    return m_error.empty() ? nullptr : m_error.c_str();
  }
  int64_t mark() const override {
    m_marks.push_back(m_done + m_queue.size());
    return ++m_marked;
  }
  const char* waitFor(int64_t mark) const override {
    while (m_marked - static_cast<int64_t>(m_marks.size()) < mark) {
      work(m_marks.front() - m_done);
      m_marks.pop_front();
    }
    recycle(mark);
    return m_error.empty() ? nullptr : m_error.c_str();
  }
  void* allocate(int64_t bytes, kernels::Home) override {
    const size_t size = (static_cast<size_t>(bytes) + 255) / 256 * 256;
    void* memory = std::aligned_alloc(256, size);
    std::memset(memory, kSpoilt, size);
    const std::lock_guard lock(m_mutex);
    m_blocks[memory] = size;
    return memory;
  }
  void release(void* memory) override {
    const std::lock_guard lock(m_mutex);
    if (m_busy)
      m_released.emplace_back(m_marked + 1, memory);
    else
      give(memory);
  }

  /// Number of started but unfinished kernels.
  size_t unfinished() const { return m_queue.size(); }

  mutable int64_t launches = 0, waits = 0;

 private:
  void work(size_t count) const {
    for (m_done += count; count > 0; --count) {
      const auto next = std::move(m_queue.front());
      m_queue.pop_front();
      try {
        if (m_error.empty()) next();
      } catch (const std::exception& e) {
        m_error = e.what();
      }
    }
  }
  /// Frees the memory that was released before this mark.
  void recycle(int64_t passed) const {
    const std::lock_guard lock(m_mutex);
    for (const auto& [mark, memory] : std::exchange(m_released, {})) {
      if (mark > passed)
        m_released.emplace_back(mark, memory);
      else
        give(memory);
    }
  }
  void give(void* memory) const {
    std::memset(memory, kSpoilt, m_blocks[memory]);
    m_blocks.erase(memory);
    std::free(memory);
  }
  static constexpr int kSpoilt = 0xff;  // NaN as float
  struct Launcher {
    const EmulatedCard* card;
    template <class Body>
    void launch(const kernels::card::Launch& l, const Body& body) const {
      ++card->launches;
      card->m_busy = true;
      card->m_queue.push_back([l, body] { kernels::tests::EmulatorLauncher{}.launch(l, body); });
    }
  };
  template <class E>
  static void multiply(const kernels::Product& p) {
    const auto *x = static_cast<const E*>(p.x), *w = static_cast<const E*>(p.w);
    auto* y = static_cast<E*>(p.y);
    for (int64_t row = 0; row < p.rows; ++row) {
      for (int64_t o = 0; o < p.out; ++o) {
        float sum = p.adds ? kernels::toFloat(y[row * p.yStride + o]) : 0;
        for (int64_t i = 0; i < p.in; ++i)
          sum += kernels::toFloat(x[row * p.xStride + i]) * kernels::toFloat(w[p.isTransposed ? o * p.wStride + i : i * p.wStride + o]);
        y[row * p.yStride + o] = kernels::fromFloat<E>(sum);
      }
    }
  }
  /// Records an error unless all memory given to a kernel belongs to this GPU.
  void refuseForeign(std::initializer_list<const void*> used) const {
    const std::lock_guard lock(m_mutex);
    for (const void* at : used) {
      if (!at) continue;
      auto block = m_blocks.upper_bound(const_cast<void*>(at));
      const bool isOurs = block != m_blocks.begin() && at < static_cast<const char*>((--block)->first) + block->second;
      if (!isOurs && m_error.empty()) m_error = "an address of the processor was given to a card";
    }
  }
  class Checked : public kernels::CardKernels {
   public:
    explicit Checked(const EmulatedCard* card) : m_card(card) {}
    void run(const kernels::RmsNormForward& a) const override { pass(a, {a.x, a.delta, a.sum, a.weight, a.y}); }
    void run(const kernels::RmsNormBackward& a) const override { pass(a, {a.sum, a.weight, a.dy, a.residual, a.dx}); }
    void run(const kernels::Rotary& a) const override { pass(a, {a.cosines, a.sines, a.x}); }
    void run(const kernels::SwigluForward& a) const override { pass(a, {a.gateUp, a.y}); }
    void run(const kernels::SwigluBackward& a) const override { pass(a, {a.gateUp, a.dy}); }
    void run(const kernels::CrossEntropy& a) const override { pass(a, {a.logits, a.targets, a.losses}); }
    void run(const kernels::AdamWStep& a) const override { pass(a, {a.parameter, a.first, a.second, a.gradient, a.correction}); }
    void run(const kernels::SquaredNorm& a) const override { pass(a, {a.values, a.parts, a.before, a.made, a.told}); }
    void run(const kernels::Dropout& a) const override { pass(a, {a.x, a.y}); }
    void run(const kernels::LoraForward& a) const override { pass(a, {a.a, a.b, a.scratch, a.x, a.down, a.y}); }
    void run(const kernels::LoraBackward& a) const override { pass(a, {a.a, a.b, a.scratch, a.x, a.dy, a.down, a.da, a.db, a.dx}); }
    void run(const kernels::AttentionForward& a) const override { pass(a, {a.starts, a.q, a.k, a.v, a.out, a.logsumexp, a.scratch}); }
    void run(const kernels::AttentionBackward& a) const override {
      pass(a, {a.starts, a.q, a.k, a.v, a.out, a.dout, a.logsumexp, a.dq, a.dk, a.dv, a.scratch});
    }
    void run(const kernels::AttentionStep& a) const override { pass(a, {a.q, a.keys, a.values, a.sequences, a.lengths, a.out}); }
    void run(const kernels::CopyRows& a) const override { pass(a, {a.x, a.from, a.y, a.to}); }
    void run(const kernels::Nf4OnCard& a) const override {
      pass(a, {a.codes, a.scaleCodes, a.nestedScales, a.scaleLevels, a.scales, a.target});
    }
    void run(const kernels::DecodeRows& a) const override { pass(a, {a.weight.bytes, a.weight.order, a.target}); }

   private:
    template <class Args>
    void pass(const Args& a, std::initializer_list<const void*> used) const {
      m_card->refuseForeign(used);
      m_card->m_bodies.run(a);
    }
    const EmulatedCard* m_card;
  };

  kernels::card::KernelsOn<Launcher> m_bodies{Launcher{this}};
  Checked m_kernels{this};
  mutable std::atomic<bool> m_busy{false};
  mutable std::mutex m_mutex;
  mutable std::map<void*, size_t> m_blocks;
  mutable std::atomic<int64_t> m_marked{0};
  mutable std::vector<std::pair<int64_t, void*>> m_released;
  mutable std::deque<std::function<void()>> m_queue;
  mutable size_t m_done = 0;           ///< number of kernels that left the queue
  mutable std::deque<size_t> m_marks;  ///< for each recent mark not waited for: the number of kernels started before it
  mutable std::string m_error;
};

/// Emulated GPU with a fault: a wrong result, a failed allocation, or an error after more than `after` kernels.
class FaultyCard : public EmulatedCard {
 public:
  enum class Fault { None, Product, Transpose, Memory, Fails };
  explicit FaultyCard(Fault fault, int64_t after = -1) : m_fault(fault), m_after(after) {}
  void start(const kernels::Product& p) const override {
    kernels::Product q = p;
    if (m_fault == Fault::Product) q.in = p.in - 1;
    // Values unchanged, transposition dropped
    if (m_fault == Fault::Transpose && p.isTransposed) q.isTransposed = false, q.wStride = p.out;
    EmulatedCard::start(q);
  }
  void* allocate(int64_t bytes, kernels::Home home) override {
    return m_fault == Fault::Memory ? nullptr : EmulatedCard::allocate(bytes, home);
  }
  const char* wait() const override { return fails() ? kSaid : EmulatedCard::wait(); }
  const char* waitFor(int64_t mark) const override { return fails() ? kSaid : EmulatedCard::waitFor(mark); }

 private:
  static constexpr const char* kSaid = "an illegal memory access was encountered";
  bool fails() const { return m_fault == Fault::Fails && launches > m_after; }
  Fault m_fault;
  int64_t m_after;
};

}  // namespace graft::tests
