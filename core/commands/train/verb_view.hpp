// SPDX-License-Identifier: Apache-2.0
// Terminal view of a run in progress: plan, live line, evaluations, and a final table of before and after.
#pragma once

#include "core/commands/cli/tools.hpp"
#include "core/commands/train/runs.hpp"

namespace graft::cli {

enum class Watch { Yes, No };  ///< No: the worker runs in the background and the call returns
/// Starts the worker on a run and shows its frames until it ends. A run that never took a step leaves no folder. A stopped run returns
/// Code::Stopped.
Result<Json> followWorker(const commands::Start& start, Watch watch, Context& context);
/// Performs a training run from start to result table.
Result<Json> runTraining(const commands::TrainRequest& request, Context& context);
/// Starts the run of a folder that holds its spec, or resumes an interrupted one from its newest checkpoint. Refused if the run is finished
/// or a worker holds it.
Result<Json> startOrResume(const std::string& folder, Watch watch, Context& context);
/// Watches a run that another program started, or replays a finished one.
Result<Json> followRecorded(const std::string& folder, Context& context);

}  // namespace graft::cli
