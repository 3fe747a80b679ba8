// SPDX-License-Identifier: Apache-2.0
// Choice of the elements that dropout keeps, shared by CPU and GPU. U: uint32_t, or a vector of them.
#pragma once

#include <cstdint>

#include "kernels/common/device.hpp"

#define GRAFT_DROPOUT_FN GRAFT_DEVICE_FN inline __attribute__((always_inline))

namespace graft::kernels {

template <class U>
GRAFT_DROPOUT_FN U dropoutMix(U h) {
  h = (h ^ (h >> 16)) * 0x85ebca6bu;
  h = (h ^ (h >> 13)) * 0xc2b2ae35u;
  return h ^ (h >> 16);
}

/// Draws uniform 32-bit values for the elements whose indices have these lower and upper halves.
template <class U>
GRAFT_DROPOUT_FN U dropoutDraw(uint64_t noise, U lower, uint32_t upper) {
  return dropoutMix(dropoutMix(lower ^ static_cast<uint32_t>(noise)) + (static_cast<uint32_t>(noise >> 32) + upper));
}

GRAFT_DROPOUT_FN uint32_t dropoutDraw(uint64_t noise, int64_t i) {
  return dropoutDraw(noise, static_cast<uint32_t>(i), static_cast<uint32_t>(i >> 32));
}

/// An element is dropped when its draw is below this.
GRAFT_DROPOUT_FN uint32_t dropoutLimit(double probability) { return static_cast<uint32_t>(probability * 4294967296.0); }

}  // namespace graft::kernels

#undef GRAFT_DROPOUT_FN
