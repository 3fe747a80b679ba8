// SPDX-License-Identifier: Apache-2.0
// Edits of a dataset version: rows corrected, removed, moved between the splits, masked, or split anew. Versions are immutable; the edits
// produce the next version. Any thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>

#include "core/data/dataset.hpp"

namespace graft {

/// Row numbers refer to the revised version. A value type, cheap to copy: undo keeps a copy for every step.
struct Revision {
  std::map<size_t, std::shared_ptr<const Json>> changed;  ///< canonical examples
  std::set<size_t> removed;
  std::map<size_t, Split> moved;  ///< each with all rows of an equal question
  std::optional<double> holdout;  ///< new held-out share; `moved` takes precedence
  bool masksPersonalData = false;
  bool isEmpty() const { return changed.empty() && removed.empty() && moved.empty() && !holdout && !masksPersonalData; }
};
Json toJson(const Revision& revision);
/// Fails with Refused if a row number is not below `rows`.
Result<Revision> revisionFromJson(const Json& json, size_t rows);

/// Returns a row with its edits, even if it is removed.
Result<Json> revisedRow(const Dataset& dataset, const Revision& revision, size_t row);
/// Returns `revision` with each row's system text prepended to its first question, for templates without system messages.
Result<Revision> withSystemInQuestion(const Dataset& dataset, Revision revision);
/// Applies the checks of an import. BadInput with the reason.
Result<Example> checkedExample(const Json& example);

/// Predicts the split of each row, before similar rows are kept together. Keeps references to dataset and revision.
class RevisedSides {
 public:
  RevisedSides(const Dataset& dataset, const Revision& revision);
  Split of(size_t row) const;
  Split of(size_t row, uint64_t key) const;

 private:
  const Dataset& m_dataset;
  const Revision& m_revision;
  std::unordered_map<uint64_t, Split> m_moved;  ///< by key of the question
};

/// Marks of a row, as counted by an import.
enum RowMark : uint8_t { kPersonal = 1, kRepeat = 2, kControlTokens = 4, kLong = 8, kWillBeHeldOut = 16 };
/// Returns the marks of each row, including removed rows. `kRepeat`: an earlier row has an equal question and answer. Empty if cancelled.
std::vector<uint8_t> markRows(const Dataset& dataset, const Revision& revision, const std::function<bool()>& cancelled);

/// Writes the next version, or finds an existing one with equal content. Its manifest has the fields of an import and `revised`. Leaves no
/// files behind on failure.
Result<DatasetManifest> reviseDataset(const Dataset& dataset, const Revision& revision, const std::string& home,
                                      const std::function<bool()>& cancelled = {});

}  // namespace graft
