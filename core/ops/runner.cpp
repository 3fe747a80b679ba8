// SPDX-License-Identifier: Apache-2.0
#include <numeric>

#include "core/base/thread_pool.hpp"
#include "core/ops/card.hpp"
#include "core/ops/ops.hpp"

namespace graft::ops {
namespace {

/// Runs kernels on the pool.
class PoolRunner : public kernels::Runner {
 public:
  explicit PoolRunner(bool usesCard) : Runner(kernels::bestIsa()), m_usesCard(usesCard) {}
  const kernels::CardKernels* card() const override { return m_usesCard && ops::card() ? &ops::card()->kernels() : nullptr; }
  void run(int64_t tasks, void (*task)(void*, int64_t), void* context) const override { pool().run(tasks, task, context); }

 private:
  bool m_usesCard;
};

}  // namespace

void keepLibraryToCaller() { at::set_num_threads(1); }

const kernels::Runner& runner() {
  static const PoolRunner kRunner(true);
  return kRunner;
}
const kernels::Runner& processorRunner() {
  static const PoolRunner kRunner(false);
  return kRunner;
}

static constexpr int64_t kChunkRows = 16;

at::Tensor logProbabilities(const at::Tensor& logits, at::ScalarType type) {
  const at::Tensor out = at::empty(logits.sizes(), type);
  inChunks(logits.size(0), kChunkRows, [&](int64_t begin, int64_t end) {
    out.narrow(0, begin, end - begin).copy_(logits.narrow(0, begin, end - begin).to(type).log_softmax(1));
  });
  return out;
}

double klSum(const at::Tensor& p, const at::Tensor& q) {
  std::vector<double> parts(static_cast<size_t>((p.size(0) + kChunkRows - 1) / kChunkRows));
  inChunks(p.size(0), kChunkRows, [&](int64_t begin, int64_t end) {
    const at::Tensor here = p.narrow(0, begin, end - begin);
    parts[static_cast<size_t>(begin / kChunkRows)] = (here.exp() * (here - q.narrow(0, begin, end - begin))).sum().item<double>();
  });
  return std::accumulate(parts.begin(), parts.end(), 0.0);
}

void convertInto(const at::Tensor& from, const at::Tensor& to) {
  constexpr int64_t kChunkElements = 1 << 18;
  const int64_t rows = from.size(0), width = rows > 0 ? from.numel() / rows : 0;
  inChunks(rows, std::max<int64_t>(1, kChunkElements / std::max<int64_t>(1, width)),
           [&](int64_t begin, int64_t end) { to.narrow(0, begin, end - begin).copy_(from.narrow(0, begin, end - begin)); });
}

at::Tensor converted(const at::Tensor& from, at::ScalarType type) {
  if (from.scalar_type() == type) return from;
  const at::Tensor out = at::empty(from.sizes(), type);
  convertInto(from, out);
  return out;
}

kernels::Element elementOf(at::ScalarType type) {
  TORCH_CHECK(type == at::kFloat || type == at::kBFloat16 || type == at::kDouble, "kernels know float, bfloat16 and double");
  return type == at::kFloat ? kernels::Element::F32 : type == at::kDouble ? kernels::Element::F64 : kernels::Element::BF16;
}

}  // namespace graft::ops
