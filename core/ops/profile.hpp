// SPDX-License-Identifier: Apache-2.0
// Time of a step by operation. Enabled only by `graft bench train`. Each operation then costs two clock reads, and on a GPU a
// synchronization, without which only the launch would be measured. Operations are scheduled and measured on one thread.
#pragma once

#include <array>
#include <cstddef>

#include "core/base/system.hpp"

namespace graft::ops {

enum class Op {
  BaseForward,
  BaseBackward,
  LoraForward,
  LoraBackward,
  AttentionForward,
  AttentionBackward,
  Norm,
  Rotary,
  Swiglu,
  Dropout,
  Head,
  CrossEntropy,
  Optimizer
};
inline constexpr size_t kOps = 13;
const char* opName(Op op);

/// Seconds by operation since `start`. Time that no operation claims is the rest of a step.
class Profile {
 public:
  static void start();
  static void stop();
  static const std::array<double, kOps>& seconds();

 private:
  friend class Timed;
  static bool s_on;
  static std::array<double, kOps> s_seconds;
};

/// Attributes the time until the end of the block to `op`.
class Timed {
 public:
  explicit Timed(Op op) : m_op(op), m_began(Profile::s_on ? monotonicSeconds() : 0) {}
  ~Timed();
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;

 private:
  Op m_op;
  double m_began;
};

}  // namespace graft::ops
