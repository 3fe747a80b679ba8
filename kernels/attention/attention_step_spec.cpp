// SPDX-License-Identifier: Apache-2.0
#include "kernels/attention/attention.hpp"
#include "kernels/registry/registry.hpp"

namespace graft::kernels {
namespace {

/// Shape: heads, key/value heads, head size, window, then the number of visible tokens of each row. Rows use the sequences from the last
/// on.
int64_t roomOf(const Shape& s) {
  int64_t most = 0;
  for (size_t i = 4; i < s.size(); ++i) most = most < s[i] ? s[i] : most;
  return most + 1;
}
std::vector<Operand> operands(const Shape& s) {
  const auto rows = static_cast<int64_t>(s.size()) - 4;
  const auto kept = static_cast<size_t>(rows * roomOf(s) * s[1] * s[2]);
  return {{"q", static_cast<size_t>(rows * s[0] * s[2]), Held::Plain, -2, 2}, {"keys", kept, Held::Plain, -2, 2}, {"values", kept}};
}
std::vector<Buffer> forward(const Call& c) {
  const auto& s = c.shape;
  const auto rows = static_cast<int64_t>(s.size()) - 4;
  std::vector<int64_t> sequences;
  for (int64_t row = 0; row < rows; ++row) sequences.push_back(rows - 1 - row);
  std::vector<Buffer> out = {c.make(static_cast<size_t>(rows * s[0] * s[2]))};
  attention(
      AttentionStep{c.type, rows, s[0], s[1], s[2], 1 / std::sqrt(static_cast<double>(s[2])), c.inputs[0].data(), s[0] * s[2],
                    c.inputs[1].data(), c.inputs[2].data(), roomOf(s) * s[1] * s[2], sequences.data(), s.data() + 4, out[0].data(), s[3]},
      c.runner);
  return out;
}
double read(const Shape& s) {
  double sum = 0;
  for (size_t i = 4; i < s.size(); ++i) sum += 2.0 * static_cast<double>((s[3] > 0 && s[3] < s[i] ? s[3] : s[i]) * s[1] * s[2]);
  return sum;
}

}  // namespace

extern const OpSpec kAttentionStepRow = {
    "attention_step",
    "heads kv_heads head_size window lengths...",
    {Element::F32, Element::BF16, Element::F64},
    {{1, 1, 16, 0, 1},
     {2, 1, 4, 0, 5, 1, 3},
     {3, 3, 8, 0, 64},
     {6, 2, 16, 0, 65, 63},
     {9, 3, 64, 0, 130, 1, 64},
     {20, 1, 16, 0, 70},
     {2, 2, 6, 0, 9},
     {2, 1, 16, 1, 1, 70},
     {2, 1, 4, 3, 2, 3, 4},
     {4, 2, 64, 65, 64, 66, 300}},
    {9, 3, 64, 0, 200, 200, 200, 200, 200, 200, 200, 200},
    operands,
    forward,
    nullptr,
    0,
    [](const Shape& s) { return 2.0 * read(s) * static_cast<double>(s[0]) / static_cast<double>(s[1]); },
    read,
    1e-5,
    1.5e-2};

}  // namespace graft::kernels
