// SPDX-License-Identifier: Apache-2.0
// The job "generate": one answer, streamed.
#include "core/contract/jobs/answer.hpp"
#include "core/jobs/answering.hpp"
#include "core/jobs/registry.hpp"

namespace graft::jobs {
namespace {

Result<GenerateResult> run(const GenerateJob& job, const JobContext& context) {
  GRAFT_TRY(const auto loaded, loadModel(job, context.events));
  GRAFT_TRY(const auto adapter, openAdapter(job.adapter, job.strength, loaded));
  GRAFT_TRY(const auto ids, promptIds(job.prompt, loaded));
  GRAFT_CHECK(mustFitWindow(ids.size(), loaded));
  context.events.phase(Phase::Answering);
  std::vector<uint32_t> soFar;
  std::string shown;
  const auto onToken = [&](size_t, int64_t id) {
    soFar.push_back(static_cast<uint32_t>(id));
    const auto text = loaded.tokenizer.decode(soFar, true);
    if (text.ok() && text->size() > shown.size() && !endsInPartOfCharacter(*text)) {
      context.events.emit(TextEvent{text->substr(shown.size()), {}, {}});
      shown = *text;
    }
    return context.goesOn();
  };
  const auto options = generateOptions(job, loaded, static_cast<int64_t>(ids.size()));
  const double began = monotonicSeconds();
  const auto answers = graft::generate(loaded.model, {ids}, lookupOf(adapter), options, onToken);
  const double seconds = monotonicSeconds() - began;
  GenerateResult out;
  GRAFT_TRY(out.text, loaded.tokenizer.decode({answers[0].ids.begin(), answers[0].ids.end()}, true));
  out.ids = answers[0].ids;
  out.stopped = answers[0].stopped;
  out.tokensPerSecond = static_cast<double>(out.ids.size()) / seconds;
  out.loadSeconds = loaded.loadSeconds;
  return out;
}

}  // namespace

JobType jobOfGenerate() { return jobType<GenerateJob>(run); }

}  // namespace graft::jobs
