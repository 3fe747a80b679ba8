// SPDX-License-Identifier: Apache-2.0
// What a training run is going to do: rows, questions, plan, warnings, and the record (run.json) of what it was made from.
#pragma once

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
  PreparedRows train, heldout;
  std::vector<Question> questions;
  Json record;            ///< run.json
  bool isGraded() const;  ///< answers are short enough that exact match says something
  HeldoutCheck check(const Loaded& loaded) const;
};

Result<Run> prepareRun(const Json& spec, const Loaded& loaded, Events& events);
Json planOf(const Run& run, const Loaded& loaded, const LoraAdapter& adapter);
/// Memory of the whole process, MiB: the plan of the longest pass and the program. `longest`: tokens of the longest row.
double plannedMemoryMib(const LlamaModel& model, const TrainSettings& settings, const LoraAdapter& adapter, size_t longest);
std::vector<Advice> adviceFor(const Run& run, const Json& plan);
/// run.json of a run that begins: versions, hashes of all inputs, settings.
Result<Json> describeRun(const Run& run, const Loaded& loaded);
/// What the run's passes make again: as its settings say, or with Auto as little as fits by the plan.
Recompute recomputeThatFits(const Run& run, const Loaded& loaded, const LoraAdapter& adapter);
/// DoesNotFit, with the cheapest change that fits, when memory is clearly too small (`memory_limit_mib` of the spec, or what
/// is free). Before the first pass.
Status checkFits(const Run& run, const Loaded& loaded, const LoraAdapter& adapter);
/// Peak memory, disk, time: after a rehearsal of the heaviest pass, which changes nothing. DoesNotFit when it will not do.
Result<Json> forecast(const Run& run, const Loaded& loaded, LoraAdapter& adapter);
/// Refused, with the reason, when what `record` was made from is not what is here now.
Status checkSameInputs(const Json& record, const Json& now);

}  // namespace graft::worker
