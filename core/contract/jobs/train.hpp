// SPDX-License-Identifier: Apache-2.0
// The jobs train and forecast, and their results.
#pragma once

#include "core/contract/error_json.hpp"
#include "core/contract/events.hpp"
#include "core/contract/jobs/job.hpp"
#include "core/contract/plan_event.hpp"

namespace graft {

/// One run to train. Also the content of RUN/spec.json.
struct RunSpec {
  std::string name;     ///< name of the run
  std::string model;    ///< path of the base
  std::string dataset;  ///< folder of a version
  std::string adapter;  ///< adapter to start from; empty: a fresh one
  std::string run;      ///< folder of the run
  DType dtype = DType::Auto;
  int64_t threads = 0;
  TrainSettings settings;
  double memoryLimitMib = 0;                ///< 0: free memory
  std::string parent;                       ///< run or sweep of its origin
  std::optional<std::string> acceptedBase;  ///< the adapter's claim, accepted although it names another base
  std::optional<bool> resume;               ///< continue after the newest whole checkpoint
  static constexpr auto fields = std::tuple{Field{"name", &RunSpec::name},
                                            Field{"model", &RunSpec::model},
                                            Field{"dataset", &RunSpec::dataset},
                                            Field{"adapter", &RunSpec::adapter},
                                            Field{"run", &RunSpec::run},
                                            Field{"dtype", &RunSpec::dtype},
                                            Field{"threads", &RunSpec::threads},
                                            Field{"settings", &RunSpec::settings},
                                            Field{"memory_limit_mib", &RunSpec::memoryLimitMib},
                                            Field{"parent", &RunSpec::parent},
                                            Field{"accepted_base", &RunSpec::acceptedBase},
                                            Field{"resume", &RunSpec::resume}};
  bool resumes() const { return resume.value_or(false); }
};

/// Held-out measurements before or after training.
struct HeldoutScore {
  double loss = StepEvent::kNone;  ///< nats
  Nullable<double> exactMatch;     ///< empty for long answers
  size_t rows = 0;
  static constexpr auto fields =
      std::tuple{Field{"loss", &HeldoutScore::loss}, Field{"exact_match", &HeldoutScore::exactMatch}, Field{"rows", &HeldoutScore::rows}};
  bool operator==(const HeldoutScore&) const = default;
};
struct EnergyUse {
  Nullable<double> joules;
  double seconds = 0;
  std::string method;
  static constexpr auto fields =
      std::tuple{Field{"joules", &EnergyUse::joules}, Field{"seconds", &EnergyUse::seconds}, Field{"method", &EnergyUse::method}};
};

enum class EndState { Finished, StoppedEarly, Stopped, Paused, Failed };
template <>
struct EnumNames<EndState> {
  static constexpr const char* from = "state";
  static constexpr EndState last = EndState::Failed;
  static constexpr const char* names[] = {"finished", "stopped early", "stopped", "paused", "failed"};
};

/// End of a run. run.json holds it without the paths.
struct TrainResult {
  std::string run;
  EndState state = EndState::Failed;
  int64_t steps = 0;
  size_t tokens = 0, supervisedTokens = 0;
  double seconds = 0, tokensPerSecond = 0, peakRssMib = 0;
  EnergyUse energy;
  double lossFirst = StepEvent::kNone, lossLast = StepEvent::kNone;
  Nullable<HeldoutScore> heldoutBefore, heldoutAfter;  ///< empty without held-out rows
  int64_t bestStep = 0;                                ///< 0: the last step
  std::optional<ForecastEvent> forecast;
  std::optional<std::string> adapter, metrics;  ///< paths
  std::vector<Message> warnings;
  std::vector<SampleEvent> samples;
  std::optional<Error> error;  ///< of a failed run of a group
  static constexpr auto fields = std::tuple{Field{"run", &TrainResult::run},
                                            Field{"state", &TrainResult::state},
                                            Field{"steps", &TrainResult::steps},
                                            Field{"tokens", &TrainResult::tokens},
                                            Field{"supervised_tokens", &TrainResult::supervisedTokens},
                                            Field{"seconds", &TrainResult::seconds},
                                            Field{"tokens_per_second", &TrainResult::tokensPerSecond},
                                            Field{"peak_rss_mib", &TrainResult::peakRssMib},
                                            Field{"energy", &TrainResult::energy},
                                            Field{"loss_first", &TrainResult::lossFirst},
                                            Field{"loss_last", &TrainResult::lossLast},
                                            Field{"heldout_before", &TrainResult::heldoutBefore},
                                            Field{"heldout_after", &TrainResult::heldoutAfter},
                                            Field{"best_step", &TrainResult::bestStep},
                                            Field{"forecast", &TrainResult::forecast},
                                            Field{"adapter", &TrainResult::adapter},
                                            Field{"metrics", &TrainResult::metrics},
                                            Field{"warnings", &TrainResult::warnings},
                                            Field{"samples", &TrainResult::samples},
                                            Field{"error", &TrainResult::error}};
};
/// Trains one run. Emits the events of the run.
struct TrainJob : RunSpec {
  using Result = TrainResult;
  static constexpr const char* jobName = "train";
};

struct ForecastResult {
  PlanEvent plan;
  ForecastEvent forecast;
  std::vector<Message> warnings;
  static constexpr auto fields = std::tuple{Field{"plan", &ForecastResult::plan}, Field{"forecast", &ForecastResult::forecast},
                                            Field{"warnings", &ForecastResult::warnings}};
};
/// Prepares a run and measures its largest micro-batch. Trains nothing.
struct ForecastJob : RunSpec {
  using Result = ForecastResult;
  static constexpr const char* jobName = "forecast";
};

/// End of each run of a group.
struct GroupResult {
  std::vector<TrainResult> runs;
  double peakRssMib = 0;
  static constexpr auto fields = std::tuple{Field{"runs", &GroupResult::runs}, Field{"peak_rss_mib", &GroupResult::peakRssMib}};
};

/// Trains runs over common rows, whose adapters share the products with the base. Each run keeps its own folder.
struct GroupJob {
  using Result = GroupResult;
  static constexpr const char* jobName = "together";
  std::vector<RunSpec> runs;
  static constexpr auto fields = std::tuple{Field{"runs", &GroupJob::runs}};
};

}  // namespace graft
