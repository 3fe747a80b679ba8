// SPDX-License-Identifier: Apache-2.0
#include "core/store/datasets.hpp"

#include "core/store/database.hpp"
#include "core/store/store.hpp"

namespace graft::store {

Result<std::vector<DatasetRow>> listDatasets(const Store& store) {
  return guarded(store.file(), [&]() -> Result<std::vector<DatasetRow>> {
    SQLite::Statement query(store.connection(),
                            "SELECT dataset, version, hash, manifest FROM dataset_versions ORDER BY dataset, version DESC");
    std::vector<DatasetRow> out;
    while (query.executeStep()) {
      const auto manifest = parseJson(query.getColumn(3).getString());
      out.push_back({query.getColumn(0).getString(), query.getColumn(2).getString(), query.getColumn(1).getInt64(),
                     manifest.ok() ? fromJson<DatasetManifest>(*manifest) : DatasetManifest()});
      out.back().manifest.dataset = out.back().name;  // the manifest has the name of the import
    }
    return out;
  });
}

}  // namespace graft::store
