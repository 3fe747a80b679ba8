// SPDX-License-Identifier: Apache-2.0
// Statistics of counts and comparisons. Pure functions.
#pragma once

#include <cstdint>

#include "core/base/enum_names.hpp"

namespace graft {

struct Interval {
  double low = 0, high = 1;
};
/// 95 % Wilson score interval of a proportion (Wilson 1927). It stays within 0 to 1 and is accurate for few trials. Zero trials give the
/// whole range.
Interval wilson(int64_t successes, int64_t trials);
/// Two-sided exact sign test (McNemar without ties): probability of a split at least this uneven if both systems were equally good.
double signTest(int64_t better, int64_t worse);

enum class Verdict { CannotTell, Better, Worse };
template <>
struct EnumNames<Verdict> {
  static constexpr const char* from = "verdict";
  static constexpr Verdict last = Verdict::Worse;
  static constexpr const char* names[] = {"Cannot tell yet", "Better", "Worse"};
};
/// Uses the threshold p < 0.05.
Verdict verdictOf(int64_t better, int64_t worse);
/// Further decided items needed for a clear verdict if the trend holds. 0 if it is clear already, -1 if there is no trend.
int64_t neededFor(int64_t better, int64_t worse);

}  // namespace graft
