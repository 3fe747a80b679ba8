// SPDX-License-Identifier: Apache-2.0
// What a person changes in a version of a dataset: rows corrected, left out, moved between the two sides, personal data masked, split
// anew. A version never changes; the changes make the next one. Any thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>

#include "core/data/dataset.hpp"

namespace graft {

/// Rows are numbered as in the version that is revised. A value, cheap to copy: undo keeps one for every step.
struct Revision {
  std::map<size_t, std::shared_ptr<const Json>> changed;  ///< canonical examples
  std::set<size_t> removed;
  std::map<size_t, Side> moved;   ///< each with all rows that ask the same
  std::optional<double> holdout;  ///< split anew by this share, but for `moved`
  bool masksPersonalData = false;
  bool isEmpty() const { return changed.empty() && removed.empty() && moved.empty() && !holdout && !masksPersonalData; }
};
Json toJson(const Revision& revision);
/// Refused when a row is not one of `rows`.
Result<Revision> revisionFromJson(const Json& json, size_t rows);

/// A row as the revision has it, whether or not it is removed.
Result<Json> revisedRow(const Dataset& dataset, const Revision& revision, size_t row);
/// `revision` with the system text of each row put in front of its first question, for templates that know no system message.
Result<Revision> withSystemInQuestion(const Dataset& dataset, Revision revision);
/// The same checks as at an import; BadInput with the reason.
Result<Example> checkedExample(const Json& example);

/// On which side rows will lie, before rows that are nearly the same are kept together. Keeps references to both.
class RevisedSides {
 public:
  RevisedSides(const Dataset& dataset, const Revision& revision);
  Side of(size_t row) const;
  Side of(size_t row, uint64_t key) const;

 private:
  const Dataset& m_dataset;
  const Revision& m_revision;
  std::unordered_map<uint64_t, Side> m_moved;  ///< by the key of the question
};

/// What stands out in a row, as an import counts it.
enum RowMark : uint8_t { kPersonal = 1, kRepeat = 2, kControlTokens = 4, kLong = 8, kWillBeHeldOut = 16 };
/// One set of marks a row, removed ones too. `kRepeat`: an earlier row asks and answers the same. Empty when it was cancelled.
std::vector<uint8_t> markRows(const Dataset& dataset, const Revision& revision, const std::function<bool()>& cancelled);

/// Writes the next version. Its manifest has the fields of an import, and `revised`: the version it comes from, and the numbers of rows
/// changed, removed, moved, masked, and `kept_together` (held out although a person wanted to learn from it, because it says nearly the
/// same as a held-out row). An equal version is found instead. Nothing is left behind when it fails.
Result<Json> reviseDataset(const Dataset& dataset, const Revision& revision, const std::string& home,
                           const std::function<bool()>& cancelled = {});

}  // namespace graft
