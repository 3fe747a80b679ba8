// SPDX-License-Identifier: Apache-2.0
// Products of many rows: by kernels/product where that is the fastest, by LibTorch's libraries elsewhere, by the card where there is one.
#pragma once

#include "core/ops/torch.hpp"

namespace graft::ops {

enum class Side { AsIs, Transposed };
enum class Into { Replace, Add };
/// y [n, out] = x [n, in] W, or y += that, where W is `w` [in, out] or the transpose of `w` [out, in]. All of one type; elements of a row
/// lie side by side. Started in order on a card (but doubles), done on return elsewhere.
void product(const at::Tensor& x, const at::Tensor& w, Side side, const at::Tensor& y, Into into = Into::Replace);
/// True where products of that type are compiled for each shape, which takes time and memory when a shape is new.
bool areProductsCompiled(at::ScalarType type);

}  // namespace graft::ops
