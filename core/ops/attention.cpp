// SPDX-License-Identifier: Apache-2.0
// Variable-length causal attention: ATen's blocked CPU kernel, segment by segment, so no work is spent between rows.
#include "core/ops/ops.hpp"

namespace graft::ops {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

/// [T, heads, D] to one segment as [1, heads * repeats, L, D]; each key/value head is repeated for its group of queries.
at::Tensor segment(const at::Tensor& x, int64_t begin, int64_t length, int64_t repeats) {
  at::Tensor part = x.narrow(0, begin, length).transpose(0, 1);  // [heads, L, D]
  if (repeats > 1)
    part = part.unsqueeze(1).expand({part.size(0), repeats, length, part.size(2)}).reshape({part.size(0) * repeats, length, part.size(2)});
  return part.unsqueeze(0);
}

/// The gradient of a repeated head is the sum over its repeats; back to [L, heads, D].
at::Tensor gather(const at::Tensor& grad, int64_t repeats) {
  at::Tensor part = grad.squeeze(0);
  if (repeats > 1) part = part.reshape({part.size(0) / repeats, repeats, part.size(1), part.size(2)}).sum(1);
  return part.transpose(0, 1);
}

struct Attention : Function<Attention> {
  static at::Tensor forward(AutogradContext* ctx, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                            const std::vector<int64_t>& starts) {
    at::AutoDispatchBelowADInplaceOrView guard;
    const int64_t repeats = q.size(1) / k.size(1);
    at::Tensor out = at::empty_like(q, at::MemoryFormat::Contiguous);
    variable_list saved = {q, k, v, out};
    for (size_t i = 0; i + 1 < starts.size(); ++i) {
      const int64_t begin = starts[i], length = starts[i + 1] - begin;
      auto [o, logsumexp] = at::_scaled_dot_product_flash_attention_for_cpu(
          segment(q, begin, length, 1), segment(k, begin, length, repeats), segment(v, begin, length, repeats), 0.0, true);
      out.narrow(0, begin, length).copy_(o.squeeze(0).transpose(0, 1));
      saved.push_back(logsumexp);
    }
    ctx->save_for_backward(saved);
    ctx->saved_data["starts"] = starts;
    return out;
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    const auto saved = ctx->get_saved_variables();
    const at::Tensor &q = saved[0], &k = saved[1], &v = saved[2], &out = saved[3];
    const auto starts = ctx->saved_data["starts"].toIntVector();
    const int64_t repeats = q.size(1) / k.size(1);
    const at::Tensor dout = grads[0].contiguous();
    at::Tensor dq = at::empty_like(q), dk = at::empty_like(k), dv = at::empty_like(v);
    for (size_t i = 0; i + 1 < starts.size(); ++i) {
      const int64_t begin = starts[i], length = starts[i + 1] - begin;
      auto [gq, gk, gv] = at::_scaled_dot_product_flash_attention_for_cpu_backward(
          segment(dout, begin, length, 1), segment(q, begin, length, 1), segment(k, begin, length, repeats),
          segment(v, begin, length, repeats), segment(out, begin, length, 1), saved[4 + i], 0.0, true);
      dq.narrow(0, begin, length).copy_(gather(gq, 1));
      dk.narrow(0, begin, length).copy_(gather(gk, repeats));
      dv.narrow(0, begin, length).copy_(gather(gv, repeats));
    }
    return {dq, dk, dv, {}};
  }
};

}  // namespace

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const std::vector<int64_t>& starts) {
  return Attention::apply(q, k, v, starts);
}

}  // namespace graft::ops
