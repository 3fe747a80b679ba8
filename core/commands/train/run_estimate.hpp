// SPDX-License-Identifier: Apache-2.0
// Share and time left of a whole run: preparation, evaluations and steps, each weighted by its measured cost.
#pragma once

#include <cstdint>
#include <optional>

#include "core/commands/train/runs.hpp"

namespace graft::commands {

struct RunPosition {
  int64_t step = 0, steps = 0;
  double secondsPerStep = 0;  ///< of the last steps; 0 before the first
  int64_t evalEvery = 0;      ///< steps between evaluations; 0: only before and after training
};
struct RunEstimate {
  double share = 0;                   ///< done, 0 to 1
  std::optional<double> secondsLeft;  ///< empty until a pass was measured
};
RunEstimate estimateOf(const RunNews& news, const RunPosition& position);

}  // namespace graft::commands
