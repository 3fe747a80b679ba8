// SPDX-License-Identifier: Apache-2.0
// The adapter's part of a linear layer (Hu et al. 2021): never an (out, in) matrix, each big operand read once a direction.
//   down = x A^T,  y += scale down B^T
//   ddown = scale dy B,  dA += ddown^T x,  dB += scale dy^T down,  dx += ddown A
// Shapes: x, dx [rows, in]; y, dy [rows, out], each with a row stride; A [rank, in], B [out, rank], down and ddown [rows, rank] and
// the gradients dense, as AccumType<E>. Cost: 2 rows rank (in + out) multiply-adds forward, twice that backward.
#pragma once

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

struct LoraShape {
  Element type;
  int64_t rows, in, out, rank;
  double scale;
  const void *a, *b;
  void* scratch;  ///< loraScratch bytes
};
struct LoraForward : LoraShape {
  const void* x;
  int64_t xStride;
  void* down;
  void* y;
  int64_t yStride;
};
struct LoraBackward : LoraShape {
  const void *x, *dy;
  int64_t xStride, dyStride;
  const void* down;
  void *da, *db;  ///< accumulated into; null if not wanted
  void* dx;       ///< accumulated into, or null
  int64_t dxStride;
};
void lora(const LoraForward& args, const Runner& runner);
void lora(const LoraBackward& args, const Runner& runner);
int64_t loraScratch(const LoraShape& shape);

GRAFT_ROUND_DECLARE(void lora(const LoraForward&, const Runner&); void lora(const LoraBackward&, const Runner&))
constexpr int64_t kLoraTilesRank = 256;  ///< largest rank that the AMX tile version supports
namespace amx {
void lora(const LoraForward& args, const Runner& runner);
void lora(const LoraBackward& args, const Runner& runner);
}  // namespace amx

}  // namespace graft::kernels
