// SPDX-License-Identifier: Apache-2.0
// Datasets of a home: listing, renaming, export and deletion. Any thread.
#pragma once

#include <string>
#include <vector>

#include "core/data/dataset.hpp"

namespace graft::workspace {

struct DatasetFacts {
  std::string name;
  int versions = 0, latest = 0;
  uint64_t rows = 0, train = 0, heldout = 0, bytes = 0;  ///< rows of the latest version, bytes of all versions
  Shape shape = Shape::Unknown;
  std::string source;
  Message problem;  ///< reason why the latest version is unreadable, else empty
};
/// Ordered by name.
std::vector<DatasetFacts> listDatasets(const std::string& home);
/// Names of the runs in HOME/runs that use a version of this dataset.
std::vector<std::string> runsOn(const std::string& dataset, const std::string& home);

/// Keeps the old name as a link for existing runs and commands. Fails with Refused if the new name is taken.
Status renameDataset(const std::string& name, const std::string& wanted, const std::string& home);
/// Moves the dataset to HOME/datasets/.bin and returns the folder there. Fails with Refused while unfinished runs use it.
Result<std::string> deleteDataset(const std::string& name, const std::string& home);
/// Moves a deleted dataset back from the folder that `deleteDataset` returned. Fails with Refused if the name is taken meanwhile.
Status restoreDataset(const std::string& name, const std::string& folder, const std::string& home);
/// Folder of a version under the present name of its dataset. `folder` may have an earlier one, which is a link.
std::string presentFolder(const std::string& folder);
/// Writes the stored rows as JSON lines and returns their number. `side`: all, train or heldout. Fails with Refused if the file exists.
Result<uint64_t> exportDataset(const Dataset& dataset, const std::string& file, const std::string& side);

}  // namespace graft::workspace
