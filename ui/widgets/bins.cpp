// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/bins.hpp"

#include <algorithm>
#include <cmath>

namespace graft::ui {

Bins binsOf(const std::vector<int64_t>& sorted) {
  Bins out;
  if (sorted.empty()) return out;
  constexpr double kMost = 30;
  const double rough = std::max(1.0, static_cast<double>(sorted.back()) / kMost), power = std::pow(10.0, std::floor(std::log10(rough)));
  const double lead = rough / power;
  out.width = std::llround(power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10));
  out.counts.resize(static_cast<size_t>((std::max<int64_t>(1, sorted.back()) - 1) / out.width + 1));
  for (const int64_t value : sorted) ++out.counts[static_cast<size_t>((std::max<int64_t>(1, value) - 1) / out.width)];
  return out;
}

}  // namespace graft::ui
