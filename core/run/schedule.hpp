// SPDX-License-Identifier: Apache-2.0
// Number of steps of a run, the learning rate of each step, and the data-dependent defaults.
#pragma once

#include "core/contract/train_settings.hpp"

namespace graft {

/// Table of defaults by number of training rows and model size (parameters).
TrainSettings defaultSettings(size_t trainRows, int64_t modelParameters);
/// Steps between two evaluations: once to five times an epoch, depending on the number of rows. Very large runs use 5 or 2 % of the run.
int64_t defaultEvalEvery(const TrainSettings& settings, size_t trainRows);

/// Held-out rows with a graded answer, at most.
inline constexpr size_t kMostQuestions = 200;

/// Learning rate of step `step` (1-based) of `total`. A pure function, so a resumed run has equal rates.
double learningRate(const TrainSettings& settings, int64_t step, int64_t total);
/// Number of optimizer steps of a run over `rows` rows.
int64_t totalSteps(const TrainSettings& settings, size_t rows);

}  // namespace graft
