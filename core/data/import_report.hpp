// SPDX-License-Identifier: Apache-2.0
// Statistics of an import: the fields of its manifest that describe rows, and the warnings.
#pragma once

#include <array>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/contract/dataset_manifest.hpp"
#include "core/data/hash_counter.hpp"
#include "core/data/mapping.hpp"

namespace graft {

inline constexpr size_t kLongRow = 100'000;  ///< characters from which a row is reported as long

/// Notice about columns that are kept but not used.
inline constexpr Sentence<1> kNotUsed = "not used: %1 (kept with the rows; --map FIELD=COLUMN uses one)";

/// Histogram of lengths in bins of about 5 %, so that percentiles do not need a list of all rows.
class LengthStatistics {
 public:
  void add(size_t length);
  LengthSummary summary() const;

 private:
  uint64_t percentile(double share) const;
  std::array<uint64_t, 512> m_classes{};
  uint64_t m_count = 0, m_total = 0;
  size_t m_longest = 0;
};

/// Counters of one import. Memory use is bounded, independent of the number of rows.
class ImportReport {
 public:
  /// `file` is the name of the file if there are several.
  void reject(uint64_t line, const Message& reason, const std::string& file = {});
  /// Adds a warning of the import itself. These precede the warnings derived from the counts.
  void note(Message words) { m_notes.push_back(std::move(words)); }
  void accept(const Example& example, uint64_t key, uint64_t rowHash, bool isHeldOut);
  /// Counts a rejected row that `mendTurns` may repair.
  void countOutOfTurn() { ++m_outOfTurn; }
  uint64_t outOfTurn() const { return m_outOfTurn; }
  void moveToHeldOut() { ++m_heldout; }
  void similar(uint64_t rows, uint64_t acrossSplit, bool lookedAtAll) {
    m_similar = rows, m_acrossSplit = acrossSplit, m_lookedAtAll = lookedAtAll;
  }

  uint64_t accepted() const { return m_ok; }
  /// Formats "3 were left out, the first (line 7): ...".
  Message rejectedText() const;
  /// Must be called once, after the last row.
  Status countDuplicates();
  /// Fills the fields of the rows; those of file and version stay empty.
  DatasetManifest manifest(const Mapping& mapping, const std::vector<std::string>& columns) const;

 private:
  std::vector<Message> warnings(const Mapping& mapping) const;
  Message personalKinds() const;
  HashCounter m_exact, m_near;
  LengthStatistics m_lengths;
  std::unordered_map<std::string, uint64_t> m_answers;
  std::map<std::string, uint64_t> m_unused;         ///< columns that are kept but not used, with the number of non-empty rows
  std::map<std::string, uint64_t> m_messageFields;  ///< message fields that are kept for templates that read them, with the number of rows
  PersonalDataCounts m_personal;
  std::vector<RejectedRow> m_list;  ///< the first rejected rows
  std::vector<Message> m_notes;
  uint64_t m_ok = 0, m_rejected = 0, m_heldout = 0, m_long = 0, m_control = 0, m_exactRepeats = 0, m_nearRepeats = 0, m_similar = 0,
           m_acrossSplit = 0, m_callsFromText = 0, m_valuesAsText = 0, m_mendedTurns = 0, m_oddTurns = 0, m_outOfTurn = 0;
  bool m_lookedAtAll = true;
};

}  // namespace graft
