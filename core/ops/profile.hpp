// SPDX-License-Identifier: Apache-2.0
// Where the time of a step goes, by op. Off unless somebody measures (`graft bench train`); then each op costs two looks at a clock, and
// on a card a wait, without which its time would be that of starting it. Ops are scheduled by one thread, and that thread alone measures.
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

/// Seconds by op since `start`; what was measured of none of them is the rest of a step.
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

/// From here to the end of the block belongs to `op`.
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
