// SPDX-License-Identifier: Apache-2.0
#include "core/ops/card.hpp"

#include <cstring>

#include "core/ops/ops.hpp"

namespace graft::ops {
namespace {

std::shared_ptr<kernels::Card> g_card;

/// Memory block and the device that owns it, which tensors keep alive.
struct Block {
  std::shared_ptr<kernels::Card> card;
  void* memory;
};
void drop(void* context) {
  auto* block = static_cast<Block*>(context);
  block->card->release(block->memory);
  delete block;
}

class SharedMemory : public c10::Allocator {
 public:
  c10::DataPtr allocate(size_t bytes) override {
    if (bytes == 0) return {nullptr, nullptr, &c10::detail::deleteNothing, c10::Device(c10::kCPU)};
    void* memory = g_card->allocate(static_cast<int64_t>(bytes));
    TORCH_CHECK_WITH(OutOfMemoryError, memory, "the card could not allocate ", bytes, " bytes");
    return {memory, new Block{g_card, memory}, &drop, c10::Device(c10::kCPU)};
  }
  void copy_data(void* to, const void* from, size_t bytes) const override { std::memcpy(to, from, bytes); }
};

}  // namespace

void useCard(std::shared_ptr<kernels::Card> card) {
  static SharedMemory memory;
  if (g_card) (void)g_card->wait();  // the previous device may have pending work even after a failure
  g_card = std::move(card);
  c10::SetAllocator(c10::kCPU, g_card ? &memory : c10::GetDefaultCPUAllocator());
}

kernels::Card* card() { return g_card.get(); }

void settle() {
  if (!g_card) return;
  if (const char* failure = g_card->wait()) throw CardFailure(failure);
}

int64_t mark() { return g_card ? g_card->mark() : 0; }

void settle(int64_t mark) {
  if (!g_card) return;
  if (const char* failure = g_card->waitFor(mark)) throw CardFailure(failure);
}

void setZero(const at::Tensor& dense) {
  if (g_card && dense.scalar_type() != at::kDouble) {
    g_card->startZero(dense.data_ptr(), static_cast<int64_t>(dense.nbytes()));
  } else {
    at::Tensor(dense).zero_();
  }
}

at::Tensor exchanged(int64_t count, at::ScalarType type) {
  if (!g_card || count == 0) return at::empty({count}, type);
  void* memory = g_card->allocate(count * static_cast<int64_t>(at::elementSize(type)), kernels::Home::Processor);
  TORCH_CHECK_WITH(OutOfMemoryError, memory, "the card could not allocate memory that it shares with the processor");
  return at::from_blob(memory, {count}, [card = g_card](void* at) { card->release(at); }, type);
}

static at::Tensor filled(const at::Tensor& out, const std::vector<int64_t>& numbers) {
  if (!numbers.empty()) std::memcpy(out.data_ptr(), numbers.data(), numbers.size() * sizeof(int64_t));
  return out;
}
at::Tensor arrayOf(const std::vector<int64_t>& numbers) {
  return filled(exchanged(static_cast<int64_t>(numbers.size()), at::kLong), numbers);
}
at::Tensor arrayNear(const std::vector<int64_t>& numbers) {
  return filled(at::empty({static_cast<int64_t>(numbers.size())}, at::kLong), numbers);
}

}  // namespace graft::ops
