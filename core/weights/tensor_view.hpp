// SPDX-License-Identifier: Apache-2.0
// Tensor in a file: name, stored type, shape (slowest dimension first, as in torch), bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/dequant/dequant.hpp"

namespace graft {

struct TensorView {
  std::string name;
  kernels::StoredType type = kernels::StoredType::F32;
  std::vector<int64_t> shape;
  std::string_view bytes;  ///< into the mapped file

  int64_t elements() const {
    int64_t n = 1;
    for (int64_t d : shape) n *= d;
    return n;
  }
};

std::string shapeText(const std::vector<int64_t>& shape);

}  // namespace graft
