// SPDX-License-Identifier: Apache-2.0
// The job "check": measures the cost of an adapter elsewhere. It covers general text and held-out rows at several strengths, and
// memorization of trained rows.
#include <algorithm>
#include <cmath>

#include "core/base/hash.hpp"
#include "core/eval/check.hpp"
#include "core/jobs/loaded_model.hpp"
#include "core/jobs/registry.hpp"

namespace graft::jobs {
namespace {

CheckedStrength checkedStrength(const StrengthPoint& point, const StrengthPoint& base, bool hasHeldOut) {
  CheckedStrength out;
  out.strength = point.strength;
  if (hasHeldOut) out.heldoutLoss = point.heldOutLoss;
  out.generalLoss = point.generalLoss;
  out.generalRatio = std::exp(point.generalLoss - base.generalLoss);
  out.generalKl = point.generalKl;
  out.verdict = rateGeneralText(base, point);
  return out;
}

/// Returns the largest strength that harms nothing and still beats the base on the held-out rows; empty if none is needed.
Nullable<double> suggestedStrength(const std::vector<StrengthPoint>& points, const StrengthPoint& base, const StrengthPoint& whole,
                                   bool hasHeldOut) {
  Nullable<double> out;
  if (rateGeneralText(base, whole) == Rating::Green) return out;
  for (const auto& point : points) {
    const bool helps = point.strength > 0 && point.strength < 1 && (!hasHeldOut || point.heldOutLoss < base.heldOutLoss);
    if (helps && rateGeneralText(base, point) == Rating::Green) out = point.strength;  // points are in rising order
  }
  return out;
}

MemorizationResult memorizationResult(const Memorization& found) {
  constexpr size_t kShown = 20;
  MemorizationResult out{found.tried, found.byBase, found.recited.size(), found.recited, rateMemorization(found)};
  out.rows.resize(std::min(kShown, out.rows.size()));
  return out;
}

Result<CheckResult> run(const CheckJob& job, const JobContext& context) {
  FrameWriter& events = context.events;
  constexpr size_t kLongestPassage = 256, kProbedRows = 100;
  for (const double needed : {0.0, 1.0}) {
    if (std::find(job.strengths.begin(), job.strengths.end(), needed) == job.strengths.end())
      return Error{Code::BadUsage, msg("the strengths 0 and 1 are not among those to check"), "job file", {}, msg("Use graft check.")};
  }
  GRAFT_TRY(const auto loaded, loadModel(job, events));
  const auto& config = loaded.modelFile.config();
  GRAFT_TRY(const auto adapter, LoraAdapter::open(job.adapter, config));
  CheckResult out;
  GRAFT_TRY(out.adapterHash, adapterHash(job.adapter));
  GRAFT_TRY(const auto passages, readPassages(job.passages, loaded.tokenizer, kLongestPassage));
  GRAFT_TRY(out.passagesHash, sha256OfFile(job.passages));
  events.phase(Phase::ReadingData);
  PreparedRows heldOut, trained;
  const auto limit = static_cast<size_t>(config.context);
  if (!job.dataset.empty()) {
    GRAFT_TRY(const auto dataset, Dataset::open(job.dataset));
    GRAFT_TRY(heldOut, prepareRows(dataset, Split::HeldOut, loaded.chat(), loaded.tokenizer, config.vocab, limit, job.rows));
    GRAFT_TRY(trained, prepareRows(dataset, Split::Train, loaded.chat(), loaded.tokenizer, config.vocab, limit, kProbedRows));
  }
  const auto reporter = [&context](const Message& what) {
    return [&context, what, last = -1.0](double share) mutable {
      constexpr double kStep = 0.01;
      if (share - last >= kStep) context.events.emit(ShareEvent{what, last = share});
      return context.goesOn();
    };
  };
  events.phase(Phase::ReadingGeneralText);
  GRAFT_TRY(const auto points,
            measureStrengths({loaded.model, adapter, heldOut.rows, passages, job.strengths}, reporter(msg("general text"))));
  events.phase(Phase::AskingForTrainedRows);
  GRAFT_TRY(const auto memorization,
            probeMemorization({loaded.model, adapter, loaded.tokenizer, trained.rows}, reporter(msg("trained rows"))));
  const auto at = [&](double strength) {
    return *std::find_if(points.begin(), points.end(), [&](const auto& p) { return p.strength == strength; });
  };
  const StrengthPoint base = at(0), whole = at(1);
  const bool hasHeldOut = !heldOut.rows.empty();
  out.made = utcNow();
  out.dtype = typeName(loaded.model.type());
  for (const auto& point : points) out.strengths.push_back(checkedStrength(point, base, hasHeldOut));
  out.suggestedStrength = suggestedStrength(points, base, whole, hasHeldOut);
  out.generalVerdict = rateGeneralText(base, whole);
  out.passages = passages.size();
  out.heldoutRows = heldOut.rows.size();
  out.recitation = memorizationResult(memorization);
  out.verdict = std::max(out.generalVerdict, out.recitation.verdict);
  return out;
}

}  // namespace

JobType jobOfCheck() { return jobType<CheckJob>(run); }

}  // namespace graft::jobs
