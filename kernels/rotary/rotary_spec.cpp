// SPDX-License-Identifier: Apache-2.0
#include "kernels/registry/registry.hpp"
#include "kernels/rotary/rotary.hpp"

namespace graft::kernels {
namespace {

size_t sizeOf(const Shape& s) { return static_cast<size_t>(s[0] * s[1] * s[2] * 2); }

std::vector<Operand> operands(const Shape& s) {
  const auto angles = static_cast<size_t>(s[0] * s[2]);
  return {{"x", sizeOf(s)}, {"cosines", angles, Held::AccumType}, {"sines", angles, Held::AccumType}};
}
Buffer turned(const Call& c, const Buffer& x, Turn turn) {
  Buffer out = x;
  rotary(
      {c.type, c.shape[0], c.shape[1], c.shape[2], c.shape[1] * c.shape[2] * 2, c.inputs[1].data(), c.inputs[2].data(), out.data(), turn},
      c.runner);
  return out;
}

}  // namespace

extern const OpSpec kRotaryRow = {
    "rotary",
    "rows heads half",
    {Element::F32, Element::BF16, Element::F64},
    {{0, 1, 16}, {1, 1, 1}, {5, 3, 4}, {9, 2, 32}, {3, 5, 7}, {20, 12, 16}},
    {512, 12, 32},
    operands,
    [](const Call& c) { return std::vector<Buffer>{turned(c, c.inputs[0], Turn::Forward)}; },
    [](const Call& c, const std::vector<Buffer>&, const Buffer& upstream) { return std::vector<Buffer>{turned(c, upstream, Turn::Back)}; },
    1,
    [](const Shape& s) { return 3.0 * static_cast<double>(sizeOf(s)); },
    [](const Shape& s) { return 2.0 * static_cast<double>(sizeOf(s)); },
    1e-6,
    1e-2,
    Isa::Avx512Bf16};

}  // namespace graft::kernels
