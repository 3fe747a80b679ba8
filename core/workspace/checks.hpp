// SPDX-License-Identifier: Apache-2.0
// Checks of an adapter as the command line and the workbench ask for them, and the last one of each adapter (HOME/checks/HASH.json).
// Any thread.
#pragma once

#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/base/processors.hpp"

namespace graft::workspace {

struct CheckOrder {
  std::string adapter;                                         ///< as findAdapter knows it
  std::string model;                                           ///< base; empty: the one of the run, else the embedded one
  std::string dataset;                                         ///< folder of a version; empty: the one of the run, else none
  std::string acceptedBase;                                    ///< that the adapter names, when it is another one and wanted all the same
  std::vector<double> strengths = {0.25, 0.5, 0.75, 1, 1.25};  ///< 0 (the base) and 1 are always looked at; up to 8, over 0 to 4
  int64_t rows = 100;                                          ///< most held-out rows
  CpuOrder cpu;
};
/// The job "check" for the worker. Refused for an adapter that names another base (unless `acceptedBase` is that name).
Result<Json> checkSpec(const CheckOrder& order, const std::string& home);
Status keepCheck(const Json& result, const std::string& home);
/// What the job answered last about an adapter with these tensors; null when nothing did. Reads the whole file of the adapter.
Json lastCheckOf(const std::string& adapter, const std::string& home);

struct CarryOrder {
  std::string adapter, otherModel;
  std::string model, dataset, acceptedBase;  ///< as above; the other base is not asked about
  int64_t rows = 100;
  CpuOrder cpu;
};
/// The job "carry": the adapter on another base of the same shape. Refused when both bases are the same file.
Result<Json> carrySpec(const CarryOrder& order, const std::string& home);

}  // namespace graft::workspace
