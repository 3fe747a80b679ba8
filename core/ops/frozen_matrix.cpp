// SPDX-License-Identifier: Apache-2.0
#include "core/ops/frozen_matrix.hpp"

#include "core/ops/card.hpp"
#include "core/ops/ops.hpp"
#include "kernels/card/card_kernels.hpp"
#include "kernels/copy_rows/copy_rows.hpp"

namespace graft::ops {
namespace {

/// Allocates host memory, like at::empty without a GPU.
at::Tensor emptyOnHost(int64_t rows, int64_t columns, at::ScalarType type) {
  const auto bytes = static_cast<size_t>(rows * columns) * at::elementSize(type);
  auto* memory = new c10::DataPtr(c10::GetDefaultCPUAllocator()->allocate(bytes));
  return at::from_blob(memory->get(), {rows, columns}, [memory](void*) { delete memory; }, type);
}

}  // namespace

FrozenMatrix FrozenMatrix::plain(int64_t rows, int64_t columns, at::ScalarType stored, at::ScalarType compute, Memory memory) {
  FrozenMatrix m;
  m.m_rows = rows;
  m.m_columns = columns;
  m.m_compute = compute;
  m.m_memory = memory;
  m.m_stored = memory == Memory::Device ? at::empty({rows, columns}, stored) : emptyOnHost(rows, columns, stored);
  return m;
}

FrozenMatrix FrozenMatrix::nf4(int64_t rows, int64_t columns, at::ScalarType compute, size_t parts) {
  FrozenMatrix m;
  m.m_rows = rows;
  m.m_columns = columns;
  m.m_compute = compute;
  m.m_nf4 = std::make_shared<std::vector<Nf4Part>>(parts);
  return m;
}

FrozenMatrix FrozenMatrix::inBlocks(int64_t rows, int64_t columns, at::ScalarType compute, size_t parts, Memory memory) {
  FrozenMatrix m;
  m.m_rows = rows;
  m.m_columns = columns;
  m.m_compute = compute;
  m.m_memory = memory;
  m.m_blocks = std::make_shared<std::vector<StoredPart>>(parts);
  return m;
}

namespace {

kernels::StoredRows rowsOf(const FrozenMatrix::StoredPart& part) {
  kernels::StoredRows rows = part.rows;
  rows.order = part.order.empty() ? nullptr : part.orderOnCard.defined() ? part.orderOnCard.const_data_ptr<int32_t>() : part.order.data();
  return rows;
}

/// Copies numbers to GPU-visible memory.
template <class T>
at::Tensor copied(const std::vector<T>& from, at::ScalarType type) {
  const at::Tensor out = at::empty({static_cast<int64_t>(from.size())}, type);
  if (!from.empty()) std::memcpy(out.data_ptr(), from.data(), out.nbytes());
  return out;
}

/// Describes a tensor as rows of a stored type.
kernels::StoredRows rowsOf(const at::Tensor& t) {
  return {t.scalar_type() == at::kFloat ? kernels::StoredType::F32 : kernels::StoredType::BF16,
          static_cast<const uint8_t*>(t.const_data_ptr()), t.size(0), t.size(1), nullptr};
}

}  // namespace

void FrozenMatrix::setPart(size_t part, kernels::Nf4Tensor tensor) {
  Nf4Part kept{std::move(tensor), {}, {}, {}, {}, {}};
  if (card()) {
    const kernels::Nf4Tensor& t = kept.tensor;
    kept.codes = copied(t.codes, at::kByte);
    kept.scaleCodes = copied(t.scaleCodes, at::kByte);
    kept.nestedScales = copied(t.nestedScales, at::kFloat);
    kept.scaleLevels = copied(
        t.scaleLevels.empty() ? std::vector<float>(kernels::nf4ScaleLevels(), kernels::nf4ScaleLevels() + 256) : t.scaleLevels, at::kFloat);
    kept.scales = copied(t.scales, at::kFloat);
    kept.tensor = {.count = t.count, .offset = t.offset};
  }
  (*m_nf4)[part] = std::move(kept);
}

int64_t FrozenMatrix::Nf4Part::bytes() const {
  if (!codes.defined()) return tensor.bytes();
  return static_cast<int64_t>(codes.nbytes() + scaleCodes.nbytes() + nestedScales.nbytes() + scales.nbytes());
}

void FrozenMatrix::setPart(size_t part, StoredPart stored) {
  if (card() && !isOutOfReach() && stored.rows.bytes) {
    const at::Tensor bytes = at::empty({stored.rows.rows * kernels::rowBytes(stored.rows)}, at::kByte);
    std::memcpy(bytes.data_ptr(), stored.rows.bytes, bytes.nbytes());
    stored.rows.bytes = bytes.const_data_ptr<uint8_t>();
    stored.owner = std::make_shared<at::Tensor>(bytes);
    if (!stored.order.empty()) stored.orderOnCard = copied(stored.order, at::kInt);
  }
  (*m_blocks)[part] = std::move(stored);
}

bool FrozenMatrix::isOutOfReach() const { return card() && m_memory == Memory::Host; }

/// Decodes the whole part to `target`.
void FrozenMatrix::decode(const Nf4Part& part, kernels::Element type, void* target) {
  if (!card()) return kernels::nf4Dequantize({type, &part.tensor, target}, runner());
  card()->kernels().run(
      kernels::Nf4OnCard{type, part.tensor.count, part.codes.const_data_ptr<uint8_t>(), part.scaleCodes.const_data_ptr<uint8_t>(),
                         part.nestedScales.const_data_ptr<float>(), part.scaleLevels.const_data_ptr<float>(),
                         part.scales.numel() > 0 ? part.scales.const_data_ptr<float>() : nullptr, part.tensor.offset, target});
}

int64_t FrozenMatrix::bytes() const {
  if (m_blocks) {
    int64_t sum = 0;
    for (const auto& part : *m_blocks) sum += part.rows.rows * kernels::rowBytes(part.rows);
    return sum;
  }
  if (!m_nf4) return m_stored.numel() * static_cast<int64_t>(m_stored.element_size());
  int64_t sum = 0;
  for (const auto& part : *m_nf4) sum += part.bytes();
  if (sum == 0) return kernels::Nf4Tensor::bytesOf(m_rows * m_columns);
  return sum;
}

int64_t FrozenMatrix::scratchBytes(int64_t rows) const {
  if (!m_nf4 && !m_blocks && m_stored.scalar_type() == m_compute) return 0;
  return rows * m_columns * static_cast<int64_t>(at::elementSize(m_compute));
}

at::Tensor FrozenMatrix::decoded(void* scratch) const {
  if (!m_nf4) return decoded(0, m_rows, scratch);
  auto* to = static_cast<char*>(scratch);
  for (const auto& part : *m_nf4) {
    decode(part, elementOf(m_compute), to);
    to += part.tensor.count * static_cast<int64_t>(at::elementSize(m_compute));
  }
  return at::from_blob(scratch, {m_rows, m_columns}, m_compute);
}

bool FrozenMatrix::productOfFew(const at::Tensor& x, const at::Tensor& y) const {
  if (m_nf4 || card() || x.size(0) > kernels::kFewRows || m_compute == at::kDouble) return false;
  std::vector<kernels::StoredRows> weights;
  if (!m_blocks) weights.push_back(rowsOf(m_stored));
  for (size_t i = 0; m_blocks && i < m_blocks->size(); ++i) weights.push_back(rowsOf((*m_blocks)[i]));
  kernels::fewRowsProduct({elementOf(m_compute), x.size(0), x.const_data_ptr(), weights.data(), static_cast<int64_t>(weights.size()),
                           y.data_ptr(), y.stride(0)},
                          runner());
  return true;
}

void FrozenMatrix::rowsInto(const std::vector<int64_t>& index, const at::Tensor& out) const {
  const auto n = static_cast<int64_t>(index.size());
  if (isOutOfReach()) settle();  // the CPU writes to a buffer that the GPU reads
  if (m_blocks) {
    for (int64_t i = 0; i < n; ++i) decodedInto(index[static_cast<size_t>(i)], 1, out[i].data_ptr());
  } else if (m_stored.scalar_type() == m_compute && !isOutOfReach()) {
    const at::Tensor from = arrayOf(index);
    kernels::copyRows({elementOf(m_compute), n, m_columns, m_stored.const_data_ptr(), m_columns, from.const_data_ptr<int64_t>(),
                       out.data_ptr(), m_columns, nullptr},
                      runner());
  } else {
    settle();
    at::Tensor(out).copy_(m_stored.index_select(0, arrayOf(index)));
  }
}

/// Decodes rows of parts in blocks.
void FrozenMatrix::decodedInto(int64_t first, int64_t count, void* target) const {
  const auto& where = isOutOfReach() ? processorRunner() : runner();
  int64_t begin = 0;
  auto* to = static_cast<char*>(target);
  for (const auto& part : *m_blocks) {
    const int64_t from = std::max(first, begin), end = std::min(first + count, begin + part.rows.rows);
    if (from < end) {
      kernels::decodeRows({elementOf(m_compute), rowsOf(part), from - begin, end - from, to}, where);
      to += (end - from) * m_columns * static_cast<int64_t>(at::elementSize(m_compute));
    }
    begin += part.rows.rows;
  }
}

at::Tensor FrozenMatrix::decoded(int64_t first, int64_t count, void* scratch) const {
  if (m_blocks) {
    decodedInto(first, count, scratch);
    return at::from_blob(scratch, {count, m_columns}, m_compute);
  }
  const at::Tensor rows = m_stored.narrow(0, first, count);
  if (m_stored.scalar_type() == m_compute) return rows;
  settle();
  const at::Tensor out = at::from_blob(scratch, {count, m_columns}, m_compute);
  convertInto(rows, out);
  return out;
}

}  // namespace graft::ops
