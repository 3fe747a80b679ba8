// SPDX-License-Identifier: Apache-2.0
// Dataset versions as the store knows them.
#pragma once

#include <string>
#include <vector>

#include "core/base/json.hpp"

namespace graft::store {

class Store;

struct DatasetRow {
  std::string name, hash;
  int64_t version = 0;
  Json manifest;  ///< as in its folder
};
/// By name, newest version first.
Result<std::vector<DatasetRow>> listDatasets(const Store& store);

}  // namespace graft::store
