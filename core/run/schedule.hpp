// SPDX-License-Identifier: Apache-2.0
// Length of a run in steps, the learning rate of each, and the defaults that depend on the data.
#pragma once

#include "core/contract/train_settings.hpp"

namespace graft {

/// The table of defaults by number of training rows and model size (parameters).
TrainSettings defaultSettings(size_t trainRows, int64_t modelParameters);
/// Steps between two evaluations: once to five times an epoch by number of rows, every 5 or 2 % of very large runs.
int64_t defaultEvalEvery(const TrainSettings& settings, size_t trainRows);

/// Learning rate of step `step` (1-based) of `total`: pure, so that a resumed run has the same.
double learningRate(const TrainSettings& settings, int64_t step, int64_t total);
/// Optimizer steps of a run over `rows` rows.
int64_t totalSteps(const TrainSettings& settings, size_t rows);

}  // namespace graft
