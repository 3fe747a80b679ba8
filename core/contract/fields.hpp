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
inline void take(const Json& object, const char* key, std::vector<Message>& value) { value = getMessages(object, key); }
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

template <class Value>
void take(const Json& object, const char* key, Nullable<Value>& value) {
  take(object, key, static_cast<std::optional<Value>&>(value));
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
