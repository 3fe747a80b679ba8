// SPDX-License-Identifier: Apache-2.0
// Adapter checks for the command line and the workbench, and the last result of each adapter (HOME/checks/HASH.json). Any thread.
#pragma once

#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/base/processors.hpp"

namespace graft::workspace {

struct CheckOrder {
  std::string adapter;                                         ///< any name accepted by findAdapter
  std::string model;                                           ///< base; empty: that of the run, else the embedded one
  std::string dataset;                                         ///< folder of a version; empty: that of the run, else none
  std::string acceptedBase;                                    ///< the adapter's claim, to accept it although it names another base
  std::vector<double> strengths = {0.25, 0.5, 0.75, 1, 1.25};  ///< 0 (the base) and 1 are always included; up to 8, over 0 to 4
  int64_t rows = 100;                                          ///< maximum number of held-out rows
  CpuOrder cpu;
};
/// Job "check" for the worker. Fails with Refused for an adapter that names another base (unless `acceptedBase` is that name).
Result<Json> checkSpec(const CheckOrder& order, const std::string& home);
Status keepCheck(const Json& result, const std::string& home);
/// Last result of the job for an adapter with these tensors, or null. Reads the adapter's whole file.
Json lastCheckOf(const std::string& adapter, const std::string& home);

struct CarryOrder {
  std::string adapter, otherModel;
  std::string model, dataset, acceptedBase;  ///< base, data and accepted claim; the target base is not checked against the claim
  int64_t rows = 100;
  CpuOrder cpu;
};
/// Job "carry": evaluates the adapter on another base of equal shape. Fails with Refused if the bases are one file.
Result<Json> carrySpec(const CarryOrder& order, const std::string& home);

}  // namespace graft::workspace
