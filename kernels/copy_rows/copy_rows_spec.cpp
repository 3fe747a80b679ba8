// SPDX-License-Identifier: Apache-2.0
#include "kernels/copy_rows/copy_rows.hpp"
#include "kernels/registry/registry.hpp"

namespace graft::kernels {
namespace {

/// Picks `rows` different rows out of `all`. The factor 7 shares no divisor with the tested lengths.
std::vector<int64_t> chosen(const Shape& s) {
  std::vector<int64_t> out;
  for (int64_t i = 0; i < s[0]; ++i) out.push_back((7 * i + 3) % s[2]);
  return out;
}

std::vector<Buffer> forward(const Call& c) {
  std::vector<Buffer> out = {c.make(static_cast<size_t>(c.shape[0] * c.shape[1]))};
  const auto from = chosen(c.shape);
  copyRows({c.type, c.shape[0], c.shape[1], c.inputs[0].data(), c.shape[1], from.data(), out[0].data(), c.shape[1], nullptr}, c.runner);
  return out;
}
std::vector<Buffer> backward(const Call& c, const std::vector<Buffer>&, const Buffer& upstream) {
  std::vector<Buffer> out = {c.make(c.inputs[0].size())};
  const auto to = chosen(c.shape);
  copyRows({c.type, c.shape[0], c.shape[1], upstream.data(), c.shape[1], nullptr, out[0].data(), c.shape[1], to.data()}, c.runner);
  return out;
}
/// Scales in place, as for token embeddings.
Buffer scaled(const Call& c, const Buffer& x) {
  Buffer out = x;
  copyRows({.type = c.type,
            .rows = c.shape[0],
            .width = c.shape[1],
            .x = out.data(),
            .xStride = c.shape[1],
            .y = out.data(),
            .yStride = c.shape[1],
            .times = 54.3},
           c.runner);
  return out;
}
double moved(const Shape& s) { return 2 * static_cast<double>(s[0]) * static_cast<double>(s[1]); }

}  // namespace

extern const OpSpec kCopyRowsRow = {"copy_rows",
                                    "rows width all",
                                    {Element::F32, Element::BF16, Element::F64},
                                    {{0, 5, 1}, {1, 1, 1}, {3, 7, 5}, {70, 129, 71}},
                                    {512, 576, 2048},
                                    [](const Shape& s) { return std::vector<Operand>{{"x", static_cast<size_t>(s[2] * s[1])}}; },
                                    forward,
                                    backward,
                                    1,
                                    [](const Shape&) { return 0.0; },
                                    moved,
                                    0,
                                    0};

extern const OpSpec kScaleRowsRow = {
    "scale_rows",
    "rows width",
    {Element::F32, Element::BF16, Element::F64},
    {{0, 5}, {1, 1}, {3, 7}, {70, 129}},
    {512, 576},
    [](const Shape& s) { return std::vector<Operand>{{"x", static_cast<size_t>(s[0] * s[1])}}; },
    [](const Call& c) { return std::vector<Buffer>{scaled(c, c.inputs[0])}; },
    [](const Call& c, const std::vector<Buffer>&, const Buffer& upstream) { return std::vector<Buffer>{scaled(c, upstream)}; },
    1,
    [](const Shape& s) { return static_cast<double>(s[0] * s[1]); },
    moved,
    1e-6,
    1e-2};

}  // namespace graft::kernels
