// SPDX-License-Identifier: Apache-2.0
// Tiles in shared memory for bfloat16 attention with a warp's matrix instructions (FlashAttention-2, Dao 2023), and the test for supported
// shapes. A block has 64 queries or keys, 16 per warp. Scores, weights and sums never leave registers. The backward pass sweeps the scores
// twice. It shares deltas and group sums with attention_backward_card.hpp.
#pragma once

#include "kernels/attention/attention_backward_card.hpp"

namespace graft::kernels::card {

constexpr int kPairsTile = 64, kPairsThreads = 128;

/// True if the pair versions support the call: heads in whole steps of 16 that fit into registers, rows in whole words.
inline bool hasPairs(const AttentionShape& a) { return a.type == Element::BF16 && a.headDim % 16 == 0 && a.headDim <= 128; }
inline bool hasPairs(const AttentionForward& a) {
  return hasPairs(static_cast<const AttentionShape&>(a)) && isInWords(a.q, a.qStride) && isInWords(a.k, a.kStride) &&
         isInWords(a.v, a.vStride) && isInWords(a.out, a.outStride);
}
inline bool hasPairs(const AttentionBackward& a) {
  return hasPairs(static_cast<const AttentionShape&>(a)) && isInWords(a.q, a.qStride) && isInWords(a.k, a.kStride) &&
         isInWords(a.v, a.vStride) && isInWords(a.dout, a.doutStride) && isInWords(a.dq, a.dqStride);
}

/// Elements from row to row of a tile, chosen so that rows which a warp reads together lie in different banks.
GRAFT_DEVICE_FN constexpr int pairPitch(int headDim) { return headDim + 8; }
/// Rows of the tiles that are walked over: keys for queries, queries for keys. Steps are 16 elements of a head.
constexpr int kPairKeys = 32;
template <int kSteps>
constexpr int kPairQueries = kSteps <= 4 ? 32 : 16;
/// Beside the block's own keys and values there is room for two tiles of short heads, or one of long heads.
template <int kSteps>
constexpr int kKeysBuffers = kSteps <= 4 ? 2 : 1;
template <int kSteps>
constexpr int kKeysRows = 2 * kPairsTile + kKeysBuffers<kSteps> * 2 * kPairQueries<kSteps>;
/// Weights are computed as powers of two, for which the GPU has an instruction.
constexpr float kLog2e = 1.44269504f, kLn2 = 0.693147181f;

/// Launch with shared memory for `tiles` tile rows and `floats` floats.
inline Launch pairsLaunch(const AttentionShape& a, int64_t tiles, int64_t floats) {
  return {(a.tokens / kPairsTile + a.segments + 1) * a.heads, kPairsThreads,
          tiles * pairPitch(static_cast<int>(a.headDim)) * 2 + floats * 4};
}

/// Starts to copy rows of a head into a tile of `room` rows. Rows past the last are zero.
template <class Thread>
GRAFT_DEVICE_FN void startPairs(Thread& t, const void* from, int64_t row, int64_t stride, int64_t column, int64_t rows, int room, int D,
                                Bf16* tile) {
  const int words = D / 8;
  for (int i = t.thread(); i < room * words; i += t.threads()) {
    const int r = i / words, c = i % words * 8;
    t.startCopy(tile + r * pairPitch(D) + c, static_cast<const Bf16*>(from) + (row + (r < rows ? r : 0)) * stride + column + c, r < rows);
  }
}

/// Walks over tiles in shared memory. `start(i, buffer)` begins to fetch a tile; `take(i, buffer)` uses it once it has arrived. With two
/// buffers the next tile is fetched meanwhile.
template <int kBuffers, class Thread, class Start, class Take>
GRAFT_DEVICE_FN void walkTiles(Thread& t, int count, Start start, Take take) {
  if (kBuffers == 2 && count > 0) start(0, 0);
  t.closeCopies();
  for (int i = 0; i < count; ++i) {
    if (kBuffers == 1) start(i, 0);
    if (kBuffers == 2 && i + 1 < count) start(i + 1, (i + 1) % 2);
    t.closeCopies();
    t.template waitForCopies<kBuffers - 1>();
    t.barrier();
    take(i, i % kBuffers);
    t.barrier();
  }
}

/// Position of a thread block: its head, its 64 queries or keys, and the first of the current warp's sixteen rows.
struct PairsPlace {
  int D, steps, pitch, first;
  int64_t head, kvHead;
  TilePlace tile;
  int64_t begin;  ///< token of the block's first row
  Lane lane;
  template <class Thread>
  GRAFT_DEVICE_FN PairsPlace(Thread& t, const AttentionShape& a)
      : D(static_cast<int>(a.headDim)),
        steps(D / 16),
        pitch(pairPitch(D)),
        first(t.thread() / kWarp * 16),
        head(t.block() % a.heads),
        kvHead(head / (a.heads / a.kvHeads)),
        tile(tilePlace(a, t.block() / a.heads, kPairsTile)),
        begin(tile.begin + tile.first),
        lane(t.thread()) {}
};

/// A tile of keys, with its visibility to a warp.
struct SeenKeys {
  const Bf16 *keys, *values;
  int count;
  CausalWindow sight;  ///< visibility to the warp's sixteen queries
  GRAFT_DEVICE_FN bool has(int key, int row) const { return key < count && sight.has(row, key); }
};
constexpr int64_t kKeysOfTile = 4 * kPairKeys;  ///< rows of shared memory for walkKeys: keys and values, twice
/// Calls take(SeenKeys) for each tile of keys that queries of the warp see.
template <class Thread, class Args, class Take>
GRAFT_DEVICE_FN void walkKeys(Thread& t, const Args& a, const PairsPlace& p, Take take) {
  auto* tiles = reinterpret_cast<Bf16*>(t.shared(kKeysOfTile * p.pitch * 2));
  const KeyTiles seen(a, p.tile, kPairKeys);
  const auto keysIn = [&](int buffer) { return tiles + buffer * 2 * kPairKeys * p.pitch; };
  const auto startTile = [&](int i, int buffer) {
    const auto tile = seen.at(a, p.tile, i);
    startPairs(t, a.k, tile.first, a.kStride, p.kvHead * p.D, tile.count, kPairKeys, p.D, keysIn(buffer));
    startPairs(t, a.v, tile.first, a.vStride, p.kvHead * p.D, tile.count, kPairKeys, p.D, keysIn(buffer) + kPairKeys * p.pitch);
  };
  walkTiles<2>(t, seen.count, startTile, [&](int i, int buffer) {
    const auto tile = seen.at(a, p.tile, i);
    const CausalWindow sight{static_cast<int>(tile.ahead) + p.first, windowOf(a)};
    // None of the warp's sixteen queries sees a key of the tile
    if (sight.ahead < -15 || sight.ahead - static_cast<int>(tile.count) + 1 >= sight.window) return;
    take(SeenKeys{keysIn(buffer), keysIn(buffer) + kPairKeys * p.pitch, static_cast<int>(tile.count), sight});
  });
}

}  // namespace graft::kernels::card
