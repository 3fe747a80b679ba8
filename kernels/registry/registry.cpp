// SPDX-License-Identifier: Apache-2.0
#include "kernels/registry/registry.hpp"

#include <cstring>

namespace graft::kernels {

extern const OpSpec kProductRow, kRmsNormRow, kHeadNormRow, kRotaryRow, kSwigluRow, kGegluRow, kAttentionRow, kAttentionStepRow,
    kCrossEntropyRow, kLoraRow, kAdamWRow, kSquaredNormRow, kDropoutRow, kCopyRowsRow, kScaleRowsRow;

const std::vector<const OpSpec*>& opRegistry() {
  static const std::vector<const OpSpec*> kRows = {&kRmsNormRow,     &kHeadNormRow,      &kRotaryRow,       &kSwigluRow,    &kGegluRow,
                                                   &kAttentionRow,   &kAttentionStepRow, &kCrossEntropyRow, &kLoraRow,      &kAdamWRow,
                                                   &kSquaredNormRow, &kDropoutRow,       &kCopyRowsRow,     &kScaleRowsRow, &kProductRow};
  return kRows;
}

Buffer::Buffer(Element type, const std::vector<double>& values, int shift) : m_type(type), m_size(values.size()) {
  m_offset = static_cast<size_t>(shift) * static_cast<size_t>(bytesOf(type));
#if defined(__SANITIZE_ADDRESS__)
  m_bytes.resize(m_offset + values.size() * static_cast<size_t>(bytesOf(type)));  // exact size, so that accesses past the end are detected
#else
  constexpr size_t kAlignment = 64;
  m_bytes.resize(values.size() * static_cast<size_t>(bytesOf(type)) + 2 * kAlignment);
  m_offset += (kAlignment - reinterpret_cast<uintptr_t>(m_bytes.data()) % kAlignment) % kAlignment;
#endif
  unsigned char* p = m_bytes.data() + m_offset;
  for (const double value : values) {
    const float single = static_cast<float>(value);
    const Bf16 half = toBf16(single);
    const void* from = type == Element::F64   ? static_cast<const void*>(&value)
                       : type == Element::F32 ? static_cast<const void*>(&single)
                                              : &half;
    std::memcpy(p, from, static_cast<size_t>(bytesOf(type)));
    p += bytesOf(type);
  }
}

std::vector<double> Buffer::values() const {
  std::vector<double> out(m_size);
  for (size_t i = 0; i < m_size; ++i) {
    const auto* p = static_cast<const unsigned char*>(data()) + i * static_cast<size_t>(bytesOf(m_type));
    float single;
    Bf16 half;
    switch (m_type) {
      case Element::F64: std::memcpy(&out[i], p, 8); break;
      case Element::F32: std::memcpy(&single, p, 4), out[i] = static_cast<double>(single); break;
      case Element::BF16: std::memcpy(&half, p, 2), out[i] = static_cast<double>(toFloat(half)); break;
    }
  }
  return out;
}

Element Call::heldAs(Element type, Held held) { return held == Held::AccumType && type == Element::BF16 ? Element::F32 : type; }
Buffer Call::make(size_t size, Held held) const { return {heldAs(type, held), std::vector<double>(size), shift}; }

std::vector<Buffer> drawInputs(const OpSpec& row, Element type, const Shape& shape, uint64_t seed, int shift) {
  std::vector<Buffer> out;
  uint64_t state = seed;
  for (const auto& operand : row.operands(shape)) {
    std::vector<double> values(operand.size);
    for (auto& value : values) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;  // Knuth's MMIX generator
      value = operand.low + (operand.high - operand.low) * static_cast<double>(state >> 11) * 0x1p-53;
    }
    out.emplace_back(Call::heldAs(type, operand.held), values, shift);
  }
  return out;
}

}  // namespace graft::kernels
