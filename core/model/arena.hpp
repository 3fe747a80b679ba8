// SPDX-License-Identifier: Apache-2.0
// One block of memory for everything that a pass needs beside weights and adapter. What lies where is planned first, so the size
// is known before anything runs, and a second pass of the same size allocates nothing.
#pragma once

#include "core/ops/torch.hpp"

namespace graft {

/// Counts and places; the same plan is made for its size and for its use.
class ArenaPlan {
 public:
  explicit ArenaPlan(void* base = nullptr) : m_base(static_cast<char*>(base)) {}
  /// `bytes` at a multiple of 64; null while nothing is placed.
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

/// Grows when asked for more and is kept until released.
class Arena {
 public:
  void* atLeast(int64_t bytes) {
    if (!m_block.defined() || m_block.numel() < bytes) {
      m_block = at::Tensor();  // the old block goes before the new one comes
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
