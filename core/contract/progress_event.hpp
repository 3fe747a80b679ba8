// SPDX-License-Identifier: Apache-2.0
// Progress of a run within a phase.
#pragma once

#include "core/contract/events.hpp"

namespace graft {

enum class ProgressPart : uint8_t { None, Passes, Rows, Answers };
template <>
struct EnumNames<ProgressPart> {
  static constexpr const char* from = "part";
  static constexpr ProgressPart last = ProgressPart::Answers;
  static constexpr const char* names[] = {"", "passes", "rows", "answers"};
};
/// Progress of the current phase. At most ten a second, and one for each answer of the first evaluation.
struct ProgressEvent {
  static constexpr FrameType type = FrameType::Text;
  ProgressPart part = ProgressPart::None;
  size_t done = 0, total = 0;          ///< total: may grow while passes are measured
  std::optional<SampleAnswer> answer;  ///< answer of the model before training
  static constexpr auto fields = std::tuple{Field{"part", &ProgressEvent::part}, Field{"done", &ProgressEvent::done},
                                            Field{"total", &ProgressEvent::total}, Field{"answer", &ProgressEvent::answer}};
  bool operator==(const ProgressEvent&) const = default;
};

}  // namespace graft
