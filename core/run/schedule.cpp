// SPDX-License-Identifier: Apache-2.0
#include "core/run/schedule.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace graft {

TrainSettings defaultSettings(size_t rows, int64_t parameters) {
  TrainSettings s;
  const bool large = parameters > 14'000'000'000, tiny = parameters <= 1'500'000'000;
  s.lr = large ? 1e-4 : 2e-4;
  if (rows < 50) {
    s.rank = 8, s.epochs = 3, s.rowsPerStep = 4, s.lr /= 2, s.warmup = 5, s.schedule = Schedule::Linear, s.dropout = 0.05;
  } else if (rows < 300) {
    s.rank = 8, s.epochs = 3, s.rowsPerStep = 8, s.warmup = 0.10, s.schedule = Schedule::Linear, s.dropout = 0.05;
  } else if (rows < 1000) {
    s.rank = 16, s.epochs = 3, s.rowsPerStep = 8, s.warmup = 0.05, s.dropout = 0.05;
  } else if (rows < 10'000) {
    s.rank = 16, s.epochs = 2, s.rowsPerStep = 16, s.warmup = 0.03;
  } else if (rows < 100'000) {
    s.rank = 32, s.epochs = 1, s.rowsPerStep = 32, s.warmup = 0.03;
  } else {
    s.rank = 64, s.epochs = 1, s.rowsPerStep = 32, s.warmup = 0.01;
  }
  s.earlyStop = rows < 50 ? 0 : rows < 10'000 ? 3 : 4;
  if (tiny) {
    s.rank = std::max<int64_t>(s.rank, 16);
    s.lr = 4e-4;
  }
  return s;
}

int64_t defaultEvalEvery(const TrainSettings& s, size_t rows) {
  const int64_t total = totalSteps(s, rows);
  if (rows >= 10'000) return std::max<int64_t>(1, total / (rows < 100'000 ? 20 : 50));
  const int64_t perEpoch = static_cast<int64_t>((rows + static_cast<size_t>(s.rowsPerStep) - 1) / static_cast<size_t>(s.rowsPerStep));
  const int64_t times = rows < 50 ? 1 : rows < 300 ? 3 : rows < 1000 ? 4 : 5;
  return std::max<int64_t>(1, (perEpoch + times - 1) / times);
}

double learningRate(const TrainSettings& s, int64_t step, int64_t total) {
  const double warm = s.warmup < 1 ? std::ceil(s.warmup * static_cast<double>(total)) : s.warmup;
  const auto at = static_cast<double>(step - 1);
  // Like transformers' get_*_schedule_with_warmup, but the first step has the rate lr / warm. There it has index 0, whose rate of zero
  // would waste it.
  if (at < warm) return s.lr * (at + 1) / std::max(1.0, warm);
  const double progress = (at - warm) / std::max(1.0, static_cast<double>(total) - warm);
  switch (s.schedule) {
    case Schedule::Constant: return s.lr;
    case Schedule::Linear: return s.lr * std::max(0.0, 1 - progress);
    case Schedule::Cosine: return s.lr * 0.5 * (1 + std::cos(std::numbers::pi * std::min(1.0, progress)));
  }
  return s.lr;
}

int64_t totalSteps(const TrainSettings& s, size_t rows) {
  if (s.steps > 0) return s.steps;
  const auto perEpoch = static_cast<double>((rows + static_cast<size_t>(s.rowsPerStep) - 1) / static_cast<size_t>(s.rowsPerStep));
  return std::max<int64_t>(1, static_cast<int64_t>(std::ceil(perEpoch * s.epochs - 1e-9)));
}

}  // namespace graft
