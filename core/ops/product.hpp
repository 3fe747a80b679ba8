// SPDX-License-Identifier: Apache-2.0
// Matrix products with many rows: kernels/product if it is the fastest, else LibTorch's libraries, or the GPU if one is used.
#pragma once

#include "core/ops/torch.hpp"

namespace graft::ops {

enum class Transpose { No, Yes };
enum class Accumulate { No, Yes };
/// Computes y [n, out] = x [n, in] W, or y += x W. W is `w` [in, out] or the transpose of `w` [out, in]. All have one type, with contiguous
/// row elements. Asynchronous on a GPU (except doubles), complete on return elsewhere.
void product(const at::Tensor& x, const at::Tensor& w, Transpose side, const at::Tensor& y, Accumulate into = Accumulate::No);
/// Multiplies small matrices by oneDNN's function, which LibTorch exports without a header, and compares the result with at::mm.
bool isOneDnnUsable();
/// True if products of that type are compiled for each shape, which costs time and memory for a new shape.
bool areProductsCompiled(at::ScalarType type);

}  // namespace graft::ops
