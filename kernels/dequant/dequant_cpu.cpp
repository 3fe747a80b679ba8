// SPDX-License-Identifier: Apache-2.0
#include <cstring>

#include "kernels/dequant/blocks.hpp"

namespace graft::kernels {
namespace {

template <class Block>
void blocks(Block block, const StoredFormat& format, const uint8_t* source, float* target, size_t n) {
  for (size_t i = 0; i < n; i += static_cast<size_t>(format.blockElements)) {
    block(source, target + i);
    source += format.blockBytes;
  }
}

}  // namespace

float halfToFloat(uint16_t bits) { return halfBits(bits); }

const StoredFormat* storedFormat(int ggmlType) {
  static constexpr struct {
    StoredType type;
    StoredFormat format;
  } kFormats[] = {
      {StoredType::F32, {"F32", 1, 4}},       {StoredType::F16, {"F16", 1, 2}},       {StoredType::BF16, {"BF16", 1, 2}},
      {StoredType::Q4_0, {"Q4_0", 32, 18}},   {StoredType::Q4_1, {"Q4_1", 32, 20}},   {StoredType::Q5_0, {"Q5_0", 32, 22}},
      {StoredType::Q5_1, {"Q5_1", 32, 24}},   {StoredType::Q8_0, {"Q8_0", 32, 34}},   {StoredType::Q4_K, {"Q4_K", 256, 144}},
      {StoredType::Q5_K, {"Q5_K", 256, 176}}, {StoredType::Q6_K, {"Q6_K", 256, 210}}, {StoredType::U8, {"U8", 1, 1}},
      {StoredType::NF4, {"NF4", 2, 1}},
  };
  for (const auto& row : kFormats) {
    if (static_cast<int>(row.type) == ggmlType) return &row.format;
  }
  return nullptr;
}

bool dequantize(StoredType type, const void* source, float* target, size_t n) {
  const StoredFormat* format = storedFormat(static_cast<int>(type));
  if (!format || n % static_cast<size_t>(format->blockElements) != 0) return false;
  const auto* p = static_cast<const uint8_t*>(source);
  switch (type) {
    case StoredType::F32: std::memcpy(target, p, n * 4); return true;
    case StoredType::F16:
      for (size_t i = 0; i < n; ++i) blockF16(p + 2 * i, target + i);
      return true;
    case StoredType::BF16:
      for (size_t i = 0; i < n; ++i) blockBF16(p + 2 * i, target + i);
      return true;
    case StoredType::Q4_0: blocks(blockQ4_0, *format, p, target, n); return true;
    case StoredType::Q4_1: blocks(blockQ4_1, *format, p, target, n); return true;
    case StoredType::Q5_0: blocks(blockQ5_0, *format, p, target, n); return true;
    case StoredType::Q5_1: blocks(blockQ5_1, *format, p, target, n); return true;
    case StoredType::Q8_0: blocks(blockQ8_0, *format, p, target, n); return true;
    case StoredType::Q4_K: blocks(blockQ4_K, *format, p, target, n); return true;
    case StoredType::Q5_K: blocks(blockQ5_K, *format, p, target, n); return true;
    case StoredType::Q6_K: blocks(blockQ6_K, *format, p, target, n); return true;
    case StoredType::U8:
    case StoredType::NF4: return false;
  }
  return false;
}

}  // namespace graft::kernels
