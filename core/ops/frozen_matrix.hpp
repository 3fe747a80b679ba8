// SPDX-License-Identifier: Apache-2.0
// A frozen weight as it is kept: in the compute type, in 16 bits, or in NF4. Products take it decoded, into scratch that all layers
// share where it is not kept as it is needed.
#pragma once

#include "core/ops/torch.hpp"
#include "kernels/nf4/nf4.hpp"

namespace graft::ops {

/// How the frozen weights are kept: Full in the compute type; Nf4: linear layers in NF4 with double quantisation, embedding and head
/// in 16 bits (QLoRA, Dettmers et al. 2023).
enum class BaseFormat { Full, Nf4 };

/// (rows, columns), immutable once filled. Copies share memory.
class FrozenMatrix {
 public:
  FrozenMatrix() = default;
  /// Kept as `stored` (the compute type or bfloat16) and used as `compute`.
  static FrozenMatrix plain(int64_t rows, int64_t columns, at::ScalarType stored, at::ScalarType compute);
  /// Of parts in NF4 that follow each other by rows; each must be given before use.
  static FrozenMatrix nf4(int64_t rows, int64_t columns, at::ScalarType compute, size_t parts);

  int64_t rows() const { return m_rows; }
  int64_t columns() const { return m_columns; }
  at::ScalarType type() const { return m_compute; }
  bool isNf4() const { return m_nf4 != nullptr; }
  /// Where rows are filled in, of the stored type; only of a plain one.
  const at::Tensor& stored() const { return m_stored; }
  void setPart(size_t part, kernels::Nf4Tensor tensor) const { (*m_nf4)[part] = std::move(tensor); }

  /// Bytes that it occupies, and bytes of scratch for decoding `rows` of its rows (0 when it is kept in the compute type).
  int64_t bytes() const;
  int64_t scratchBytes(int64_t rows) const;
  /// The whole matrix in the compute type, in `scratch` unless it is kept so.
  at::Tensor decoded(void* scratch) const;
  /// Rows [first, first + count); not of one in NF4.
  at::Tensor decoded(int64_t first, int64_t count, void* scratch) const;

 private:
  int64_t m_rows = 0, m_columns = 0;
  at::ScalarType m_compute = at::kFloat;
  at::Tensor m_stored;
  std::shared_ptr<std::vector<kernels::Nf4Tensor>> m_nf4;
};

}  // namespace graft::ops
