// SPDX-License-Identifier: Apache-2.0
// The coarse operations against plain LibTorch formulas and autograd, in fp64.
#include <gtest/gtest.h>
#include <cmath>

#include "core/ops/ops.hpp"

namespace graft {
namespace {

at::Tensor noise(at::IntArrayRef shape, uint64_t seed) {
  auto generator = at::detail::createCPUGenerator(seed);
  return at::empty(shape, at::kDouble).normal_(0, 1, generator);
}

/// Value and gradients of `ours` equal those of `plain`, for the same incoming gradient.
template <class Ours, class Plain>
void expectSame(std::vector<at::Tensor> inputs, Ours&& ours, Plain&& plain) {
  std::vector<at::Tensor> a, b;
  for (const auto& input : inputs) {
    a.push_back(input.clone().set_requires_grad(true));
    b.push_back(input.clone().set_requires_grad(true));
  }
  const at::Tensor x = ours(a), y = plain(b);
  ASSERT_EQ(x.sizes(), y.sizes());
  EXPECT_LT((x - y).abs().max().item<double>(), 1e-12);
  const at::Tensor weight = noise(x.sizes(), 99);
  (x * weight).sum().backward();
  (y * weight).sum().backward();
  for (size_t i = 0; i < a.size(); ++i) EXPECT_LT((a[i].grad() - b[i].grad()).abs().max().item<double>(), 1e-11) << "input " << i;
}

TEST(Ops, RmsNorm) {
  const at::Tensor w = noise({16}, 2);
  expectSame(
      {noise({5, 16}, 1)}, [&](auto& in) { return ops::rmsNorm(in[0], w, 1e-6); },
      [&](auto& in) { return in[0] * (in[0].square().mean(-1, true) + 1e-6).rsqrt() * w; });
}

TEST(Ops, Swiglu) {
  expectSame(
      {noise({5, 16}, 1), noise({5, 16}, 2)}, [](auto& in) { return ops::swiglu(in[0], in[1]); },
      [](auto& in) { return in[0] * at::sigmoid(in[0]) * in[1]; });
}

TEST(Ops, Rotary) {
  const at::Tensor angle = noise({5, 4}, 3), c = angle.cos(), s = angle.sin();
  expectSame(
      {noise({5, 3, 8}, 1)}, [&](auto& in) { return ops::rotary(in[0], c, s); },
      [&](auto& in) {
        const auto first = in[0].narrow(2, 0, 4), second = in[0].narrow(2, 4, 4);
        return at::cat({first * c.unsqueeze(1) - second * s.unsqueeze(1), second * c.unsqueeze(1) + first * s.unsqueeze(1)}, 2);
      });
}

/// Whole packed sequence with a mask that lets a token see only earlier tokens of its own segment.
at::Tensor plainAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const std::vector<int64_t>& starts) {
  const int64_t T = q.size(0), groups = q.size(1) / k.size(1);
  at::Tensor allowed = at::zeros({T, T}, at::kBool);
  for (size_t i = 0; i + 1 < starts.size(); ++i) {
    const int64_t n = starts[i + 1] - starts[i];
    allowed.narrow(0, starts[i], n).narrow(1, starts[i], n).copy_(at::ones({n, n}, at::kBool).tril());
  }
  const auto wide = [&](const at::Tensor& x) { return x.repeat_interleave(groups, 1).transpose(0, 1); };
  const at::Tensor scores = at::matmul(q.transpose(0, 1), wide(k).transpose(1, 2)) / std::sqrt(static_cast<double>(q.size(2)));
  return at::matmul(scores.masked_fill(allowed.logical_not(), -INFINITY).softmax(-1), wide(v)).transpose(0, 1);
}

TEST(Ops, AttentionOverSegmentsWithGroupedHeads) {
  for (const auto& starts : std::vector<std::vector<int64_t>>{{0, 11}, {0, 1, 2, 11}, {0, 4, 7, 11}, {0, 10, 11}}) {
    expectSame(
        {noise({11, 6, 8}, 1), noise({11, 2, 8}, 2), noise({11, 2, 8}, 3)},
        [&](auto& in) { return ops::attention(in[0], in[1], in[2], starts); },
        [&](auto& in) { return plainAttention(in[0], in[1], in[2], starts); });
  }
}

TEST(Ops, LinearWithLora) {
  const ops::LinearWeights weights{noise({7, 5}, 4), noise({7}, 5)};
  expectSame(
      {noise({6, 5}, 1), noise({2, 5}, 2), noise({7, 2}, 3)},
      [&](auto& in) {
        const ops::LoraPair pair{in[1], in[2], 1.5, 0};
        return ops::linear(in[0], weights, &pair, 0);
      },
      [&](auto& in) { return at::linear(in[0], weights.weight, weights.bias) + 1.5 * at::mm(at::mm(in[0], in[1].t()), in[2].t()); });
}

TEST(Ops, DropoutIsAFunctionOfItsNoise) {
  const ops::LinearWeights weights{noise({7, 5}, 4), {}};
  const ops::LoraPair pair{noise({2, 5}, 2).set_requires_grad(true), noise({7, 2}, 3).set_requires_grad(true), 1, 0.5};
  const at::Tensor x = noise({6, 5}, 1);
  EXPECT_TRUE(at::equal(ops::linear(x, weights, &pair, 8), ops::linear(x, weights, &pair, 8)));
  EXPECT_FALSE(at::equal(ops::linear(x, weights, &pair, 8), ops::linear(x, weights, &pair, 9)));
  // Its gradient is that of the mask it drew: half of the inputs of A are cut or doubled, none in between.
  ops::linear(x, weights, &pair, 8).sum().backward();
  EXPECT_TRUE(pair.a.grad().defined());
}

TEST(Ops, HeadLossOverSeveralChunks) {
  const int64_t rows = ops::kHeadChunk + 3;
  const at::Tensor head = noise({40, 12}, 2), targets = at::arange(rows, at::kLong).remainder(40);
  expectSame(
      {noise({rows, 12}, 1)}, [&](auto& in) { return ops::headLoss(in[0], head, targets).view({1}); },
      [&](auto& in) { return at::cross_entropy_loss(at::mm(in[0], head.t()), targets, {}, at::Reduction::Sum).view({1}); });
}

}  // namespace
}  // namespace graft
