// SPDX-License-Identifier: Apache-2.0
// Case-insensitive column names.
#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

namespace graft {

inline std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}
/// Returns the key that matches `wanted` (lower case) as the file writes it; empty if none.
inline std::string actualName(const std::vector<std::string>& keys, const std::string& wanted) {
  const auto found = std::find_if(keys.begin(), keys.end(), [&](const auto& key) { return lower(key) == wanted; });
  return found == keys.end() ? std::string() : *found;
}
/// Returns the key that matches the first name present in `names`.
template <size_t N>
std::string actualName(const std::vector<std::string>& keys, const char* const (&names)[N]) {
  for (const char* name : names) {
    if (auto actual = actualName(keys, std::string(name)); !actual.empty()) return actual;
  }
  return {};
}

}  // namespace graft
