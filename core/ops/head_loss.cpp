// SPDX-License-Identifier: Apache-2.0
// Linear head and cross entropy in chunks of rows: the gradient of the hidden state is made while the chunk's logits exist.
#include "core/ops/ops.hpp"
#include "core/ops/profile.hpp"
#include "kernels/cross_entropy/cross_entropy.hpp"

namespace graft::ops {

namespace {

/// The head in slices of rows that need `scratch`, or in one piece when it is kept in the compute type.
template <class Body>
void forEachSlice(const FrozenMatrix& head, void* scratch, Body&& body) {
  const int64_t step = head.scratchBytes(1) > 0 ? kHeadSlice : head.rows();
  for (int64_t first = 0; first < head.rows(); first += step) {
    const int64_t count = std::min(step, head.rows() - first);
    body(first, count, head.decoded(first, count, scratch));
  }
}

}  // namespace

void headLogits(const at::Tensor& hidden, const FrozenMatrix& head, const at::Tensor& logits, void* scratch) {
  const Timed timed(Op::Head);
  if (head.productOfFew(hidden, logits)) return;
  forEachSlice(head, scratch, [&](int64_t first, int64_t count, const at::Tensor& slice) {
    at::Tensor out = logits.narrow(1, first, count);
    at::mm_out(out, hidden, slice.t());
  });
}

std::vector<double> headLoss(const at::Tensor& hidden, const FrozenMatrix& head, const std::vector<int64_t>& places,
                             const std::vector<int64_t>& targets, const at::Tensor& logits, double factor, const at::Tensor& gradient,
                             void* scratch) {
  if (gradient.defined()) gradient.zero_();
  const auto count = static_cast<int64_t>(places.size());
  const at::Tensor index = at::from_blob(const_cast<int64_t*>(places.data()), {count}, at::kLong);
  std::vector<double> losses(places.size());
  for (int64_t begin = 0; begin < count; begin += kHeadChunk) {
    const int64_t n = std::min(kHeadChunk, count - begin);
    const at::Tensor chosen = index.narrow(0, begin, n), z = logits.narrow(0, 0, n);
    headLogits(hidden.index_select(0, chosen), head, z, scratch);
    {
      const Timed timed(Op::CrossEntropy);
      kernels::crossEntropy({elementOf(z.scalar_type()), n, head.rows(), z.data_ptr(), targets.data() + begin, losses.data() + begin,
                             factor, gradient.defined() ? kernels::Gradient::Wanted : kernels::Gradient::None},
                            runner());
    }
    if (!gradient.defined()) continue;
    const Timed timed(Op::Head);
    at::Tensor sum;
    forEachSlice(head, scratch, [&](int64_t first, int64_t rows, const at::Tensor& slice) {
      const at::Tensor part = z.narrow(1, first, rows);
      if (sum.defined()) {
        sum.addmm_(part, slice);
      } else {
        sum = at::mm(part, slice);
      }
    });
    at::Tensor(gradient).index_copy_(0, chosen, sum);
  }
  return losses;
}

}  // namespace graft::ops
