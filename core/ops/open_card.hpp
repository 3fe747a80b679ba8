// SPDX-License-Identifier: Apache-2.0
// Finds a working GPU before any work is submitted to it.
#pragma once

#include <memory>
#include <string>

#include "core/base/message.hpp"
#include "kernels/card/card.hpp"

namespace graft::ops {

struct OpenedCard {
  std::shared_ptr<kernels::Card> card;  ///< null if none works
  Message reason;                       ///< reason if null, phrased to end a sentence; empty if the library is missing
};
/// Loads the GPU kernel library at `path` and runs a test computation. Any thread. Loads a driver into this process.
OpenedCard openCard(const std::string& path);
/// Returns an empty message if small products and copies on the GPU equal the CPU's, else the problem.
Message complaintOf(kernels::Card& card);

}  // namespace graft::ops
