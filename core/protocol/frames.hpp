// SPDX-License-Identifier: Apache-2.0
// What a worker says on its standard output. All integers little-endian.
//   stream = "GRAFTWRK", u32 protocol version, then frames
//   frame  = u32 payload size, u16 type, u16 zero, u64 sequence from 0, u64 monotonic nanoseconds, payload (JSON, UTF-8)
#pragma once

#include <cstdint>
#include <string>

#include "core/contract/events.hpp"

namespace graft {

inline constexpr char kFrameMagic[] = "GRAFTWRK";
inline constexpr uint32_t kProtocolVersion = 1;
inline constexpr uint32_t kMaxFrame = 16u << 20;

struct Frame {
  FrameType type = FrameType::None;
  uint64_t sequence = 0, timeNs = 0;
  Json payload;
};

/// Empty where the frame is of another type.
template <class Event>
std::optional<Event> eventIn(const Frame& frame) {
  return frame.type == Event::type ? std::optional(fromJson<Event>(frame.payload)) : std::nullopt;
}

std::string encodeFrame(const Frame& frame);
std::string streamHeader();

/// Takes bytes as they come and gives frames as they are complete.
class FrameReader {
 public:
  /// A reader for the rest of a recorded stream: the next frame is `sequence`; its header was read before when `started`.
  static FrameReader continuingAt(uint64_t sequence, bool started);
  void feed(std::string_view bytes);
  /// Bytes fed that no frame was made of yet.
  size_t waiting() const { return m_buffer.size() - m_place; }
  /// True and a frame, or false when more bytes are needed. Wrong magic, version, size or order is an error.
  Result<bool> next(Frame& frame);

 private:
  std::string m_buffer;
  size_t m_place = 0;  // what is before it was taken
  bool m_started = false;
  uint64_t m_expected = 0;
};

/// One line for people: sequence, seconds, type, payload.
std::string textOf(const Frame& frame);

Json toJson(const Error& error);
Error errorFromJson(const Json& json);
/// Internal for a number that no code has.
Code codeOfExit(int exit);

}  // namespace graft
