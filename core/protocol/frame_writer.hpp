// SPDX-License-Identifier: Apache-2.0
// Worker's side of the protocol: writes frames to a descriptor and to the run folder, with a heartbeat.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "core/base/file.hpp"
#include "core/contract/hello_event.hpp"
#include "core/protocol/frames.hpp"

namespace graft {

inline constexpr int kHeartbeatMs = 1000;

/// Any thread may emit. A closed reader or a full disk never stops the work: unwritable frames are dropped. Each of the two streams stays
/// well-formed with its own numbering.
class FrameWriter {
 public:
  /// Does not own `descriptor`, which stays open. Writes the stream's header immediately.
  explicit FrameWriter(int descriptor);
  ~FrameWriter();
  /// Frames after the outcome (Result, Failure) are dropped.
  void emit(FrameType type, Json payload);
  template <class Event>
  void emit(const Event& event) {
    emit(Event::type, toJson(event));
  }
  void phase(Phase phase, std::optional<std::string> who = {}) { emit(PhaseEvent{phase, std::move(who), {}, {}}); }
  /// Also writes all frames since the start and from now on to this file, except heartbeats.
  Status recordTo(const std::string& path);
  /// Emits a Heartbeat frame with the memory in use every kHeartbeatMs, from a separate thread.
  void startHeartbeat();

 private:
  void beat();
  int m_descriptor;
  std::mutex m_mutex;
  std::condition_variable m_ending;
  bool m_ends = false, m_hasOutcome = false;
  uint64_t m_sequence = 0, m_recorded = 0;
  std::string m_early;  ///< frames emitted before recordTo
  std::optional<OutputFile> m_file;
  std::thread m_heart;
};

/// RUN/events holds a stream for each run of a worker: 0001.frames, 0002.frames and so on. Empty if there is none.
std::string latestEventFile(const std::string& runFolder);
std::string nextEventFile(const std::string& runFolder);

}  // namespace graft
