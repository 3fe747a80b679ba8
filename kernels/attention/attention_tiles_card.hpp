// SPDX-License-Identifier: Apache-2.0
// Attention in tiles of queries and keys in shared memory, in float, without tensor cores; every sum in a fixed order. The backward
// pass goes over the scores twice, once by queries and once by keys, so that no two blocks add to one place.
#pragma once

#include "kernels/attention/attention.hpp"
#include "kernels/card/eights.hpp"

namespace graft::kernels::card {

constexpr int kAttentionThreads = 128;
/// From row to row of a tile: one more than its width, so that the rows which threads side by side read lie in different banks.
GRAFT_DEVICE_FN constexpr int64_t pitchOf(int64_t headDim) { return headDim + 1; }
/// Queries or keys of a tile: six tiles of floats and two of scores fit into shared memory.
GRAFT_DEVICE_FN constexpr int64_t tileOf(int64_t headDim) { return headDim <= 64 ? 16 : headDim <= 128 ? 8 : 4; }
inline Launch attentionLaunch(const AttentionShape& a, int tiles) {
  const int64_t tile = tileOf(a.headDim);
  return {(a.tokens / tile + a.segments + 1) * a.heads, kAttentionThreads,
          (tiles * tile * pitchOf(a.headDim) + 2 * tile * tile + 3 * tile) * 4};
}

/// Tile number `index` of all tiles of `tile` tokens of all segments; segment 0 is the prefix.
struct TilePlace {
  int64_t segment = -1, begin = 0, length = 0, first = 0, count = 0;
};
GRAFT_DEVICE_FN inline TilePlace tilePlace(const AttentionShape& a, int64_t index, int64_t tile) {
  for (int64_t s = 0; s <= a.segments; ++s) {
    const int64_t begin = s == 0 ? 0 : a.starts[s - 1], length = (s == 0 ? a.prefix : a.starts[s]) - begin,
                  tiles = (length + tile - 1) / tile;
    if (index < tiles) return {s, begin, length, index * tile, length - index * tile < tile ? length - index * tile : tile};
    index -= tiles;
  }
  return {};
}

/// Rows of a head into a tile, times `scale`.
template <class E, class Thread>
GRAFT_DEVICE_FN void fillTile(Thread& t, const void* from, int64_t row, int64_t stride, int64_t column, int64_t rows, int64_t D,
                              float scale, float* tile) {
  for (int64_t i = t.thread(); i < rows * D; i += t.threads())
    tile[i / D * pitchOf(D) + i % D] = at<E>(from, (row + i / D) * stride + column + i % D) * scale;
}
GRAFT_DEVICE_FN inline float tileDot(const float* a, const float* b, int64_t D) {
  float sum = 0;
  for (int64_t i = 0; i < D; ++i) sum += a[i] * b[i];
  return sum;
}

/// Tiles of the keys that a tile of queries sees: those of the prefix, then those of its own segment.
struct KeyTiles {
  int ofPrefix, count, tile;
  GRAFT_DEVICE_FN KeyTiles(const AttentionShape& a, const TilePlace& p, int tileSize) : tile(tileSize) {
    ofPrefix = p.segment > 0 ? static_cast<int>((a.prefix + tile - 1) / tile) : 0;
    count = ofPrefix + static_cast<int>((p.first + p.count + tile - 1) / tile);
  }
  struct Tile {
    int64_t first, count;
    bool isOwn;
  };
  GRAFT_DEVICE_FN Tile at(const AttentionShape& a, const TilePlace& p, int i) const {
    const bool isOwn = i >= ofPrefix;
    const int64_t from = static_cast<int64_t>(isOwn ? i - ofPrefix : i) * tile, left = (isOwn ? p.length : a.prefix) - from;
    return {(isOwn ? p.begin : 0) + from, left < tile ? left : tile, isOwn};
  }
};
/// Calls body(first key, count, isOwn) for each of them.
template <class Body>
GRAFT_DEVICE_FN void forKeyTiles(const AttentionShape& a, const TilePlace& p, int64_t tileSize, Body body) {
  const KeyTiles seen(a, p, static_cast<int>(tileSize));
  for (int i = 0; i < seen.count; ++i) {
    const auto tile = seen.at(a, p, i);
    body(tile.first, tile.count, tile.isOwn);
  }
}

}  // namespace graft::kernels::card
