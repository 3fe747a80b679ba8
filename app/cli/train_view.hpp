// SPDX-License-Identifier: Apache-2.0
// A run in progress on a terminal: plan, live line, evaluations, and at the end the table of before and after.
#pragma once

#include "app/cli/resolve.hpp"

namespace graft::cli {

/// Starts the worker on a run folder with `spec` (written to RUN/specFile) and shows what it says until it ends. A run that
/// never took a step leaves no folder behind; one that was stopped is Code::Stopped.
enum class Watch { Yes, No };  ///< No: the worker goes on by itself and the call returns
Result<Json> followWorker(Json spec, const std::string& specFile, const std::string& folder, Watch watch, Context& context);
/// Starts the run of a folder that holds its spec, or goes on with it after its newest checkpoint when it was cut off.
/// Refused when it is finished, or when somebody is working on it.
Result<Json> startOrResume(const std::string& folder, Watch watch, Context& context);
/// Watches a run that another program started, or shows again how one went.
Result<Json> followRecorded(const std::string& folder, Context& context);

}  // namespace graft::cli
