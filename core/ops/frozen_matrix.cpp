// SPDX-License-Identifier: Apache-2.0
#include "core/ops/frozen_matrix.hpp"

#include "core/ops/ops.hpp"

namespace graft::ops {

FrozenMatrix FrozenMatrix::plain(int64_t rows, int64_t columns, at::ScalarType stored, at::ScalarType compute) {
  FrozenMatrix m;
  m.m_rows = rows;
  m.m_columns = columns;
  m.m_compute = compute;
  m.m_stored = at::empty({rows, columns}, stored);
  return m;
}

FrozenMatrix FrozenMatrix::nf4(int64_t rows, int64_t columns, at::ScalarType compute, size_t parts) {
  FrozenMatrix m;
  m.m_rows = rows;
  m.m_columns = columns;
  m.m_compute = compute;
  m.m_nf4 = std::make_shared<std::vector<kernels::Nf4Tensor>>(parts);
  return m;
}

int64_t FrozenMatrix::bytes() const {
  if (!m_nf4) return m_stored.numel() * static_cast<int64_t>(m_stored.element_size());
  int64_t sum = 0;
  for (const auto& part : *m_nf4) sum += part.bytes();
  return sum;
}

int64_t FrozenMatrix::scratchBytes(int64_t rows) const {
  if (!m_nf4 && m_stored.scalar_type() == m_compute) return 0;
  return rows * m_columns * static_cast<int64_t>(at::elementSize(m_compute));
}

at::Tensor FrozenMatrix::decoded(void* scratch) const {
  if (!m_nf4) return decoded(0, m_rows, scratch);
  auto* to = static_cast<char*>(scratch);
  for (const auto& part : *m_nf4) {
    kernels::nf4Dequantize({elementOf(m_compute), &part, to}, runner());
    to += part.count * static_cast<int64_t>(at::elementSize(m_compute));
  }
  return at::from_blob(scratch, {m_rows, m_columns}, m_compute);
}

at::Tensor FrozenMatrix::decoded(int64_t first, int64_t count, void* scratch) const {
  const at::Tensor rows = m_stored.narrow(0, first, count);
  if (m_stored.scalar_type() == m_compute) return rows;
  at::Tensor out = at::from_blob(scratch, {count, m_columns}, m_compute);
  out.copy_(rows);
  return out;
}

}  // namespace graft::ops
