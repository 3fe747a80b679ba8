// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/registry.hpp"

namespace graft::jobs {

void recordEvents(const std::string& runFolder, FrameWriter& events) {
  if (const Status recorded = events.recordTo(nextEventFile(runFolder)); !recorded.ok())
    events.emit(WarningEvent{0, Level::Warn, msg("events are not recorded: %1", recorded.error().text())});
}

Result<PreparedJob> prepareJob(const Json& spec) {
  const auto name = jobNameOf(spec);
  for (const JobType& type : jobTypes()) {
    if (name == type.name) return type.prepare(spec);
  }
  return Error{Code::BadUsage,
               msg("the job '%1' is not known", name),
               "job file",
               {},
               msg("Make sure that graft and graft-worker come from one build.")};
}

}  // namespace graft::jobs
