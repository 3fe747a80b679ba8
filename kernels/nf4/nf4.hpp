// SPDX-License-Identifier: Apache-2.0
// NormalFloat with 4 bits and double quantisation (Dettmers et al. 2023, QLoRA), bit for bit as in bitsandbytes 0.50 on the CPU. A tensor
// is flattened, row-major, and split into blocks of 64. The largest absolute value scales a block. The nearest of 16 levels is the code;
// the first of two elements is in the high nibble. Scales minus their mean are quantised again in blocks of 256 to 8 bits, by a dynamic
// map. 4.127 bits an element. Source of the format: bitsandbytes functional.py, tests/data/golden/blocks.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

constexpr int64_t kNf4Block = 64, kNf4Nested = 256;

/// The 16 levels, in the order of their codes. A type, because device code cannot read a host constant and makes its own.
struct Nf4Levels {
  float of[16] = {-1.0f,
                  -0.6961928009986877f,
                  -0.5250730514526367f,
                  -0.39491748809814453f,
                  -0.28444138169288635f,
                  -0.18477343022823334f,
                  -0.09105003625154495f,
                  0.0f,
                  0.07958029955625534f,
                  0.16093020141124725f,
                  0.24611230194568634f,
                  0.33791524171829224f,
                  0.44070982933044434f,
                  0.5626170039176941f,
                  0.7229568362236023f,
                  1.0f};
};
constexpr Nf4Levels kNf4Levels{};
/// The 256 levels of the scales: signed, seven bits of exponent, so small scales keep their relative precision.
const float* nf4ScaleLevels();

/// A tensor in NF4. Owns its bytes. `scales` holds decoded scales only if they are kept as floats (no double quantisation).
struct Nf4Tensor {
  int64_t count = 0;
  std::vector<uint8_t> codes;       ///< (count + 1) / 2
  std::vector<uint8_t> scaleCodes;  ///< a code per block, or empty
  std::vector<float> nestedScales;  ///< a scale per 256 blocks
  std::vector<float> scaleLevels;   ///< levels of scaleCodes if they are not nf4ScaleLevels()
  std::vector<float> scales;        ///< a scale per block, instead of scaleCodes, nestedScales and scaleLevels
  float offset = 0;
  int64_t bytes() const {
    return static_cast<int64_t>(codes.size() + scaleCodes.size() + 4 * (nestedScales.size() + scaleLevels.size() + scales.size()));
  }
  /// Bytes that `count` elements take with double quantisation.
  static int64_t bytesOf(int64_t count) {
    return (count + 1) / 2 + blocksOf(count) + 4 * ((blocksOf(count) + kNf4Nested - 1) / kNf4Nested);
  }
  static int64_t blocksOf(int64_t count) { return (count + kNf4Block - 1) / kNf4Block; }
  int64_t blocks() const { return blocksOf(count); }
  float scaleOf(int64_t block) const;
};

enum class Nf4Scales { Float, Double };
Nf4Tensor nf4Quantize(const float* values, int64_t count, Nf4Scales scales = Nf4Scales::Double);

struct Nf4Dequantize {
  Element type;  ///< F32 or BF16
  const Nf4Tensor* source;
  void* target;  ///< [count]
};
void nf4Dequantize(const Nf4Dequantize& args, const Runner& runner);
GRAFT_ROUND_DECLARE(void nf4Dequantize(const Nf4Dequantize&, const Runner&))

}  // namespace graft::kernels
