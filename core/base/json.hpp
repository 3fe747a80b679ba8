// SPDX-License-Identifier: Apache-2.0
// JSON values for settings, manifests and events. Rows of data use core/data, which is made for volume.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/result.hpp"

namespace graft {

/// Keeps keys in insertion order.
using Json = nlohmann::ordered_json;

/// Parses untrusted text. Nesting over `kMaxJsonDepth`, repeated keys and invalid UTF-8 are errors.
inline constexpr int kMaxJsonDepth = 128;
Result<Json> parseJson(std::string_view text);
Result<Json> readJsonFile(const std::string& path);
/// Serialises a value. Bytes that are not UTF-8 become U+FFFD instead of an exception.
std::string dump(const Json& value, int indent = -1);

/// Returns the member `key` if present and of type T, else `fallback`. Never throws.
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
