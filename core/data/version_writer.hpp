// SPDX-License-Identifier: Apache-2.0
// Writes a dataset version for imports and revisions. The files are built in a hidden folder with their counts, then published under the
// version's name. One thread.
#pragma once

#include <memory>
#include <string>

#include "core/base/hash.hpp"
#include "core/data/dataset.hpp"
#include "core/data/import_report.hpp"
#include "core/data/near_duplicates.hpp"

namespace graft {

/// Normalised question of a row, without case, spaces and punctuation. Rows with an equal key stay in one split.
struct Question {
  std::string plain;
  uint64_t key = 0;
};
Question questionOf(const Example& example);
/// Assigns the split from the question's hash alone, so it survives an import of the file with more rows. A larger share contains the rows
/// of a smaller one.
Split splitOf(uint64_t key, double holdout);

class VersionWriter {
 public:
  /// Creates the hidden folder below HOME/datasets. The destructor removes it unless it was published.
  static Result<std::unique_ptr<VersionWriter>> begin(const std::string& home);
  ~VersionWriter();
  VersionWriter(const VersionWriter&) = delete;
  VersionWriter& operator=(const VersionWriter&) = delete;

  ImportReport& report() { return m_report; }
  /// Write errors are reported by `finish`. Rows of one `group` other than 0 end up in one split.
  void add(RowPlace place, const Example& example, const Question& question, Split side, uint64_t group = 0);
  /// Moves an added row to the held-out split.
  void holdOut(uint64_t row) { m_named.push_back(row); }
  /// Must be called after the last row; keeps similar rows in one split. Fills the fields of the rows and the content's hash.
  Result<DatasetManifest> finish(const Mapping& mapping, const std::vector<std::string>& columns);
  /// Publishes the version as the next one of `name`, or finds one with equal content. Sets `dataset`, `version` and, for an existing
  /// version, `unchanged` in the manifest.
  Status publish(const std::string& name, DatasetManifest& manifest);

 private:
  VersionWriter(std::string home, std::string folder, OutputFile rows, OutputFile index)
      : m_home(std::move(home)), m_folder(std::move(folder)), m_rows(std::move(rows)), m_index(std::move(index)) {}
  Status moveToHeldOut(const std::vector<uint64_t>& rows);
  Status keepTogether(const std::vector<std::vector<uint32_t>>& similar);
  Status keepGroups();
  std::string m_home, m_folder;
  OutputFile m_rows, m_index;
  ImportReport m_report;
  SimilarTexts m_similar;
  Sha256 m_hash;
  std::vector<uint64_t> m_named;                         ///< rows to move to the held-out split
  std::vector<std::pair<uint64_t, uint64_t>> m_grouped;  ///< group and row
  uint64_t m_offset = 0;
};

}  // namespace graft
