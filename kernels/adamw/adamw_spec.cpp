// SPDX-License-Identifier: Apache-2.0
#include "kernels/adamw/adamw.hpp"
#include "kernels/registry/registry.hpp"

namespace graft::kernels {
namespace {

size_t sizeOf(const Shape& s) { return static_cast<size_t>(s[0]); }

std::vector<Operand> operands(const Shape& s) {
  return {{"gradient", sizeOf(s)}, {"parameter", sizeOf(s)}, {"first", sizeOf(s)}, {"second", sizeOf(s), Held::Plain, 0, 1}};
}
std::vector<Buffer> step(const Call& c) {
  std::vector<Buffer> out = {c.inputs[1], c.inputs[2], c.inputs[3]};
  const std::vector<Correction> correction = {{0, 0.5, 3}};
  adamw({c.type, c.shape[0], out[0].data(), out[1].data(), out[2].data(), c.inputs[0].data(), correction.data(), 1e-2, 0.1, 0.9, 0.999,
         1e-2, 2},
        c.runner);
  return out;
}
std::vector<Buffer> norm(const Call& c) {
  std::vector<double> parts(static_cast<size_t>(squaredNormParts(c.shape[0])));
  std::vector<Correction> corrections = {{0, 0, 2}, {}, {}};
  squaredNorm({c.type, c.shape[0], c.inputs[0].data(), parts.data(), 1, &corrections[0], &corrections[1], &corrections[2]}, c.runner);
  return {Buffer(Element::F64, {corrections[1].squares}), Buffer(Element::F64, {corrections[1].factor}),
          Buffer(Element::F64, {corrections[2].squares, corrections[2].factor, corrections[2].updates})};
}
double count(const Shape& s) { return static_cast<double>(s[0]); }

}  // namespace

extern const OpSpec kAdamWRow = {"adamw",
                                 "count",
                                 {Element::F32, Element::F64},
                                 {{0}, {1}, {5}, {64}, {16'385}, {40'001}},
                                 {4'884'480},
                                 operands,
                                 step,
                                 nullptr,
                                 0,
                                 [](const Shape& s) { return 14 * count(s); },
                                 [](const Shape& s) { return 7 * count(s); },
                                 1e-6,
                                 0};
extern const OpSpec kSquaredNormRow = {"squared_norm",
                                       "count",
                                       {Element::F32, Element::F64},
                                       {{0}, {1}, {5}, {64}, {16'385}, {40'001}},
                                       {4'884'480},
                                       [](const Shape& s) { return std::vector<Operand>{{"values", sizeOf(s)}}; },
                                       norm,
                                       nullptr,
                                       0,
                                       [](const Shape& s) { return 2 * count(s); },
                                       count,
                                       1e-6,
                                       0};

}  // namespace graft::kernels
