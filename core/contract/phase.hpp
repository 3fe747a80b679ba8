// SPDX-License-Identifier: Apache-2.0
// Phases of a job, as reported by the worker.
#pragma once

#include "core/contract/fields.hpp"
#include "core/contract/frame_type.hpp"

namespace graft {

/// Current activity of a job. The names are part of the wire format.
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
  std::optional<std::string> who;       ///< adapter or run being measured or prompted, if there are several; text of an unknown phase
  std::optional<int64_t> resumedAfter;  ///< step of the checkpoint; later steps reported earlier are void
  std::optional<double> needMib;        ///< disk space required to continue
  static constexpr auto fields = std::tuple{Field{"phase", &PhaseEvent::phase}, Field{"who", &PhaseEvent::who},
                                            Field{"resumed_after", &PhaseEvent::resumedAfter}, Field{"need_mib", &PhaseEvent::needMib}};
  bool operator==(const PhaseEvent&) const = default;
};
/// Older workers wrote the adapter or run, and the step, into the text of the phase.
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
/// English text for the command line.
inline std::string englishOf(const PhaseEvent& event) {
  if (event.phase == Phase::Unknown) return event.who.value_or("starting");
  return nameOf(event.phase) + (event.who ? " " + *event.who : "") +
         (event.phase == Phase::Resuming ? " after step " + std::to_string(event.resumedAfter.value_or(0)) : "");
}

}  // namespace graft
