// SPDX-License-Identifier: Apache-2.0
#include "kernels/lora/lora.hpp"
#include "kernels/registry/registry.hpp"

namespace graft::kernels {
namespace {

constexpr double kScale = 1.7;
size_t product(int64_t a, int64_t b) { return static_cast<size_t>(a * b); }

/// Shape: rows, in, out, rank.
std::vector<Operand> operands(const Shape& s) {
  return {{"x", product(s[0], s[1])},
          {"a", product(s[3], s[1]), Held::AccumType},
          {"b", product(s[2], s[3]), Held::AccumType},
          {"y", product(s[0], s[2])}};
}
LoraShape shapeOf(const Call& c, std::vector<unsigned char>& scratch) {
  LoraShape shape{c.type, c.shape[0], c.shape[1], c.shape[2], c.shape[3], kScale, c.inputs[1].data(), c.inputs[2].data(), nullptr};
  scratch.resize(static_cast<size_t>(loraScratch(shape)));
  shape.scratch = scratch.data();
  return shape;
}
std::vector<Buffer> forward(const Call& c) {
  std::vector<unsigned char> scratch;
  std::vector<Buffer> out = {c.inputs[3], c.make(product(c.shape[0], c.shape[3]), Held::AccumType)};
  lora(LoraForward{shapeOf(c, scratch), c.inputs[0].data(), c.shape[1], out[1].data(), out[0].data(), c.shape[2]}, c.runner);
  return out;
}
std::vector<Buffer> backward(const Call& c, const std::vector<Buffer>& outputs, const Buffer& upstream) {
  std::vector<unsigned char> scratch;
  std::vector<Buffer> out = {c.make(c.inputs[0].size()), c.make(c.inputs[1].size(), Held::AccumType),
                             c.make(c.inputs[2].size(), Held::AccumType)};
  lora(LoraBackward{shapeOf(c, scratch), c.inputs[0].data(), upstream.data(), c.shape[1], c.shape[2], outputs[1].data(), out[1].data(),
                    out[2].data(), out[0].data(), c.shape[1]},
       c.runner);
  return out;
}

}  // namespace

extern const OpSpec kLoraRow = {"lora",
                                "rows in out rank",
                                {Element::F32, Element::BF16, Element::F64},
                                {{0, 16, 16, 4},
                                 {1, 16, 16, 1},
                                 {3, 32, 16, 2},
                                 {37, 64, 192, 16},
                                 {65, 48, 144, 7},
                                 {5, 9, 11, 3},
                                 {40, 16, 32, 80},
                                 {130, 576, 192, 24},
                                 {33, 96, 64, 80},
                                 {260, 32, 32, 5},
                                 {4100, 32, 64, 9}},
                                {512, 576, 1536, 16},
                                operands,
                                forward,
                                backward,
                                3,
                                [](const Shape& s) { return 2.0 * static_cast<double>(s[0] * s[3] * (s[1] + s[2])); },
                                [](const Shape& s) { return static_cast<double>(s[0] * (s[1] + 2 * s[2])); },
                                5e-6,
                                1.5e-2,
                                Isa::Amx};

}  // namespace graft::kernels
