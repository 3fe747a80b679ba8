// SPDX-License-Identifier: Apache-2.0
// Weights in the format of their file (kernels/dequant): products with a few rows without decoding to memory, and decoding of whole
// rows for products with many. The values are those of `dequantize`.
//   y = x W^T for n rows of x; each weight is read once, so a new token costs one read of the weights: memory bound.
// Vectorised if the width is a multiple of 32, which holds for every block format; other widths are decoded row by row.
#pragma once

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"
#include "kernels/dequant/dequant.hpp"

namespace graft::kernels {

/// Rows of one tensor. `order` maps each row to its stored row; null if the rows are in order.
struct StoredRows {
  StoredType type;
  const uint8_t* bytes;
  int64_t rows, width;
  const int32_t* order;
};
/// Bytes of one row.
int64_t rowBytes(const StoredRows& rows);

constexpr int64_t kFewRows = 8;
/// Computes y [n, rows of all weights], of row stride yStride, from x [n, width], dense, with n up to kFewRows. The weights are
/// concatenated by rows, in any formats and of one width. Threads synchronise only once per call.
struct FewRowsProduct {
  Element type;
  int64_t n;
  const void* x;
  const StoredRows* weights;
  int64_t count;  ///< number of weights, at least one
  void* y;
  int64_t yStride;
};
void fewRowsProduct(const FewRowsProduct& args, const Runner& runner);

/// Decodes rows [first, first + count) to target [count, width], dense.
struct DecodeRows {
  Element type;
  StoredRows weight;
  int64_t first, count;
  void* target;
};
void decodeRows(const DecodeRows& args, const Runner& runner);

GRAFT_ROUND_DECLARE(void fewRowsProduct(const FewRowsProduct&, const Runner&); void decodeRows(const DecodeRows&, const Runner&))

}  // namespace graft::kernels
