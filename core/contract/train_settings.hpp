// SPDX-License-Identifier: Apache-2.0
// Settings of a training run (core/contract/settings_table.hpp describes each).
#pragma once

#include <cstdint>
#include <string>
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
/// Storage of the base model's weights during training. Full: compute type. Nf4: linear layers in NF4 with double quantisation, embedding
/// and head in 16 bits (QLoRA, Dettmers et al. 2023). Int8: matrices in ggml's Q8_0 blocks, 8.5 bits per weight. Stored: matrices stay in
/// the mapped file, in its format.
enum class BaseFormat { Full, Nf4, Int8, Stored };
template <>
struct EnumNames<BaseFormat> {
  static constexpr const char* from = "--base";
  static constexpr BaseFormat last = BaseFormat::Stored;
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
  BaseFormat base = BaseFormat::Full;
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

/// True if runs with these settings over equal rows form equal micro-batches, so their adapters can share the products with the base. All
/// settings of the scopes Batch and Machine must be equal. Dropout rates may differ, but must be either all zero or all positive, because
/// dropout determines prefix sharing.
bool sharePasses(const TrainSettings& a, const TrainSettings& b);

Json toJson(const TrainSettings& settings);
/// Rejects unknown keys, wrong types and values out of range, naming each.
Result<TrainSettings> settingsFromJson(const Json& json);

}  // namespace graft
