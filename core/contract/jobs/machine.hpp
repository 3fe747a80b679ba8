// SPDX-License-Identifier: Apache-2.0
// Jobs about machine and model without an adapter: plan, probe, bench.
#pragma once

#include "core/contract/jobs/job.hpp"

namespace graft {

/// Memory for one format of the base and one level of recompute, MiB.
struct MemoryPlanRow {
  Recompute recompute = Recompute::None;
  double weightsMib = 0, statesMib = 0, passMib = 0, programMib = 0, totalMib = 0;
  bool fits = false;
  int64_t longest = 0;  ///< tokens of the longest row that fits
  BaseFormat base = BaseFormat::Full;
  static constexpr auto fields = std::tuple{Field{"recompute", &MemoryPlanRow::recompute},
                                            Field{"weights_mib", &MemoryPlanRow::weightsMib},
                                            Field{"states_mib", &MemoryPlanRow::statesMib},
                                            Field{"pass_mib", &MemoryPlanRow::passMib},
                                            Field{"program_mib", &MemoryPlanRow::programMib},
                                            Field{"total_mib", &MemoryPlanRow::totalMib},
                                            Field{"fits", &MemoryPlanRow::fits},
                                            Field{"longest", &MemoryPlanRow::longest},
                                            Field{"base", &MemoryPlanRow::base}};
};
struct PlanResult {
  std::string model;
  int64_t parameters = 0, context = 0, trainedParameters = 0, rank = 0;
  std::string dtype;
  int64_t tokens = 0;  ///< packed tokens of a micro-batch
  double roomMib = 0;
  std::string where;  ///< "card" or "processor"
  std::vector<MemoryPlanRow> plans;
  static constexpr auto fields =
      std::tuple{Field{"model", &PlanResult::model},     Field{"parameters", &PlanResult::parameters},
                 Field{"context", &PlanResult::context}, Field{"trained_parameters", &PlanResult::trainedParameters},
                 Field{"rank", &PlanResult::rank},       Field{"dtype", &PlanResult::dtype},
                 Field{"tokens", &PlanResult::tokens},   Field{"room_mib", &PlanResult::roomMib},
                 Field{"where", &PlanResult::where},     Field{"plans", &PlanResult::plans}};
};
/// Memory to train a model. Reads no weights.
struct PlanJob {
  using Result = PlanResult;
  static constexpr const char* jobName = "plan";
  std::string model;
  double cardGib = 0;  ///< memory of the GPU to plan for; 0: this machine's free memory
  TrainSettings settings;
  static constexpr auto fields =
      std::tuple{Field{"model", &PlanJob::model}, Field{"card_gib", &PlanJob::cardGib}, Field{"settings", &PlanJob::settings}};
};

struct ProbeResult {
  std::string device = "cpu";  ///< "cpu", or the name of the GPU
  Message cardNotUsed;         ///< reason why a possible GPU is not used
  std::string libtorch;
  int64_t threads = 0;
  std::string dtype;
  double freeMemoryMib = 0;
  bool canOpenSockets = true, canStartPrograms = true, canWriteElsewhere = true;
  static constexpr auto fields = std::tuple{Field{"device", &ProbeResult::device},
                                            Field{"card_not_used", &ProbeResult::cardNotUsed},
                                            Field{"libtorch", &ProbeResult::libtorch},
                                            Field{"threads", &ProbeResult::threads},
                                            Field{"dtype", &ProbeResult::dtype},
                                            Field{"free_memory_mib", &ProbeResult::freeMemoryMib},
                                            Field{"can_open_sockets", &ProbeResult::canOpenSockets},
                                            Field{"can_start_programs", &ProbeResult::canStartPrograms},
                                            Field{"can_write_elsewhere", &ProbeResult::canWriteElsewhere}};
};
/// Device of this machine, and rights of the worker.
struct ProbeJob {
  using Result = ProbeResult;
  static constexpr const char* jobName = "probe";
  Where device = Where::Auto;
  static constexpr auto fields = std::tuple{Field{"device", &ProbeJob::device}};
};

struct OpTime {
  std::string op;
  double stepMs = 0, share = 0;
  static constexpr auto fields = std::tuple{Field{"op", &OpTime::op}, Field{"step_ms", &OpTime::stepMs}, Field{"share", &OpTime::share}};
};
struct BenchResult {
  double tokensPerSecond = 0, stepSeconds = 0, peakRssMib = 0, loadSeconds = 0;
  BaseFormat base = BaseFormat::Full;
  double weightsMib = 0, loss = 0, lossFirst = 0, gradNorm = 0;
  std::string dtype, device;
  int64_t threads = 0;
  std::vector<OpTime> profile;
  size_t tokens = 0, adapters = 0, steps = 0;
  static constexpr auto fields = std::tuple{Field{"tokens_per_second", &BenchResult::tokensPerSecond},
                                            Field{"step_seconds", &BenchResult::stepSeconds},
                                            Field{"peak_rss_mib", &BenchResult::peakRssMib},
                                            Field{"load_seconds", &BenchResult::loadSeconds},
                                            Field{"base", &BenchResult::base},
                                            Field{"weights_mib", &BenchResult::weightsMib},
                                            Field{"loss", &BenchResult::loss},
                                            Field{"loss_first", &BenchResult::lossFirst},
                                            Field{"grad_norm", &BenchResult::gradNorm},
                                            Field{"dtype", &BenchResult::dtype},
                                            Field{"device", &BenchResult::device},
                                            Field{"threads", &BenchResult::threads},
                                            Field{"profile", &BenchResult::profile},
                                            Field{"tokens", &BenchResult::tokens},
                                            Field{"adapters", &BenchResult::adapters},
                                            Field{"steps", &BenchResult::steps}};
};
/// Training steps, with loss and gradient norm beside the speed.
struct BenchJob : ModelOptions {
  using Result = BenchResult;
  static constexpr const char* jobName = "bench";
  std::string adapter, dataset;  ///< either may be empty: a fresh adapter, random tokens
  int64_t adapters = 1;          ///< adapters that are trained together
  TrainSettings settings;
  static constexpr auto fields =
      std::tuple_cat(ModelOptions::fields, std::tuple{Field{"adapter", &BenchJob::adapter}, Field{"dataset", &BenchJob::dataset},
                                                      Field{"adapters", &BenchJob::adapters}, Field{"settings", &BenchJob::settings}});
};

}  // namespace graft
