// SPDX-License-Identifier: Apache-2.0
// Products of many rows with a frozen matrix, as all linear layers of the base are.
//   y = x W,  or y += x W
// Shapes: x [rows, in], y [rows, out]; W [in, out], or [out, in] when it is transposed. Rows lie strides apart, elements of a row side by
// side; sums in float, rounded once. Cost: rows in out multiply-adds.
// Two versions: pairs of bfloat16 in AVX-512 without tiles, and floats on every instruction set, for bfloat16 on processors without
// AVX-512 (LibTorch takes 5 to 50 times as long there). Everything else the engine leaves to libraries, on a card to cuBLAS.
#pragma once

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

struct Product {
  Element type;
  int64_t rows, in, out;
  const void* x;
  int64_t xStride;
  const void* w;
  int64_t wStride;
  bool isTransposed;
  void* y;
  int64_t yStride;
  bool adds;
};
/// True if bfloat16 is multiplied by the float version, for any shape.
constexpr bool multipliesInFloats(Isa isa) { return isa == Isa::Sse2 || isa == Isa::Avx2; }
/// True if a version exists that is worth calling. The answer does not depend on the number of threads, so a run computes the same bits.
bool hasProduct(const Product& args, Isa isa);
/// Uses the version of `hasProduct`, or else the plain reference, which is slow.
void product(const Product& args, const Runner& runner);

// Limits of the pair version:
constexpr int64_t kProductPanel = 32;    ///< columns of a task; `in` and `out` are multiples of it
constexpr int64_t kProductDepth = 4096;  ///< largest `in`: a task's columns of W lie on its stack, paired
constexpr int64_t kProductFewest = 9;    ///< fewest rows; with fewer, weights are read without pairing (kernels/stored)
GRAFT_SIMD_DECLARE(void product(const Product& args, const Runner& runner))
namespace avx512bf16 {
void product(const Product& args, const Runner& runner);
}

}  // namespace graft::kernels
