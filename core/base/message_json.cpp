// SPDX-License-Identifier: Apache-2.0
#include "core/base/message_json.hpp"

#include <optional>

namespace graft {
namespace {

constexpr const char* kSaid = "said";
constexpr const char* kFlag = "flag";

/// English of a message, or nothing if it is longer than `most`: the places of hostile JSON can multiply a text.
std::optional<std::string> boundedText(const Message& message, size_t most) {
  std::vector<std::string> values;
  for (const Message& argument : message.arguments()) {
    auto text = boundedText(argument, most);
    if (!text) return {};
    values.push_back(std::move(*text));
  }
  const std::string& pattern = message.pattern();
  if (values.empty()) return pattern.size() <= most ? std::optional(pattern) : std::nullopt;
  std::string out;
  for (size_t i = 0; i < pattern.size() && out.size() <= most; ++i) {
    const bool isPlace = pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] >= '1' && pattern[i + 1] <= '9';
    const size_t place = isPlace ? static_cast<size_t>(pattern[i + 1] - '1') : values.size();
    if (place < values.size()) {
      out += values[place];
      ++i;
    } else {
      out += pattern[i];
    }
  }
  return out.size() <= most ? std::optional(std::move(out)) : std::nullopt;
}

/// The sentence that "said" has for this English; the English alone if its text is another one.
Message named(const Json& object, const std::string& english) {
  if (const auto said = object.find(kSaid); said != object.end() && said->is_object()) {
    if (const auto it = said->find(english); it != said->end()) {
      if (Message message = messageFromJson(*it); boundedText(message, english.size()) == english) return message;
    }
  }
  return Message::sentence(english, {});
}

void note(Json& object, const Message& message, const std::string& english) {
  if (message.arguments().empty()) return;
  Json& said = object[kSaid];
  if (!said.is_object()) said = Json::object();
  said[english] = toJson(message);
}

}  // namespace

Json toJson(const Message& message) {
  if (message.isFlag()) return Json{{kFlag, message.pattern()}};
  if (!message.isSentence()) return message.pattern();
  Json out = Json::array({message.pattern()});
  for (const Message& argument : message.arguments()) out.push_back(toJson(argument));
  return out;
}

namespace {

Message fromJson(const Json& json, int depth) {
  constexpr int kDeepest = 64;
  if (json.is_string()) return json.get<std::string>();
  if (json.is_object()) return Message::flag(get<std::string>(json, kFlag, ""));
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
