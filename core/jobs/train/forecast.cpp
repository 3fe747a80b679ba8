// SPDX-License-Identifier: Apache-2.0
// Tests whether a run fits, twice. The first test uses a formula, before anything large is allocated. The second rehearses the heaviest
// pass, one evaluation and one save.
#include <algorithm>
#include <cmath>

#include "core/base/file.hpp"
#include "core/base/system.hpp"
#include "core/jobs/train/train_plan.hpp"
#include "core/run/checkpoints.hpp"
#include "core/run/schedule.hpp"
#include "core/train/memory_probe.hpp"

namespace graft::jobs {
namespace {

constexpr double kMib = 1 << 20;
constexpr double kMargin = 0.9;  // share of the allowed memory for a change that is only computed

// The C library places equal buffers slightly differently from run to run. Measured over 12 runs: 0 to 3.9 % above a rehearsal.
constexpr double kAllocator = 1.015;

std::string whole(double value) { return std::to_string(std::llround(value)); }

/// Memory that this process may use in all: the user's limit, or its current memory plus what is free.
double allowedMib(const Run& run) {
  const double limit = run.spec.memoryLimitMib;
  return limit > 0 ? limit : currentRssMib() + availableMemoryMib();
}

double formulaMib(const TrainSettings& s, const Run& run, const LoadedModel& loaded, const Trained& adapters, size_t longest) {
  return plannedMemoryMib(loaded.model, s, adapters, std::min(longest, run.train->longest));
}

/// Memory of weights, adapter and head: that of a pass without tokens.
double fixedMib(const Run& run, const LoadedModel& loaded, const Trained& adapters) {
  TrainSettings nothing = run.settings;
  nothing.microTokens = 0;
  return formulaMib(nothing, run, loaded, adapters, 0);
}

/// Returns the cheapest change that makes the run fit: more recompute, then shorter passes down to the longest row, then shorter rows.
/// `scale`: a pass as measured by a rehearsal, relative to the formula.
Message cheapestChange(const Run& run, const LoadedModel& loaded, const Trained& adapters, double allowed, double scale) {
  const double fixed = fixedMib(run, loaded, adapters);
  const auto fits = [&](int64_t micro, size_t most) {
    TrainSettings s = run.settings;
    s.microTokens = micro;
    s.recompute = Recompute::Layer;
    return fixed + scale * (formulaMib(s, run, loaded, adapters, most) - fixed) <= kMargin * allowed;
  };
  const bool keepsMore = run.settings.recompute != Recompute::Layer;
  const auto use = [&](int64_t micro) {
    return keepsMore ? msg("Use %2 %3 %1.", micro, flag("--recompute", "layer"), flag("--micro-tokens"))
                     : msg("Use %2 %1.", micro, flag("--micro-tokens"));
  };
  const auto longest = static_cast<int64_t>(run.train->longest);
  if (keepsMore && fits(run.settings.microTokens, run.train->longest))
    return msg("Use %1: more is computed again, less is kept.", flag("--recompute", "layer"));
  for (int64_t micro = run.settings.microTokens / 2; micro >= std::max<int64_t>(32, longest); micro /= 2) {
    if (fits(micro, run.train->longest)) return use(micro);
  }
  if (fits(longest, run.train->longest)) return use(longest);
  for (int64_t length = longest / 2; length >= 32; length /= 2) {
    if (fits(length, static_cast<size_t>(length)))
      return keepsMore ? msg("Use %2 %3 %1 %4 %1; longer rows are cut.", length, flag("--recompute", "layer"), flag("--max-length"),
                             flag("--micro-tokens"))
                       : msg("Use %2 %1 %3 %1; longer rows are cut.", length, flag("--max-length"), flag("--micro-tokens"));
  }
  return msg("No pass is short enough: use a smaller model, or a machine with more memory.");
}

Error tooLarge(double need, double allowed, const Message& change) {
  return {Code::DoesNotFit, msg("the run needs %1 MiB of memory, %2 may be used", whole(need), whole(allowed)), "memory",
          msg("Nothing was started."), change};
}

}  // namespace

/// On a CPU, passes of 512 tokens stay in its caches. A GPU is faster with larger passes. Half of its memory is left to other programs, and
/// for runs with longer answers.
int64_t passTokens(const Run& run, const LoadedModel& loaded, const Trained& adapters) {
  if (run.settings.microTokens > 0) return run.settings.microTokens;
  if (loaded.device.name == "cpu") return kProcessorTokens;
  TrainSettings s = run.settings;
  if (s.recompute == Recompute::Auto) s.recompute = Recompute::None;
  return mostTokens([&](int64_t tokens) {
    s.microTokens = tokens;
    return formulaMib(s, run, loaded, adapters, run.train->longest) <= std::min(cardRoomMib(loaded) / 2, allowedMib(run));
  });
}

Recompute recomputeThatFits(const Run& run, const LoadedModel& loaded, const Trained& adapters) {
  constexpr double kSure = 0.95;  // the plan was never more than 3 % below a rehearsal's measurement
  if (run.settings.recompute != Recompute::Auto) return run.settings.recompute;
  const double card = cardRoomMib(loaded), allowed = card > 0 ? std::min(card, allowedMib(run)) : allowedMib(run);
  for (const Recompute recompute : {Recompute::None, Recompute::Mlp}) {
    TrainSettings s = run.settings;
    s.recompute = recompute;
    if (formulaMib(s, run, loaded, adapters, run.train->longest) <= kSure * allowed) return recompute;
  }
  return Recompute::Layer;
}

Status checkFits(const Run& run, const LoadedModel& loaded, const Trained& adapters) {
  const double need = formulaMib(run.settings, run, loaded, adapters, run.train->longest);
  const double allowed = allowedMib(run);
  // The formula is slightly high or low. Alone it refuses only what is clearly too large.
  if (need > 1.25 * allowed) return tooLarge(need, allowed, cheapestChange(run, loaded, adapters, allowed, 1));
  return Done{};
}

/// Writes one save as the run will make them and returns its seconds. Nothing of it stays.
static Result<double> rehearseSave(const Run& run, double checkpointMib) {
  const std::string folder = run.spec.run + "/rehearsal", step = folder + "/checkpoints/step-0";
  const double began = monotonicSeconds();
  Status saved = CheckpointFolder(folder).save(0, Json::object(), std::string(static_cast<size_t>(checkpointMib * kMib), '\1'));
  const double seconds = monotonicSeconds() - began;
  for (const auto& left : {step, folder + "/checkpoints", folder}) {
    if (const Status removed = removeFlatFolder(left); saved.ok()) saved = removed;
  }
  if (!saved.ok()) return saved.error();
  return seconds;
}

Result<ForecastEvent> forecast(const Run& run, const LoadedModel& loaded, const Trained& adapters, const std::function<bool()>& goOn,
                               const std::function<void(size_t, size_t)>& onPass) {
  double adapterMib = 0;
  for (const auto* adapter : adapters) adapterMib += static_cast<double>(adapter->parameterCount()) * 4 / kMib;
  const bool hasBest = !run.heldout->rows.empty();
  const double checkpointMib = (hasBest ? 4 : 3) * adapterMib;  // adapter, two moments, the best adapter
  const double disk = 3 * checkpointMib + 2 * adapterMib + 16, freeDisk = freeDiskMib(run.spec.run);
  if (freeDisk > 0 && disk > freeDisk) {
    return Error{Code::DoesNotFit, msg("the run needs %1 MiB of disk for its checkpoints, %2 are free", whole(disk), whole(freeDisk)),
                 run.spec.run, msg("Nothing was started."), msg("Free some space, or choose another folder with --home.")};
  }
  // Stands in for the memory beside every pass: moments and the best adapter.
  const at::Tensor kept = at::ones({static_cast<int64_t>((checkpointMib - adapterMib) * kMib / 4)});
  const size_t after = hasBest ? 2 : 1;  // evaluation and save
  size_t passes = 0;
  const auto tell = [&](size_t done, size_t total) { onPass(passes = done, total + after); };
  const MemoryProbe pass = probePeakMemory(loaded.model, adapters, run.train->rows, run.settings, goOn, tell);
  const double evaluation = hasBest ? run.check(loaded).rehearse(adapters.front(), goOn) : 0;
  if (hasBest) onPass(passes + 1, passes + after);
  if (!goOn()) return Error{Code::Stopped, msg("the measuring was stopped"), {}, {}, {}};
  GRAFT_TRY(const double save, rehearseSave(run, checkpointMib));
  onPass(passes + after, passes + after);
  const double need = kAllocator * peakRssMib(), allowed = allowedMib(run);
  if (need > allowed) {
    const double formula = formulaMib(run.settings, run, loaded, adapters, run.train->longest), fixed = fixedMib(run, loaded, adapters);
    const double scale = std::max(1.0, (need - fixed) / (formula - fixed));
    return tooLarge(need, allowed, cheapestChange(run, loaded, adapters, allowed, scale));
  }
  const auto rows = static_cast<double>(run.train->rows.size());
  const double steps = static_cast<double>(totalSteps(run.settings, run.train->rows.size()));
  const double tokens =
      static_cast<double>(run.train->tokens) / rows * std::min(rows, static_cast<double>(run.settings.rowsPerStep)) * steps;
  const double perSecond = static_cast<double>(pass.rowTokens) / std::max(1e-9, pass.seconds);
  return ForecastEvent{need, allowed, disk, freeDisk, perSecond, tokens / perSecond, evaluation, save, pass.tokens};
}

}  // namespace graft::jobs
