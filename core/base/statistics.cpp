// SPDX-License-Identifier: Apache-2.0
#include "core/base/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace graft {

Interval wilson(int64_t successes, int64_t trials) {
  if (trials <= 0) return {};
  constexpr double kZ = 1.959963984540054;
  const auto n = static_cast<double>(trials);
  const double share = static_cast<double>(successes) / n, z2 = kZ * kZ;
  const double centre = share + z2 / (2 * n), spread = kZ * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n)), scale = 1 + z2 / n;
  return {std::max(0.0, (centre - spread) / scale), std::min(1.0, (centre + spread) / scale)};
}

double signTest(int64_t better, int64_t worse) {
  const int64_t n = better + worse, least = std::min(better, worse);
  if (n == 0) return 1;
  double sum = 0;
  for (int64_t k = 0; k <= least; ++k)
    sum += std::exp(std::lgamma(static_cast<double>(n + 1)) - std::lgamma(static_cast<double>(k + 1)) -
                    std::lgamma(static_cast<double>(n - k + 1)) - static_cast<double>(n) * std::log(2.0));
  return std::min(1.0, 2 * sum);
}

Verdict verdictOf(int64_t better, int64_t worse) {
  if (signTest(better, worse) >= 0.05) return Verdict::CannotTell;
  return better > worse ? Verdict::Better : Verdict::Worse;
}

int64_t neededFor(int64_t better, int64_t worse) {
  if (verdictOf(better, worse) != Verdict::CannotTell) return 0;
  if (better == worse) return -1;
  constexpr int64_t kMost = 10'000;
  const double share = static_cast<double>(better) / static_cast<double>(better + worse);
  for (int64_t n = better + worse + 1; n <= kMost; ++n) {
    const auto won = static_cast<int64_t>(std::llround(share * static_cast<double>(n)));
    if (verdictOf(won, n - won) != Verdict::CannotTell) return n - better - worse;
  }
  return -1;
}

}  // namespace graft
