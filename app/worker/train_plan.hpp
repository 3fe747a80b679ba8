// SPDX-License-Identifier: Apache-2.0
// What a training run is going to do: rows, questions, plan, warnings, and the record (run.json) of what it was made from.
#pragma once

#include <memory>

#include "app/worker/session.hpp"
#include "core/run/advice.hpp"
#include "core/train/trainer.hpp"

namespace graft::worker {

/// Everything a run needs, prepared before the first step.
struct Run {
  Json spec;
  std::string folder;
  TrainSettings settings;
  Dataset dataset;
  std::shared_ptr<const PreparedRows> train, heldout;  ///< runs that are trained together have the same
  std::vector<Question> questions;
  Json record;            ///< run.json
  bool isGraded() const;  ///< answers are short enough that exact match says something
  HeldoutCheck check(const Loaded& loaded) const;
};

Result<Run> prepareRun(const Json& spec, const Loaded& loaded, Events& events);
/// A run that shares the rows of another, whose passes are the same. Refused, with the reason, when they are not.
Result<Run> prepareBeside(const Run& first, const Json& spec);
/// Fresh, or the one that the run starts from.
Result<LoraAdapter> startAdapter(const Run& run, const Loaded& loaded);
Json planOf(const Run& run, const Loaded& loaded, LoraAdapter& adapter);
/// The adapters that one process trains: a run's own, or those of runs that share their passes.
using Trained = std::vector<LoraAdapter*>;
/// Memory of the whole process, MiB: the plan of the longest pass and the program. `longest`: tokens of the longest row.
double plannedMemoryMib(const LlamaModel& model, const TrainSettings& settings, const Trained& adapters, size_t longest);
/// What a plan may take where a card computes: its memory, and that of the weights that do not lie there. 0 on the processor.
double cardRoomMib(const Loaded& loaded);
std::vector<WarningEvent> adviceFor(const Run& run, const Loaded& loaded, const Json& plan);
/// run.json of a run that begins: versions, hashes of all inputs, settings.
Result<Json> describeRun(const Run& run, const Loaded& loaded);
/// Packed tokens of the run's passes: as its settings say, or with 0 what suits where it computes.
int64_t passTokens(const Run& run, const Loaded& loaded, const Trained& adapters);
/// What the run's passes make again: as its settings say, or with Auto as little as fits by the plan.
Recompute recomputeThatFits(const Run& run, const Loaded& loaded, const Trained& adapters);
/// DoesNotFit, with the cheapest change that fits, when memory is clearly too small (`memory_limit_mib` of the spec, or what
/// is free). Before the first pass.
Status checkFits(const Run& run, const Loaded& loaded, const Trained& adapters);
/// Peak memory, disk, time: after a rehearsal of the heaviest pass, which changes nothing. DoesNotFit when it will not do.
Result<Json> forecast(const Run& run, const Loaded& loaded, const Trained& adapters);
/// Refused, with the reason, when what `record` was made from is not what is here now.
Status checkSameInputs(const Json& record, const Json& now);

}  // namespace graft::worker
