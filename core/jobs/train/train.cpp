// SPDX-License-Identifier: Apache-2.0
// The jobs "train" (one run), "together" (several runs over common rows) and "forecast", which ends after the memory probe.
#include "core/jobs/registry.hpp"
#include "core/jobs/train/run_group.hpp"

namespace graft::jobs {
namespace {

Result<TrainResult> runOne(const TrainJob& job, const JobContext& context) {
  const std::vector<RunSpec> specs = {job};
  RunGroup group(specs, context);
  GRAFT_CHECK(group.prepare());
  GRAFT_CHECK(group.train());
  return std::move(group.takeResults()[0]);
}

Result<ForecastResult> runForecast(const ForecastJob& job, const JobContext& context) {
  const std::vector<RunSpec> specs = {job};
  RunGroup group(specs, context);
  GRAFT_CHECK(group.prepare());
  if (!group.forecast()) return Error{Code::Stopped, msg("the measuring was stopped"), {}, {}, {}};
  return ForecastResult{*group.record(0).plan, *group.forecast(), group.record(0).warnings};
}

Result<GroupResult> runTogether(const GroupJob& job, const JobContext& context) {
  if (job.runs.size() < 2)
    return Error{Code::BadUsage, msg("there are no runs to train together"), {}, msg("Nothing was started."), msg("Name at least two.")};
  RunGroup group(job.runs, context);
  GRAFT_CHECK(group.prepare());
  GRAFT_CHECK(group.train());
  GroupResult out;
  auto results = group.takeResults();
  for (size_t i = 0; i < results.size(); ++i) {
    if (results[i].ok()) {
      out.runs.push_back(std::move(*results[i]));
      continue;
    }
    TrainResult failed;
    failed.run = job.runs[i].name;
    failed.error = results[i].error();
    out.runs.push_back(std::move(failed));
  }
  out.peakRssMib = peakRssMib();
  return out;
}

}  // namespace

JobType jobOfTrain() { return jobType<TrainJob>(runOne); }
JobType jobOfForecast() { return jobType<ForecastJob>(runForecast); }
JobType jobOfGroup() { return jobType<GroupJob>(runTogether); }

}  // namespace graft::jobs
