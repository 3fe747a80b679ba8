// SPDX-License-Identifier: Apache-2.0
// Settings of a training run, and the table that says of each all that flags, checks, resume and reports need.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/enum_names.hpp"
#include "core/base/json.hpp"
#include "core/base/processors.hpp"

namespace graft {

/// Type that a pass computes in.
enum class DType { Auto, Fp32, Bf16 };
template <>
struct EnumNames<DType> {
  static constexpr const char* from = "--dtype";
  static constexpr DType last = DType::Bf16;
  static constexpr const char* names[] = {"auto", "fp32", "bf16"};
};
/// How the base is kept while an adapter is trained: Full in the compute type, Nf4 in four bits (QLoRA), Int8 in eight, Stored as its file
/// has it.
enum class BaseKept { Full, Nf4, Int8, Stored };
template <>
struct EnumNames<BaseKept> {
  static constexpr const char* from = "--base";
  static constexpr BaseKept last = BaseKept::Stored;
  static constexpr const char* names[] = {"full", "nf4", "int8", "stored"};
};
/// Activations that a pass makes again instead of keeping them: none; gate and up of the MLPs; whole layers. Less memory, more time, equal
/// bytes. Auto: as few as fits.
enum class Recompute { Auto, None, Mlp, Layer };
template <>
struct EnumNames<Recompute> {
  static constexpr const char* from = "--recompute";
  static constexpr Recompute last = Recompute::Layer;
  static constexpr const char* names[] = {"auto", "none", "mlp", "layer"};
};
/// Where passes are computed. Auto: on a graphics card that works, else on the processor.
enum class Where { Auto, Processor, Card };
template <>
struct EnumNames<Where> {
  static constexpr const char* from = "--device";
  static constexpr Where last = Where::Card;
  static constexpr const char* names[] = {"auto", "cpu", "card"};
};
/// Where the table of embeddings lies: with the other weights, or in the processor's memory, so that a card has its bytes free. One that is
/// the head too (tied) stays with the others.
enum class Embeddings { WithWeights, Host };
template <>
struct EnumNames<Embeddings> {
  static constexpr const char* from = "--embeddings";
  static constexpr Embeddings last = Embeddings::Host;
  static constexpr const char* names[] = {"weights", "host"};
};
enum class Schedule { Constant, Linear, Cosine };
template <>
struct EnumNames<Schedule> {
  static constexpr const char* from = "--schedule";
  static constexpr Schedule last = Schedule::Cosine;
  static constexpr const char* names[] = {"constant", "linear", "cosine"};
};

/// Defaults that depend on the data come from `defaultSettings` (core/run).
struct TrainSettings {
  int64_t rank = 16;
  double alpha = 32;
  bool rslora = false;
  double dropout = 0;
  std::vector<std::string> targets;  ///< empty: all seven linear layers
  std::vector<int64_t> layers;       ///< empty: every layer
  double lr = 2e-4;
  Schedule schedule = Schedule::Cosine;
  double warmup = 0.05;  ///< below 1: share of the steps; from 1: steps
  double weightDecay = 0.01;
  double clip = 1.0;  ///< 0: none
  double epochs = 3;
  int64_t steps = 0;  ///< 0: from epochs
  int64_t rowsPerStep = 8;
  int64_t microTokens = 0;  ///< packed tokens of a pass; 0: 512 on the processor, on a card as many as it has room for
  int64_t maxLength = 1024;
  bool pack = true, shuffle = true;
  uint64_t seed = 42;
  DType dtype = DType::Auto;
  BaseKept base = BaseKept::Full;
  Recompute recompute = Recompute::Auto;
  Where device = Where::Auto;
  Embeddings embeddings = Embeddings::WithWeights;
  CpuUse cpuUse = CpuUse::Normal;
  int64_t threads = 0;    ///< 0: as cpuUse gives
  int64_t evalEvery = 0;  ///< steps; 0: only before and after
  int64_t earlyStop = 0;  ///< evaluations without gain; 0: never (the best adapter is kept all the same)
  int64_t samples = 5;
  int64_t checkpointEvery = 0;  ///< steps; 0: by time
  int64_t answerTokens = 64;    ///< most tokens of a held-out answer
};

/// Member of TrainSettings that is an enum, read and written by name.
struct NamedMember {
  const char* (*name)(const TrainSettings&);
  Status (*assign)(TrainSettings&, const std::string& name);
};
using SettingMember = std::variant<int64_t TrainSettings::*, double TrainSettings::*, uint64_t TrainSettings::*, bool TrainSettings::*,
                                   std::vector<std::string> TrainSettings::*, std::vector<int64_t> TrainSettings::*, NamedMember>;

/// Heading under which the command line's help lists a setting.
enum class SettingGroup { Data, Adapter, Training, Measuring, Machine };
/// Part of a run that a setting decides.
enum class SettingScope { Adapter, Optimizer, Batch, Machine, Measuring };

struct Setting {
  const char* key;   ///< in JSON
  const char* flag;  ///< of train and sweep; one of a bool turns its default around
  SettingMember member;
  SettingGroup group;
  SettingScope scope;
  const char* help;            ///< of the flag
  double least = 0, most = 0;  ///< of a number
  bool mayChangeOnResume = false;  ///< it changes no byte of the adapter
  bool isWhole() const {
    return std::holds_alternative<int64_t TrainSettings::*>(member) || std::holds_alternative<uint64_t TrainSettings::*>(member);
  }
  bool isNumber() const { return isWhole() || std::holds_alternative<double TrainSettings::*>(member); }
};
/// In the order of the command line's help.
std::span<const Setting> settingsTable();
/// Null when there is none.
const Setting* findSetting(std::string_view key);

/// Runs with such settings over equal rows make equal passes, so that their adapters can share the products with the base: all settings of
/// the scopes Batch and Machine are equal. Dropout may differ, but not be off in one alone: it decides whether rows share their beginning.
bool sharePasses(const TrainSettings& a, const TrainSettings& b);

Json toJson(const TrainSettings& settings);
/// Refuses unknown keys, wrong types and values out of range, each by name.
Result<TrainSettings> settingsFromJson(const Json& json);

}  // namespace graft
