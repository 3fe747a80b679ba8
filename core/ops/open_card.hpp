// SPDX-License-Identifier: Apache-2.0
// Finding a card that works, before anything is given to it.
#pragma once

#include <memory>
#include <string>

#include "core/base/message.hpp"
#include "kernels/card/card.hpp"

namespace graft::ops {

struct OpenedCard {
  std::shared_ptr<kernels::Card> card;  ///< null when there is none that works
  Message reason;                       ///< then why, in words that end a sentence; empty when the library is not there
};
/// Opens the library of card kernels at `path` and lets its card compute something. Any thread; loads a driver into this process.
OpenedCard openCard(const std::string& path);
/// Empty when small products and copies of a card equal the processor's; else what is wrong.
Message complaintOf(kernels::Card& card);

}  // namespace graft::ops
