// SPDX-License-Identifier: Apache-2.0
#include "core/commands/train/run_estimate.hpp"

#include <algorithm>

namespace graft::commands {
namespace {

/// Share of the run before anything is measured: loading, reading, and the rehearsal of the heaviest passes.
constexpr double kPrepared = 0.05, kLoaded = 0.01, kRead = 0.02;

double partOf(const ProgressEvent& progress) {
  return progress.total > 0 ? static_cast<double>(progress.done) / static_cast<double>(progress.total) : 0;
}

double preparedShare(const RunNews& news) {
  switch (news.phase.phase) {
    case Phase::ReadingData: return kLoaded;
    case Phase::ProbingMemory: return kRead + (kPrepared - kRead) * partOf(news.progress);
    default: return 0;
  }
}

/// Completed share of the evaluation in progress. Answers take most of its time where each row is asked; else a few samples are.
double evaluatedShare(const RunNews& news) {
  const double kLosses = news.plan && news.plan->questions > 0 ? 0.15 : 0.5;
  switch (news.progress.part) {
    case ProgressPart::Rows: return kLosses * partOf(news.progress);
    case ProgressPart::Answers: return kLosses + (1 - kLosses) * partOf(news.progress);
    default: return 0;
  }
}

}  // namespace

RunEstimate estimateOf(const RunNews& news, const RunPosition& position) {
  const auto steps = static_cast<double>(std::max<int64_t>(1, position.steps)), step = static_cast<double>(position.step);
  if (!news.forecast) {
    if (position.step == 0 || position.secondsPerStep <= 0) return {preparedShare(news), {}};
    return {step / steps, position.secondsPerStep * (steps - step)};  // recorded by an older version
  }
  const double perStep = position.secondsPerStep > 0 ? position.secondsPerStep : news.forecast->seconds / steps;
  double evaluations = 0;
  if (news.plan && news.plan->heldoutRows > 0) {
    const int64_t between = position.evalEvery > 0 ? (position.steps - 1) / position.evalEvery : 0;
    evaluations = static_cast<double>(2 + between);
  }
  double evaluated = static_cast<double>(news.evaluations) + evaluatedShare(news);
  if (const auto after = news.resumedAfter.value_or(0); after > 0)  // those of before the interruption
    evaluated += static_cast<double>(1 + (position.evalEvery > 0 ? after / position.evalEvery : 0));
  evaluated = std::min(evaluations, evaluated);
  const double total = perStep * steps + news.forecast->evaluationSeconds * evaluations;
  const double done = std::clamp(perStep * step + news.forecast->evaluationSeconds * evaluated, 0.0, total);
  return {kPrepared + (1 - kPrepared) * (total > 0 ? done / total : 1), total - done};
}

}  // namespace graft::commands
