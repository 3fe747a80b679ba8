// SPDX-License-Identifier: Apache-2.0
// CPU use of this process: threads and priority, also changed while a job runs. Any thread.
#pragma once

#include "core/contract/events.hpp"
#include "core/protocol/frame_writer.hpp"

namespace graft::jobs {

/// Sets the CPU use of a job. Call before anything computes. `threads`: 0 derives them from `use`. A value that the user has set since the
/// process began takes precedence over `use`. BadUsage if `threads` is out of range.
Status useProcessors(CpuUse use, int64_t threads);
/// Changes the CPU use from now on, also of a running job.
void changeCpuUse(CpuUse use);
/// During its lifetime, emits the process's CPU use to events: at once if it is decided, and after each change.
class CpuUseReport {
 public:
  explicit CpuUseReport(FrameWriter& events);
  ~CpuUseReport();
  CpuUseReport(const CpuUseReport&) = delete;
  CpuUseReport& operator=(const CpuUseReport&) = delete;

 private:
  FrameWriter& m_events;
};

}  // namespace graft::jobs
