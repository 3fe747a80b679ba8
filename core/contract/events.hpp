// SPDX-License-Identifier: Apache-2.0
// Events of the worker, one struct each. Their JSON is the payload of a frame (core/protocol/frames.hpp).
#pragma once

#include <cstdint>
#include <limits>

#include "core/contract/fields.hpp"
#include "core/contract/frame_type.hpp"
#include "core/contract/phase.hpp"
#include "core/contract/train_settings.hpp"

namespace graft {

struct StepEvent {
  static constexpr FrameType type = FrameType::Step;
  static constexpr double kNone = kNoNumber;
  int64_t step = 0;  ///< from 1
  double loss = kNone, lr = kNone, gradNorm = kNone;
  size_t tokens = 0, supervised = 0;
  double seconds = 0;
  std::vector<size_t> rows;  ///< row indices in the training split
  double epoch = 0;
  bool skipped = false;             ///< the gradient was not finite: no weights were changed
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
struct EvaluationEvent {
  static constexpr FrameType type = FrameType::Evaluation;
  int64_t step = 0;                ///< 0: before training
  double loss = StepEvent::kNone;  ///< nats over the supervised tokens of the held-out rows
  Nullable<double> exactMatch;     ///< empty for long answers
  static constexpr auto fields = std::tuple{Field{"step", &EvaluationEvent::step}, Field{"heldout_loss", &EvaluationEvent::loss},
                                            Field{"heldout_exact_match", &EvaluationEvent::exactMatch}};
};

/// Answer to a held-out row.
struct SampleAnswer {
  size_t row = 0;
  std::string prompt, expected, answer;
  std::optional<bool> right;  ///< missing in recordings of older versions
  bool stopped = true;
  static constexpr auto fields =
      std::tuple{Field{"row", &SampleAnswer::row},       Field{"prompt", &SampleAnswer::prompt}, Field{"expected", &SampleAnswer::expected},
                 Field{"answer", &SampleAnswer::answer}, Field{"right", &SampleAnswer::right},   Field{"stopped", &SampleAnswer::stopped}};
  bool operator==(const SampleAnswer&) const = default;
};
struct SampleEvent {
  static constexpr FrameType type = FrameType::Sample;
  int64_t step = 0;
  std::vector<SampleAnswer> answers;
  static constexpr auto fields = std::tuple{Field{"step", &SampleEvent::step}, Field{"answers", &SampleEvent::answers}};
  bool operator==(const SampleEvent&) const = default;
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

enum class Level : uint8_t { Info, Warn, Error, Stop };
template <>
struct EnumNames<Level> {
  static constexpr const char* from = "level";
  static constexpr Level last = Level::Stop;
  static constexpr const char* names[] = {"info", "warn", "error", "stop"};
};

struct WarningEvent {
  static constexpr FrameType type = FrameType::Warning;
  int rule = 0;  ///< rule number in core/run/advice; 0: none
  Level level = Level::Warn;
  Message text = {};             ///< description of the problem, with numbers
  Message action = {};           ///< recommended action; empty if none
  Json change = Json::object();  ///< settings that would fix it, by key
  static constexpr auto fields =
      std::tuple{Field{"rule", &WarningEvent::rule}, Field{"level", &WarningEvent::level}, Field{"text", &WarningEvent::text},
                 Field{"action", &WarningEvent::action}, Field{"change", &WarningEvent::change}};
  bool operator==(const WarningEvent&) const = default;
};

struct CheckpointEvent {
  static constexpr FrameType type = FrameType::Checkpoint;
  int64_t step = 0;
  double seconds = 0;  ///< duration of the write
  size_t bytes = 0;
  static constexpr auto fields = std::tuple{Field{"step", &CheckpointEvent::step}, Field{"seconds", &CheckpointEvent::seconds},
                                            Field{"bytes", &CheckpointEvent::bytes}};
  bool operator==(const CheckpointEvent&) const = default;
};

struct CpuUseEvent {
  static constexpr FrameType type = FrameType::CpuUse;
  CpuUse use = CpuUse::Normal;
  int64_t threads = 0;  ///< requested threads; fewer if the system grants fewer
  static constexpr auto fields = std::tuple{Field{"use", &CpuUseEvent::use}, Field{"threads", &CpuUseEvent::threads}};
  bool operator==(const CpuUseEvent&) const = default;
};

}  // namespace graft
