// SPDX-License-Identifier: Apache-2.0
// Imported data: HOME/datasets/NAME/VERSION with rows.jsonl (an example per line), index.bin and manifest.json.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/file.hpp"
#include "core/base/json.hpp"
#include "core/data/mapping.hpp"
#include "core/data/row_source.hpp"

namespace graft {

enum class Split : uint32_t { Train = 0, HeldOut = 1 };

/// Entry of index.bin for one row (little-endian, 32 bytes).
struct IndexEntry {
  uint64_t offset = 0;
  uint32_t length = 0;
  Split side = Split::Train;
  uint64_t hash = 0;       ///< hash of the canonical row
  uint64_t line : 48 = 0;  ///< line in the source file
  uint64_t file : 16 = 0;  ///< index into the manifest's `files`; 0 if they are not listed because there is only one
};
/// Formats "line 7", or "line 7 of letters.csv" if the file has a distinguishing name.
std::string placeWords(uint64_t line, const std::string& file);
/// Location of a row: its line and the index of its file in the import.
struct RowPlace {
  uint64_t line = 0;
  uint16_t file = 0;
};

/// Opened version. Immutable and thread-safe.
class Dataset {
 public:
  static Result<Dataset> open(const std::string& folder);
  const DatasetManifest& manifest() const { return m_manifest; }
  const std::string& folder() const { return m_folder; }
  size_t rows() const { return m_index.size(); }
  const IndexEntry& entry(size_t row) const { return m_index[row]; }
  /// Source file of a row; empty if the version has a single file.
  std::string file(size_t row) const;
  std::string place(size_t row) const { return placeWords(m_index[row].line, file(row)); }
  /// Canonical example of a row, as JSON text and parsed.
  std::string_view text(size_t row) const { return m_rows.bytes().substr(m_index[row].offset, m_index[row].length); }
  Result<Json> row(size_t row) const;
  std::vector<size_t> side(Split side) const;

 private:
  Dataset(MappedFile rows, std::string folder) : m_rows(std::move(rows)), m_folder(std::move(folder)) {}
  MappedFile m_rows;
  std::string m_folder;
  DatasetManifest m_manifest;
  std::vector<IndexEntry> m_index;
};

struct ImportOptions {
  std::string file;
  std::vector<std::string> more;  ///< further files, appended in order; formats and shapes may differ
  ReadOptions read;
  std::string heldoutFile;  ///< its rows form the held-out split
  std::string name;         ///< default: stem of the file name
  std::string member;       ///< entry of a dataset_info.json
  Mapping mapping;
  double holdout = 0.1;
  std::function<void(uint64_t done, uint64_t all)> progress;
  std::function<bool()> cancelled;
};

/// Maximum number of files in an import, including the held-out file.
inline constexpr size_t kMostFiles = 100;

/// Imports the files into a new version, or finds an existing version with equal content. Returns its manifest. Leaves no files
/// behind on failure.
Result<DatasetManifest> importFile(const ImportOptions& options, const std::string& home);

/// Opens a version by NAME, NAME@VERSION or a path (imported first).
Result<Dataset> findDataset(const std::string& name, const std::string& home, const ImportOptions& defaults);

}  // namespace graft
