// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace graft {

/// Relative fall of the held-out loss below which two losses count as equally good.
inline constexpr double kLeastGain = 0.005;

/// True if `loss` is lower than `than` by at least kLeastGain.
constexpr bool isClearlyLower(double loss, double than) { return loss <= than * (1 - kLeastGain); }

}  // namespace graft
