// SPDX-License-Identifier: Apache-2.0
// Attention in tiles of queries and keys in shared memory, in float, without tensor cores. Every sum has a fixed order. The backward pass
// sweeps the scores twice, once by queries and once by keys, so that no two blocks add to one address.
#pragma once

#include "kernels/attention/attention.hpp"
#include "kernels/card/eights.hpp"

namespace graft::kernels::card {

constexpr int kAttentionThreads = 128;
/// Row pitch of a tile: one more than its width, so that rows read by adjacent threads lie in different banks.
GRAFT_DEVICE_FN constexpr int64_t pitchOf(int64_t headDim) { return headDim + 1; }
/// Queries or keys in a tile. Six tiles of floats and two of scores fit into shared memory.
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

/// Copies rows of a head into a tile, times `scale`.
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

/// Visibility between queries and keys. The first query is `ahead` tokens behind the first key.
struct CausalWindow {
  int ahead, window;
  GRAFT_DEVICE_FN bool has(int query, int key) const { return static_cast<unsigned>(ahead + query - key) < static_cast<unsigned>(window); }
};
GRAFT_DEVICE_FN inline int windowOf(const AttentionShape& a) {
  constexpr int kMost = 1 << 30;
  return a.window > 0 && a.window < kMost ? static_cast<int>(a.window) : kMost;
}
GRAFT_DEVICE_FN inline int tilesOf(int64_t rows, int tile) { return rows > 0 ? static_cast<int>((rows + tile - 1) / tile) : 0; }

/// Rows of a tile that a thread block walks over, and their distance from the block's own rows.
struct WalkedTile {
  int64_t first, count;
  int64_t ahead;  ///< from the first of the keys to the first of the queries
};
/// Tiles of the keys that a tile of queries sees: first those of the prefix, then those of its own segment.
struct KeyTiles {
  int firstOfPrefix = 0, ofPrefix = 0, firstOwn, count, tile;
  GRAFT_DEVICE_FN KeyTiles(const AttentionShape& a, const TilePlace& p, int tileSize) : tile(tileSize) {
    const int64_t unseen = p.first + 1 - windowOf(a);  // keys of its own segment that are too far back
    firstOwn = unseen > 0 ? static_cast<int>(unseen / tile) : 0;
    if (p.segment > 0) {
      firstOfPrefix = a.prefix + unseen > 0 ? static_cast<int>((a.prefix + unseen) / tile) : 0;
      const int all = tilesOf(a.prefix, tile);
      ofPrefix = firstOfPrefix < all ? all - firstOfPrefix : 0;
    }
    count = ofPrefix + tilesOf(p.first + p.count, tile) - firstOwn;
  }
  GRAFT_DEVICE_FN WalkedTile at(const AttentionShape& a, const TilePlace& p, int i) const {
    const bool isOwn = i >= ofPrefix;
    const int64_t from = static_cast<int64_t>(isOwn ? i - ofPrefix + firstOwn : i + firstOfPrefix) * tile;
    const int64_t left = (isOwn ? p.length : a.prefix) - from;
    return {(isOwn ? p.begin : 0) + from, left < tile ? left : tile, (isOwn ? 0 : a.prefix) + p.first - from};
  }
};
/// Tiles of the queries that see a tile of keys: those of its own segment. For keys of the prefix, those of all other segments follow.
struct QueryTiles {
  int64_t own;  ///< queries of the tile's own segment
  int ofOwn, count, tile;
  GRAFT_DEVICE_FN QueryTiles(const AttentionShape& a, const TilePlace& p, int tileSize) : tile(tileSize) {
    const int64_t near = p.count - 1 + windowOf(a);  // counted from the first key
    own = p.length - p.first < near ? p.length - p.first : near;
    ofOwn = count = tilesOf(own, tile);
    if (p.segment > 0) return;
    if (a.window == 0) count += tilesOf(a.tokens - a.prefix, tile);
    for (int64_t s = 1; a.window > 0 && s <= a.segments; ++s) count += tilesOf(ofSegment(a, p, s), tile);
  }
  /// Without a window tiles may cross segment borders, because every segment sees the whole prefix.
  GRAFT_DEVICE_FN WalkedTile at(const AttentionShape& a, const TilePlace& p, int i) const {
    if (i < ofOwn) return tileOfRows(p.begin + p.first, own, i, 0);
    i -= ofOwn;
    if (a.window == 0) return tileOfRows(a.prefix, a.tokens - a.prefix, i, a.prefix - p.first);
    int64_t s = 1;
    for (; i >= tilesOf(ofSegment(a, p, s), tile); ++s) i -= tilesOf(ofSegment(a, p, s), tile);
    return tileOfRows(a.starts[s - 1], ofSegment(a, p, s), i, a.prefix - p.first);
  }

 private:
  /// Number of queries of segment `s` that see a key of the tile.
  GRAFT_DEVICE_FN int64_t ofSegment(const AttentionShape& a, const TilePlace& p, int64_t s) const {
    const int64_t length = a.starts[s] - a.starts[s - 1], near = p.first + p.count - 1 + windowOf(a) - a.prefix;
    return length < near ? length : near;
  }
  GRAFT_DEVICE_FN WalkedTile tileOfRows(int64_t begin, int64_t rows, int i, int64_t ahead) const {
    const int64_t from = static_cast<int64_t>(i) * tile;
    return {begin + from, rows - from < tile ? rows - from : tile, ahead + from};
  }
};
/// Calls body(first row, count, CausalWindow) for each tile of KeyTiles or QueryTiles.
template <class Tiles, class Body>
GRAFT_DEVICE_FN void forTiles(const AttentionShape& a, const TilePlace& p, int64_t tileSize, Body body) {
  const Tiles tiles(a, p, static_cast<int>(tileSize));
  for (int i = 0; i < tiles.count; ++i) {
    const WalkedTile tile = tiles.at(a, p, i);
    body(tile.first, tile.count, CausalWindow{static_cast<int>(tile.ahead), windowOf(a)});
  }
}

}  // namespace graft::kernels::card
