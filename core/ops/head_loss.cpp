// SPDX-License-Identifier: Apache-2.0
// Linear head and cross entropy in chunks of rows. The gradient of the hidden state is computed while the chunk's logits exist.
#include "core/ops/card.hpp"
#include "core/ops/ops.hpp"
#include "core/ops/product.hpp"
#include "core/ops/profile.hpp"
#include "kernels/copy_rows/copy_rows.hpp"
#include "kernels/cross_entropy/cross_entropy.hpp"

namespace graft::ops {

namespace {

/// Iterates over the head in slices of rows that use `scratch`, or in one piece if it is stored in the compute type.
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
    product(hidden, slice, Transpose::Yes, logits.narrow(1, first, count));
  });
}

at::Tensor headLoss(const at::Tensor& hidden, const FrozenMatrix& head, const std::vector<int64_t>& places,
                    const std::vector<int64_t>& targets, const at::Tensor& logits, double factor, const at::Tensor& gradient,
                    void* scratch) {
  if (gradient.defined()) setZero(gradient);
  const auto count = static_cast<int64_t>(places.size());
  const int64_t C = hidden.size(1), room = std::min(kHeadChunk, count);
  const at::Tensor index = arrayOf(places), wanted = arrayOf(targets), losses = exchanged(count, at::kDouble);
  const at::Tensor rows = at::empty({room, C}, hidden.scalar_type()),
                   sums = at::empty({gradient.defined() ? room : 0, C}, rows.scalar_type());
  for (int64_t begin = 0; begin < count; begin += kHeadChunk) {
    const int64_t n = std::min(kHeadChunk, count - begin);
    const at::Tensor x = rows.narrow(0, 0, n), z = logits.narrow(0, 0, n);
    const int64_t* chosen = index.const_data_ptr<int64_t>() + begin;
    kernels::copyRows({elementOf(x.scalar_type()), n, C, hidden.const_data_ptr(), hidden.stride(0), chosen, x.data_ptr(), C, nullptr},
                      runner());
    headLogits(x, head, z, scratch);
    {
      const Timed timed(Op::CrossEntropy);
      kernels::crossEntropy(
          {elementOf(z.scalar_type()), n, head.rows(), z.data_ptr(), wanted.const_data_ptr<int64_t>() + begin,
           losses.data_ptr<double>() + begin, factor, gradient.defined() ? kernels::Gradient::Wanted : kernels::Gradient::None},
          runner());
    }
    if (!gradient.defined()) continue;
    const Timed timed(Op::Head);
    const at::Tensor sum = sums.narrow(0, 0, n);
    forEachSlice(head, scratch, [&](int64_t first, int64_t slice, const at::Tensor& weight) {
      product(z.narrow(1, first, slice), weight, Transpose::No, sum, first > 0 ? Accumulate::Yes : Accumulate::No);
    });
    kernels::copyRows(
        {elementOf(sum.scalar_type()), n, C, sum.const_data_ptr(), C, nullptr, gradient.data_ptr(), gradient.stride(0), chosen}, runner());
  }
  return losses;
}

}  // namespace graft::ops
