// SPDX-License-Identifier: Apache-2.0
// Datasets of a home as things that a person lists, renames, exports and throws away. Any thread.
#pragma once

#include <string>
#include <vector>

#include "core/data/dataset.hpp"

namespace graft::workspace {

struct DatasetFacts {
  std::string name;
  int versions = 0, latest = 0;
  uint64_t rows = 0, train = 0, heldout = 0, bytes = 0;  ///< rows of the latest version, bytes of all
  std::string shape, source;
  Message problem;  ///< why the latest version cannot be read; empty: it can
};
/// By name.
std::vector<DatasetFacts> listDatasets(const std::string& home);
/// Names of runs in HOME/runs that were started on a version of this dataset.
std::vector<std::string> runsOn(const std::string& dataset, const std::string& home);

/// The old name stays as a link, so that runs and commands that use it go on. Refused where the new name is taken.
Status renameDataset(const std::string& name, const std::string& wanted, const std::string& home);
/// Moves the dataset to HOME/datasets/.bin; the folder there. Refused while runs that are not finished use it.
Result<std::string> deleteDataset(const std::string& name, const std::string& home);
/// Writes rows as JSON lines as they are stored. `side`: all, train or heldout. Refused where the file exists. The number of rows.
Result<uint64_t> exportDataset(const Dataset& dataset, const std::string& file, const std::string& side);

}  // namespace graft::workspace
