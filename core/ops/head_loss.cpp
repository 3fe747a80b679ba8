// SPDX-License-Identifier: Apache-2.0
// Linear head and cross entropy in chunks of rows: the gradient of the hidden state is made while the chunk's logits exist.
#include "core/ops/ops.hpp"
#include "kernels/cross_entropy/cross_entropy.hpp"

namespace graft::ops {

double headLoss(const at::Tensor& hidden, const at::Tensor& head, const std::vector<int64_t>& places, const std::vector<int64_t>& targets,
                const at::Tensor& logits, double factor, const at::Tensor& gradient) {
  if (gradient.defined()) gradient.zero_();
  const auto count = static_cast<int64_t>(places.size());
  const at::Tensor index = at::from_blob(const_cast<int64_t*>(places.data()), {count}, at::kLong);
  std::vector<double> losses(places.size());
  for (int64_t begin = 0; begin < count; begin += kHeadChunk) {
    const int64_t n = std::min(kHeadChunk, count - begin);
    const at::Tensor chosen = index.narrow(0, begin, n);
    at::Tensor z = logits.narrow(0, 0, n);
    at::mm_out(z, hidden.index_select(0, chosen), head.t());
    kernels::crossEntropy({elementOf(z.scalar_type()), n, head.size(0), z.data_ptr(), targets.data() + begin, losses.data() + begin, factor,
                           gradient.defined() ? kernels::Gradient::Wanted : kernels::Gradient::None},
                          runner());
    if (gradient.defined()) at::Tensor(gradient).index_copy_(0, chosen, at::mm(z, head));
  }
  double sum = 0;
  for (const double loss : losses) sum += loss;
  return sum;
}

}  // namespace graft::ops
