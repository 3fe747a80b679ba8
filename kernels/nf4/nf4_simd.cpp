// SPDX-License-Identifier: Apache-2.0
#include "kernels/nf4/nf4.hpp"

#include "kernels/common/simd.hpp"

#if defined(__AVX512F__)
#include <immintrin.h>
#endif

namespace graft::kernels::GRAFT_ISA {
namespace {

constexpr int64_t kTask = 256;  // blocks

#if defined(__AVX512F__)
/// Keeps a block's 16 levels times its scale in one register, from which codes select. The high half of a byte comes first.
struct Block {
  V levels;
  explicit Block(float scale) : levels(load(kNf4Levels.of) * scale) {}
  GRAFT_INLINE void decode(const uint8_t* from, float* to) const {
    for (int i = 0; i < kNf4Block; i += 16) {
      const __m512i bytes = _mm512_cvtepu8_epi64(_mm_loadu_si64(from + i / 2));
      // Only the low four bits of an index count
      const __m512i codes = _mm512_or_si512(_mm512_srli_epi64(bytes, 4), _mm512_slli_epi64(bytes, 32));
      store(to + i, _mm512_permutexvar_ps(codes, levels));
    }
  }
  GRAFT_INLINE void decode(const uint8_t* from, Bf16* to) const {
    alignas(32) Bf16 rounded[16];
    store(rounded, levels);
    // Only five bits of an index count
    const __m512i twice = _mm512_broadcast_i64x4(_mm256_load_si256(reinterpret_cast<const __m256i*>(rounded)));
    for (int i = 0; i < kNf4Block; i += 32) {
      const __m512i bytes = _mm512_cvtepu8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from + i / 2)));
      const __m512i codes = _mm512_or_si512(_mm512_srli_epi32(bytes, 4), _mm512_slli_epi32(bytes, 16));
      const __m512i values = _mm512_permutexvar_epi16(codes, twice);
      __builtin_memcpy(to + i, &values, sizeof values);
    }
  }
};
#else
/// Two levels for each byte, in the order of the elements.
struct Pairs {
  float value[256][2];
  Pairs() {
    for (int byte = 0; byte < 256; ++byte) {
      value[byte][0] = kNf4Levels.of[byte >> 4];
      value[byte][1] = kNf4Levels.of[byte & 15];
    }
  }
};
struct Block {
  float scale;
  template <class E>
  GRAFT_INLINE void decode(const uint8_t* from, E* to) const {
    static const Pairs kPairs;
    float line[kNf4Block];
    for (int i = 0; i < kNf4Block / 2; ++i) __builtin_memcpy(line + 2 * i, kPairs.value[from[i]], 8);
    for (int i = 0; i < kNf4Block; i += W) store(to + i, load(line + i) * scale);
  }
};
#endif

template <class E>
void dequantize(const Nf4Dequantize& a, const Runner& runner) {
  const Nf4Tensor& t = *a.source;
  const uint8_t* codes = t.codes.data();
  const int64_t blocks = t.count / kNf4Block;
  inTasks(runner, (blocks + kTask - 1) / kTask, [&](int64_t task) {
    for (int64_t block = task * kTask; block < smaller(blocks, (task + 1) * kTask); ++block)
      Block{t.scaleOf(block)}.decode(codes + block * kNf4Block / 2, static_cast<E*>(a.target) + block * kNf4Block);
  });
}

}  // namespace

void nf4Dequantize(const Nf4Dequantize& a, const Runner& runner) {
  a.type == Element::F32 ? dequantize<float>(a, runner) : dequantize<Bf16>(a, runner);
}

}  // namespace graft::kernels::GRAFT_ISA
