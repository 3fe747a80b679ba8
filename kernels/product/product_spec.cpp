// SPDX-License-Identifier: Apache-2.0
#include "kernels/product/product.hpp"
#include "kernels/registry/registry.hpp"

namespace graft::kernels {
namespace {

size_t times(int64_t a, int64_t b) { return static_cast<size_t>(a * b); }

/// Shape: rows, in, out, 1 when W is transposed, 1 when y is added to.
std::vector<Operand> operands(const Shape& s) { return {{"x", times(s[0], s[1])}, {"w", times(s[1], s[2])}, {"y", times(s[0], s[2])}}; }
std::vector<Buffer> forward(const Call& c) {
  const auto& s = c.shape;
  std::vector<Buffer> out = {c.inputs[2]};
  product({c.type, s[0], s[1], s[2], c.inputs[0].data(), s[1], c.inputs[1].data(), s[3] ? s[1] : s[2], s[3] != 0, out[0].data(), s[2],
           s[4] != 0},
          c.runner);
  return out;
}

}  // namespace

extern const OpSpec kProductRow = {"product",
                                   "rows in out transposed adds",
                                   {Element::F32, Element::BF16, Element::F64},
                                   {{0, 32, 32, 1, 0},
                                    {1, 1, 1, 0, 0},
                                    {5, 7, 3, 1, 1},
                                    {8, 32, 32, 1, 0},
                                    {9, 32, 32, 1, 0},
                                    {64, 32, 64, 0, 1},
                                    {77, 96, 160, 1, 1},
                                    {131, 160, 96, 0, 0},
                                    {70, 48, 64, 1, 0},
                                    {66, 64, 40, 0, 0},
                                    {65, 4096, 32, 1, 0},
                                    {65, 4128, 32, 0, 0},
                                    {300, 259, 131, 1, 1},
                                    {301, 258, 70, 0, 0}},
                                   {512, 576, 1536, 1, 0},
                                   operands,
                                   forward,
                                   nullptr,
                                   0,
                                   [](const Shape& s) { return 2.0 * static_cast<double>(s[0] * s[1] * s[2]); },
                                   [](const Shape& s) { return static_cast<double>(s[0] * s[1] + s[1] * s[2] + s[0] * s[2]); },
                                   2e-6,
                                   8e-3,
                                   Isa::Avx512Bf16};

}  // namespace graft::kernels
