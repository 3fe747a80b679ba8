// SPDX-License-Identifier: Apache-2.0
// Test of an adapter on another base of equal shape. Any thread.
#pragma once

#include <string>

#include "core/contract/jobs/check.hpp"

namespace graft::commands {

struct TransferOrder {
  std::string adapter, otherModel;
  std::string model, dataset, acceptedBase;  ///< base, data and accepted claim; the target base is not checked against the claim
  size_t rows = 100;                         ///< maximum number of held-out rows
  CpuOrder cpu;
};
/// BadUsage if the bases are one file. Fails with Refused for an adapter that names another base (unless `acceptedBase` is that name).
Result<TransferJob> transferJobOf(const TransferOrder& order, const std::string& home);

}  // namespace graft::commands
