// SPDX-License-Identifier: Apache-2.0
// The job "plan": memory to train a model, for each format of the base and each level of recompute, and the longest row that fits. Reads no
// weights.
#include <algorithm>

#include "core/contract/jobs/machine.hpp"
#include "core/jobs/loaded_model.hpp"
#include "core/jobs/registry.hpp"
#include "core/train/memory_plan.hpp"

namespace graft::jobs {
namespace {

constexpr double kMib = 1 << 20;

/// Memory available to a plan, MiB.
struct Room {
  double mib, program;
  bool isCard;
};

/// Weights that do not lie on the GPU, MiB.
double elsewhereMib(const LlamaModel& model, const Room& room) {
  return room.isCard ? static_cast<double>(model.weightBytesOnHost()) / kMib : 0;
}

MemoryPlanRow planRow(const LlamaModel& model, const LoraAdapter& adapter, Recompute recompute, int64_t tokens, const Room& room) {
  const MemoryPlan plan = memoryPlan(model, {&adapter}, tokens, recompute);
  const double elsewhere = elsewhereMib(model, room);
  MemoryPlanRow out;
  out.recompute = recompute;
  out.weightsMib = static_cast<double>(plan.weights) / kMib - elsewhere;
  out.statesMib = static_cast<double>(plan.states) / kMib;
  out.passMib = static_cast<double>(plan.pass) / kMib;
  out.programMib = room.program;
  out.totalMib = plan.mib() + room.program - elsewhere;
  out.fits = out.totalMib <= room.mib;
  out.longest = longestThatFits(model, adapter, recompute, room.mib - room.program + elsewhere);
  return out;
}

/// Tokens of a micro-batch, chosen as for a run (passTokens in train_plan.hpp), here for an unquantised base.
Result<int64_t> tokensOf(const TrainSettings& settings, const ModelFile& modelFile, const LoraAdapter& adapter, at::ScalarType type,
                         const Room& room) {
  if (settings.microTokens > 0) return settings.microTokens;
  if (!room.isCard) return kProcessorTokens;
  GRAFT_TRY(const auto model, LlamaModel::withoutWeights(modelFile, type, keepingOf(BaseFormat::Full, settings.embeddings)));
  return mostTokens([&](int64_t tokens) {
    return memoryPlan(model, {&adapter}, tokens, Recompute::None).mib() + room.program - elsewhereMib(model, room) <= room.mib / 2;
  });
}

Result<PlanResult> run(const PlanJob& job, const JobContext&) {
  // On a GPU: the driver's context and the cuBLAS workspace, as such programs report it. An NVIDIA H200 agreed with it.
  constexpr double kCardMib = 600;
  const TrainSettings& settings = job.settings;
  GRAFT_TRY(const auto modelFile, ModelFile::open(job.model));
  const bool isCard = job.cardGib > 0;
  const auto type = computeType(isCard && settings.dtype == DType::Auto ? DType::Bf16 : settings.dtype);
  const auto adapter = LoraAdapter::create(modelFile.config(), loraOptions(settings), settings.seed);
  const Room room = isCard ? Room{1024 * job.cardGib, kCardMib, true} : Room{availableMemoryMib(), programMib(type), false};
  PlanResult out;
  GRAFT_TRY(out.tokens, tokensOf(settings, modelFile, adapter, type, room));
  for (const BaseFormat base : {BaseFormat::Full, BaseFormat::Int8, BaseFormat::Nf4}) {
    GRAFT_TRY(const auto model, LlamaModel::withoutWeights(modelFile, type, keepingOf(base, settings.embeddings)));
    for (const Recompute recompute : {Recompute::None, Recompute::Mlp, Recompute::Layer}) {
      out.plans.push_back(planRow(model, adapter, recompute, out.tokens, room));
      out.plans.back().base = base;
    }
  }
  out.model = modelFile.name();
  out.parameters = modelFile.config().parameters();
  out.context = modelFile.config().context;
  out.trainedParameters = adapter.parameterCount();
  out.rank = settings.rank;
  out.dtype = typeName(type);
  out.roomMib = room.mib;
  out.where = isCard ? "card" : "processor";
  return out;
}

}  // namespace

JobType jobOfPlan() { return jobType<PlanJob>(run); }

}  // namespace graft::jobs
