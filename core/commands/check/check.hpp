// SPDX-License-Identifier: Apache-2.0
// Adapter checks for the command line and the workbench, and the last result of each adapter (HOME/checks/HASH.json). Any thread.
#pragma once

#include <string>
#include <vector>

#include "core/contract/jobs/check.hpp"

namespace graft::commands {

struct CheckOrder {
  std::string adapter;                                         ///< any name accepted by findAdapter
  std::string model;                                           ///< base; empty: that of the run, else the embedded one
  std::string dataset;                                         ///< folder of a version; empty: that of the run, else none
  std::string acceptedBase;                                    ///< the adapter's claim, to accept it although it names another base
  std::vector<double> strengths = {0.25, 0.5, 0.75, 1, 1.25};  ///< 0 (the base) and 1 are always included; up to 8, over 0 to 4
  size_t rows = 100;                                           ///< maximum number of held-out rows
  CpuOrder cpu;
};
/// Fails with Refused for an adapter that names another base (unless `acceptedBase` is that name).
Result<CheckJob> checkJobOf(const CheckOrder& order, const std::string& home);
Status keepCheck(const CheckResult& result, const std::string& home);
/// Last result of the job for an adapter with these tensors; empty if there is none. Reads the adapter's whole file.
std::optional<CheckResult> lastCheckOf(const std::string& adapter, const std::string& home);

/// Result on general text, as a sentence.
Message generalSentence(const CheckResult& result);
/// Result of the memorization probe, as a sentence.
Message memorizationSentence(const MemorizationResult& result);

}  // namespace graft::commands
