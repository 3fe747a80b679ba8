// SPDX-License-Identifier: Apache-2.0
// Where a pass computes. On the processor nothing here does anything. With a card, tensors that are made lie in memory that both see,
// kernels and products are started there in order, and the processor may read or write what a pass uses only after `settle`.
// Every function of core/model and core/train that returns to others has settled, but those whose names begin with start.
#pragma once

#include <memory>
#include <stdexcept>

#include "core/ops/torch.hpp"
#include "kernels/card/card.hpp"

namespace graft::ops {

/// From here on on `card`, or on the processor when it is null. Between jobs, on one thread; a model or adapter made before is not to be
/// used in a pass after.
void useCard(std::shared_ptr<kernels::Card> card);
kernels::Card* card();

/// A card that failed while it worked. Its process is not to use it any more.
class CardFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
/// Waits for the card. Throws CardFailure with what it says when something failed there.
void settle();
/// What was started until now, to be waited for while what comes after goes on. On the processor all is done when it is started.
int64_t mark();
void settle(int64_t mark);

void setZero(const at::Tensor& dense);  ///< started in order; doubles at once, on the processor
/// Few numbers that kernels and the processor exchange in each pass; dense, not set.
at::Tensor exchanged(int64_t count, at::ScalarType type);
/// Numbers for kernels to read once a block.
at::Tensor arrayOf(const std::vector<int64_t>& numbers);
/// The same for kernels that read them over and over.
at::Tensor arrayNear(const std::vector<int64_t>& numbers);

}  // namespace graft::ops
