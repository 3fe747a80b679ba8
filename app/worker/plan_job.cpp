// SPDX-License-Identifier: Apache-2.0
// The job "plan": memory to train a model, for each format of the base and each level of recompute, and the longest row that fits. Reads no
// weights.
#include <algorithm>

#include "app/worker/session.hpp"
#include "core/train/memory_plan.hpp"

namespace graft::worker {
namespace {

constexpr double kMib = 1 << 20;

/// Memory available to a plan, MiB.
struct Room {
  double mib, program;
  bool isCard;
};

/// Weights that do not lie on the GPU, MiB.
double elsewhereMib(const LlamaModel& model, const Room& room) {
  return room.isCard ? static_cast<double>(model.weightBytesOfProcessor()) / kMib : 0;
}

Json planRow(const LlamaModel& model, const LoraAdapter& adapter, Recompute recompute, int64_t tokens, const Room& room) {
  const MemoryPlan plan = memoryPlan(model, {&adapter}, tokens, recompute);
  const double elsewhere = elsewhereMib(model, room);
  const double total = plan.mib() + room.program - elsewhere;
  return Json{{"recompute", nameOf(recompute)},
              {"weights_mib", static_cast<double>(plan.weights) / kMib - elsewhere},
              {"states_mib", static_cast<double>(plan.states) / kMib},
              {"pass_mib", static_cast<double>(plan.pass) / kMib},
              {"program_mib", room.program},
              {"total_mib", total},
              {"fits", total <= room.mib},
              {"longest", longestThatFits(model, adapter, recompute, room.mib - room.program + elsewhere)}};
}

/// Tokens of a pass, chosen as for a run (passTokens in forecast.cpp), here for an unquantised base.
Result<int64_t> tokensOf(const TrainSettings& settings, const ModelFile& modelFile, const LoraAdapter& adapter, at::ScalarType type,
                         const Room& room) {
  if (settings.microTokens > 0) return settings.microTokens;
  if (!room.isCard) return kProcessorTokens;
  GRAFT_TRY(const auto model, LlamaModel::withoutWeights(modelFile, type, keepingOf(BaseKept::Full, settings.embeddings)));
  return mostTokens([&](int64_t tokens) {
    return memoryPlan(model, {&adapter}, tokens, Recompute::None).mib() + room.program - elsewhereMib(model, room) <= room.mib / 2;
  });
}

}  // namespace

Result<Json> planJob(const Json& spec) {
  // On a GPU: the driver's context and the cuBLAS workspace, as such programs report it. An NVIDIA H200 agreed with it.
  constexpr double kCardMib = 600;
  GRAFT_TRY(const auto settings, settingsFromJson(spec["settings"]));
  GRAFT_TRY(const auto modelFile, ModelFile::open(get<std::string>(spec, "model", "")));
  const double cardGib = get<double>(spec, "card_gib", 0);
  const auto type = computeType(cardGib > 0 && settings.dtype == DType::Auto ? DType::Bf16 : settings.dtype);
  const auto adapter = LoraAdapter::create(modelFile.config(), loraOptions(settings), settings.seed);
  const Room room = cardGib > 0 ? Room{1024 * cardGib, kCardMib, true} : Room{availableMemoryMib(), programMib(type), false};
  GRAFT_TRY(const int64_t tokens, tokensOf(settings, modelFile, adapter, type, room));
  Json rows = Json::array();
  for (const BaseKept base : {BaseKept::Full, BaseKept::Int8, BaseKept::Nf4}) {
    GRAFT_TRY(const auto model, LlamaModel::withoutWeights(modelFile, type, keepingOf(base, settings.embeddings)));
    for (const Recompute recompute : {Recompute::None, Recompute::Mlp, Recompute::Layer}) {
      rows.push_back(planRow(model, adapter, recompute, tokens, room));
      rows.back()["base"] = nameOf(base);
    }
  }
  return Json{{"model", modelFile.name()},
              {"parameters", modelFile.config().parameters()},
              {"context", modelFile.config().context},
              {"trained_parameters", adapter.parameterCount()},
              {"rank", settings.rank},
              {"dtype", typeName(type)},
              {"tokens", tokens},
              {"room_mib", room.mib},
              {"where", cardGib > 0 ? "card" : "processor"},
              {"plans", rows}};
}

}  // namespace graft::worker
