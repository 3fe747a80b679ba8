// SPDX-License-Identifier: Apache-2.0
// Progress of a phase as events.
#pragma once

#include "core/base/system.hpp"
#include "core/contract/progress_event.hpp"
#include "core/protocol/frame_writer.hpp"

namespace graft::jobs {

/// Emits at most ten ProgressEvents a second. The last of a part and those with an answer are always emitted. One thread.
class ProgressReport {
 public:
  explicit ProgressReport(FrameWriter& events) : m_events(events) {}
  void tell(const ProgressEvent& progress) {
    constexpr double kBetween = 0.1;
    const double now = monotonicSeconds();
    if (progress.done < progress.total && !progress.answer && now - m_last < kBetween) return;
    m_last = now;
    m_events.emit(progress);
  }

 private:
  FrameWriter& m_events;
  double m_last = 0;
};

}  // namespace graft::jobs
