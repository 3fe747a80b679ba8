// SPDX-License-Identifier: Apache-2.0
#include "kernels/nf4/nf4.hpp"

#include <algorithm>
#include <array>

#include "kernels/common/plain.hpp"

namespace graft::kernels {

namespace {

/// Builds the dynamic map: for each of seven decades 2^i levels between 0.1 and 1 of the decade, of both signs, then 0 and 1.
std::array<float, 256> makeScaleLevels() {
  std::array<float, 256> out{};
  size_t count = 0;
  for (int decade = 0; decade < 7; ++decade) {
    const int levels = 1 << decade;
    for (int i = 0; i < levels; ++i) {
      // Midpoints of linspace(0.1, 1, levels + 1) in float, computed from both ends with one rounding, as torch does.
      const auto at = [levels](int k) {
        const float step = (1.0f - 0.1f) / static_cast<float>(levels);
        return k < (levels + 1) / 2 ? std::fma(step, static_cast<float>(k), 0.1f) : std::fma(-step, static_cast<float>(levels - k), 1.0f);
      };
      const float middle = (at(i) + at(i + 1)) / 2.0f;
      const float value = static_cast<float>(std::pow(10.0, -6 + decade)) * middle;
      out[count++] = value;
      out[count++] = -value;
    }
  }
  out[count++] = 0;
  out[count++] = 1;
  std::sort(out.begin(), out.end());
  return out;
}

uint8_t nearestLevel(float x) {
  uint8_t code = 0;
  for (int i = 1; i < 16; ++i) {
    if (x > (kNf4Levels.of[i - 1] + kNf4Levels.of[i]) * 0.5f) code = static_cast<uint8_t>(i);
  }
  return code;
}

/// Level nearest to x in [-1, 1] after rounding x to a grid of 65,536 steps. On the CPU, bitsandbytes 0.50 looks levels up in a table of
/// that size. Near the middle of two levels it may therefore take the further one (observed in its results for 5.1 million values).
uint8_t nearestScale(float x) {
  const auto step = static_cast<int>((x + 1.0f) * 32767.5f + 0.5f);
  const double value = step / 32767.5 - 1;
  const float* levels = nf4ScaleLevels();
  const auto above =
      std::lower_bound(levels, levels + 256, value, [](float level, double v) { return static_cast<double>(level) < v; }) - levels;
  if (above == 0) return 0;
  if (above == 256) return 255;
  const double left = value - static_cast<double>(levels[above - 1]), right = static_cast<double>(levels[above]) - value;
  return static_cast<uint8_t>(left <= right ? above - 1 : above);
}

/// Eight sums over every eighth value, four such rows in turn, in a cascade of four levels whose step grows with the count. This is the
/// order in which torch sums floats on the CPU, and the last bit of their mean depends on it.
struct Lanes {
  float at[8] = {};
  void add(const float* other) {
    for (int i = 0; i < 8; ++i) at[i] += other[i];
  }
};
float meanAsTorch(const std::vector<float>& values) {
  constexpr int64_t kRows = 4, kLevels = 4, kLanes = 8;
  const auto vectors = static_cast<int64_t>(values.size()) / kLanes, rounds = vectors / kRows;
  int64_t bits = 0;
  while ((int64_t{1} << bits) < rounds) ++bits;
  const int64_t power = std::max<int64_t>(4, bits / kLevels), step = int64_t{1} << power;
  Lanes sums[kLevels][kRows];
  const auto take = [&](int64_t round) {
    for (int64_t row = 0; row < kRows; ++row) sums[0][row].add(values.data() + (round * kRows + row) * kLanes);
  };
  int64_t round = 0;
  while (round + step <= rounds) {
    for (int64_t i = 0; i < step; ++i) take(round++);
    for (int64_t level = 1; level < kLevels; ++level) {
      for (int64_t row = 0; row < kRows; ++row) {
        sums[level][row].add(sums[level - 1][row].at);
        sums[level - 1][row] = {};
      }
      if (round & ((step - 1) << (level * power))) break;
    }
  }
  while (round < rounds) take(round++);
  for (int64_t level = 1; level < kLevels; ++level)
    for (int64_t row = 0; row < kRows; ++row) sums[0][row].add(sums[level][row].at);
  for (int64_t i = rounds * kRows; i < vectors; ++i) sums[0][0].add(values.data() + i * kLanes);
  for (int64_t row = 1; row < kRows; ++row) sums[0][0].add(sums[0][row].at);
  float total = 0;
  for (size_t i = static_cast<size_t>(vectors * kLanes); i < values.size(); ++i) total += values[i];
  for (const float lane : sums[0][0].at) total += lane;
  return total / static_cast<float>(values.size());
}

void quantizeScales(Nf4Tensor& t) {
  t.offset = t.scales.empty() ? 0 : meanAsTorch(t.scales);
  for (size_t begin = 0; begin < t.scales.size(); begin += kNf4Nested) {
    const size_t end = std::min(t.scales.size(), begin + kNf4Nested);
    float largest = 0;
    for (size_t i = begin; i < end; ++i) largest = std::max(largest, std::fabs(t.scales[i] - t.offset));
    t.nestedScales.push_back(largest);
    for (size_t i = begin; i < end; ++i) t.scaleCodes.push_back(nearestScale(largest > 0 ? (t.scales[i] - t.offset) / largest : 0));
  }
  t.scales.clear();
}

template <class E>
void plainBlock(const Nf4Tensor& t, int64_t block, void* target) {
  const float scale = t.scaleOf(block);
  for (int64_t i = block * kNf4Block; i < std::min(t.count, (block + 1) * kNf4Block); ++i) {
    const uint8_t byte = t.codes[static_cast<size_t>(i / 2)];
    *at<E>(target, i) = fromFloat<E>(kNf4Levels.of[i % 2 ? byte & 15 : byte >> 4] * scale);
  }
}

void plain(const Nf4Dequantize& a, const Runner& runner) {
  withElement(a.type, [&](auto e) {
    inPlainTasks(runner, a.source->blocks(), [&](int64_t block) { plainBlock<decltype(e)>(*a.source, block, a.target); });
  });
}

}  // namespace

const float* nf4ScaleLevels() {
  static const auto kLevels = makeScaleLevels();
  return kLevels.data();
}

float Nf4Tensor::scaleOf(int64_t block) const {
  if (!scales.empty()) return scales[static_cast<size_t>(block)];
  const float* levels = scaleLevels.empty() ? nf4ScaleLevels() : scaleLevels.data();
  return levels[scaleCodes[static_cast<size_t>(block)]] * nestedScales[static_cast<size_t>(block / kNf4Nested)] + offset;
}

Nf4Tensor nf4Quantize(const float* values, int64_t count, Nf4Scales scales) {
  Nf4Tensor t;
  t.count = count;
  t.codes.assign(static_cast<size_t>((count + 1) / 2), 0);
  for (int64_t block = 0; block < t.blocks(); ++block) {
    const int64_t begin = block * kNf4Block, end = std::min(count, begin + kNf4Block);
    float largest = 0;
    for (int64_t i = begin; i < end; ++i) largest = std::max(largest, std::fabs(values[i]));
    t.scales.push_back(largest);
    const float inverse = largest > 0 ? 1.0f / largest : 0;
    for (int64_t i = begin; i < end; ++i) {
      const int code = nearestLevel(values[i] * inverse);
      t.codes[static_cast<size_t>(i / 2)] |= static_cast<uint8_t>(i % 2 ? code : code << 4);
    }
  }
  if (scales == Nf4Scales::Double) quantizeScales(t);
  return t;
}

void nf4Dequantize(const Nf4Dequantize& a, const Runner& runner) {
  GRAFT_ROUND_CALL(a.type == Element::F64 || a.source->count % kNf4Block != 0 ? Isa::Plain : runner.isa(), plain(a, runner), nf4Dequantize,
                   a, runner)
}

}  // namespace graft::kernels
