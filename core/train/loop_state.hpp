// SPDX-License-Identifier: Apache-2.0
// What the loop carries from step to step, as a value that can be written down and taken up again bit for bit.
#pragma once

#include "core/train/trainer.hpp"

namespace graft {

/// Borrows adapter, optimizer and totals, owns the best adapter so far. One thread.
class LoopState {
 public:
  LoopState(const LoraAdapter& adapter, AdamW& optimizer, TrainOutcome& totals)
      : m_adapter(adapter), m_named(adapter.parameters()), m_optimizer(optimizer), m_totals(totals) {}

  /// Keeps a copy of the adapter when this evaluation is the best so far. A gain under 0.5 % counts as waiting.
  void offer(const Evaluation& evaluation);
  /// Puts the best adapter back, and its evaluation as the last one.
  void putBack();

  Snapshot snapshot() const;
  /// The same tensors as in a snapshot of this run must be there with the same shapes.
  Status restore(const Json& state, const std::string& tensorsFile);

  int skippedInARow = 0;
  int64_t waited = 0;  ///< evaluations since the last gain

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
  at::Tensor m_bestValues;  ///< as LoraAdapter::values, undefined before there is a best
};

}  // namespace graft
