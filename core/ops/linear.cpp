// SPDX-License-Identifier: Apache-2.0
#include "core/ops/ops.hpp"

namespace graft::ops {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

/// Keeps 1 - p of the values and scales them up; the same `noise` gives the same mask.
at::Tensor dropoutMask(const at::Tensor& x, double p, uint64_t noise) {
  auto generator = at::detail::createCPUGenerator(noise);
  return at::empty(x.sizes(), x.options().dtype(at::kFloat)).bernoulli_(1 - p, generator).div_(1 - p).to(x.scalar_type());
}

struct LoraLinear : Function<LoraLinear> {
  static at::Tensor forward(AutogradContext* ctx, const at::Tensor& x, const at::Tensor& a, const at::Tensor& b, const at::Tensor& weight,
                            const std::optional<at::Tensor>& maybeBias, double scale, const std::optional<at::Tensor>& maybeMask) {
    at::AutoDispatchBelowADInplaceOrView guard;
    const auto type = x.scalar_type();
    const at::Tensor bias = maybeBias.value_or(at::Tensor()), mask = maybeMask.value_or(at::Tensor());
    const at::Tensor down = at::mm(mask.defined() ? x * mask : x, a.to(type).t());  // [T, R]
    at::Tensor y = bias.defined() ? at::addmm(bias, x, weight.t()) : at::mm(x, weight.t());
    y.addmm_(down, b.to(type).t(), 1, scale);
    ctx->save_for_backward({x, a, b, weight, down, mask});
    ctx->saved_data["scale"] = scale;
    return y;
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    const auto saved = ctx->get_saved_variables();
    const at::Tensor &x = saved[0], &a = saved[1], &b = saved[2], &weight = saved[3], &down = saved[4], &mask = saved[5];
    const double scale = ctx->saved_data["scale"].toDouble();
    const at::Tensor dy = grads[0].contiguous();
    const auto type = dy.scalar_type();
    at::Tensor dDown = at::mm(dy, b.to(type));  // [T, R]
    dDown.mul_(scale);
    at::Tensor dA, dB, dx;
    if (a.requires_grad()) dA = at::mm(dDown.t(), mask.defined() ? x * mask : x).to(a.scalar_type());
    if (b.requires_grad()) dB = at::mm(dy.t(), down).mul_(scale).to(b.scalar_type());
    if (ctx->needs_input_grad(0)) {
      dx = at::mm(dy, weight);
      if (mask.defined()) {
        dx.add_(at::mm(dDown, a.to(type)).mul_(mask));
      } else {
        dx.addmm_(dDown, a.to(type));
      }
    }
    return {dx, dA, dB, {}, {}, {}, {}};
  }
};

struct FrozenLinear : Function<FrozenLinear> {
  static at::Tensor forward(AutogradContext* ctx, const at::Tensor& x, const at::Tensor& weight, const std::optional<at::Tensor>& bias) {
    at::AutoDispatchBelowADInplaceOrView guard;
    ctx->save_for_backward({weight});  // x is not needed: the weight gets no gradient
    return bias ? at::addmm(*bias, x, weight.t()) : at::mm(x, weight.t());
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    return {at::mm(grads[0], ctx->get_saved_variables()[0]), {}, {}};
  }
};

}  // namespace

/// An undefined tensor is not an input that autograd can follow.
static std::optional<at::Tensor> ifDefined(const at::Tensor& tensor) {
  return tensor.defined() ? std::optional<at::Tensor>(tensor) : std::nullopt;
}

at::Tensor linear(const at::Tensor& x, const LinearWeights& weights, const LoraPair* lora, uint64_t noise) {
  if (!lora) return FrozenLinear::apply(x, weights.weight, ifDefined(weights.bias));
  const at::Tensor mask = lora->dropout > 0 && at::GradMode::is_enabled() ? dropoutMask(x, lora->dropout, noise) : at::Tensor();
  return LoraLinear::apply(x, lora->a, lora->b, weights.weight, ifDefined(weights.bias), lora->scale, ifDefined(mask));
}

}  // namespace graft::ops
