// SPDX-License-Identifier: Apache-2.0
#include "core/contract/settings_table.hpp"

#include <algorithm>
#include <cmath>

namespace graft {
namespace {

Error badSetting(const Message& what, const Message& hint = msg("Choose another value.")) { return {Code::BadUsage, what, {}, {}, hint}; }

template <class>
struct TypeOfMember;
template <class Type>
struct TypeOfMember<Type TrainSettings::*> {
  using type = Type;
};

template <auto member>
constexpr NamedMember named() {
  using Enum = typename TypeOfMember<decltype(member)>::type;
  return {[](const TrainSettings& s) { return nameOf(s.*member); },
          [](TrainSettings& s, const std::string& name) -> Status {
            GRAFT_TRY(s.*member, valueNamed<Enum>(name));
            return Done{};
          }};
}

using S = TrainSettings;
using Group = SettingGroup;
using Scope = SettingScope;

// clang-format off
constinit const Setting kTable[] = {
    {"max_length", "--max-length", &S::maxLength, Group::Data, Scope::Batch,
     "tokens of the longest row; default 1024", 2, 1e6, false, FormRange{Scale::Log, 64, 4096, 2, 0}},
    {"shuffle", "--no-shuffle", &S::shuffle, Group::Data, Scope::Batch,
     "rows in file order"},
    {"pack", "--no-pack", &S::pack, Group::Data, Scope::Batch,
     "no packing: every row in a micro-batch of its own"},

    {"targets", "--targets", &S::targets, Group::Adapter, Scope::Adapter,
     "linear layers, for example q_proj,v_proj; default all-linear"},
    {"layers", "--layers", &S::layers, Group::Adapter, Scope::Adapter,
     "layers to adapt, from 0, for example 20,21,22; default all"},
    {"rank", "--rank", &S::rank, Group::Adapter, Scope::Adapter,
     "adapter rank (r); default by number of rows, 16 for small models", 1, 1024, false, FormRange{Scale::Log, 4, 64, 2, 0}},
    {"alpha", "--alpha", &S::alpha, Group::Adapter, Scope::Adapter,
     "LoRA alpha: the strength is alpha / rank; default 32", 1e-6, 1e6, false, FormRange{Scale::Log, 1, 128, 2, 0}},
    {"dropout", "--dropout", &S::dropout, Group::Adapter, Scope::Adapter,
     "share of inputs dropped, 0 to 0.95", 0, 0.95, false, FormRange{Scale::Linear, 0, 0.5, 0.05, 2}},
    {"rslora", "--rslora", &S::rslora, Group::Adapter, Scope::Adapter,
     "scale alpha / sqrt(rank) instead of alpha / rank"},
    {"base", "--base", named<&S::base>(), Group::Adapter, Scope::Machine,
     "how the base is kept: full (default); int8: in eight bits; nf4: in four (QLoRA); stored: as its file has it", 0, 0, false, FormRange{}},

    {"epochs", "--epochs", &S::epochs, Group::Training, Scope::Optimizer,
     "passes over all rows; default by number of rows", 0, 10000, false, FormRange{Scale::Linear, 0.5, 20, 0.5, 1}},
    {"steps", "--steps", &S::steps, Group::Training, Scope::Optimizer,
     "optimizer steps, instead of --epochs", 0, 1e9},
    {"rows_per_step", "--rows-per-step", &S::rowsPerStep, Group::Training, Scope::Batch,
     "batch size: rows of one optimizer step", 1, 1e6, false, FormRange{Scale::Log, 1, 64, 2, 0}},
    {"lr", "--lr", &S::lr, Group::Training, Scope::Optimizer,
     "learning rate, the highest of the schedule; default 4e-4 for small models", 0, 1e6, false, FormRange{Scale::Log, 1e-5, 2e-3, 1.25, 6}},
    {"schedule", "--schedule", named<&S::schedule>(), Group::Training, Scope::Optimizer,
     "linear, cosine or constant"},
    {"warmup", "--warmup", &S::warmup, Group::Training, Scope::Optimizer,
     "warm-up: below 1 a share of the steps, from 1 on a number of steps", 0, 1e9, false, FormRange{Scale::Linear, 0, 0.5, 0.01, 2}},
    {"weight_decay", "--weight-decay", &S::weightDecay, Group::Training, Scope::Optimizer,
     "decay per step times lr; default 0.01", 0, 10, false, FormRange{Scale::Linear, 0, 0.2, 0.01, 2}},
    {"clip", "--clip", &S::clip, Group::Training, Scope::Optimizer,
     "gradient norm limit, 0 for none; default 1", 0, 1e9},
    {"seed", "--seed", &S::seed, Group::Training, Scope::Batch,
     "of order, dropout and start values, any whole number of 64 bits; default 42", -9.3e18, 1.8446744073709552e19, false, FormRange{Scale::Linear, 0, 1e6, 1, 0}},

    {"eval_every", "--eval-every", &S::evalEvery, Group::Measuring, Scope::Measuring,
     "steps between two evaluations, 0: at the end only; default by number of rows, 1 to 5 times an epoch", 0, 1e9, false, FormRange{Scale::Linear, 0, 500, 5, 0}},
    {"early_stop", "--early-stop", &S::earlyStop, Group::Measuring, Scope::Measuring,
     "evaluations without gain before stopping, 0: never; default 3 (none below 50 rows, 4 from 10,000)", 0, 1e6},
    {"samples", "--samples", &S::samples, Group::Measuring, Scope::Measuring,
     "sample answers at evaluations; default 5", 0, 1000},
    {"answer_tokens", "--answer-tokens", &S::answerTokens, Group::Measuring, Scope::Measuring,
     "longest held-out answer, tokens; default 64", 1, 100000},
    {"checkpoint_every", "--checkpoint-every", &S::checkpointEvery, Group::Measuring, Scope::Measuring,
     "steps between two checkpoints; default 0: every 60 s or 1 % of the run, whichever is longer", 0, 1e9},

    {"device", "--device", named<&S::device>(), Group::Machine, Scope::Machine,
     "auto (default: a graphics card that works, else the processor), cpu, card", 0, 0, false, FormRange{}},
    {"dtype", "--dtype", named<&S::dtype>(), Group::Machine, Scope::Machine,
     "auto (default), fp32 or bf16", 0, 0, false, FormRange{}},
    {"cpu_use", "--cpu-use", named<&S::cpuUse>(), Group::Machine, Scope::Machine,
     "how much of the computer: gentle (half of its cores, at the lowest priority), normal (all cores), all (also the second thread of each "
     "core)", 0, 0, true},
    {"threads", "--threads", &S::threads, Group::Machine, Scope::Machine,
     "threads that compute; 0, the default: as --cpu-use says", 0, 1024, true},
    {"micro_tokens", "--micro-tokens", &S::microTokens, Group::Machine, Scope::Machine,
     "tokens of a micro-batch (gradient accumulation divides a step into them); less needs less memory; 0, the default: 512, on a card as many "
     "as it has room for", 0, 1e7},
    {"recompute", "--recompute", named<&S::recompute>(), Group::Machine, Scope::Machine,
     "made again instead of kept, for less memory: auto (default: as little as fits), none, mlp, layer; same bytes", 0, 0, true, FormRange{}},
    {"embeddings", "--embeddings", named<&S::embeddings>(), Group::Machine, Scope::Machine,
     "where a card finds the table of embeddings: weights (default: with the others), host (in the processor's memory)", 0, 0, false, FormRange{}},
};
// clang-format on

constexpr const char* kTargets[] = {"q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"};

/// Formats whole numbers without a decimal point.
std::string plain(double value) {
  return value == std::trunc(value) && std::abs(value) < 1e15 ? std::to_string(static_cast<int64_t>(value)) : Json(value).dump();
}

/// Checks the value's type, then assigns it.
struct Assign {
  const Setting& setting;
  const Json& value;
  TrainSettings& to;

  Status wrongType() const { return badSetting(msg("the setting '%1' has the wrong type", setting.key)); }
  template <class Number>
  Status number(Number TrainSettings::* member) const {
    if (!value.is_number()) return wrongType();
    const auto given = value.get<double>();
    if (!(given >= setting.least && given <= setting.most))
      return badSetting(
          msg("%1 is %2, it must lie between %3 and %4", flag(setting.flag), plain(given), plain(setting.least), plain(setting.most)));
    if (std::is_integral_v<Number> && given != std::trunc(given))
      return badSetting(msg("%1 is %2, it must be a whole number", flag(setting.flag), plain(given)));
    constexpr double kExactBelow = 9007199254740992;  // 2^53
    if (std::is_integral_v<Number> && value.is_number_float() && std::abs(given) >= kExactBelow)
      return badSetting(msg("%1 is %2, too large to be exact; write it without a point", flag(setting.flag), plain(given)));
    to.*member = value.get<Number>();
    return Done{};
  }
  template <class Element>
  Status list(std::vector<Element> TrainSettings::* member, bool (Json::*isElement)() const noexcept) const {
    if (!value.is_array()) return wrongType();
    for (const Json& one : value) {
      if (!(one.*isElement)()) return wrongType();
    }
    to.*member = value.get<std::vector<Element>>();
    return Done{};
  }

  Status operator()(int64_t TrainSettings::* member) const { return number(member); }
  Status operator()(uint64_t TrainSettings::* member) const { return number(member); }
  Status operator()(double TrainSettings::* member) const { return number(member); }
  Status operator()(bool TrainSettings::* member) const {
    if (!value.is_boolean()) return wrongType();
    to.*member = value.get<bool>();
    return Done{};
  }
  Status operator()(std::vector<std::string> TrainSettings::* member) const { return list(member, &Json::is_string); }
  Status operator()(std::vector<int64_t> TrainSettings::* member) const { return list(member, &Json::is_number_integer); }
  Status operator()(const NamedMember& member) const {
    return value.is_string() ? member.assign(to, value.get<std::string>()) : wrongType();
  }
};

Status checkTogether(const TrainSettings& s) {
  for (const auto& target : s.targets) {
    if (std::find(std::begin(kTargets), std::end(kTargets), target) == std::end(kTargets)) {
      return badSetting(msg("%2: '%1' is not a linear layer", target, flag("--targets")),
                        msg("Known: q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj, all-linear."));
    }
  }
  if (s.steps == 0 && s.epochs <= 0)
    return badSetting(msg("%1 and %2 are both 0, so there is nothing to do", flag("--epochs"), flag("--steps")));
  return Done{};
}

}  // namespace

std::span<const Setting> settingsTable() { return kTable; }

const Setting* findSetting(std::string_view key) {
  const auto found = std::find_if(std::begin(kTable), std::end(kTable), [&](const Setting& one) { return key == one.key; });
  return found == std::end(kTable) ? nullptr : found;
}

Json toJson(const TrainSettings& s) {
  Json out = Json::object();
  for (const Setting& setting : kTable) {
    out[setting.key] = std::visit(
        [&](const auto& member) -> Json {
          if constexpr (std::is_same_v<std::decay_t<decltype(member)>, NamedMember>)
            return member.name(s);
          else
            return s.*member;
        },
        setting.member);
  }
  return out;
}

bool sharePasses(const TrainSettings& a, const TrainSettings& b) {
  const Json one = toJson(a), other = toJson(b);
  return (a.dropout > 0) == (b.dropout > 0) && std::all_of(std::begin(kTable), std::end(kTable), [&](const Setting& setting) {
           const bool decidesPasses = setting.scope == SettingScope::Batch || setting.scope == SettingScope::Machine;
           return !decidesPasses || one[setting.key] == other[setting.key];
         });
}

Result<TrainSettings> settingsFromJson(const Json& json) {
  TrainSettings s;
  if (!json.is_object()) return badSetting(msg("the settings are not an object"));
  for (const auto& [key, value] : json.items()) {
    const Setting* setting = findSetting(key);
    if (!setting) return badSetting(msg("the setting '%1' is not known", key));
    GRAFT_CHECK(std::visit(Assign{*setting, value, s}, setting->member));
  }
  GRAFT_CHECK(checkTogether(s));
  return s;
}

}  // namespace graft
