// SPDX-License-Identifier: Apache-2.0
// JSON values for settings, manifests and events (rows of data go through core/data, which is made for volume).
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/result.hpp"

namespace graft {

/// Keys keep the order in which they were written.
using Json = nlohmann::ordered_json;

/// Parses text that may come from anywhere: nesting over `kMaxJsonDepth`, repeated keys and bad UTF-8 are errors.
inline constexpr int kMaxJsonDepth = 128;
Result<Json> parseJson(std::string_view text);
Result<Json> readJsonFile(const std::string& path);
/// Text of a value; bytes that are not UTF-8 become U+FFFD instead of an exception.
std::string dump(const Json& value, int indent = -1);

/// The member `key` when it is there and has the type asked for, else `fallback`. Never throws.
template <class T>
T get(const Json& object, const char* key, T fallback) {
  const auto it = object.is_object() ? object.find(key) : object.end();
  if (!object.is_object() || it == object.end()) return fallback;
  if constexpr (std::is_same_v<T, bool>)
    return it->is_boolean() ? it->template get<bool>() : fallback;
  else if constexpr (std::is_arithmetic_v<T>)
    return it->is_number() ? it->template get<T>() : fallback;
  else
    return it->is_string() ? T(it->template get_ref<const std::string&>()) : fallback;
}

}  // namespace graft
