// SPDX-License-Identifier: Apache-2.0
// What the worker tells while it works: one struct an event, whose JSON is the payload of a frame (core/protocol/frames.hpp).
#pragma once

#include <cstdint>
#include <limits>

#include "core/contract/fields.hpp"
#include "core/contract/train_settings.hpp"

namespace graft {

/// Numbers of the wire, format 1. The first frame is Hello, the last Result or Failure.
enum class FrameType : uint16_t {
  None = 0,
  Hello = 1,
  Phase = 2,
  Plan = 3,
  Step = 4,
  Evaluation = 5,
  Sample = 6,
  Text = 7,
  Warning = 8,
  Result = 9,
  Failure = 10,
  Checkpoint = 11,
  Heartbeat = 12,
  Forecast = 13,
  CpuUse = 14
};
template <>
struct EnumNames<FrameType> {
  static constexpr const char* from = "frame";
  static constexpr FrameType last = FrameType::CpuUse;
  static constexpr const char* names[] = {"none",    "hello",  "phase",   "plan",       "step",      "evaluation", "sample", "text",
                                          "warning", "result", "failure", "checkpoint", "heartbeat", "forecast",   "cpu_use"};
};

/// Part of a job that is at work. Names are those of the wire.
enum class Phase {
  Unknown,
  LoadingModel,
  ReadingData,
  ProbingMemory,
  EvaluatingBase,
  Training,
  Resuming,
  Restarting,
  Paused,
  WaitingForDisk,
  Evaluating,
  Answering,
  Asking,
  ReadingAdapter,
  AskingAdapter,
  WritingFiles,
  AskingExport,
  Hashing,
  ReadingGeneralText,
  AskingForTrainedRows,
  AskingOnOwnBase,
  AskingOnOtherBase
};
template <>
struct EnumNames<Phase> {
  static constexpr const char* from = "phase";
  static constexpr Phase last = Phase::AskingOnOtherBase;
  static constexpr const char* names[] = {"",
                                          "loading the model",
                                          "reading the data",
                                          "rehearsing the longest pass",
                                          "asking the base model",
                                          "training",
                                          "going on",
                                          "no checkpoint was made yet: starting at the beginning",
                                          "paused",
                                          "waiting for space on the disk",
                                          "measuring",
                                          "answering",
                                          "asking",
                                          "reading base and adapter",
                                          "asking the trained adapter",
                                          "writing the files",
                                          "asking the written file",
                                          "taking hashes",
                                          "reading general text",
                                          "asking for trained rows",
                                          "asking on its own base",
                                          "asking on the other base"};
};

struct PhaseEvent {
  static constexpr FrameType type = FrameType::Phase;
  Phase phase = Phase::Unknown;
  std::optional<std::string> who;       ///< adapter or run that is measured or asked, where there are several; words of an unknown phase
  std::optional<int64_t> resumedAfter;  ///< step of the checkpoint; later ones that were told before are void
  std::optional<double> needMib;        ///< disk space that is waited for
  static constexpr auto fields = std::tuple{Field{"phase", &PhaseEvent::phase}, Field{"who", &PhaseEvent::who},
                                            Field{"resumed_after", &PhaseEvent::resumedAfter}, Field{"need_mib", &PhaseEvent::needMib}};
  bool operator==(const PhaseEvent&) const = default;
};
/// Older workers wrote who is measured or asked, and the step, into the words of the phase.
template <>
inline PhaseEvent fromJson<PhaseEvent>(const Json& json) {
  PhaseEvent event;
  fields::readAll(json, event);
  const auto words = get<std::string>(json, "phase", "");
  if (event.phase != Phase::Unknown || words.empty()) return event;
  for (const Phase phase : {Phase::Evaluating, Phase::Asking}) {
    const std::string begin = nameOf(phase) + std::string(" ");
    if (words.starts_with(begin)) return {phase, words.substr(begin.size()), {}, {}};
  }
  if (words.starts_with(nameOf(Phase::Resuming)))
    event.phase = Phase::Resuming;
  else
    event.who = words;
  return event;
}
/// For the command line.
inline std::string englishOf(const PhaseEvent& event) {
  if (event.phase == Phase::Unknown) return event.who.value_or("starting");
  return nameOf(event.phase) + (event.who ? " " + *event.who : "") +
         (event.phase == Phase::Resuming ? " after step " + std::to_string(event.resumedAfter.value_or(0)) : "");
}

struct StepEvent {
  static constexpr FrameType type = FrameType::Step;
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  int64_t step = 0;  ///< from 1
  double loss = kNone, lr = kNone, gradNorm = kNone;
  size_t tokens = 0, supervised = 0;
  double seconds = 0;
  std::vector<size_t> rows;  ///< places in the training side of the dataset
  double epoch = 0;
  bool skipped = false;  ///< the gradient was not finite: nothing was changed
  std::optional<double> memoryMib;  ///< resident memory of the worker
  static constexpr auto fields = std::tuple{Field{"step", &StepEvent::step},
                                            Field{"loss", &StepEvent::loss},
                                            Field{"lr", &StepEvent::lr},
                                            Field{"grad_norm", &StepEvent::gradNorm},
                                            Field{"tokens", &StepEvent::tokens},
                                            Field{"supervised_tokens", &StepEvent::supervised},
                                            Field{"seconds", &StepEvent::seconds},
                                            Field{"rows", &StepEvent::rows},
                                            Field{"epoch", &StepEvent::epoch},
                                            Field{"skipped", &StepEvent::skipped},
                                            Field{"memory_mib", &StepEvent::memoryMib}};
};
/// Step of a group of runs that are trained together.
struct GroupStepEvent {
  static constexpr FrameType type = FrameType::Step;
  int64_t step = 0, steps = 0;  ///< steps: of the longest run
  double seconds = 0;           ///< since the first step
  static constexpr auto fields =
      std::tuple{Field{"step", &GroupStepEvent::step}, Field{"steps", &GroupStepEvent::steps}, Field{"seconds", &GroupStepEvent::seconds}};
  bool operator==(const GroupStepEvent&) const = default;
};

struct CheckpointEvent {
  static constexpr FrameType type = FrameType::Checkpoint;
  int64_t step = 0;
  double seconds = 0;  ///< that writing took
  size_t bytes = 0;
  static constexpr auto fields = std::tuple{Field{"step", &CheckpointEvent::step}, Field{"seconds", &CheckpointEvent::seconds},
                                            Field{"bytes", &CheckpointEvent::bytes}};
  bool operator==(const CheckpointEvent&) const = default;
};

struct CpuUseEvent {
  static constexpr FrameType type = FrameType::CpuUse;
  CpuUse use = CpuUse::Normal;
  int64_t threads = 0;  ///< asked for; fewer where the system grants no more
  static constexpr auto fields = std::tuple{Field{"use", &CpuUseEvent::use}, Field{"threads", &CpuUseEvent::threads}};
  bool operator==(const CpuUseEvent&) const = default;
};

}  // namespace graft
