// SPDX-License-Identifier: Apache-2.0
#include "kernels/quant/super_blocks.hpp"

#include "kernels/common/half.hpp"

namespace graft::kernels {
namespace {

int nearest(float value, int low, int high) { return std::clamp(static_cast<int>(std::lround(value)), low, high); }

/// Sums for one choice of codes. The best scale and offset, and their error, follow from them.
struct Sums {
  double code = 0, codeCode = 0, xCode = 0, x = 0, xx = 0;
  int n = 0;
  void add(float value, int q) {
    code += q;
    codeCode += static_cast<double>(q) * q;
    xCode += static_cast<double>(value) * q;
    x += static_cast<double>(value);
    xx += static_cast<double>(value) * static_cast<double>(value);
    ++n;
  }
  /// Sum of (scale * code + minimum - x)^2.
  double error(double scale, double minimum) const {
    return xx + scale * scale * codeCode + n * minimum * minimum + 2 * scale * minimum * code - 2 * scale * xCode - 2 * minimum * x;
  }
};

constexpr int kSubBlocks = 8, kSubBlock = 32, kSixBits = 63;

struct StoredRanges {
  float d = 0, dmin = 0;
  uint8_t scales[kSubBlocks], offsets[kSubBlocks];
};

float roundedToHalf(float value) { return halfBits(floatToHalf(value)); }

/// Squared error of one sub-block with this scale and offset.
double errorOf(const float* x, float scale, float offset, int most) {
  const float inverse = inverseOf(scale);
  double sum = 0;
  for (int i = 0; i < kSubBlock; ++i) {
    const float wrong = scale * static_cast<float>(nearest((x[i] + offset) * inverse, 0, most)) - offset - x[i];
    sum += static_cast<double>(wrong) * static_cast<double>(wrong);
  }
  return sum;
}

/// Stores scale and offset as six bits each. Independent rounding does not give the best pair, so neighbouring values are tried too.
void storeRange(const float* x, const RangeFit& fit, int most, int j, StoredRanges& r) {
  const int scale = nearest(fit.scale * inverseOf(r.d), 0, kSixBits), offset = nearest(fit.offset * inverseOf(r.dmin), 0, kSixBits);
  double least = -1;
  for (int s = std::max(0, scale - 1); s <= std::min(kSixBits, scale + 1); ++s) {
    for (int o = std::max(0, offset - 1); o <= std::min(kSixBits, offset + 1); ++o) {
      const double error = errorOf(x, r.d * static_cast<float>(s), r.dmin * static_cast<float>(o), most);
      if (least >= 0 && error >= least) continue;
      least = error;
      r.scales[j] = static_cast<uint8_t>(s);
      r.offsets[j] = static_cast<uint8_t>(o);
    }
  }
}

StoredRanges storedRanges(const float* x, int most) {
  RangeFit fits[kSubBlocks];
  float topScale = 0, topOffset = 0;
  for (int j = 0; j < kSubBlocks; ++j) {
    fits[j] = fitRange(x + kSubBlock * j, kSubBlock, most);
    topScale = std::max(topScale, fits[j].scale);
    topOffset = std::max(topOffset, fits[j].offset);
  }
  StoredRanges out;
  out.d = roundedToHalf(topScale / kSixBits);
  out.dmin = roundedToHalf(topOffset / kSixBits);
  for (int j = 0; j < kSubBlocks; ++j) storeRange(x + kSubBlock * j, fits[j], most, j, out);
  return out;
}

/// d, dmin and the 12 bytes of six-bit numbers, 16 bytes in all.
void putRanges(uint8_t* b, const StoredRanges& r) {
  putHalf(b, r.d);
  putHalf(b + 2, r.dmin);
  uint8_t* packed = b + 4;
  for (int j = 0; j < 4; ++j) {
    packed[j] = static_cast<uint8_t>(r.scales[j] | (r.scales[j + 4] >> 4) << 6);
    packed[j + 4] = static_cast<uint8_t>(r.offsets[j] | (r.offsets[j + 4] >> 4) << 6);
    packed[j + 8] = static_cast<uint8_t>((r.scales[j + 4] & 15) | (r.offsets[j + 4] & 15) << 4);
  }
}

void codesOf(const float* x, const StoredRanges& r, int most, uint8_t* codes) {
  for (int j = 0; j < kSubBlocks; ++j) {
    const float inverse = inverseOf(r.d * r.scales[j]), offset = r.dmin * r.offsets[j];
    for (int i = kSubBlock * j; i < kSubBlock * (j + 1); ++i) codes[i] = static_cast<uint8_t>(nearest((x[i] + offset) * inverse, 0, most));
  }
}

/// Nibbles of 64 elements in 32 bytes: the first half low, the second high.
void putPairs(uint8_t* target, const uint8_t* codes) {
  for (int group = 0; group < 4; ++group) {
    for (int l = 0; l < 32; ++l)
      target[32 * group + l] = static_cast<uint8_t>((codes[64 * group + l] & 15) | (codes[64 * group + 32 + l] & 15) << 4);
  }
}

}  // namespace

RangeFit fitRange(const float* x, int n, int most) {
  const auto [low, high] = std::minmax_element(x, x + n);
  const float minimum = std::min(*low, 0.0f), range = *high - minimum;
  if (range <= 0) return {0, -minimum};
  RangeFit best{range / static_cast<float>(most), -minimum};
  double least = -1;
  // A slightly smaller range costs accuracy at the ends and gains it elsewhere. A slightly larger one helps where codes fall badly.
  for (int step = 0; step <= 20; ++step) {
    const float inverse = (static_cast<float>(most) - 1.0f + 0.1f * static_cast<float>(step)) / range;
    Sums sums;
    for (int i = 0; i < n; ++i) sums.add(x[i], nearest((x[i] - minimum) * inverse, 0, most));
    const double det = sums.n * sums.codeCode - sums.code * sums.code;
    if (det <= 0) continue;
    double scale = (sums.n * sums.xCode - sums.x * sums.code) / det, offset = (sums.x - scale * sums.code) / sums.n;
    if (offset > 0) {  // only offsets downwards can be stored
      offset = 0;
      scale = sums.xCode / sums.codeCode;
    }
    if (scale <= 0) continue;
    if (const double error = sums.error(scale, offset); least < 0 || error < least) {
      least = error;
      best = {static_cast<float>(scale), static_cast<float>(-offset)};
    }
  }
  return best;
}

float fitSymmetric(const float* x, int n, int half) {
  const float top = largest(x, n);
  if (top == 0) return 0;
  float best = top / static_cast<float>(-half);
  double least = -1;
  for (int step = -9; step <= 9; ++step) {
    const float inverse = -(static_cast<float>(half) + 0.1f * static_cast<float>(step)) / top;
    Sums sums;
    for (int i = 0; i < n; ++i) sums.add(x[i], nearest(x[i] * inverse, -half, half - 1));
    if (sums.codeCode <= 0) continue;
    const double scale = sums.xCode / sums.codeCode, error = sums.error(scale, 0);
    if (least < 0 || error < least) {
      least = error;
      best = static_cast<float>(scale);
    }
  }
  return best;
}

void encodeQ4_K(const float* x, uint8_t* b) {
  uint8_t codes[kSubBlocks * kSubBlock];
  const StoredRanges ranges = storedRanges(x, 15);
  putRanges(b, ranges);
  codesOf(x, ranges, 15, codes);
  putPairs(b + 16, codes);
}

void encodeQ5_K(const float* x, uint8_t* b) {
  uint8_t codes[kSubBlocks * kSubBlock];
  const StoredRanges ranges = storedRanges(x, 31);
  putRanges(b, ranges);
  codesOf(x, ranges, 31, codes);
  for (int l = 0; l < kSubBlock; ++l) {  // byte l: the fifth bit of element l of each sub-block
    b[16 + l] = 0;
    for (int j = 0; j < kSubBlocks; ++j) b[16 + l] = static_cast<uint8_t>(b[16 + l] | (codes[kSubBlock * j + l] >> 4) << j);
  }
  putPairs(b + 48, codes);
}

void encodeQ6_K(const float* x, uint8_t* b) {
  constexpr int kParts = 16, kPart = 16, kHalf = 32;
  float scales[kParts];
  for (int j = 0; j < kParts; ++j) scales[j] = fitSymmetric(x + kPart * j, kPart, kHalf);
  const float d = roundedToHalf(largest(scales, kParts) / -128.0f), inverse = inverseOf(d);
  uint8_t codes[kParts * kPart];
  for (int j = 0; j < kParts; ++j) {
    const int stored = nearest(scales[j] * inverse, -128, 127);
    b[192 + j] = static_cast<uint8_t>(static_cast<int8_t>(stored));
    const float back = inverseOf(d * static_cast<float>(stored));
    for (int i = kPart * j; i < kPart * (j + 1); ++i) codes[i] = static_cast<uint8_t>(nearest(x[i] * back, -kHalf, kHalf - 1) + kHalf);
  }
  putHalf(b + 208, d);
  for (int part = 0; part < 2; ++part) {
    const uint8_t* from = codes + 128 * part;
    for (int l = 0; l < 32; ++l) {
      b[64 * part + l] = static_cast<uint8_t>((from[l] & 15) | (from[l + 64] & 15) << 4);
      b[64 * part + 32 + l] = static_cast<uint8_t>((from[l + 32] & 15) | (from[l + 96] & 15) << 4);
      b[128 + 32 * part + l] =
          static_cast<uint8_t>(from[l] >> 4 | (from[l + 32] >> 4) << 2 | (from[l + 64] >> 4) << 4 | (from[l + 96] >> 4) << 6);
    }
  }
}

}  // namespace graft::kernels
