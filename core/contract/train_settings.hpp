// SPDX-License-Identifier: Apache-2.0
// Settings of a training run, and the table that describes each for flags, checks, resume and reports.
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

/// Compute type of a forward and backward.
enum class DType { Auto, Fp32, Bf16 };
template <>
struct EnumNames<DType> {
  static constexpr const char* from = "--dtype";
  static constexpr DType last = DType::Bf16;
  static constexpr const char* names[] = {"auto", "fp32", "bf16"};
};
/// Storage of the base model's weights during training. Full: compute type. Nf4: four bits (QLoRA). Int8: eight bits. Stored: as in the
/// file.
enum class BaseKept { Full, Nf4, Int8, Stored };
template <>
struct EnumNames<BaseKept> {
  static constexpr const char* from = "--base";
  static constexpr BaseKept last = BaseKept::Stored;
  static constexpr const char* names[] = {"full", "nf4", "int8", "stored"};
};
/// Activation checkpointing. None keeps all activations, Mlp recomputes gate and up of the MLPs, Layer whole layers. Saves memory, costs
/// time, and gives bitwise equal results. Auto: as little recomputation as fits.
enum class Recompute { Auto, None, Mlp, Layer };
template <>
struct EnumNames<Recompute> {
  static constexpr const char* from = "--recompute";
  static constexpr Recompute last = Recompute::Layer;
  static constexpr const char* names[] = {"auto", "none", "mlp", "layer"};
};
/// Compute device. Auto: a working GPU, else the CPU.
enum class Where { Auto, Processor, Card };
template <>
struct EnumNames<Where> {
  static constexpr const char* from = "--device";
  static constexpr Where last = Where::Card;
  static constexpr const char* names[] = {"auto", "cpu", "card"};
};
/// Placement of the embedding table: with the other weights, or in host memory, which frees GPU memory. A table tied to the head stays with
/// the weights.
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

/// Data-dependent defaults come from `defaultSettings` (core/run).
struct TrainSettings {
  int64_t rank = 16;
  double alpha = 32;
  bool rslora = false;
  double dropout = 0;
  std::vector<std::string> targets;  ///< empty: all seven linear layers
  std::vector<int64_t> layers;       ///< empty: every layer
  double lr = 2e-4;
  Schedule schedule = Schedule::Cosine;
  double warmup = 0.05;  ///< below 1: fraction of the steps; from 1: steps
  double weightDecay = 0.01;
  double clip = 1.0;  ///< 0: no clipping
  double epochs = 3;
  int64_t steps = 0;  ///< 0: derived from epochs
  int64_t rowsPerStep = 8;
  int64_t microTokens = 0;  ///< packed tokens of a micro-batch; 0: 512 on the CPU, as many as fit on a GPU
  int64_t maxLength = 1024;
  bool pack = true, shuffle = true;
  uint64_t seed = 42;
  DType dtype = DType::Auto;
  BaseKept base = BaseKept::Full;
  Recompute recompute = Recompute::Auto;
  Where device = Where::Auto;
  Embeddings embeddings = Embeddings::WithWeights;
  CpuUse cpuUse = CpuUse::Normal;
  int64_t threads = 0;    ///< 0: derived from cpuUse
  int64_t evalEvery = 0;  ///< steps; 0: only before and after training
  int64_t earlyStop = 0;  ///< evaluations without improvement; 0: never (the best adapter is kept in any case)
  int64_t samples = 5;
  int64_t checkpointEvery = 0;  ///< steps; 0: by time
  int64_t answerTokens = 64;    ///< maximum tokens of a held-out answer
};

/// Enum member of TrainSettings, read and written by name.
struct NamedMember {
  const char* (*name)(const TrainSettings&);
  Status (*assign)(TrainSettings&, const std::string& name);
};
using SettingMember = std::variant<int64_t TrainSettings::*, double TrainSettings::*, uint64_t TrainSettings::*, bool TrainSettings::*,
                                   std::vector<std::string> TrainSettings::*, std::vector<int64_t> TrainSettings::*, NamedMember>;

/// Heading of a setting in the command line's help.
enum class SettingGroup { Data, Adapter, Training, Measuring, Machine };
/// Part of a run that a setting determines.
enum class SettingScope { Adapter, Optimizer, Batch, Machine, Measuring };

struct Setting {
  const char* key;   ///< JSON key
  const char* flag;  ///< flag of train and sweep; a bool flag inverts the default
  SettingMember member;
  SettingGroup group;
  SettingScope scope;
  const char* help;            ///< help text of the flag
  double least = 0, most = 0;  ///< range of a number
  bool mayChangeOnResume = false;  ///< true if a change leaves the adapter bitwise equal
  bool isWhole() const {
    return std::holds_alternative<int64_t TrainSettings::*>(member) || std::holds_alternative<uint64_t TrainSettings::*>(member);
  }
  bool isNumber() const { return isWhole() || std::holds_alternative<double TrainSettings::*>(member); }
};
/// Settings in the order of the command line's help.
std::span<const Setting> settingsTable();
/// Returns null if there is none.
const Setting* findSetting(std::string_view key);

/// True if runs with these settings over equal rows form equal micro-batches, so their adapters can share the products with the base. All
/// settings of the scopes Batch and Machine must be equal. Dropout rates may differ, but must be either all zero or all positive, because
/// dropout determines prefix sharing.
bool sharePasses(const TrainSettings& a, const TrainSettings& b);

Json toJson(const TrainSettings& settings);
/// Rejects unknown keys, wrong types and values out of range, naming each.
Result<TrainSettings> settingsFromJson(const Json& json);

}  // namespace graft
