// SPDX-License-Identifier: Apache-2.0
// Values of fields in JSON (core/contract/fields.hpp).
#pragma once

#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/base/enum_names.hpp"
#include "core/base/message_json.hpp"

namespace graft {

/// Value of a number that JSON holds as null: NaN.
inline constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

template <class Struct, class Value>
struct Field {
  const char* key;
  Value Struct::* member;
};

template <class Struct>
concept HasFields = requires { Struct::fields; };
template <class Value>
concept HasNames = std::is_enum_v<Value>;

/// Conversion of a type without a list of fields: `static Json write(const Value&)` and `static bool read(const Json&, Value&)`.
template <class Value>
struct JsonCodec;
template <class Value>
concept HasCodec = requires(const Value& value) { JsonCodec<Value>::write(value); };

/// Optional member that JSON holds as null while it is empty. An empty std::optional is left out instead.
template <class Value>
struct Nullable : std::optional<Value> {
  using std::optional<Value>::optional;
};

template <HasFields Struct>
Json toJson(const Struct& value);
template <HasFields Struct>
Struct fromJson(const Json& json);

namespace fields {

template <class Value>
Json written(const Value& value) {
  if constexpr (HasFields<Value>)
    return toJson(value);
  else if constexpr (HasNames<Value>)
    return nameOf(value);
  else if constexpr (std::is_floating_point_v<Value>)
    return std::isfinite(value) ? Json(value) : Json(nullptr);  // JSON cannot represent NaN and infinities
  else if constexpr (HasCodec<Value>)
    return JsonCodec<Value>::write(value);
  else
    return value;
}
template <class Element>
Json written(const std::vector<Element>& value) {
  Json out = Json::array();
  for (const Element& one : value) out.push_back(written(one));
  return out;
}
template <class Value>
Json written(const std::map<std::string, Value>& value) {
  Json out = Json::object();
  for (const auto& [key, one] : value) out[key] = written(one);
  return out;
}

/// Returns false, with `value` unchanged, if `json` has another type.
template <class Value>
bool read(const Json& json, Value& value) {
  if constexpr (HasFields<Value>) {
    if (!json.is_object()) return false;
    value = fromJson<Value>(json);
  } else if constexpr (HasNames<Value>) {
    const auto named = json.is_string() ? valueNamed<Value>(json.get<std::string>()) : Result<Value>(Error{});
    if (!named.ok()) return false;
    value = *named;
  } else if constexpr (std::is_same_v<Value, bool>) {
    if (!json.is_boolean()) return false;
    value = json.get<bool>();
  } else if constexpr (std::is_integral_v<Value>) {
    constexpr double kExactBelow = 9007199254740992;  // 2^53
    if (!json.is_number()) return false;
    const auto number = json.get<double>();
    if (number != std::trunc(number) || (json.is_number_float() && std::abs(number) >= kExactBelow)) return false;
    if (std::is_unsigned_v<Value> && number < 0) return false;
    value = json.get<Value>();
  } else if constexpr (std::is_arithmetic_v<Value>) {
    if (!json.is_number()) return false;
    value = json.get<Value>();
  } else if constexpr (std::is_same_v<Value, std::string>) {
    if (!json.is_string()) return false;
    value = json.get<std::string>();
  } else if constexpr (HasCodec<Value>) {
    return JsonCodec<Value>::read(json, value);
  } else {
    value = json;
  }
  return true;
}
template <class Element>
bool read(const Json& json, std::vector<Element>& value) {
  if (!json.is_array()) return false;
  std::vector<Element> out;
  for (const Json& member : json) {
    Element one{};
    if (!read(member, one)) return false;
    out.push_back(std::move(one));
  }
  value = std::move(out);
  return true;
}
/// Leaves out members of another type.
template <class Value>
bool read(const Json& json, std::map<std::string, Value>& value) {
  if (!json.is_object()) return false;
  std::map<std::string, Value> out;
  for (const auto& [key, member] : json.items()) {
    if (Value one{}; read(member, one)) out[key] = std::move(one);
  }
  value = std::move(out);
  return true;
}

}  // namespace fields
}  // namespace graft
