// SPDX-License-Identifier: Apache-2.0
// Rating of a check or an export.
#pragma once

#include <cstdint>

#include "core/base/enum_names.hpp"

namespace graft {

/// Green: no loss. Amber: a small loss. Red: unusable or harmful. Ordered by severity.
enum class Rating : uint8_t { Green, Amber, Red };
template <>
struct EnumNames<Rating> {
  static constexpr const char* from = "verdict";
  static constexpr Rating last = Rating::Red;
  static constexpr const char* names[] = {"green", "amber", "red"};
};

}  // namespace graft
