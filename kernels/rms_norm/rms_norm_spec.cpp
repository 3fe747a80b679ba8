// SPDX-License-Identifier: Apache-2.0
#include "kernels/registry/registry.hpp"
#include "kernels/rms_norm/rms_norm.hpp"

namespace graft::kernels {
namespace {

constexpr double kEpsilon = 1e-5;
size_t sizeOf(const Shape& s) { return static_cast<size_t>(s[0] * s[1]); }

std::vector<Operand> operands(const Shape& s) {
  return {{"x", sizeOf(s)}, {"delta", sizeOf(s)}, {"weight", static_cast<size_t>(s[1]), Held::AccumType, 0.5, 1.5}};
}
std::vector<Buffer> forward(const Call& c) {
  std::vector<Buffer> out = {c.make(sizeOf(c.shape)), c.make(sizeOf(c.shape))};
  rmsNorm(RmsNormForward{c.type, c.shape[0], c.shape[1], kEpsilon, c.inputs[0].data(), c.inputs[1].data(), out[1].data(),
                         c.inputs[2].data(), out[0].data()},
          c.runner);
  return out;
}
/// x and delta have one gradient, that of their sum.
std::vector<Buffer> backward(const Call& c, const std::vector<Buffer>& outputs, const Buffer& upstream) {
  std::vector<Buffer> out = {c.make(sizeOf(c.shape))};
  rmsNorm(RmsNormBackward{c.type, c.shape[0], c.shape[1], kEpsilon, outputs[1].data(), c.inputs[2].data(), upstream.data(), nullptr,
                          out[0].data()},
          c.runner);
  out.push_back(out[0]);
  return out;
}

/// Heads in the first columns of each token, as queries and keys lie before the values.
constexpr int64_t kOthers = 2;
RowGroups groupsOf(const Shape& s) { return {s[1], (s[1] + kOthers) * s[2]}; }
size_t sizeOfTokens(const Shape& s) { return static_cast<size_t>(s[0] * (s[1] + kOthers) * s[2]); }
std::vector<Operand> headOperands(const Shape& s) {
  return {{"x", sizeOfTokens(s)}, {"weight", static_cast<size_t>(s[2]), Held::AccumType, 0.5, 1.5}};
}
std::vector<Buffer> headForward(const Call& c) {
  std::vector<Buffer> out = {c.make(sizeOfTokens(c.shape))};
  rmsNorm(RmsNormForward{c.type, c.shape[0] * c.shape[1], c.shape[2], kEpsilon, c.inputs[0].data(), nullptr, nullptr, c.inputs[1].data(),
                         out[0].data(), groupsOf(c.shape)},
          c.runner);
  return out;
}
std::vector<Buffer> headBackward(const Call& c, const std::vector<Buffer>&, const Buffer& upstream) {
  std::vector<Buffer> out = {c.make(sizeOfTokens(c.shape))};
  rmsNorm(RmsNormBackward{c.type, c.shape[0] * c.shape[1], c.shape[2], kEpsilon, c.inputs[0].data(), c.inputs[1].data(), upstream.data(),
                          nullptr, out[0].data(), groupsOf(c.shape)},
          c.runner);
  return out;
}

}  // namespace

extern const OpSpec kHeadNormRow = {"head_norm",
                                    "tokens heads width",
                                    {Element::F32, Element::BF16, Element::F64},
                                    {{0, 2, 16}, {1, 1, 16}, {3, 2, 64}, {5, 3, 7}, {2, 4, 128}, {17, 1, 8}},
                                    {512, 24, 128},
                                    headOperands,
                                    headForward,
                                    headBackward,
                                    1,
                                    [](const Shape& s) { return 5.0 * static_cast<double>(s[0] * s[1] * s[2]); },
                                    [](const Shape& s) { return 2.0 * static_cast<double>(s[0] * s[1] * s[2]); },
                                    2e-6,
                                    1e-2,
                                    Isa::Avx512Bf16};

extern const OpSpec kRmsNormRow = {"rms_norm",
                                   "rows width",
                                   {Element::F32, Element::BF16, Element::F64},
                                   {{0, 16}, {1, 16}, {3, 8}, {17, 64}, {5, 7}, {33, 576}, {2, 1}, {40, 20}},
                                   {512, 576},
                                   operands,
                                   forward,
                                   backward,
                                   2,
                                   [](const Shape& s) { return 6.0 * static_cast<double>(sizeOf(s)); },
                                   [](const Shape& s) { return 4.0 * static_cast<double>(sizeOf(s)); },
                                   2e-6,
                                   1e-2,
                                   Isa::Avx512Bf16};

}  // namespace graft::kernels
