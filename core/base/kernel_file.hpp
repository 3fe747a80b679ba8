// SPDX-License-Identifier: Apache-2.0
// Numbers in files that the kernel makes up when they are read (sysfs).
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>

namespace graft {

/// The number that a file begins with; nothing when there is none, or when it may not be read.
inline std::optional<int64_t> numberIn(const std::filesystem::path& file) {
  std::ifstream in(file);
  int64_t value = 0;
  return in >> value ? std::optional(value) : std::nullopt;
}

}  // namespace graft
