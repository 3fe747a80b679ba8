// SPDX-License-Identifier: Apache-2.0
// What a worker is asked to do: one JSON file, parsed and checked once, stored verbatim with the run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/base/processors.hpp"

namespace graft {

enum class DType { Auto, Fp32, Bf16 };
/// How the base is kept while an adapter is trained: Full in the compute type, Nf4 in four bits (QLoRA), Int8 in eight, Stored as its file
/// has it.
enum class BaseKept { Full, Nf4, Int8, Stored };
/// What a pass makes again instead of keeping it: nothing; gate and up of the MLPs; whole layers. Less memory, more time, the same bytes.
/// Auto: as little as fits.
enum class Recompute { Auto, None, Mlp, Layer };
/// Where passes are computed. Auto: on a graphics card that works, else on the processor.
enum class Where { Auto, Processor, Card };
/// Where the table of embeddings lies: with the other weights, or in the processor's memory, so that a card has its bytes free. One that is
/// the head too (tied) stays with the others.
enum class Embeddings { WithWeights, Host };
enum class Schedule { Constant, Linear, Cosine };

/// Settings of a training run; defaults that depend on the data come from `defaultSettings`.
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
  int64_t microTokens = 0;  ///< packed tokens of a pass; 0: 512 on the processor, on a card what it has room for
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

/// The table of defaults by number of training rows and model size (parameters).
TrainSettings defaultSettings(size_t trainRows, int64_t modelParameters);
/// Steps between two evaluations: once to five times an epoch by number of rows, every 5 or 2 % of very large runs.
int64_t defaultEvalEvery(const TrainSettings& settings, size_t trainRows);

Json toJson(const TrainSettings& settings);
/// Refuses unknown keys, wrong types and values out of range, each by name.
Result<TrainSettings> settingsFromJson(const Json& json);

const char* dtypeName(DType dtype);
Result<DType> dtypeFromName(const std::string& name);
const char* baseKeptName(BaseKept base);
Result<BaseKept> baseKeptFromName(const std::string& name);
const char* recomputeName(Recompute recompute);
Result<Recompute> recomputeFromName(const std::string& name);
const char* whereName(Where device);
Result<Where> whereFromName(const std::string& name);
const char* embeddingsName(Embeddings embeddings);
Result<Embeddings> embeddingsFromName(const std::string& name);
const char* scheduleName(Schedule schedule);
Result<Schedule> scheduleFromName(const std::string& name);

/// Runs with such settings over the same rows make the same passes, so that their adapters can share the products with the base: all
/// but what belongs to the adapter (rank, alpha, targets, layers), to its steps (rate, schedule, decay, clip, how many) and to its
/// evaluations is equal. Dropout may differ, but not be off in one alone: it decides whether rows share their beginning.
bool sharePasses(const TrainSettings& a, const TrainSettings& b);

/// Learning rate of step `step` (1-based) of `total`: pure, so that a resumed run has the same.
double learningRate(const TrainSettings& settings, int64_t step, int64_t total);
/// Optimizer steps of a run over `rows` rows.
int64_t totalSteps(const TrainSettings& settings, size_t rows);

}  // namespace graft
