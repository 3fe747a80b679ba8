// SPDX-License-Identifier: Apache-2.0
#include "kernels/dropout/dropout.hpp"
#include "kernels/registry/registry.hpp"

namespace graft::kernels {
namespace {

constexpr double kProbability = 0.3;
constexpr uint64_t kNoise = 0x123456789abcdefULL;

std::vector<Buffer> forward(const Call& c) {
  std::vector<Buffer> out = {c.make(c.inputs[0].size())};
  dropout({c.type, c.shape[0], kProbability, kNoise, c.inputs[0].data(), out[0].data(), DropoutMode::Draw}, c.runner);
  return out;
}
/// Uses Draw for one half of the gradient and Add for the other, so that each mode is tested.
std::vector<Buffer> backward(const Call& c, const std::vector<Buffer>&, const Buffer& upstream) {
  std::vector<double> values = upstream.values();
  for (double& value : values) value *= 0.5;
  const Buffer half(upstream.type(), values, c.shift);
  std::vector<Buffer> out = {c.make(c.inputs[0].size())};
  for (const DropoutMode mode : {DropoutMode::Draw, DropoutMode::Add})
    dropout({c.type, c.shape[0], kProbability, kNoise, half.data(), out[0].data(), mode}, c.runner);
  return out;
}
double count(const Shape& s) { return static_cast<double>(s[0]); }

}  // namespace

extern const OpSpec kDropoutRow = {"dropout",
                                   "count",
                                   {Element::F32, Element::BF16, Element::F64},
                                   {{0}, {1}, {12}, {1000}, {40'001}, {40'016}},
                                   {512 * 576},
                                   [](const Shape& s) { return std::vector<Operand>{{"x", static_cast<size_t>(s[0])}}; },
                                   forward,
                                   backward,
                                   1,
                                   [](const Shape& s) { return 8 * count(s); },
                                   [](const Shape& s) { return 2 * count(s); },
                                   1e-6,
                                   1e-2,
                                   Isa::Avx512Bf16};

}  // namespace graft::kernels
