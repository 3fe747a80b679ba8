// SPDX-License-Identifier: Apache-2.0
// How much a count can say. All pure.
#pragma once

#include <cstdint>

namespace graft {

struct Interval {
  double low = 0, high = 1;
};
/// 95 % interval of a share (Wilson 1927), which stays inside 0 to 1 and is honest for few trials. All of it for no trials.
Interval wilson(int64_t successes, int64_t trials);
/// Two-sided exact sign test (McNemar without ties): how likely is a split at least this uneven when both were equally good?
double signTest(int64_t better, int64_t worse);

enum class Verdict { CannotTell, Better, Worse };
/// At p < 0.05.
Verdict verdictOf(int64_t better, int64_t worse);
/// As it is written everywhere: "Better", "Worse", "Cannot tell yet".
const char* verdictName(Verdict verdict);
/// Further decided items after which the verdict would be clear if the trend held; 0 when it is, -1 when there is no trend.
int64_t neededFor(int64_t better, int64_t worse);

}  // namespace graft
