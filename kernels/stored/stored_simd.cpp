// SPDX-License-Identifier: Apache-2.0
// Products and decoding of stored weights with vector instructions. Decodes 32 elements at a time to 32 / W vectors in registers: a block,
// or one eighth of a block of 256. Layouts as in kernels/dequant/blocks.hpp.
#include "kernels/stored/stored.hpp"

#include "kernels/common/simd.hpp"
#include "kernels/dequant/blocks.hpp"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace graft::kernels::GRAFT_ISA {
namespace {

constexpr int kVectors = 32 / W;
typedef uint8_t Bytes16 __attribute__((vector_size(16)));

/// Converts W bytes to floats. The compiler emits several shuffles for this single instruction, so AVX-512 and AVX2 use intrinsics.
template <class Byte>
GRAFT_INLINE V floatsOf(const Byte* p) {
#if defined(__AVX512F__)
  __m128i bytes;
  __builtin_memcpy(&bytes, p, 16);
  return _mm512_cvtepi32_ps(Byte(-1) < 0 ? _mm512_cvtepi8_epi32(bytes) : _mm512_cvtepu8_epi32(bytes));
#elif defined(__AVX2__)
  __m128i bytes = {};
  __builtin_memcpy(&bytes, p, 8);
  return _mm256_cvtepi32_ps(Byte(-1) < 0 ? _mm256_cvtepi8_epi32(bytes) : _mm256_cvtepu8_epi32(bytes));
#else
  V out;
  for (int i = 0; i < W; ++i) out[i] = static_cast<float>(p[i]);
  return out;
#endif
}

GRAFT_INLINE float halfAt(const uint8_t* p) {
  uint16_t bits;
  __builtin_memcpy(&bits, p, 2);
#if defined(__F16C__)
  return _cvtsh_ss(bits);
#endif
  const uint32_t sign = (bits & 0x8000u) << 16, exponent = (bits >> 10) & 31, mantissa = bits & 1023;
  if (exponent == 0) {
    const float tiny = static_cast<float>(mantissa) * 5.9604644775390625e-08f;
    return sign ? -tiny : tiny;
  }
  const uint32_t wide = sign | ((exponent == 31 ? 255 : exponent + 112) << 23) | (mantissa << 13);
  float value;
  __builtin_memcpy(&value, &wide, 4);
  return value;
}

/// Two adjacent half values.
struct Halves {
  float first, second;
};
GRAFT_INLINE Halves halvesAt(const uint8_t* p) {
#if defined(__F16C__)
  const __m128 both = _mm_cvtph_ps(_mm_loadu_si32(p));
  return {both[0], both[1]};
#else
  return {halfAt(p), halfAt(p + 2)};
#endif
}

/// Codes 0 to 31 of a block as bytes: low nibbles first, then high ones; with `high` the fifth bits are added.
GRAFT_INLINE void nibbles(const uint8_t* packed, const uint8_t* high, uint8_t* codes) {
  Bytes16 b;
  __builtin_memcpy(&b, packed, 16);
  Bytes16 low = b & 15, up = b >> 4;
  if (high) {
    uint32_t word;
    __builtin_memcpy(&word, high, 4);
    for (int i = 0; i < 16; ++i) {
      low[i] = static_cast<uint8_t>(low[i] | (((word >> i) & 1) << 4));
      up[i] = static_cast<uint8_t>(up[i] | (((word >> (i + 16)) & 1) << 4));
    }
  }
  __builtin_memcpy(codes, &low, 16);
  __builtin_memcpy(codes + 16, &up, 16);
}

/// Extracts the low or the high four bits of 32 bytes.
GRAFT_INLINE void fourBits(const uint8_t* packed, bool high, Bytes16* codes) {
  __builtin_memcpy(codes, packed, 32);
  for (int i = 0; i < 2; ++i) codes[i] = high ? codes[i] >> 4 : codes[i] & 15;
}
/// Adds `count` bits of each of 32 bytes, from bit `from` on, above the four of `codes`.
GRAFT_INLINE void addHigh(const uint8_t* packed, int from, int count, Bytes16* codes) {
  Bytes16 high[2];
  __builtin_memcpy(high, packed, 32);
  const auto mask = static_cast<uint8_t>((1 << count) - 1);
  for (int i = 0; i < 2; ++i) codes[i] |= ((high[i] >> from) & mask) << 4;
}

GRAFT_INLINE void scaled(const uint8_t* codes, int shift, float scale, float least, V* out) {
  const float zero = least - static_cast<float>(shift) * scale;
  for (int i = 0; i < kVectors; ++i) out[i] = floatsOf(codes + i * W) * scale + zero;
}

struct F32Block {
  static constexpr int kBytes = 128, kParts = 1;
  static GRAFT_INLINE void decode(const uint8_t* b, int, V* out) {
    for (int i = 0; i < kVectors; ++i) out[i] = load(reinterpret_cast<const float*>(b) + i * W);
  }
};
struct F16Block {
  static constexpr int kBytes = 64, kParts = 1;
  static GRAFT_INLINE void decode(const uint8_t* b, int, V* out) {
    for (int i = 0; i < kVectors; ++i, b += W * 2) {
#if defined(__AVX512F__)
      out[i] = _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(b)));
#elif defined(__F16C__)
      out[i] = _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(b)));
#else
      for (int j = 0; j < W; ++j) out[i][j] = halfAt(b + j * 2);
#endif
    }
  }
};
struct Bf16Block {
  static constexpr int kBytes = 64, kParts = 1;
  static GRAFT_INLINE void decode(const uint8_t* b, int, V* out) {
    for (int i = 0; i < kVectors; ++i) out[i] = load(reinterpret_cast<const Bf16*>(b) + i * W);
  }
};
struct Q4_0Block {
  static constexpr int kBytes = 18, kParts = 1;
  static GRAFT_INLINE void decode(const uint8_t* b, int, V* out) {
    uint8_t codes[32];
    nibbles(b + 2, nullptr, codes);
    scaled(codes, 8, halfAt(b), 0, out);
  }
};
struct Q4_1Block {
  static constexpr int kBytes = 20, kParts = 1;
  static GRAFT_INLINE void decode(const uint8_t* b, int, V* out) {
    uint8_t codes[32];
    nibbles(b + 4, nullptr, codes);
    const Halves h = halvesAt(b);
    scaled(codes, 0, h.first, h.second, out);
  }
};
struct Q5_0Block {
  static constexpr int kBytes = 22, kParts = 1;
  static GRAFT_INLINE void decode(const uint8_t* b, int, V* out) {
    uint8_t codes[32];
    nibbles(b + 6, b + 2, codes);
    scaled(codes, 16, halfAt(b), 0, out);
  }
};
struct Q5_1Block {
  static constexpr int kBytes = 24, kParts = 1;
  static GRAFT_INLINE void decode(const uint8_t* b, int, V* out) {
    uint8_t codes[32];
    nibbles(b + 8, b + 4, codes);
    const Halves h = halvesAt(b);
    scaled(codes, 0, h.first, h.second, out);
  }
};
struct Q8_0Block {
  static constexpr int kBytes = 34, kParts = 1;
  static GRAFT_INLINE void decode(const uint8_t* b, int, V* out) {
    const float scale = halfAt(b);
    for (int i = 0; i < kVectors; ++i) out[i] = floatsOf(reinterpret_cast<const int8_t*>(b + 2) + i * W) * scale;
  }
};

/// Each of a block's eight parts has a scale and a minimum of six bits.
GRAFT_INLINE void scaledPart(const uint8_t* b, int part, const Bytes16* codes, V* out) {
  const Halves h = halvesAt(b);
  int scale, least;
  scaleAndMin(part, b + 4, scale, least);
  scaled(reinterpret_cast<const uint8_t*>(codes), 0, h.first * static_cast<float>(scale), -h.second * static_cast<float>(least), out);
}
struct Q4_KBlock {
  static constexpr int kBytes = 144, kParts = 8;
  static GRAFT_INLINE void decode(const uint8_t* b, int part, V* out) {
    Bytes16 codes[2];
    fourBits(b + 16 + 32 * (part / 2), part % 2, codes);
    scaledPart(b, part, codes, out);
  }
};
struct Q5_KBlock {
  static constexpr int kBytes = 176, kParts = 8;
  static GRAFT_INLINE void decode(const uint8_t* b, int part, V* out) {
    Bytes16 codes[2];
    fourBits(b + 48 + 32 * (part / 2), part % 2, codes);
    addHigh(b + 16, part, 1, codes);
    scaledPart(b, part, codes, out);
  }
};
struct Q6_KBlock {
  static constexpr int kBytes = 210, kParts = 8;
  static GRAFT_INLINE void decode(const uint8_t* b, int part, V* out) {
    const int half = part / 4, group = part % 4;
    Bytes16 codes[2];
    fourBits(b + 64 * half + 32 * (group % 2), group > 1, codes);
    addHigh(b + 128 + 32 * half, 2 * group, 2, codes);
    const float d = halfAt(b + 208);
    for (int i = 0; i < kVectors; ++i) {
      const float scale = d * static_cast<float>(static_cast<int8_t>(b[192 + 2 * part + i * W / 16]));
      out[i] = (floatsOf(reinterpret_cast<const uint8_t*>(codes) + i * W) - 32.0f) * scale;
    }
  }
};

constexpr int64_t kTask = 32;     // rows of a decoding task
constexpr int64_t kAhead = 4096;  // bytes; the hardware prefetcher stops at the end of a page

/// Rows of one weight; their results begin at column `column` of y.
struct Stretch {
  const StoredRows& w;
  int64_t begin, end, column;
};

/// Multiplies N rows of x by a stretch. There are at most eight sums, fewer if a vector holds more. Together with the decoded values they
/// fill the registers.
template <class Block, class E, int N>
void products(const FewRowsProduct& a, const Stretch& s, int64_t firstX) {
  constexpr int kSums = N * kVectors <= 8 ? kVectors : 8 / N;
  const StoredRows& w = s.w;
  const int64_t blocks = w.width / (32 * Block::kParts);
  const E* x = static_cast<const E*>(a.x) + firstX * w.width;
  for (int64_t row = s.begin; row < s.end; ++row) {
    const uint8_t* b = w.bytes + (w.order ? w.order[row] : row) * blocks * Block::kBytes;
    V sum[N][kSums];
    for (int n = 0; n < N; ++n)
      for (int i = 0; i < kSums; ++i) sum[n][i] = V{};
    const E* from = x;
    for (int64_t block = 0; block < blocks; ++block, b += Block::kBytes) {
      __builtin_prefetch(b + kAhead);
      for (int part = 0; part < Block::kParts; ++part, from += 32) {
        V values[kVectors];
        Block::decode(b, part, values);
        for (int n = 0; n < N; ++n)
          for (int i = 0; i < kVectors; ++i) sum[n][i % kSums] += load(from + n * w.width + i * W) * values[i];
      }
    }
    for (int n = 0; n < N; ++n) {
      V total = sum[n][0];
      for (int i = 1; i < kSums; ++i) total += sum[n][i];
      storeOne(static_cast<E*>(a.y) + (firstX + n) * a.yStride + s.column + row, sumOf(total));
    }
  }
}

template <class Block, class E>
void productsOf(const FewRowsProduct& a, const Stretch& s) {
  int64_t n = 0;
  for (; n + 4 <= a.n; n += 4) products<Block, E, 4>(a, s, n);
  for (; n + 2 <= a.n; n += 2) products<Block, E, 2>(a, s, n);
  for (; n < a.n; ++n) products<Block, E, 1>(a, s, n);
}

/// Rows of one task: about a sixteenth of a weight, so that a few threads end together and memory is read in long stretches.
GRAFT_INLINE int64_t taskRows(const StoredRows& w) { return smaller(256, (w.rows / 256 + 1) * 16); }
GRAFT_INLINE int64_t tasksOf(const StoredRows& w) { return (w.rows + taskRows(w) - 1) / taskRows(w); }

template <class Block, class E>
void decodeOf(const DecodeRows& a, const Runner& runner) {
  const StoredRows& w = a.weight;
  const int64_t blocks = w.width / (32 * Block::kParts);
  inTasks(runner, (a.count + kTask - 1) / kTask, [&](int64_t task) {
    for (int64_t row = task * kTask; row < smaller(a.count, (task + 1) * kTask); ++row) {
      const int64_t from = a.first + row;
      const uint8_t* b = w.bytes + (w.order ? w.order[from] : from) * blocks * Block::kBytes;
      E* to = static_cast<E*>(a.target) + row * w.width;
      for (int64_t block = 0; block < blocks; ++block, b += Block::kBytes) {
        for (int part = 0; part < Block::kParts; ++part, to += 32) {
          V values[kVectors];
          Block::decode(b, part, values);
          for (int i = 0; i < kVectors; ++i) store(to + i * W, values[i]);
        }
      }
    }
  });
}

/// Calls body with the block layout of a format.
template <class Body>
GRAFT_INLINE void withBlock(StoredType type, const Body& body) {
  switch (type) {
    case StoredType::F32: return body(F32Block{});
    case StoredType::F16: return body(F16Block{});
    case StoredType::BF16: return body(Bf16Block{});
    case StoredType::Q4_0: return body(Q4_0Block{});
    case StoredType::Q4_1: return body(Q4_1Block{});
    case StoredType::Q5_0: return body(Q5_0Block{});
    case StoredType::Q5_1: return body(Q5_1Block{});
    case StoredType::Q8_0: return body(Q8_0Block{});
    case StoredType::Q4_K: return body(Q4_KBlock{});
    case StoredType::Q5_K: return body(Q5_KBlock{});
    case StoredType::Q6_K: return body(Q6_KBlock{});
    case StoredType::U8:
    case StoredType::NF4: return;  // `dequantize` does not decode these
  }
}

}  // namespace

void fewRowsProduct(const FewRowsProduct& a, const Runner& runner) {
  int64_t tasks = 0;
  for (int64_t i = 0; i < a.count; ++i) tasks += tasksOf(a.weights[i]);
  inTasks(runner, tasks, [&](int64_t task) {
    const StoredRows* w = a.weights;
    int64_t column = 0;
    for (; task >= tasksOf(*w); ++w) {
      task -= tasksOf(*w);
      column += w->rows;
    }
    const int64_t begin = task * taskRows(*w);
    const Stretch stretch{*w, begin, smaller(w->rows, begin + taskRows(*w)), column};
    withBlock(w->type, [&](auto block) {
      a.type == Element::F32 ? productsOf<decltype(block), float>(a, stretch) : productsOf<decltype(block), Bf16>(a, stretch);
    });
  });
}
void decodeRows(const DecodeRows& a, const Runner& runner) {
  withBlock(a.weight.type, [&](auto block) {
    a.type == Element::F32 ? decodeOf<decltype(block), float>(a, runner) : decodeOf<decltype(block), Bf16>(a, runner);
  });
}

}  // namespace graft::kernels::GRAFT_ISA
