// SPDX-License-Identifier: Apache-2.0
// Jobs of the worker by name. Each folder below registers its jobs (CMakeLists.txt makes the list from the folders).
#pragma once

#include <functional>
#include <memory>

#include "core/contract/jobs/train.hpp"
#include "core/jobs/job_context.hpp"

namespace graft::jobs {

/// Job read from a job file, ready to run.
struct PreparedJob {
  bool usesDevice = false;                   ///< may compute on a GPU
  std::string runFolder;                     ///< folder of the one run of the job; empty if it has none
  std::vector<std::string> writableFolders;  ///< the only folders that it writes to
  /// Returns the payload of the Result frame.
  std::function<Result<Json>(const JobContext&)> run;
};

struct JobType {
  const char* name;
  std::function<Result<PreparedJob>(const Json& spec)> prepare;
};

namespace detail {
template <class Job>
bool usesDevice(const Job& job) {
  if constexpr (requires { job.runs; })
    return !job.runs.empty() && usesDevice(job.runs[0]);
  else if constexpr (requires { job.device; })
    return job.device != Where::Processor;
  else if constexpr (requires {
                       job.settings.device;
                       job.memoryLimitMib;
                     })
    return job.settings.device != Where::Processor;
  else
    return false;
}
}  // namespace detail

template <IsJob Job>
JobType jobType(Result<typename Job::Result> (*run)(const Job& job, const JobContext& context)) {
  return {Job::jobName, [run](const Json& spec) -> Result<PreparedJob> {
            GRAFT_TRY(Job job, jobFromJson<Job>(spec));
            PreparedJob out;
            out.usesDevice = detail::usesDevice(job);
            if constexpr (requires { job.run; }) out.runFolder = job.run;
            if constexpr (requires { job.writable; }) out.writableFolders = {job.writable};
            if constexpr (requires { job.runs; }) {
              for (const RunSpec& one : job.runs) out.writableFolders.push_back(one.run);
            }
            if (!out.runFolder.empty()) out.writableFolders.push_back(out.runFolder);
            std::erase(out.writableFolders, "");  // would open the root
            out.run = [run, job = std::move(job)](const JobContext& context) -> Result<Json> {
              GRAFT_TRY(const auto result, run(job, context));
              return toJson(result);
            };
            return out;
          }};
}

const std::vector<JobType>& jobTypes();
/// BadUsage if the job's name is unknown.
Result<PreparedJob> prepareJob(const Json& spec);

}  // namespace graft::jobs
