// SPDX-License-Identifier: Apache-2.0
// Weights that stay as a file holds them (kernels/dequant): products with a few rows without decoding them to memory, and decoding
// of whole rows for products with many. Both see the same values as `dequantize` gives.
//   y = x W^T for n rows of x; each weight is read once, so one new token costs what the weights weigh: memory bound.
// Vectorised where the width is a multiple of 32, which every format of blocks is; other widths are decoded row by row.
#pragma once

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"
#include "kernels/dequant/dequant.hpp"

namespace graft::kernels {

/// Rows of one tensor; `order` names the stored row of each row, null when they stand in order.
struct StoredRows {
  StoredType type;
  const uint8_t* bytes;
  int64_t rows, width;
  const int32_t* order;
};
/// Bytes of one row.
int64_t rowBytes(const StoredRows& rows);

constexpr int64_t kFewRows = 8;
/// y [n, rows of all weights] of row stride yStride from x [n, width] dense, n up to kFewRows. The weights follow each other by rows, in
/// any formats and of one width: in one call threads wait for each other once.
struct FewRowsProduct {
  Element type;
  int64_t n;
  const void* x;
  const StoredRows* weights;
  int64_t count;  ///< of weights, at least one
  void* y;
  int64_t yStride;
};
void fewRowsProduct(const FewRowsProduct& args, const Runner& runner);

/// Rows [first, first + count) to target [count, width], dense.
struct DecodeRows {
  Element type;
  StoredRows weight;
  int64_t first, count;
  void* target;
};
void decodeRows(const DecodeRows& args, const Runner& runner);

GRAFT_ROUND_DECLARE(void fewRowsProduct(const FewRowsProduct&, const Runner&); void decodeRows(const DecodeRows&, const Runner&))

}  // namespace graft::kernels
