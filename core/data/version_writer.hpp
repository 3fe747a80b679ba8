// SPDX-License-Identifier: Apache-2.0
// Rows on their way into a version of a dataset: its files in a hidden folder, the counts, and the moment at which it appears under its
// name. Imports and revisions write through it. One thread.
#pragma once

#include <memory>
#include <string>

#include "core/base/hash.hpp"
#include "core/data/dataset.hpp"
#include "core/data/import_report.hpp"
#include "core/data/near_duplicates.hpp"

namespace graft {

/// What a row asks, without case, spaces and punctuation: rows with one key stay on one side of the split.
struct Question {
  std::string plain;
  uint64_t key = 0;
};
Question questionOf(const Example& example);
/// Held out or not is a function of the question's words alone, so it survives an import of the file with more rows; a larger share
/// keeps what a smaller one held out.
Side sideOf(uint64_t key, double holdout);

class VersionWriter {
 public:
  /// Makes the hidden folder below HOME/datasets; it is removed with this object unless it was published.
  static Result<std::unique_ptr<VersionWriter>> begin(const std::string& home);
  ~VersionWriter();
  VersionWriter(const VersionWriter&) = delete;
  VersionWriter& operator=(const VersionWriter&) = delete;

  ImportReport& report() { return m_report; }
  /// Errors of writing come with `finish`.
  /// Rows of one `group` other than 0 end on one side.
  void add(RowPlace place, const Example& example, const Question& question, Side side, uint64_t group = 0);
  /// A row that was added moves to the held-out side.
  void holdOut(uint64_t row) { m_named.push_back(row); }
  /// After the last row: keeps similar rows on one side. The fields of `graft import` that describe rows, with the content's hash.
  Result<Json> finish(const Mapping& mapping, const std::vector<std::string>& columns);
  /// Puts the version in its place, as the next one of `name`, or finds one with the same content; sets `dataset`, `version` and, for
  /// one that was found, `unchanged` in the manifest.
  Status publish(const std::string& name, Json& manifest);

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
  std::vector<uint64_t> m_named;                         ///< rows that go to the held-out side
  std::vector<std::pair<uint64_t, uint64_t>> m_grouped;  ///< group and row
  uint64_t m_offset = 0;
};

}  // namespace graft
