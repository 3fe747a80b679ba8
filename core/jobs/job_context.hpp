// SPDX-License-Identifier: Apache-2.0
// Surroundings of a running job: its output of events and its input of commands.
#pragma once

#include "core/base/system.hpp"
#include "core/contract/jobs/job.hpp"
#include "core/protocol/commands.hpp"
#include "core/protocol/frame_writer.hpp"

namespace graft::jobs {

/// Borrowed for the duration of a job. One thread.
struct JobContext {
  FrameWriter& events;
  CommandReader& commands;
  CommandReader* group = nullptr;  ///< commands to all runs that are trained together
  /// True until a signal or a command requests the end.
  bool goesOn() const { return !interrupted() && !commands.stopAsked() && !(group && group->stopAsked()); }
  bool isPauseAsked() const { return commands.pauseAsked() || (group && group->pauseAsked()); }
  bool isMemoryAsked() const { return commands.memoryAsked() || (group && group->memoryAsked()); }
};

/// Records all later frames in the run's folder too. A full disk costs this record, not the run. Checkpoints report their own write errors.
void recordEvents(const std::string& runFolder, FrameWriter& events);

}  // namespace graft::jobs
