// SPDX-License-Identifier: Apache-2.0
// Converts messages to and from JSON, from a list of their fields. A message is a struct with
//   static constexpr auto fields = std::tuple{Field{"step", &StepEvent::step}, ...};
// Reading takes the members that are present with the right type and keeps the defaults of the rest, so recordings of other versions open.
#pragma once

#include "core/contract/field_values.hpp"

namespace graft {
namespace fields {

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
template <class Value>
void write(Json& object, const char* key, const Nullable<Value>& value) {
  object[key] = value ? written(*value) : Json(nullptr);
}
inline void write(Json& object, const char* key, const std::vector<Message>& value) {
  object[key] = Json::array();
  setMessages(object, key, value);
}
/// Takes a member of `object`. Returns false, with `value` unchanged, if it is missing or has another type.
inline bool take(const Json& object, const char* key, std::vector<Message>& value) {
  const auto it = object.find(key);
  if (it == object.end() || !it->is_array()) return false;
  value = getMessages(object, key);
  return true;
}
inline bool take(const Json& object, const char* key, Message& value) {
  Message message = getMessage(object, key);
  if (message.empty()) return object.contains(key) && object[key] == "";
  value = std::move(message);
  return true;
}
template <class Value>
bool take(const Json& object, const char* key, Value& value) {
  const auto it = object.find(key);
  return it != object.end() && read(*it, value);
}
template <class Value>
bool take(const Json& object, const char* key, std::optional<Value>& value) {
  const auto it = object.find(key);
  Value one{};
  if (it == object.end() || !read(*it, one)) return false;
  value = std::move(one);
  return true;
}
template <class Value>
bool take(const Json& object, const char* key, Nullable<Value>& value) {
  return take(object, key, static_cast<std::optional<Value>&>(value));
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
