// SPDX-License-Identifier: Apache-2.0
// The worker's side of the protocol: frames to a descriptor, a heartbeat, and the same frames in the run folder.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "core/base/file.hpp"
#include "core/protocol/frames.hpp"

namespace graft {

inline constexpr int kHeartbeatMs = 1000;

/// Any thread may emit. A reader that is gone, or a disk that is full, never stops the work: what cannot be written is
/// left out, and each of the two streams stays well-formed with its own numbering.
class FrameWriter {
 public:
  /// Owns nothing: `descriptor` stays open. Writes the stream's header at once.
  explicit FrameWriter(int descriptor);
  ~FrameWriter();
  /// Nothing follows the outcome (Result, Failure): later frames are left out.
  void emit(FrameType type, Json payload);
  template <class Event>
  void emit(const Event& event) {
    emit(Event::type, toJson(event));
  }
  void phase(Phase phase, std::optional<std::string> who = {}) { emit(PhaseEvent{phase, std::move(who), {}, {}}); }
  /// Everything since the start, and from now on, goes to this file too; heartbeats do not.
  Status recordTo(const std::string& path);
  /// A Heartbeat frame each kHeartbeatMs with the memory in use, from a thread of its own.
  void startHeartbeat();

 private:
  void beat();
  int m_descriptor;
  std::mutex m_mutex;
  std::condition_variable m_ending;
  bool m_ends = false, m_hasOutcome = false;
  uint64_t m_sequence = 0, m_recorded = 0;
  std::string m_early;  ///< frames from before recordTo
  std::optional<OutputFile> m_file;
  std::thread m_heart;
};

/// RUN/events holds one stream for each time a worker ran: 0001.frames, 0002.frames and so on. Empty when there is none.
std::string latestEventFile(const std::string& runFolder);
std::string nextEventFile(const std::string& runFolder);

}  // namespace graft
