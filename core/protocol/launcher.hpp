// SPDX-License-Identifier: Apache-2.0
// Starts graft-worker with a job file, hands its frames to a callback, passes Ctrl-C on, and says how it ended. A worker may
// also be started to outlive this process; its recorded frames are then followed, by any number of programs.
#pragma once

#include <functional>
#include <string>

#include "core/protocol/commands.hpp"
#include "core/protocol/frames.hpp"

namespace graft {

struct WorkerJob {
  Json spec;  ///< written to `specFile`, which the worker reads
  std::string specFile;
  std::string logFile;  ///< the worker's free text (standard error) is appended here
  std::string program;  ///< empty: graft-worker beside this program
};

/// What is called on the thread that waits. `onSilence` gets the seconds since the last frame once for each time the worker
/// stops giving signs of life (a heartbeat comes each second); nothing is done about it.
struct WorkerCallbacks {
  std::function<void(const Frame&)> onFrame;
  std::function<void(double seconds)> onSilence;
  CommandQueue* commands = nullptr;  ///< passed on to the worker as they come; may be null
};
inline constexpr double kSilenceSeconds = 2.5;

/// Blocks until the worker ended; it dies with this process. The payload of its Result frame, or the error: the worker's
/// own (Failure frame), or what its death says (killed for memory, crashed), or what is wrong with its frames.
Result<Json> runWorker(const WorkerJob& job, const WorkerCallbacks& callbacks);

/// Starts a worker in a session of its own, so that a closed terminal does not end it, and returns when it has taken the
/// lock of `runFolder`, or with the reason why it ended before.
Status detachWorker(const WorkerJob& job, const std::string& runFolder);

/// Reads the newest recorded stream of a run from its beginning and goes on until its last frame, as runWorker does. When
/// nobody works on the run any more and the stream has no end, that is an error; Ctrl-C ends the following alone.
Result<Json> followRun(const std::string& runFolder, const std::function<void(const Frame&)>& onFrame);

}  // namespace graft
