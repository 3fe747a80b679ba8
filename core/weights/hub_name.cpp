// SPDX-License-Identifier: Apache-2.0
#include "core/weights/hub_name.hpp"

#include <filesystem>

namespace graft {

std::string hubName(const std::string& path) {
  static const std::string kBefore = "models--";
  std::error_code error;
  for (const auto& part : std::filesystem::weakly_canonical(path, error)) {
    std::string name = part.string();
    if (!name.starts_with(kBefore)) continue;
    name.erase(0, kBefore.size());
    if (const size_t between = name.find("--"); between != std::string::npos) name.replace(between, 2, "/");
    return name;
  }
  return {};
}

}  // namespace graft
