// SPDX-License-Identifier: Apache-2.0
#include "kernels/cross_entropy/cross_entropy.hpp"
#include "kernels/registry/registry.hpp"

namespace graft::kernels {
namespace {

size_t sizeOf(const Shape& s) { return static_cast<size_t>(s[0] * s[1]); }
std::vector<int64_t> targetsOf(const Shape& s) {
  std::vector<int64_t> out;
  for (int64_t row = 0; row < s[0]; ++row) out.push_back(row == 0 ? s[1] - 1 : row * 7919 % s[1]);
  return out;
}
Buffer run(const Call& c, std::vector<double>& losses, Gradient gradient, double factor) {
  Buffer logits = c.inputs[0];
  const auto targets = targetsOf(c.shape);
  losses.resize(static_cast<size_t>(c.shape[0]));
  crossEntropy({c.type, c.shape[0], c.shape[1], logits.data(), targets.data(), losses.data(), factor, gradient}, c.runner);
  return logits;
}
std::vector<Buffer> forward(const Call& c) {
  std::vector<double> losses;
  run(c, losses, Gradient::None, 1);
  return {Buffer(Element::F64, losses)};
}
/// Gives every row its own factor, as the incoming gradient requires.
std::vector<Buffer> backward(const Call& c, const std::vector<Buffer>&, const Buffer& upstream) {
  std::vector<double> losses, all;
  const auto factors = upstream.values();
  for (size_t row = 0; row < factors.size(); ++row) {
    const auto values = run(c, losses, Gradient::Wanted, factors[row]).values();
    all.insert(all.end(), values.begin() + static_cast<int64_t>(row) * c.shape[1],
               values.begin() + static_cast<int64_t>(row + 1) * c.shape[1]);
  }
  return {Buffer(c.type, all)};
}

}  // namespace

extern const OpSpec kCrossEntropyRow = {"cross_entropy",
                                        "rows vocab",
                                        {Element::F32, Element::BF16, Element::F64},
                                        {{0, 16}, {1, 1}, {2, 16}, {5, 37}, {3, 4160}, {1, 49152}},
                                        {256, 49152},
                                        [](const Shape& s) { return std::vector<Operand>{{"logits", sizeOf(s), Held::Plain, -30, 30}}; },
                                        forward,
                                        backward,
                                        1,
                                        [](const Shape& s) { return 12.0 * static_cast<double>(sizeOf(s)); },
                                        [](const Shape& s) { return 1.0 * static_cast<double>(sizeOf(s)); },
                                        2e-6,
                                        1e-2,
                                        Isa::Avx512Bf16};

}  // namespace graft::kernels
