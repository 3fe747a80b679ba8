// SPDX-License-Identifier: Apache-2.0
// Runs the largest micro-batch before a run starts, so that its memory is measured instead of estimated.
#pragma once

#include "core/train/trainer.hpp"

namespace graft {

struct MemoryProbe {
  size_t tokens = 0;     ///< computed tokens of the micro-batch
  size_t rowTokens = 0;  ///< tokens of its rows; more if they share a prefix
  double seconds = 0;    ///< duration of the last repetition, which is warm
};
/// Runs forward and backward of the largest micro-batch of the first epoch. For very large data these are its first 1,000 steps and the
/// longest row. Gradients are discarded and nothing changes. LibTorch's exceptions propagate, as in `train`. Several adapters are run
/// together, as in trainTogether. `goOn` is polled between passes; if it returns false, the measurement is cut short. `onPass` gets the
/// number of passes done, and of those that are expected in all.
MemoryProbe probePeakMemory(const LlamaModel& model, const std::vector<LoraAdapter*>& adapters, const std::vector<TrainRow>& rows,
                            const TrainSettings& settings, const std::function<bool()>& goOn = {},
                            const std::function<void(size_t done, size_t total)>& onPass = {});

}  // namespace graft
