// SPDX-License-Identifier: Apache-2.0
// Runs a short job of the worker with its files in a temporary folder of the home.
#pragma once

#include "core/base/file.hpp"
#include "core/contract/jobs/job.hpp"
#include "core/protocol/launcher.hpp"

namespace graft::commands {

/// Temporary folder of a job, HOME/tmp/job-PID. Removed at the end, except the worker's log when an error names it.
class JobFolder {
 public:
  static Result<JobFolder> make(const std::string& home);
  const std::string& path() const { return m_path; }
  /// Runs the job until the worker ends. `spec` is the job's JSON. Returns the result's JSON.
  Result<Json> run(Json spec, const WorkerCallbacks& callbacks) const;

 private:
  explicit JobFolder(std::string path) : m_path(std::move(path)) {}
  std::string m_path;
};

/// Blocks until the job ends. One job at a time in a process. A job that works like a run gets a run folder inside the temporary one.
template <IsJob Job>
Result<typename Job::Result> runJob(Job job, const std::string& home, const WorkerCallbacks& callbacks = {}) {
  GRAFT_TRY(const auto folder, JobFolder::make(home));
  if constexpr (requires { job.run; }) {
    job.run = folder.path() + "/run";
    GRAFT_CHECK(makeFolder(job.run));
  }
  GRAFT_TRY(const Json result, folder.run(jobToJson(job), callbacks));
  return fromJson<typename Job::Result>(result);
}

}  // namespace graft::commands
