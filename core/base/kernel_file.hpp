// SPDX-License-Identifier: Apache-2.0
// Reads numbers from files that the kernel generates (sysfs).
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>

namespace graft {

/// Returns the number at the start of the file, or nothing if there is none or the file is unreadable.
inline std::optional<int64_t> numberIn(const std::filesystem::path& file) {
  std::ifstream in(file);
  int64_t value = 0;
  return in >> value ? std::optional(value) : std::nullopt;
}

}  // namespace graft
