// SPDX-License-Identifier: Apache-2.0
// Names of enum values, as used in JSON, flags and messages.
#pragma once

#include <iterator>
#include <string>
#include <type_traits>

#include "core/base/result.hpp"

namespace graft {

/// Specialised next to each enum. `from` is the flag or member for errors, `last` the last value, `names` the names by value, counted from
/// 0.
template <class Enum>
struct EnumNames;

template <class Enum>
constexpr const char* nameOf(Enum value) {
  static_assert(std::size(EnumNames<Enum>::names) == static_cast<std::size_t>(EnumNames<Enum>::last) + 1, "each value has a name");
  return EnumNames<Enum>::names[static_cast<std::size_t>(value)];
}

/// Parses a name. `from` is the flag or member for the error (BadUsage), which lists the valid names.
template <class Enum>
Result<Enum> valueNamed(const std::string& name, const char* from = EnumNames<Enum>::from) {
  std::string known;
  std::underlying_type_t<Enum> value = 0;
  for (const char* one : EnumNames<Enum>::names) {
    if (name == one) return static_cast<Enum>(value);
    known += (value++ > 0 ? ", " : "") + std::string(one);
  }
  return Error{Code::BadUsage, msg("%1 '%2' is not known", flag(from), name), {}, {}, msg("Known: %1.", known)};
}

}  // namespace graft
