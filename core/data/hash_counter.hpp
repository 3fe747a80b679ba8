// SPDX-License-Identifier: Apache-2.0
// Counts the repeats in a long list of 64-bit hashes in bounded memory. Sorted runs are written to unnamed files.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <vector>

#include "core/base/result.hpp"

namespace graft {

class HashCounter {
 public:
  void add(uint64_t hash);
  /// Returns entries minus distinct entries. The object must not be used afterwards.
  Result<uint64_t> repeats();

 private:
  struct Closer {
    void operator()(std::FILE* f) const { std::fclose(f); }
  };
  void spill();
  std::vector<uint64_t> m_pending;
  std::vector<std::unique_ptr<std::FILE, Closer>> m_runs;
  bool m_failed = false;
};

}  // namespace graft
