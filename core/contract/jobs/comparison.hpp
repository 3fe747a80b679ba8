// SPDX-License-Identifier: Apache-2.0
// Numbers that compare two models position by position.
#pragma once

#include "core/contract/fields.hpp"

namespace graft {

/// Comparison of a trained model with the written file or another base, on equal prompts.
struct Comparison {
  size_t prompts = 0, promptsFromData = 0;
  int64_t places = 0;  ///< positions of logits
  double meanKl = 0, maxKl = 0, maxLogitDifference = 0;
  int64_t tokens = 0;
  double tokenAgreement = 0;
  int64_t greedyEqual = 0, stopsEqual = 0, stoppedTrained = 0, stoppedWritten = 0;
  size_t heldoutRows = 0;
  Nullable<double> heldoutLossTrained, heldoutLossWritten;
  std::optional<bool> sameText;  ///< of a certificate: equal template and token ids
  static constexpr auto fields = std::tuple{Field{"prompts", &Comparison::prompts},
                                            Field{"prompts_from_data", &Comparison::promptsFromData},
                                            Field{"places", &Comparison::places},
                                            Field{"mean_kl", &Comparison::meanKl},
                                            Field{"max_kl", &Comparison::maxKl},
                                            Field{"max_logit_difference", &Comparison::maxLogitDifference},
                                            Field{"tokens", &Comparison::tokens},
                                            Field{"token_agreement", &Comparison::tokenAgreement},
                                            Field{"greedy_equal", &Comparison::greedyEqual},
                                            Field{"stops_equal", &Comparison::stopsEqual},
                                            Field{"stopped_trained", &Comparison::stoppedTrained},
                                            Field{"stopped_written", &Comparison::stoppedWritten},
                                            Field{"heldout_rows", &Comparison::heldoutRows},
                                            Field{"heldout_loss_trained", &Comparison::heldoutLossTrained},
                                            Field{"heldout_loss_written", &Comparison::heldoutLossWritten},
                                            Field{"same_text", &Comparison::sameText}};
};

}  // namespace graft
