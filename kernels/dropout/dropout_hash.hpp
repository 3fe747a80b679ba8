// SPDX-License-Identifier: Apache-2.0
// Which element dropout keeps: shared by the processor and cards.
#pragma once

#include <cstdint>

#include "kernels/common/device.hpp"

namespace graft::kernels {

GRAFT_DEVICE_FN inline uint32_t dropoutMix(uint32_t h) {
  h = (h ^ (h >> 16)) * 0x85ebca6bu;
  h = (h ^ (h >> 13)) * 0xc2b2ae35u;
  return h ^ (h >> 16);
}

/// Uniform over 32 bits for element i.
GRAFT_DEVICE_FN inline uint32_t dropoutDraw(uint64_t noise, int64_t i) {
  const auto low = static_cast<uint32_t>(noise), high = static_cast<uint32_t>(noise >> 32);
  return dropoutMix(dropoutMix(static_cast<uint32_t>(i) ^ low) + high + static_cast<uint32_t>(i >> 32));
}

}  // namespace graft::kernels
