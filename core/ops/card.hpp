// SPDX-License-Identifier: Apache-2.0
// Execution device. Every call is a no-op on the CPU. On a GPU, tensors are in memory visible to GPU and CPU, and work is asynchronous in
// one order. The CPU may access data of that work only after `settle`. Public functions of core/model and core/train have settled on
// return, except those named start*.
#pragma once

#include <memory>
#include <stdexcept>

#include "core/ops/torch.hpp"
#include "kernels/card/card.hpp"

namespace graft::ops {

/// Selects `card` for computation, or the CPU if null. Call it between jobs, on one thread. Models and adapters made before must not be
/// used for computation afterwards.
void useCard(std::shared_ptr<kernels::Card> card);
kernels::Card* card();

/// GPU failure during work. The process must not use the device any more.
class CardFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
/// Synchronizes with the GPU. Throws CardFailure with its message if work failed.
void settle();
/// Records an event after the work started so far. `settle(mark)` waits for it while later work proceeds. On the CPU work is complete when
/// started.
int64_t mark();
void settle(int64_t mark);

void setZero(const at::Tensor& dense);  ///< asynchronous on a GPU, except that doubles are set immediately on the CPU
/// Small dense buffer for data exchanged between kernels and the CPU in each micro-batch. Uninitialised.
at::Tensor exchanged(int64_t count, at::ScalarType type);
/// Numbers that kernels read once per block.
at::Tensor arrayOf(const std::vector<int64_t>& numbers);
/// Numbers that kernels read repeatedly, in memory near the kernels.
at::Tensor arrayNear(const std::vector<int64_t>& numbers);

}  // namespace graft::ops
