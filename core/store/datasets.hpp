// SPDX-License-Identifier: Apache-2.0
// Dataset versions recorded in the store.
#pragma once

#include <string>
#include <vector>

#include "core/base/json.hpp"

namespace graft::store {

class Store;

struct DatasetRow {
  std::string name, hash;
  int64_t version = 0;
  Json manifest;  ///< copy of the manifest in its folder
};
/// Ordered by name, newest version first.
Result<std::vector<DatasetRow>> listDatasets(const Store& store);

}  // namespace graft::store
