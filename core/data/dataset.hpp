// SPDX-License-Identifier: Apache-2.0
// Imported data: HOME/datasets/NAME/VERSION with rows.jsonl (one example a line), index.bin and manifest.json.
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

enum class Side : uint32_t { Train = 0, HeldOut = 1 };

/// One row in index.bin (little-endian, 32 bytes).
struct IndexEntry {
  uint64_t offset = 0;
  uint32_t length = 0;
  Side side = Side::Train;
  uint64_t hash = 0;       ///< of the canonical row
  uint64_t line : 48 = 0;  ///< in the file it came from
  uint64_t file : 16 = 0;  ///< which of the manifest's `files`; 0 where they are not listed, because there is one
};
/// "line 7", or "line 7 of letters.csv" where the file has a name to be told by.
std::string placeWords(uint64_t line, const std::string& file);
/// Where a row stands: its line, and which of the files of an import it is in.
struct RowPlace {
  uint64_t line = 0;
  uint16_t file = 0;
};

/// An opened version. Immutable; may be read from several threads.
class Dataset {
 public:
  static Result<Dataset> open(const std::string& folder);
  const Json& manifest() const { return m_manifest; }
  const std::string& folder() const { return m_folder; }
  size_t rows() const { return m_index.size(); }
  const IndexEntry& entry(size_t row) const { return m_index[row]; }
  /// The file that a row came from; empty where the version has one file.
  std::string file(size_t row) const;
  std::string place(size_t row) const { return placeWords(m_index[row].line, file(row)); }
  /// The canonical example of a row, as its JSON text and read.
  std::string_view text(size_t row) const { return m_rows.bytes().substr(m_index[row].offset, m_index[row].length); }
  Result<Json> row(size_t row) const;
  std::vector<size_t> side(Side side) const;

 private:
  Dataset(MappedFile rows, std::string folder) : m_rows(std::move(rows)), m_folder(std::move(folder)) {}
  MappedFile m_rows;
  std::string m_folder;
  Json m_manifest;
  std::vector<IndexEntry> m_index;
};

struct ImportOptions {
  std::string file;
  std::vector<std::string> more;  ///< files whose rows follow; each may be of another format and shape
  ReadOptions read;
  std::string heldoutFile;  ///< rows of this file are the held-out side
  std::string name;         ///< default: the file's stem
  std::string member;       ///< which entry of a dataset_info.json
  Mapping mapping;
  double holdout = 0.1;
  std::function<void(uint64_t done, uint64_t all)> progress;
  std::function<bool()> cancelled;
};

/// Most files of one import, the held-out one included.
inline constexpr size_t kMostFiles = 100;

/// Reads the files into a new version, or finds the version that has the same content. Returns its manifest, which holds
/// the JSON fields of `graft import`. Nothing is left behind when it fails.
Result<Json> importFile(const ImportOptions& options, const std::string& home);

/// NAME, NAME@VERSION or a path (which is imported first) to an opened version.
Result<Dataset> findDataset(const std::string& name, const std::string& home, const ImportOptions& defaults);

}  // namespace graft
