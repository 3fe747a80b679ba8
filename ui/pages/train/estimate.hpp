// SPDX-License-Identifier: GPL-3.0-or-later
// Needs of a run by formula, shown until a rehearsal has measured them.
#pragma once

#include "core/commands/train/train_form.hpp"
#include "core/contract/dataset_manifest.hpp"
#include "core/weights/model_config.hpp"

namespace graft::ui {

/// Needs of a run with these settings, measured in a rehearsal or by formula.
struct Estimate {
  double memoryMib = 0, allowedMib = 0, diskMib = 0;
  double seconds = 0;  ///< of training; 0: not known
  int64_t steps = 0, rows = 0, heldout = 0, cut = 0, dropped = 0, trained = 0, parameters = 0;
  Recompute recompute = Recompute::Auto;  ///< level of recompute that the run would use
  double weightsMib = 0, statesMib = 0;   ///< by formula: base weights; adapter with gradients and moments
};

/// Facts of the chosen model and of this machine.
struct TrainingFacts {
  ModelConfig config;
  double freeMib = 0;  ///< memory
  int cores = 1;
  bool mayHaveCard = false;
};

/// Type that a run computes with on a processor; Auto is the faster one.
DType computedType(DType asked);
/// Speed to assume before anything was measured here: tokens a second times parameters of the model.
double assumedSpeed(DType type, int cores);
/// `speed`: tokens a second times parameters. Tokens are counted from the letters of the rows. On the processor alone.
Estimate estimateByFormula(const commands::TrainForm& form, const DatasetManifest& rows, const TrainingFacts& facts, double speed);

}  // namespace graft::ui
