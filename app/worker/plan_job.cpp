// SPDX-License-Identifier: Apache-2.0
// The job "plan": what training a model takes, for each way to keep the base and each way to make things again, and the longest row that
// fits. Reads no weight.
#include <algorithm>

#include "app/worker/session.hpp"
#include "core/train/memory_plan.hpp"

namespace graft::worker {
namespace {

constexpr double kMib = 1 << 20;

Json planRow(const LlamaModel& model, const LoraAdapter& adapter, Recompute recompute, int64_t tokens, double programMib, double roomMib) {
  const MemoryPlan plan = memoryPlan(model, {&adapter}, tokens, recompute);
  const double total = plan.mib() + programMib;
  return Json{{"recompute", recomputeName(recompute)},
              {"weights_mib", static_cast<double>(plan.weights) / kMib},
              {"states_mib", static_cast<double>(plan.states) / kMib},
              {"pass_mib", static_cast<double>(plan.pass) / kMib},
              {"program_mib", programMib},
              {"total_mib", total},
              {"fits", total <= roomMib},
              {"longest", longestThatFits(model, adapter, recompute, roomMib - programMib)}};
}

}  // namespace

Result<Json> planJob(const Json& spec) {
  // On a card: the driver's context and the product library's workspace, as such programs report it; not measured here.
  constexpr double kCardMib = 600;
  GRAFT_TRY(const auto settings, settingsFromJson(spec["settings"]));
  GRAFT_TRY(const auto checkpoint, Checkpoint::open(get<std::string>(spec, "model", "")));
  const double cardGib = get<double>(spec, "card_gib", 0);
  const double room = cardGib > 0 ? 1024 * cardGib : availableMemoryMib();
  const auto type = computeType(cardGib > 0 && settings.dtype == DType::Auto ? DType::Bf16 : settings.dtype);
  const auto adapter = LoraAdapter::create(checkpoint.config(), loraOptions(settings), settings.seed);
  const double program = cardGib > 0 ? kCardMib : programMib(type);
  const int64_t tokens = std::min(settings.microTokens, checkpoint.config().context);
  Json rows = Json::array();
  for (const BaseKept base : {BaseKept::Full, BaseKept::Nf4}) {
    GRAFT_TRY(const auto model, LlamaModel::outline(checkpoint, type, formatOf(base)));
    for (const Recompute recompute : {Recompute::None, Recompute::Mlp, Recompute::Layer}) {
      rows.push_back(planRow(model, adapter, recompute, tokens, program, room));
      rows.back()["base"] = baseKeptName(base);
    }
  }
  return Json{{"model", checkpoint.name()},
              {"parameters", checkpoint.config().parameters()},
              {"context", checkpoint.config().context},
              {"trained_parameters", adapter.parameterCount()},
              {"rank", settings.rank},
              {"dtype", typeName(type)},
              {"tokens", tokens},
              {"room_mib", room},
              {"where", cardGib > 0 ? "card" : "processor"},
              {"plans", rows}};
}

}  // namespace graft::worker
