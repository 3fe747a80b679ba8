// SPDX-License-Identifier: Apache-2.0
#include "kernels/attention/attention.hpp"
#include "kernels/registry/registry.hpp"

namespace graft::kernels {
namespace {

/// Shape: heads, key/value heads, head size, window, length of the shared prefix, then the length of each segment.
struct Sizes {
  std::vector<int64_t> starts;
  AttentionShape shape;
  size_t queries, keys;
  Sizes(const Shape& s, Element type) {
    starts.push_back(s[4]);
    for (size_t i = 5; i < s.size(); ++i) starts.push_back(starts.back() + s[i]);
    shape = {type,
             starts.back(),
             s[0],
             s[1],
             s[2],
             starts.data(),
             static_cast<int64_t>(starts.size()) - 1,
             s[4],
             1 / std::sqrt(static_cast<double>(s[2])),
             s[3]};
    queries = static_cast<size_t>(starts.back() * s[0] * s[2]);
    keys = static_cast<size_t>(starts.back() * s[1] * s[2]);
  }
};

std::vector<Operand> operands(const Shape& s) {
  const Sizes z(s, Element::F32);
  return {{"q", z.queries, Held::Plain, -2, 2}, {"k", z.keys, Held::Plain, -2, 2}, {"v", z.keys}};
}
std::vector<Buffer> forward(const Call& c) {
  Sizes z(c.shape, c.type);
  const int64_t wide = c.shape[0] * c.shape[2], small = c.shape[1] * c.shape[2];
  std::vector<Buffer> out = {c.make(z.queries), c.make(static_cast<size_t>(z.shape.tokens * c.shape[0]), Held::AccumType)};
  std::vector<unsigned char> scratch(static_cast<size_t>(attentionScratch(z.shape)));
  attention(AttentionForward{z.shape, c.inputs[0].data(), c.inputs[1].data(), c.inputs[2].data(), wide, small, small, out[0].data(), wide,
                             out[1].data(), scratch.data()},
            c.runner);
  return out;
}
std::vector<Buffer> backward(const Call& c, const std::vector<Buffer>& outputs, const Buffer& upstream) {
  Sizes z(c.shape, c.type);
  const int64_t wide = c.shape[0] * c.shape[2], small = c.shape[1] * c.shape[2];
  std::vector<Buffer> out = {c.make(z.queries), c.make(z.keys), c.make(z.keys)};
  std::vector<unsigned char> scratch(static_cast<size_t>(attentionScratch(z.shape)));
  attention(AttentionBackward{z.shape, c.inputs[0].data(), c.inputs[1].data(), c.inputs[2].data(), outputs[0].data(), upstream.data(), wide,
                              small, small, wide, wide, outputs[1].data(), out[0].data(), out[1].data(), out[2].data(), wide, small, small,
                              scratch.data()},
            c.runner);
  return out;
}
double flops(const Shape& s) {
  int64_t seen = 0;
  for (size_t i = 4; i < s.size(); ++i) {
    for (int64_t t = 0; t < s[i]; ++t) {
      const int64_t before = t + 1 + (i > 4 ? s[4] : 0);
      seen += s[3] > 0 && s[3] < before ? s[3] : before;
    }
  }
  return 4.0 * static_cast<double>(seen * s[0] * s[2]);
}

}  // namespace

extern const OpSpec kAttentionRow = {"attention",
                                     "heads kv_heads head_size window prefix lengths...",
                                     {Element::F32, Element::BF16, Element::F64},
                                     {{1, 1, 16, 0, 0, 1},
                                      {2, 1, 4, 0, 0, 5, 1, 3},
                                      {3, 3, 8, 0, 0, 64},
                                      {6, 2, 16, 0, 0, 65, 63},
                                      {9, 3, 64, 0, 0, 130, 1, 64},
                                      {4, 4, 32, 0, 0, 200},
                                      {2, 1, 80, 0, 0, 70},
                                      {2, 2, 6, 0, 0, 9},
                                      {2, 1, 128, 0, 0, 17, 129},
                                      {2, 1, 16, 0, 1, 1, 1},
                                      {4, 2, 16, 0, 7, 5, 1, 66},
                                      {6, 2, 64, 0, 70, 3, 64, 65},
                                      {3, 1, 6, 0, 5, 2, 4},
                                      {2, 1, 16, 2, 0, 5, 66},
                                      {2, 1, 16, 200, 0, 199, 1},
                                      {2, 1, 4, 3, 2, 5, 1, 7},
                                      {4, 2, 16, 64, 0, 200, 1, 64},
                                      {2, 1, 80, 63, 70, 3, 130},
                                      {4, 2, 32, 65, 130, 66, 1, 200, 4},
                                      {2, 1, 64, 30, 150, 20, 70}},
                                     {9, 3, 64, 0, 0, 512},
                                     operands,
                                     forward,
                                     backward,
                                     3,
                                     flops,
                                     [](const Shape& s) {
                                       const Sizes z(s, Element::F32);
                                       return 2.0 * static_cast<double>(z.queries + z.keys);
                                     },
                                     1e-5,
                                     1.5e-2,
                                     Isa::Amx};

}  // namespace graft::kernels
