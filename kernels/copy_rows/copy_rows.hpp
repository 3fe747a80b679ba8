// SPDX-License-Identifier: Apache-2.0
// Rows taken from one matrix into another: embedding, rows that have a loss, keys and values into their cache, a bias before a product.
//   y[to[i]] = times x[from[i]]   for i in [0, rows), `width` elements each; without indices the row is i
// x and y have rows xStride and yStride elements apart and do not overlap, or are the same without indices; no row of y is named twice.
// Memory bound.
#pragma once

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

enum class From { Indexed, First };

struct CopyRows {
  Element type;
  int64_t rows, width;
  const void* x;
  int64_t xStride;
  const int64_t* from = nullptr;  ///< [rows], or null for 0, 1, 2, ...
  void* y;
  int64_t yStride;
  const int64_t* to = nullptr;  ///< [rows], or null for 0, 1, 2, ...
  From source = From::Indexed;  ///< First: every row is a copy of x's first
  double times = 1;
};
void copyRows(const CopyRows& args, const Runner& runner);

}  // namespace graft::kernels
