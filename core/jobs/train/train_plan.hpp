// SPDX-License-Identifier: Apache-2.0
// Preparation of a training run: rows, questions, plan, warnings, and the record (run.json) of its inputs.
#pragma once

#include <memory>

#include "core/contract/run_record.hpp"
#include "core/jobs/loaded_model.hpp"
#include "core/run/advice.hpp"
#include "core/train/trainer.hpp"

namespace graft::jobs {

/// Everything a run needs, prepared before the first step.
struct Run {
  RunSpec spec;
  TrainSettings settings;
  Dataset dataset;
  std::shared_ptr<const PreparedRows> train, heldout;  ///< shared by runs that are trained together
  std::vector<Question> questions;
  RunRecord record;
  bool isGraded() const;  ///< answers are short enough for exact match to be meaningful
  HeldoutCheck check(const LoadedModel& loaded) const;
};

Result<Run> prepareRun(const RunSpec& spec, const LoadedModel& loaded, FrameWriter& events);
/// Prepares a run that shares the rows of another, with equal passes. Refused, with the reason, if they differ.
Result<Run> prepareBeside(const Run& first, const RunSpec& spec);
/// Creates a fresh adapter, or opens the one that the run starts from.
Result<LoraAdapter> startAdapter(const Run& run, const LoadedModel& loaded);
PlanEvent planOf(const Run& run, const LoadedModel& loaded, LoraAdapter& adapter);
/// The adapters that one process trains: a run's own, or those of runs that share their passes.
using Trained = std::vector<LoraAdapter*>;
/// Memory of the whole process, MiB: the plan of the longest pass, and the program. `longest`: tokens of the longest row.
double plannedMemoryMib(const LlamaModel& model, const TrainSettings& settings, const Trained& adapters, size_t longest);
/// Memory available to a plan on a GPU, MiB: that of the GPU plus the weights that do not lie there. 0 on the CPU.
double cardRoomMib(const LoadedModel& loaded);
std::vector<WarningEvent> adviceFor(const Run& run, const LoadedModel& loaded, const PlanEvent& plan);
/// Record of a run that begins: versions, hashes of all inputs, settings.
Result<RunRecord> describeRun(const Run& run, const LoadedModel& loaded);
/// Packed tokens of the run's passes: those of its settings, or, if 0, a value that suits the device.
int64_t passTokens(const Run& run, const LoadedModel& loaded, const Trained& adapters);
/// Level of recompute for the run's passes: that of its settings, or, with Auto, as little as fits by the plan.
Recompute recomputeThatFits(const Run& run, const LoadedModel& loaded, const Trained& adapters);
/// Fails with DoesNotFit, and the cheapest change that fits, if memory is clearly too small. The limit is `memoryLimitMib` of the spec,
/// or the free memory. Called before the first pass.
Status checkFits(const Run& run, const LoadedModel& loaded, const Trained& adapters);
/// Returns peak memory, disk and time, after a rehearsal of the heaviest pass, which changes nothing. DoesNotFit if the run does not fit.
/// `goOn` is polled between passes; Stopped once it returns false.
Result<ForecastEvent> forecast(const Run& run, const LoadedModel& loaded, const Trained& adapters, const std::function<bool()>& goOn,
                               const std::function<void(size_t done, size_t total)>& onPass);
/// Refused, with the reason, if the inputs in `record` differ from those in `now`.
Status checkSameInputs(const RunRecord& record, const RunRecord& now);

}  // namespace graft::jobs
