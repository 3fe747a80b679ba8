// SPDX-License-Identifier: Apache-2.0
#include "core/base/message.hpp"

#include <fmt/format.h>

namespace graft {

Message Message::sentence(std::string english, std::vector<Message> arguments) {
  Message out(std::move(english));
  out.m_arguments = std::move(arguments);
  out.m_kind = Kind::Sentence;
  return out;
}

Message Message::flag(std::string name) {
  const bool isFlag = name.starts_with("--");
  Message out(std::move(name));
  if (isFlag) out.m_kind = Kind::Flag;
  return out;
}

std::string Message::text() const {
  if (m_arguments.empty()) return m_text;
  std::vector<std::string> values;
  for (const Message& argument : m_arguments) values.push_back(argument.text());
  return messages::filled(m_text, values);
}

std::string messages::number(double value) { return fmt::format("{:g}", value); }

std::string messages::filled(std::string_view pattern, const std::vector<std::string>& values) {
  std::string out;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const size_t place = pattern[i] == '%' && i + 1 < pattern.size() ? static_cast<size_t>(pattern[i + 1] - '0') : 0;
    if (place >= 1 && place <= 9 && place <= values.size()) {
      out += values[place - 1];
      ++i;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

}  // namespace graft
