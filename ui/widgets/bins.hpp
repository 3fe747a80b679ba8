// SPDX-License-Identifier: GPL-3.0-or-later
// Counts of values in columns, for a histogram. No painting, so view models use it.
#pragma once

#include <cstdint>
#include <vector>

namespace graft::ui {

/// Column i holds the values from i * width + 1 to (i + 1) * width.
struct Bins {
  int64_t width = 1;
  std::vector<int64_t> counts;
};
/// Columns of round width over whole values, at most about 30. `sorted`: ascending, from 1 on.
Bins binsOf(const std::vector<int64_t>& sorted);

}  // namespace graft::ui
