// SPDX-License-Identifier: Apache-2.0
// RMS norm, rotary embedding and SwiGLU: memory-bound, so each saves only what cannot be had again cheaply.
#include "core/ops/ops.hpp"

namespace graft::ops {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

/// fp32 for half types, the type itself for fp32 and fp64.
at::ScalarType statisticsType(const at::Tensor& x) { return x.scalar_type() == at::kDouble ? at::kDouble : at::kFloat; }

// y = w * x * r with r = (mean(x^2) + eps)^-1/2;  dx = r * (g - x r mean(g x r)) with g = w dy
struct RmsNorm : Function<RmsNorm> {
  static at::Tensor forward(AutogradContext* ctx, const at::Tensor& x, const at::Tensor& weight, double epsilon) {
    at::AutoDispatchBelowADInplaceOrView guard;
    const at::Tensor wide = x.to(statisticsType(x));
    const at::Tensor r = wide.square().mean(-1, true).add_(epsilon).rsqrt_();
    ctx->save_for_backward({x, weight, r});
    return (wide * r).to(x.scalar_type()).mul_(weight);
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    const auto saved = ctx->get_saved_variables();
    const at::Tensor &x = saved[0], &weight = saved[1], &r = saved[2];
    const auto type = statisticsType(x);
    at::Tensor g = grads[0].to(type) * weight.to(type);
    const at::Tensor unit = x.to(type) * r;
    g.sub_(unit * (g * unit).mean(-1, true)).mul_(r);
    return {g.to(x.scalar_type()), {}, {}};
  }
};

at::Tensor rotate(const at::Tensor& x, const at::Tensor& cosines, const at::Tensor& sines) {
  const auto type = statisticsType(x);
  const int64_t half = x.size(-1) / 2;
  const at::Tensor wide = x.to(type);
  const at::Tensor first = wide.narrow(-1, 0, half), second = wide.narrow(-1, half, half);
  const at::Tensor c = cosines.unsqueeze(1).to(type), s = sines.unsqueeze(1).to(type);
  at::Tensor out = at::empty_like(wide, at::MemoryFormat::Contiguous);
  out.narrow(-1, 0, half).copy_(first * c - second * s);
  out.narrow(-1, half, half).copy_(second * c + first * s);
  return out.to(x.scalar_type());
}

struct Rotary : Function<Rotary> {
  static at::Tensor forward(AutogradContext* ctx, const at::Tensor& x, const at::Tensor& cosines, const at::Tensor& sines) {
    at::AutoDispatchBelowADInplaceOrView guard;
    ctx->save_for_backward({cosines, sines});
    return rotate(x, cosines, sines);
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    const auto saved = ctx->get_saved_variables();
    return {rotate(grads[0], saved[0], -saved[1]), {}, {}};  // the inverse of a rotation is its transpose
  }
};

// y = g s(g) u;  dg = u dy s (1 + g (1 - s)),  du = g s dy  with s = sigmoid(g)
struct Swiglu : Function<Swiglu> {
  static at::Tensor forward(AutogradContext* ctx, const at::Tensor& gate, const at::Tensor& up) {
    at::AutoDispatchBelowADInplaceOrView guard;
    ctx->save_for_backward({gate, up});
    return at::silu(gate).mul_(up);
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    const auto saved = ctx->get_saved_variables();
    const at::Tensor &gate = saved[0], &up = saved[1], &dy = grads[0];
    return {at::silu_backward(dy * up, gate), at::silu(gate).mul_(dy)};
  }
};

}  // namespace

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon) { return RmsNorm::apply(x, weight, epsilon); }
at::Tensor rotary(const at::Tensor& x, const at::Tensor& cosines, const at::Tensor& sines) { return Rotary::apply(x, cosines, sines); }
at::Tensor swiglu(const at::Tensor& gate, const at::Tensor& up) { return Swiglu::apply(gate, up); }

}  // namespace graft::ops
