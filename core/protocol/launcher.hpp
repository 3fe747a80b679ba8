// SPDX-License-Identifier: Apache-2.0
// Starts graft-worker with a job file, passes its frames to a callback, forwards Ctrl-C and returns the outcome. A worker may also outlive
// this process; any number of programs can then follow its recorded frames.
#pragma once

#include <functional>
#include <string>

#include "core/protocol/commands.hpp"
#include "core/protocol/frames.hpp"

namespace graft {

struct WorkerJob {
  Json spec;  ///< written to `specFile` for the worker
  std::string specFile;
  std::string logFile;  ///< log to which the worker's standard error is appended
  std::string program;  ///< empty: graft-worker next to this program
};

/// Callbacks on the waiting thread. `onSilence` gets the seconds since the last frame, once each time the worker falls silent (a heartbeat
/// is due every second). No action is taken.
struct WorkerCallbacks {
  std::function<void(const Frame&)> onFrame;
  std::function<void(double seconds)> onSilence;
  CommandQueue* commands = nullptr;  ///< forwarded to the worker as they arrive; may be null
};
inline constexpr double kSilenceSeconds = 2.5;

/// Blocks until the worker ends; the worker dies with this process. Returns the payload of its Result frame or an error. The error comes
/// from the worker (Failure frame), from its death (killed for memory, crashed), or from invalid frames.
Result<Json> runWorker(const WorkerJob& job, const WorkerCallbacks& callbacks);

/// Starts a worker in its own session, so that closing the terminal does not end it. Returns when it holds the lock of `runFolder`, or with
/// the reason why it ended before.
Status detachWorker(const WorkerJob& job, const std::string& runFolder);

/// Reads the newest recorded stream of a run from its beginning through its last frame, like runWorker. A stream without an outcome and
/// without a worker is an error. Ctrl-C ends only the following.
Result<Json> followRun(const std::string& runFolder, const std::function<void(const Frame&)>& onFrame);

}  // namespace graft
