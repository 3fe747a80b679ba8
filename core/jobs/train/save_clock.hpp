// SPDX-License-Identifier: Apache-2.0
// Times of the checkpoints of a run or a group.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/base/system.hpp"

namespace graft::jobs {

/// Decides when a save is due: every N steps if set, else by time. The interval is 60 s or 1 % of the run, whichever is longer, and keeps
/// saving under 1 % of the time. One decision holds for all runs of a group.
class SaveClock {
 public:
  SaveClock(int64_t everySteps, int64_t totalSteps)
      : m_everySteps(everySteps), m_totalSteps(totalSteps), m_began(monotonicSeconds()), m_last(m_began) {}
  /// Returns one answer for a step, however often it is asked.
  bool isDue(int64_t step) {
    if (step == m_step) return m_isDue;
    m_step = step;
    if (std::exchange(m_isRequested, false)) return m_isDue = true;
    if (m_everySteps > 0) return m_isDue = step % m_everySteps == 0;
    const double now = monotonicSeconds(), run = (now - m_began) / static_cast<double>(++m_steps) * static_cast<double>(m_totalSteps);
    m_isDue = now - m_last >= std::max({60.0, 0.01 * run, 100 * m_cost});
    if (m_isDue) m_cost = 0;
    return m_isDue;
  }
  /// Makes the next step due for all runs.
  void request() { m_isRequested = true; }
  /// Call after each save. The costs of the runs of a group add up. Saves of other steps, as on a pause, do not move the clock.
  void saved(int64_t step, double seconds) {
    if (step != m_step || !m_isDue) return;
    m_cost += seconds;
    m_last = monotonicSeconds();
  }

 private:
  int64_t m_everySteps, m_totalSteps, m_steps = 0, m_step = -1;
  double m_began, m_last, m_cost = 0;
  bool m_isDue = false, m_isRequested = false;
};

}  // namespace graft::jobs
