// SPDX-License-Identifier: Apache-2.0
#include "core/chat/rendering.hpp"

#include <cctype>
#include <cstring>

namespace graft {

const char* partName(Part part) {
  constexpr const char* kNames[] = {"template", "content", "reasoning", "call", "other", "tools", "documents"};
  return kNames[static_cast<size_t>(part)];
}

Result<ChatTemplate> ChatTemplate::compile(const std::string& source) {
  GraftTemplate* handle = nullptr;
  GRAFT_CHECK(bridge::call([&](GraftBytes* out) { return graft_template_new(bridge::bytesOf(source), source.size(), &handle, out); }));
  ChatTemplate out;
  out.m_handle.reset(handle, bridge::Free());
  out.m_source = source;
  return out;
}

bool ChatTemplate::reads(const std::string& name) const {
  for (const std::string& form : {"'" + name + "'", "\"" + name + "\""}) {
    if (m_source.find(form) != std::string::npos) return true;
  }
  const std::string member = "." + name;
  for (size_t at = m_source.find(member); at != std::string::npos; at = m_source.find(member, at + 1)) {
    const char next = at + member.size() < m_source.size() ? m_source[at + member.size()] : ' ';
    if (!std::isalnum(static_cast<unsigned char>(next)) && next != '_') return true;
  }
  return false;
}

Result<Rendering> ChatTemplate::render(const Json& context) const {
  const std::string json = dump(context);
  // An abandoned template cannot be used again, and one that does not end would take its time limit for each row.
  const auto entry = [&](GraftBytes* out) { return graft_template_render(m_handle.get(), bridge::bytesOf(json), json.size(), out); };
  GRAFT_TRY(const std::string bytes, bridge::call(entry, Code::Refused));
  const auto number = [&](size_t at) {
    uint32_t value = 0;
    if (at + sizeof value <= bytes.size()) std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
  };
  Rendering out;
  const size_t size = number(0);
  out.text = bytes.substr(4, size);
  for (size_t at = 4 + size; at + 12 <= bytes.size(); at += 12) {
    const uint32_t origin = number(at + 4), message = origin & 0xffffff, turn = number(at + 8);
    out.stretches.push_back({number(at), static_cast<Part>(origin >> 24 & 0xf), message == 0 ? Rendering::kNone : message - 1,
                             turn == 0 ? Rendering::kNone : turn - 1, (origin >> 31) != 0});
  }
  return out;
}

}  // namespace graft
