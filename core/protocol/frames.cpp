// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/frames.hpp"

#include <cstdio>
#include <cstring>

#include "core/base/message_json.hpp"

namespace graft {
namespace {

constexpr size_t kFrameHead = 24;
constexpr size_t kStreamHead = 12;

template <class T>
void put(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}
template <class T>
T take(const std::string& in, size_t at) {
  T value;
  std::memcpy(&value, in.data() + at, sizeof value);
  return value;
}

Error broken(const Message& what) {
  return {Code::Internal,
          msg("the engine's messages cannot be read: %1", what),
          "graft-worker",
          {},
          msg("Make sure that graft and graft-worker come from one build.")};
}

}  // namespace

std::string streamHeader() {
  std::string out = kFrameMagic;
  put(out, kProtocolVersion);
  return out;
}

std::string encodeFrame(const Frame& frame) {
  const std::string payload = dump(frame.payload);
  std::string out;
  put(out, static_cast<uint32_t>(payload.size()));
  put(out, static_cast<uint16_t>(frame.type));
  put(out, uint16_t{0});
  put(out, frame.sequence);
  put(out, frame.timeNs);
  return out + payload;
}

FrameReader FrameReader::continuingAt(uint64_t sequence, bool started) {
  FrameReader reader;
  reader.m_expected = sequence;
  reader.m_started = started;
  return reader;
}

void FrameReader::feed(std::string_view bytes) {
  m_buffer.erase(0, m_place);
  m_place = 0;
  m_buffer += bytes;
}

Result<bool> FrameReader::next(Frame& frame) {
  if (!m_started) {
    if (waiting() < kStreamHead) return false;
    if (m_buffer.compare(0, 8, kFrameMagic) != 0) return broken(msg("the stream does not begin with %1", kFrameMagic));
    if (const auto version = take<uint32_t>(m_buffer, 8); version != kProtocolVersion)
      return broken(msg("protocol version %1, this program speaks %2", version, kProtocolVersion));
    m_place = kStreamHead;
    m_started = true;
  }
  if (waiting() < kFrameHead) return false;
  const auto size = take<uint32_t>(m_buffer, m_place);
  if (size > kMaxFrame) return broken(msg("a frame of %1 bytes", size));
  if (waiting() < kFrameHead + size) return false;
  const auto type = take<uint16_t>(m_buffer, m_place + 4);
  if (type == 0 || type >= std::size(EnumNames<FrameType>::names)) return broken(msg("frame type %1", type));
  frame.type = static_cast<FrameType>(type);
  frame.sequence = take<uint64_t>(m_buffer, m_place + 8);
  frame.timeNs = take<uint64_t>(m_buffer, m_place + 16);
  if (frame.sequence != m_expected) return broken(msg("frame %1 came where %2 was due", frame.sequence, m_expected));
  ++m_expected;
  auto payload = parseJson(std::string_view(m_buffer).substr(m_place + kFrameHead, size));
  if (!payload.ok()) return broken(payload.error().what);
  frame.payload = std::move(payload).value();
  m_place += kFrameHead + size;
  return true;
}

std::string textOf(const Frame& frame) {
  char head[64];
  std::snprintf(head, sizeof head, "%6llu %10.3f s  %-10s ", static_cast<unsigned long long>(frame.sequence),
                static_cast<double>(frame.timeNs) / 1e9, nameOf(frame.type));
  return head + dump(frame.payload);
}

}  // namespace graft
