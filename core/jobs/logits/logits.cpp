// SPDX-License-Identifier: Apache-2.0
// The job "logits": next-token logits after given ids.
#include "core/contract/jobs/answer.hpp"
#include "core/jobs/answering.hpp"
#include "core/jobs/registry.hpp"

namespace graft::jobs {
namespace {

Result<LogitsResult> run(const LogitsJob& job, const JobContext& context) {
  GRAFT_TRY(const auto loaded, loadModel(job, context.events));
  GRAFT_TRY(const auto adapter, openAdapter(job.adapter, job.strength, loaded));
  for (const int64_t id : job.ids) {
    if (id < 0 || id >= loaded.modelFile.config().vocab)
      return Error{Code::BadUsage,
                   msg("--ids: %1 is not in the vocabulary of %2", id, loaded.modelFile.config().vocab),
                   {},
                   {},
                   msg("Use ids that graft inspect tokens shows.")};
  }
  GRAFT_CHECK(mustFitWindow(job.ids.size(), loaded));
  if (job.ids.empty()) return Error{Code::BadUsage, msg("--ids is empty"), {}, {}, msg("Example: --ids 1,2,3.")};
  TrainRow row;
  row.ids = job.ids;
  const c10::InferenceMode noGradients;
  const at::Tensor hidden = loaded.model.forward(packRows({&row}), lookupOf(adapter));
  const at::Tensor logits = loaded.model.logits(hidden.narrow(0, hidden.size(0) - 1, 1)).squeeze(0);
  constexpr int64_t kShown = 8;
  const auto [values, ids] = logits.topk(std::min(kShown, logits.size(0)));
  LogitsResult out;
  out.logsumexp = logits.to(at::kDouble).logsumexp(0).item<double>();
  out.mean = logits.to(at::kDouble).mean().item<double>();
  for (int64_t i = 0; i < values.size(0); ++i) out.top.push_back({ids[i].item<int64_t>(), values[i].item<double>()});
  out.dtype = typeName(loaded.model.type());
  return out;
}

}  // namespace

JobType jobOfLogits() { return jobType<LogitsJob>(run); }

}  // namespace graft::jobs
