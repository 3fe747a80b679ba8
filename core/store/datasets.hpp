// SPDX-License-Identifier: Apache-2.0
// Dataset versions recorded in the store.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/contract/dataset_manifest.hpp"

namespace graft::store {

class Store;

struct DatasetRow {
  std::string name, hash;
  int64_t version = 0;
  DatasetManifest manifest;
};
/// Ordered by name, newest version first.
Result<std::vector<DatasetRow>> listDatasets(const Store& store);

}  // namespace graft::store
