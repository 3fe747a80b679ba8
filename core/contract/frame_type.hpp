// SPDX-License-Identifier: Apache-2.0
// Frame types between the worker process and the programs that start it.
#pragma once

#include <cstdint>

#include "core/base/enum_names.hpp"

namespace graft {

/// Numbers of the wire format, version 1. The first frame is Hello, the last Result or Failure.
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

}  // namespace graft
