// SPDX-License-Identifier: Apache-2.0
// What an import counted: the JSON fields of `graft import` that describe rows, and the warnings.
#pragma once

#include <array>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/json.hpp"
#include "core/data/hash_counter.hpp"
#include "core/data/mapping.hpp"

namespace graft {

inline constexpr size_t kLongRow = 100'000;  ///< characters from which on a row is said to be long

/// Lengths in classes of about 5 %, so that percentiles need no list of all rows.
class LengthStatistics {
 public:
  void add(size_t length);
  Json json() const;

 private:
  uint64_t percentile(double share) const;
  std::array<uint64_t, 512> m_classes{};
  uint64_t m_count = 0, m_total = 0;
  size_t m_longest = 0;
};

/// Counters of one import. Memory is bounded whatever the number of rows.
class ImportReport {
 public:
  /// `file`: its name, where there are several.
  void reject(uint64_t line, const Message& reason, const std::string& file = {});
  /// A warning of the import's own; they come before those of the counts.
  void note(Message words) { m_notes.push_back(std::move(words)); }
  void accept(const Example& example, uint64_t key, uint64_t rowHash, bool isHeldOut);
  /// Of the rejected rows one that `mendTurns` may help with.
  void countOutOfTurn() { ++m_outOfTurn; }
  uint64_t outOfTurn() const { return m_outOfTurn; }
  void moveToHeldOut() { ++m_heldout; }
  void similar(uint64_t rows, uint64_t acrossSplit, bool lookedAtAll) {
    m_similar = rows, m_acrossSplit = acrossSplit, m_lookedAtAll = lookedAtAll;
  }

  uint64_t accepted() const { return m_ok; }
  /// "3 were left out, the first (line 7): ..."
  Message rejectedText() const;
  /// To be called once, after the last row.
  Status countDuplicates();
  Json json(const Mapping& mapping, const std::vector<std::string>& columns) const;

 private:
  std::vector<Message> warnings(const Mapping& mapping) const;
  Message personalKinds() const;
  HashCounter m_exact, m_near;
  LengthStatistics m_lengths;
  std::unordered_map<std::string, uint64_t> m_answers;
  std::map<std::string, uint64_t> m_unused;  ///< columns that are kept and not used: rows that hold something there
  std::map<std::string, uint64_t> m_messageFields;  ///< of messages, that are kept for templates that read them: rows
  struct {
    uint64_t rows = 0, email = 0, card = 0, iban = 0, phone = 0;
  } m_personal;  // rows by kind
  Json m_list = Json::array();
  std::vector<Message> m_notes;
  uint64_t m_ok = 0, m_rejected = 0, m_heldout = 0, m_long = 0, m_control = 0, m_exactRepeats = 0, m_nearRepeats = 0, m_similar = 0,
           m_acrossSplit = 0, m_callsFromText = 0, m_valuesAsText = 0, m_mendedTurns = 0, m_oddTurns = 0, m_outOfTurn = 0;
  bool m_lookedAtAll = true;
};

}  // namespace graft
