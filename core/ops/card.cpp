// SPDX-License-Identifier: Apache-2.0
#include "core/ops/card.hpp"

#include <cstring>

#include "core/ops/ops.hpp"

// What at::mm calls for products of bfloat16: result = beta result + alpha mat1 mat2 by oneDNN. LibTorch 2.11 (packaging/wheels.lock)
// exports it without a header.
namespace at::native {
void mkldnn_matmul(const Tensor& mat1, const Tensor& mat2, const Tensor& result, float beta, float alpha);
}

namespace graft::ops {
namespace {

std::shared_ptr<kernels::Card> g_card;

/// A block and the card that it came from: tensors may outlive the use of it.
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
    TORCH_CHECK(memory, "the card could not allocate memory: ", bytes, " bytes");
    return {memory, new Block{g_card, memory}, &drop, c10::Device(c10::kCPU)};
  }
  void copy_data(void* to, const void* from, size_t bytes) const override { std::memcpy(to, from, bytes); }
};

}  // namespace

void useCard(std::shared_ptr<kernels::Card> card) {
  static SharedMemory memory;
  if (g_card) (void)g_card->wait();  // one that failed may still be left
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

/// For floats at::mm calls MKL, which uses AVX-512 on processors of its own maker alone. oneDNN does everywhere: 400 to 480 against 190 to
/// 210 GFLOP/s with the shapes of SmolLM2-135M on an AMD EPYC (Zen 5, two threads). A fixed rule, not a measurement: a run computes the
/// same bits each time.
static bool isMklSlow() {
#if defined(__x86_64__)
  static const bool kSlow = kernels::bestIsa() >= kernels::Isa::Avx512 && !__builtin_cpu_is("intel");
  return kSlow;
#else
  return false;
#endif
}

bool areProductsCompiled(at::ScalarType type) {
  if (type == at::kBFloat16) return !kernels::multipliesInFloats(kernels::bestIsa());
  return type == at::kFloat && isMklSlow();
}

void product(const at::Tensor& x, const at::Tensor& w, Side side, const at::Tensor& y, Into into) {
  const kernels::Product asked{elementOf(x.scalar_type()), x.size(0),    x.size(1),          y.size(1),
                               x.const_data_ptr(),         x.stride(0),  w.const_data_ptr(), w.stride(0),
                               side == Side::Transposed,   y.data_ptr(), y.stride(0),        into == Into::Add};
  if (g_card && x.scalar_type() != at::kDouble) return g_card->start(asked);
  settle();
  if (kernels::hasProduct(asked, processorRunner().isa())) return kernels::product(asked, processorRunner());
  at::Tensor out = y;
  const at::Tensor weight = side == Side::Transposed ? w.t() : w;
  if (x.scalar_type() == at::kFloat && isMklSlow()) {
    at::native::mkldnn_matmul(x, weight, out, into == Into::Add ? 1 : 0, 1);
  } else if (into == Into::Add) {
    out.addmm_(x, weight);
  } else {
    at::mm_out(out, x, weight);
  }
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
  TORCH_CHECK(memory, "the card could not allocate memory that it shares with the processor");
  return at::from_blob(
      memory, {count}, [card = g_card](void* at) { card->release(at); }, type);
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
