// SPDX-License-Identifier: Apache-2.0
// Row decoding on the GPU: one thread per block; source read once, target written once; memory bound. Multiplies and adds are not fused, so
// F32 results match the CPU bit for bit.
#pragma once

#include "kernels/card/thread.hpp"
#include "kernels/dequant/blocks.hpp"
#include "kernels/stored/stored.hpp"

namespace graft::kernels::card {

constexpr int kMostBlockElements = 256;

inline Launch decodeRowsLaunch(const DecodeRows& a, int blockElements) { return overElements(a.count * (a.weight.width / blockElements)); }

template <class E>
struct DecodeRowsBody {
  DecodeRows a;
  int blockElements, blockBytes;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t blocks = a.weight.width / blockElements, place = elementOf(t), row = place / blocks, block = place % blocks;
    if (row >= a.count) return;
    const int64_t stored = a.weight.order ? a.weight.order[a.first + row] : a.first + row;
    float line[kMostBlockElements];
    dequantizeBlock(a.weight.type, a.weight.bytes + (stored * blocks + block) * blockBytes, line);
    for (int i = 0; i < blockElements; ++i) set<E>(a.target, row * a.weight.width + block * blockElements + i, line[i]);
  }
};

}  // namespace graft::kernels::card
