// SPDX-License-Identifier: Apache-2.0
// Converts messages to and from JSON, from a list of their fields. A message is a struct with
//   static constexpr auto fields = std::tuple{Field{"step", &StepEvent::step}, ...};
// Reading takes the members that are present with the right type and keeps the defaults of the rest, so recordings of other versions open.
#pragma once

#include <cmath>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/base/enum_names.hpp"
#include "core/base/message_json.hpp"

namespace graft {

template <class Struct, class Value>
struct Field {
  const char* key;
  Value Struct::* member;
};

template <class Struct>
concept HasFields = requires { Struct::fields; };
template <class Value>
concept HasNames = std::is_enum_v<Value>;

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
  else
    return value;
}
template <class Element>
Json written(const std::vector<Element>& value) {
  Json out = Json::array();
  for (const Element& one : value) out.push_back(written(one));
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
  } else {
    value = json;
  }
  return true;
}
template <class Element>
bool read(const Json& json, std::vector<Element>& value) {
  if (!json.is_array()) return false;
  std::vector<Element> out(json.size());
  for (size_t i = 0; i < out.size(); ++i) {
    if (!read(json[i], out[i])) return false;
  }
  value = std::move(out);
  return true;
}

/// Omits an empty optional.
template <class Value>
void write(Json& object, const char* key, const Value& value) {
  object[key] = written(value);
}
inline void write(Json& object, const char* key, const Message& value) { setMessage(object, key, value); }
template <class Value>
void write(Json& object, const char* key, const std::optional<Value>& value) {
  if (value) object[key] = written(*value);
}
inline void take(const Json& object, const char* key, Message& value) {
  if (Message message = getMessage(object, key); !message.empty()) value = std::move(message);
}
template <class Value>
void take(const Json& object, const char* key, Value& value) {
  if (const auto it = object.find(key); it != object.end()) (void)read(*it, value);
}
template <class Value>
void take(const Json& object, const char* key, std::optional<Value>& value) {
  const auto it = object.find(key);
  if (Value one{}; it != object.end() && read(*it, one)) value = std::move(one);
}

template <class Struct>
void readAll(const Json& object, Struct& value) {
  if (!object.is_object()) return;
  std::apply([&](const auto&... field) { (take(object, field.key, value.*field.member), ...); }, Struct::fields);
}

}  // namespace fields

template <HasFields Struct>
Json toJson(const Struct& value) {
  Json out = Json::object();
  std::apply([&](const auto&... field) { (fields::write(out, field.key, value.*field.member), ...); }, Struct::fields);
  return out;
}

template <HasFields Struct>
Struct fromJson(const Json& json) {
  Struct out;
  fields::readAll(json, out);
  return out;
}

}  // namespace graft
