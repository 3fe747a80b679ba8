// SPDX-License-Identifier: Apache-2.0
// Starts graft-worker with a job file, hands its frames to a callback, passes Ctrl-C on, and says how it ended.
#pragma once

#include <functional>
#include <string>

#include "core/protocol/frames.hpp"

namespace graft {

struct WorkerJob {
  Json spec;  ///< written to `specFile`, which the worker reads
  std::string specFile;
  std::string logFile;  ///< the worker's free text (standard error) is appended here
};

/// Blocks until the worker ended. The payload of its Result frame, or the error: the worker's own (Failure frame), or
/// what its death says (killed for memory, crashed). One thread; `onFrame` is called on it.
Result<Json> runWorker(const WorkerJob& job, const std::function<void(const Frame&)>& onFrame);

}  // namespace graft
