// SPDX-License-Identifier: Apache-2.0
// Adapter of a command with its base and its run's data, resolved from names. Any thread.
#pragma once

#include <string>

#include "core/contract/jobs/train.hpp"

namespace graft::commands {

/// Paths.
struct AdapterInputs {
  std::string adapter, model;
  std::string dataset;  ///< folder of a version; empty if the data was deleted
  std::string run;      ///< folder of the run that made the adapter; empty if it is not here
};
/// `model`: wanted base; empty: that of the run, else the embedded one. `dataset`: wanted folder; empty: that of the run. Refused if the
/// adapter names another base, unless that name is `acceptedBase`.
Result<AdapterInputs> resolveAdapter(const std::string& name, const std::string& model, const std::string& dataset,
                                     const std::string& acceptedBase, const std::string& home);

/// Reads RUN/spec.json. Fails on settings that are unknown or out of range.
Result<RunSpec> readRunSpec(const std::string& runFolder);

}  // namespace graft::commands
