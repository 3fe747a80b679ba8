// SPDX-License-Identifier: Apache-2.0
// Linear head and cross entropy in chunks of rows: the gradient with respect to the hidden state is made in the forward
// pass, while the chunk's logits exist, and only multiplied by the incoming factor afterwards.
#include "core/ops/ops.hpp"

namespace graft::ops {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

struct HeadLoss : Function<HeadLoss> {
  static at::Tensor forward(AutogradContext* ctx, const at::Tensor& hidden, const at::Tensor& head, const at::Tensor& targets,
                            bool wantsGradient) {
    at::AutoDispatchBelowADInplaceOrView guard;
    const auto type = hidden.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
    const int64_t rows = hidden.size(0);
    at::Tensor gradient = wantsGradient ? at::empty_like(hidden) : at::Tensor();
    at::Tensor total = at::zeros({}, hidden.options().dtype(at::kDouble));
    for (int64_t begin = 0; begin < rows; begin += kHeadChunk) {
      const int64_t n = std::min(kHeadChunk, rows - begin);
      at::Tensor logits = at::mm(hidden.narrow(0, begin, n), head.t()).to(type);
      const at::Tensor wanted = targets.narrow(0, begin, n).unsqueeze(1);
      const at::Tensor logsumexp = logits.logsumexp(1, true);
      total.add_((logsumexp - logits.gather(1, wanted)).sum(at::kDouble));
      if (!wantsGradient) continue;
      logits.sub_(logsumexp).exp_();  // softmax, in place
      logits.scatter_add_(1, wanted, at::full_like(wanted, -1, logits.options()));
      gradient.narrow(0, begin, n).copy_(at::mm(logits.to(hidden.scalar_type()), head));
    }
    ctx->save_for_backward({gradient});
    return total.to(type);
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    const at::Tensor gradient = ctx->get_saved_variables()[0];
    return {gradient * grads[0].to(gradient.scalar_type()), {}, {}, {}};
  }
};

}  // namespace

at::Tensor headLoss(const at::Tensor& hidden, const at::Tensor& head, const at::Tensor& targets) {
  return HeadLoss::apply(hidden, head, targets, hidden.requires_grad() && at::GradMode::is_enabled());
}

}  // namespace graft::ops
