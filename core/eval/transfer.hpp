// SPDX-License-Identifier: Apache-2.0
// Compares an adapter on its own base with its effect on another base of equal shape. Pure functions of measurements.
#pragma once

#include "core/contract/jobs/check.hpp"

namespace graft {

struct TransferMeasured {
  double oldBase = 0, oldAdapter = 0, newBase = 0, newAdapter = 0;  ///< held-out loss, nats
  size_t rows = 0;                                                  ///< held-out rows; 0: not measured
  int64_t becameRight = 0, becameWrong = 0;                         ///< answers, changing from the adapter's own base to the other base
};
struct TransferJudgement {
  TransferVerdict verdict = TransferVerdict::Unknown;
  double gainKept = 0;  ///< loss reduction on the other base as a share of the reduction on its own base
  Message sentence;
};
/// Yes: at least 90 % of the gain, and answers did not become worse (sign test, p under 0.05). No: less than a quarter of the gain.
TransferJudgement judgeTransfer(const TransferMeasured& measured);

}  // namespace graft
