// SPDX-License-Identifier: Apache-2.0
// Format of a worker's standard output. All integers little-endian.
//   stream = "GRAFTWRK", u32 protocol version, then frames
//   frame  = u32 payload size, u16 type, u16 zero, u64 sequence from 0, u64 monotonic nanoseconds, payload (JSON, UTF-8)
#pragma once

#include <cstdint>
#include <string>

#include "core/contract/error_json.hpp"
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

/// Returns nothing if the frame has another type.
template <class Event>
std::optional<Event> eventIn(const Frame& frame) {
  return frame.type == Event::type ? std::optional(fromJson<Event>(frame.payload)) : std::nullopt;
}

std::string encodeFrame(const Frame& frame);
std::string streamHeader();

/// Incremental frame parser.
class FrameReader {
 public:
  /// Reader for the rest of a recorded stream. `sequence` is the number of the next frame. `started` means that the header was already
  /// read.
  static FrameReader continuingAt(uint64_t sequence, bool started);
  void feed(std::string_view bytes);
  /// Bytes fed that do not form a complete frame yet.
  size_t waiting() const { return m_buffer.size() - m_place; }
  /// Returns true and a frame, or false if more bytes are needed. A wrong magic, version, size or order is an error.
  Result<bool> next(Frame& frame);

 private:
  std::string m_buffer;
  size_t m_place = 0;  // bytes before it are consumed
  bool m_started = false;
  uint64_t m_expected = 0;
};

/// Formats a frame for display: sequence, seconds, type, payload.
std::string textOf(const Frame& frame);

}  // namespace graft
