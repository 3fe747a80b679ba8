// SPDX-License-Identifier: Apache-2.0
// Type checks for configuration files. A number in quotation marks is an error, not replaced by the default.
#pragma once

#include <initializer_list>

#include "core/base/json.hpp"
#include "core/base/result.hpp"

namespace graft {

enum class JsonKind { Number, Truth, Text, Object };

/// BadInput names the first of `keys` whose value has another type. Missing keys and null are accepted.
inline Status mustBe(const Json& config, JsonKind kind, std::initializer_list<const char*> keys) {
  const Message words[] = {msg("a number"), msg("true or false"), msg("text"), msg("an object")};
  for (const char* key : keys) {
    const auto it = config.find(key);
    if (it == config.end() || it->is_null()) continue;
    const bool fits = kind == JsonKind::Number  ? it->is_number()
                      : kind == JsonKind::Truth ? it->is_boolean()
                      : kind == JsonKind::Text  ? it->is_string()
                                                : it->is_object();
    if (!fits)
      return Error{Code::BadInput,
                   msg("%1 is %2, %3 was expected", key, dump(*it).substr(0, 40), words[static_cast<size_t>(kind)]),
                   {},
                   {},
                   msg("Correct the configuration file, or get it again.")};
  }
  return Done{};
}

}  // namespace graft
