// SPDX-License-Identifier: Apache-2.0
// Names of columns, compared without case.
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
/// The key that is `wanted`, a name in lower case, as the file writes it; empty for none.
inline std::string actualName(const std::vector<std::string>& keys, const std::string& wanted) {
  const auto found = std::find_if(keys.begin(), keys.end(), [&](const auto& key) { return lower(key) == wanted; });
  return found == keys.end() ? std::string() : *found;
}
/// The key that is the first of `names` to be there.
template <size_t N>
std::string actualName(const std::vector<std::string>& keys, const char* const (&names)[N]) {
  for (const char* name : names) {
    if (auto actual = actualName(keys, std::string(name)); !actual.empty()) return actual;
  }
  return {};
}

}  // namespace graft
