// SPDX-License-Identifier: Apache-2.0
#include <atomic>

#include "core/ops/card.hpp"
#include "core/ops/ops.hpp"

namespace graft::ops {
namespace {

/// Each thread takes the next task when it is done with one, so that unequal tasks even out.
class TorchRunner : public kernels::Runner {
 public:
  explicit TorchRunner(bool usesCard) : Runner(kernels::bestIsa()), m_usesCard(usesCard) {}
  const kernels::CardKernels* card() const override { return m_usesCard && ops::card() ? &ops::card()->kernels() : nullptr; }
  void run(int64_t tasks, void (*task)(void*, int64_t), void* context) const override {
    const int64_t threads = std::min<int64_t>(tasks, at::get_num_threads());
    if (threads <= 1 || at::in_parallel_region()) {
      for (int64_t i = 0; i < tasks; ++i) task(context, i);
      return;
    }
    std::atomic<int64_t> next{0};
    at::parallel_for(0, threads, 1, [&](int64_t begin, int64_t end) {
      for (int64_t thread = begin; thread < end; ++thread) {
        for (int64_t i = next++; i < tasks; i = next++) task(context, i);
      }
    });
  }

 private:
  bool m_usesCard;
};

}  // namespace

const kernels::Runner& runner() {
  static const TorchRunner kRunner(true);
  return kRunner;
}
const kernels::Runner& processorRunner() {
  static const TorchRunner kRunner(false);
  return kRunner;
}

kernels::Element elementOf(at::ScalarType type) {
  TORCH_CHECK(type == at::kFloat || type == at::kBFloat16 || type == at::kDouble, "kernels know float, bfloat16 and double");
  return type == at::kFloat ? kernels::Element::F32 : type == at::kDouble ? kernels::Element::F64 : kernels::Element::BF16;
}

}  // namespace graft::ops
