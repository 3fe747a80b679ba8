// SPDX-License-Identifier: Apache-2.0
// Fixture that writes and imports files and opens them as datasets, in a home of its own.
#pragma once

#include <fstream>
#include <string>

#include "core/data/dataset.hpp"
#include "tests/support/paths.hpp"

namespace graft::tests {

/// Manifest in JSON, as its file and `graft import --json` have it.
inline Result<Json> inJson(const Result<DatasetManifest>& manifest) {
  return manifest.ok() ? Result<Json>(toJson(*manifest)) : Result<Json>(manifest.error());
}

class Imports : public testing::Test {
 protected:
  TemporaryFolder home;
  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(home / name, std::ios::binary) << text;
    return home / name;
  }
  Result<Json> import(const std::string& path, ImportOptions options = {}) {
    options.file = path;
    return inJson(importFile(options, home.path()));
  }
  /// Opens the version that an import made or found.
  Result<Dataset> dataset(const Json& manifest) {
    return Dataset::open(home /
                         ("datasets/" + manifest["dataset"].get<std::string>() + "/" + std::to_string(manifest["version"].get<int>())));
  }
};

}  // namespace graft::tests
