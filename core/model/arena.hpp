// SPDX-License-Identifier: Apache-2.0
// Single memory block for all activations and scratch of a micro-batch. The layout is planned first, so the size is known before execution.
// A second micro-batch of equal size allocates nothing.
#pragma once

#include "core/ops/torch.hpp"

namespace graft {

/// Assigns offsets. One plan computes the size and, with a base address, the pointers.
class ArenaPlan {
 public:
  explicit ArenaPlan(void* base = nullptr) : m_base(static_cast<char*>(base)) {}
  /// Reserves `bytes` rounded up to a multiple of 64. Returns null without a base address.
  void* take(int64_t bytes) {
    const int64_t offset = m_size;
    m_size += (bytes + 63) / 64 * 64;
    return m_base ? m_base + offset : nullptr;
  }
  int64_t size() const { return m_size; }

 private:
  char* m_base;
  int64_t m_size = 0;
};

/// Grows on demand and keeps its memory until released.
class Arena {
 public:
  void* atLeast(int64_t bytes) {
    if (!m_block.defined() || m_block.numel() < bytes) {
      m_block = at::Tensor();  // frees the old block before allocating the new one
      m_block = at::empty({bytes}, at::kByte);
    }
    return m_block.data_ptr();
  }
  void release() { m_block = at::Tensor(); }
  int64_t size() const { return m_block.defined() ? m_block.numel() : 0; }

 private:
  at::Tensor m_block;
};

}  // namespace graft
