// SPDX-License-Identifier: Apache-2.0
// The work of one thread of the CUDA kernel and the grid it is started with; tests run the same code thread by thread.
#pragma once

#include "kernels/dequant/blocks.hpp"

namespace graft::kernels {

/// What the CUDA kernel is started with. All pointers are device memory on a card.
struct DequantArgs {
  StoredType type;
  int blockElements, blockBytes;
  const uint8_t* source;
  float* target;
  uint64_t blocks;
};
constexpr unsigned kDequantThreads = 256, kDequantMostGroups = 65'535;
/// Thread groups for a number of blocks: one thread a block until the grid is full, then each takes several.
constexpr unsigned dequantGroups(uint64_t blocks) {
  const uint64_t groups = (blocks + kDequantThreads - 1) / kDequantThreads;
  return static_cast<unsigned>(groups < kDequantMostGroups ? groups : kDequantMostGroups);
}
/// The work of one thread out of `threads`.
GRAFT_DEVICE_FN inline void dequantizeThread(const DequantArgs& a, uint64_t thread, uint64_t threads) {
  for (uint64_t i = thread; i < a.blocks; i += threads) dequantizeBlock(a.type, a.source + i * static_cast<uint64_t>(a.blockBytes), a.target + i * static_cast<uint64_t>(a.blockElements));
}

}  // namespace graft::kernels
