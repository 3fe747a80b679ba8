// SPDX-License-Identifier: Apache-2.0
// Events of a training run before its first step.
#pragma once

#include "core/contract/fields.hpp"
#include "core/contract/frame_type.hpp"
#include "core/contract/train_settings.hpp"

namespace graft {

struct PlanEvent {
  static constexpr FrameType type = FrameType::Plan;
  size_t rows = 0, tokens = 0, supervisedTokens = 0;  ///< of the training split, in one epoch
  size_t longest = 0;                                 ///< tokens of the longest row
  size_t cutRows = 0, droppedRows = 0;                ///< rows over the maximum length: truncated, and without a supervised token left
  size_t refusedRows = 0;                             ///< rows that the chat template rejects
  std::vector<Message> refused;                       ///< reasons of the rejections
  std::map<std::string, size_t> notWritten;           ///< rows by the part of them that the template leaves out
  size_t heldoutRows = 0, questions = 0;              ///< questions: held-out rows that are graded by exact match
  int64_t steps = 1, trainedParameters = 0, modelParameters = 0;
  std::string dtype;  ///< "fp32" or "bf16"
  int64_t threads = 0;
  std::string device = "cpu";  ///< "cpu", or the name of the GPU
  Message cardNotUsed;         ///< reason why a possible GPU is not used
  double memoryMib = 0;
  BaseFormat base = BaseFormat::Full;
  Recompute recompute = Recompute::Auto;
  int64_t microTokens = 0;
  double freeMemoryMib = 0;
  std::string mask;  ///< source of the loss mask
  double loadSeconds = 0;
  static constexpr auto fields = std::tuple{Field{"rows", &PlanEvent::rows},
                                            Field{"tokens", &PlanEvent::tokens},
                                            Field{"supervised_tokens", &PlanEvent::supervisedTokens},
                                            Field{"longest", &PlanEvent::longest},
                                            Field{"cut_rows", &PlanEvent::cutRows},
                                            Field{"dropped_rows", &PlanEvent::droppedRows},
                                            Field{"refused_rows", &PlanEvent::refusedRows},
                                            Field{"refused", &PlanEvent::refused},
                                            Field{"not_written", &PlanEvent::notWritten},
                                            Field{"heldout_rows", &PlanEvent::heldoutRows},
                                            Field{"questions", &PlanEvent::questions},
                                            Field{"steps", &PlanEvent::steps},
                                            Field{"trained_parameters", &PlanEvent::trainedParameters},
                                            Field{"model_parameters", &PlanEvent::modelParameters},
                                            Field{"dtype", &PlanEvent::dtype},
                                            Field{"threads", &PlanEvent::threads},
                                            Field{"device", &PlanEvent::device},
                                            Field{"card_not_used", &PlanEvent::cardNotUsed},
                                            Field{"memory_mib", &PlanEvent::memoryMib},
                                            Field{"base", &PlanEvent::base},
                                            Field{"recompute", &PlanEvent::recompute},
                                            Field{"micro_tokens", &PlanEvent::microTokens},
                                            Field{"free_memory_mib", &PlanEvent::freeMemoryMib},
                                            Field{"mask", &PlanEvent::mask},
                                            Field{"load_seconds", &PlanEvent::loadSeconds}};
};

/// Memory, disk and time of a run, measured with its largest micro-batch.
struct ForecastEvent {
  static constexpr FrameType type = FrameType::Forecast;
  double peakMib = 0, allowedMib = 0, diskMib = 0, freeDiskMib = 0;
  double tokensPerSecond = 0, seconds = 0;  ///< seconds: of all steps
  double evaluationSeconds = 0, saveSeconds = 0;
  size_t passTokens = 0;  ///< tokens of the measured micro-batch
  static constexpr auto fields = std::tuple{Field{"peak_mib", &ForecastEvent::peakMib},
                                            Field{"allowed_mib", &ForecastEvent::allowedMib},
                                            Field{"disk_mib", &ForecastEvent::diskMib},
                                            Field{"free_disk_mib", &ForecastEvent::freeDiskMib},
                                            Field{"tokens_per_second", &ForecastEvent::tokensPerSecond},
                                            Field{"seconds", &ForecastEvent::seconds},
                                            Field{"evaluation_seconds", &ForecastEvent::evaluationSeconds},
                                            Field{"save_seconds", &ForecastEvent::saveSeconds},
                                            Field{"pass_tokens", &ForecastEvent::passTokens}};
  bool operator==(const ForecastEvent&) const = default;
};

}  // namespace graft
