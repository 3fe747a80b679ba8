// SPDX-License-Identifier: Apache-2.0
// State of the training loop, which can be saved and restored bit for bit.
#pragma once

#include "core/train/trainer.hpp"

namespace graft {

/// Borrows adapter, optimizer and totals, and owns the best adapter so far. One thread.
class LoopState {
 public:
  LoopState(const LoraAdapter& adapter, AdamW& optimizer, TrainOutcome& totals)
      : m_adapter(adapter), m_named(adapter.parameters()), m_optimizer(optimizer), m_totals(totals) {}

  /// Copies the adapter if this evaluation is the best so far. A gain under 0.5 % counts towards early stopping.
  void considerBest(const Evaluation& evaluation);
  /// Restores the best adapter, with its evaluation as the last one.
  void restoreBest();

  Snapshot snapshot() const;
  /// The file must contain the tensors of a snapshot of this run, with equal shapes.
  Status restore(const Json& state, const std::string& tensorsFile);

  int skippedInARow = 0;
  int64_t evaluationsWithoutGain = 0;  ///< evaluations since the last improvement

 private:
  struct Slot {
    std::string name;
    at::Tensor tensor;
  };
  std::vector<Slot> slots() const;
  const LoraAdapter& m_adapter;
  std::vector<LoraAdapter::Named> m_named;
  AdamW& m_optimizer;
  TrainOutcome& m_totals;
  std::optional<Evaluation> m_best;
  at::Tensor m_bestValues;  ///< layout of LoraAdapter::values; undefined before the first best
};

}  // namespace graft
