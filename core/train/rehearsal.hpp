// SPDX-License-Identifier: Apache-2.0
// The heaviest pass of a run, made once before it begins: what it needs is then measured and not guessed.
#pragma once

#include "core/train/trainer.hpp"

namespace graft {

struct Rehearsal {
  size_t tokens = 0;     ///< that the pass computes
  size_t rowTokens = 0;  ///< of its rows; more where they share a beginning
  double seconds = 0;    ///< of the last pass, which is warm
};
/// The pass with the most tokens among the steps of the first epoch (of very large data its first 1,000 steps and the longest
/// row), forward and backward. Gradients are dropped: nothing is changed. LibTorch's exceptions come through, as in `train`.
/// Several adapters make it together, as trainTogether does.
Rehearsal rehearse(const LlamaModel& model, const std::vector<LoraAdapter*>& adapters, const std::vector<TrainRow>& rows,
                   const TrainSettings& settings);

}  // namespace graft
