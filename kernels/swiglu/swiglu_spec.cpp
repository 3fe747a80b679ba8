// SPDX-License-Identifier: Apache-2.0
#include "kernels/registry/registry.hpp"
#include "kernels/swiglu/swiglu.hpp"

namespace graft::kernels {
namespace {

size_t sizeOf(const Shape& s) { return static_cast<size_t>(s[0] * s[1]); }

template <const GatedActivation& kCurve>
std::vector<Buffer> forward(const Call& c) {
  std::vector<Buffer> out = {c.make(sizeOf(c.shape))};
  swiglu(SwigluForward{c.type, c.shape[0], c.shape[1], c.inputs[0].data(), out[0].data(), kCurve}, c.runner);
  return out;
}
template <const GatedActivation& kCurve>
std::vector<Buffer> backward(const Call& c, const std::vector<Buffer>&, const Buffer& upstream) {
  std::vector<Buffer> out = {c.inputs[0]};
  swiglu(SwigluBackward{c.type, c.shape[0], c.shape[1], out[0].data(), upstream.data(), kCurve}, c.runner);
  return out;
}

/// `kRange` limits the inputs. GELU's cubic term makes it steeper, so a smaller range covers as much.
template <const GatedActivation& kCurve, int kRange>
OpSpec row(const char* name) {
  return {name,
          "rows width",
          {Element::F32, Element::BF16, Element::F64},
          {{0, 16}, {1, 1}, {3, 16}, {7, 33}, {19, 1536}, {2, 48}},
          {512, 1536},
          [](const Shape& s) { return std::vector<Operand>{{"gateUp", 2 * sizeOf(s), Held::Plain, -kRange, kRange}}; },
          forward<kCurve>,
          backward<kCurve>,
          1,
          [](const Shape& s) { return 14.0 * static_cast<double>(sizeOf(s)); },
          [](const Shape& s) { return 3.0 * static_cast<double>(sizeOf(s)); },
          2e-6,
          1e-2,
          Isa::Avx512Bf16};
}

}  // namespace

extern const OpSpec kSwigluRow = row<kSilu, 12>("swiglu");
extern const OpSpec kGegluRow = row<kGeluTanh, 6>("geglu");

}  // namespace graft::kernels
