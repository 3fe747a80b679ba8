// SPDX-License-Identifier: Apache-2.0
#include "kernels/nf4/nf4.hpp"

#include "kernels/common/simd.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

/// Two levels for each byte, in the order of the elements.
struct Pairs {
  float value[256][2];
};

constexpr int64_t kTask = 256;  // blocks

template <class E>
void dequantize(const Nf4Dequantize& a, const Runner& runner) {
  Pairs pairs;
  for (int byte = 0; byte < 256; ++byte) {
    pairs.value[byte][0] = kNf4Levels.of[byte >> 4];
    pairs.value[byte][1] = kNf4Levels.of[byte & 15];
  }
  const Nf4Tensor& t = *a.source;
  const uint8_t* codes = &t.codes[0];
  const int64_t blocks = t.count / kNf4Block;
  inTasks(runner, (blocks + kTask - 1) / kTask, [&](int64_t task) {
    for (int64_t block = task * kTask; block < smaller(blocks, (task + 1) * kTask); ++block) {
      const float scale = t.scaleOf(block);
      E* to = static_cast<E*>(a.target) + block * kNf4Block;
      const uint8_t* from = codes + block * kNf4Block / 2;
      float line[kNf4Block];
      for (int i = 0; i < kNf4Block / 2; ++i) __builtin_memcpy(line + 2 * i, pairs.value[from[i]], 8);
      for (int i = 0; i < kNf4Block; i += W) store(to + i, load(line + i) * scale);
    }
  });
}

}  // namespace

void nf4Dequantize(const Nf4Dequantize& a, const Runner& runner) {
  a.type == Element::F32 ? dequantize<float>(a, runner) : dequantize<Bf16>(a, runner);
}

}  // namespace graft::kernels::GRAFT_ISA
