// SPDX-License-Identifier: Apache-2.0
#include "core/base/message_json.hpp"

namespace graft {
namespace {

constexpr const char* kSaid = "said";

Message named(const Json& object, const std::string& english) {
  if (const auto said = object.find(kSaid); said != object.end() && said->is_object()) {
    if (const auto it = said->find(english); it != said->end()) return messageFromJson(*it);
  }
  return Message::sentence(english, {});
}

void note(Json& object, const Message& message, const std::string& english) {
  if (!message.arguments().empty()) object[kSaid][english] = toJson(message);
}

}  // namespace

Json toJson(const Message& message) {
  if (!message.isSentence()) return message.pattern();
  Json out = Json::array({message.pattern()});
  for (const Message& argument : message.arguments()) out.push_back(toJson(argument));
  return out;
}

namespace {

Message fromJson(const Json& json, int depth) {
  constexpr int kDeepest = 8;
  if (json.is_string()) return json.get<std::string>();
  if (!json.is_array() || json.empty() || !json[0].is_string() || depth == kDeepest) return {};
  std::vector<Message> arguments;
  for (size_t i = 1; i < json.size(); ++i) arguments.push_back(fromJson(json[i], depth + 1));
  return Message::sentence(json[0].get<std::string>(), std::move(arguments));
}

}  // namespace

Message messageFromJson(const Json& json) { return json.is_string() ? Message::sentence(json.get<std::string>(), {}) : fromJson(json, 0); }

void setMessage(Json& object, const char* key, const Message& message) {
  const std::string english = message.text();
  object[key] = english;
  note(object, message, english);
}

void addMessage(Json& object, const char* key, const Message& message) {
  const std::string english = message.text();
  Json& list = object[key];
  if (!list.is_array()) list = Json::array();
  list.push_back(english);
  note(object, message, english);
}

void setMessages(Json& object, const char* key, const std::vector<Message>& messages) {
  object[key] = Json::array();
  for (const Message& message : messages) addMessage(object, key, message);
}

Message getMessage(const Json& object, const char* key) {
  const auto it = object.is_object() ? object.find(key) : object.end();
  if (!object.is_object() || it == object.end() || !it->is_string()) return {};
  return named(object, it->get<std::string>());
}

std::vector<Message> getMessages(const Json& object, const char* key) {
  std::vector<Message> out;
  const auto it = object.is_object() ? object.find(key) : object.end();
  if (!object.is_object() || it == object.end() || !it->is_array()) return out;
  for (const Json& one : *it) {
    if (one.is_string()) out.push_back(named(object, one.get<std::string>()));
  }
  return out;
}

}  // namespace graft
