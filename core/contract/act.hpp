// SPDX-License-Identifier: Apache-2.0
// Line of a home's history: what was done, when, and to which item. Composed from records of runs, folders and the audit log, so that homes
// of earlier versions have a history too.
#pragma once

#include "core/base/statistics.hpp"
#include "core/contract/dataset_manifest.hpp"
#include "core/contract/rating.hpp"

namespace graft {

enum class ActKind : uint8_t {
  DatasetImported,
  DatasetRevised,
  DatasetRenamed,  ///< detail: the old name
  DatasetDeleted,
  RunStarted,  ///< detail: the dataset
  RunPaused,
  RunResumed,
  RunEnded,  ///< detail: the state, as in its record, or "interrupted"
  RunBinned,
  RunRestored,
  RunPurged,  ///< deleted from the bin
  NoteChanged,
  NoteRemoved,
  TagAdded,    ///< detail: the tag
  TagRemoved,  ///< detail: the tag
  Compared,    ///< detail: all adapters
  Voted,
  VoteWithdrawn,
  Checked,       ///< detail: SHA-256 of the adapter
  AdapterKept,   ///< saved as a version of a task
  AdapterTaken,  ///< taken in from a bundle
  CardChanged,
  Promoted,    ///< detail: the alias
  RolledBack,  ///< detail: the alias
  Exported,    ///< detail: kind and number format
  ModelAdded,
  ModelRemoved,
  StoreCopied,  ///< detail: the file
  Other         ///< of a later version; detail: its name
};

struct Act {
  std::string at;  ///< UTC, ISO 8601
  ActKind kind = ActKind::Other;
  std::string subject;             ///< a run, a dataset, TASK@VERSION or a model; empty: unknown
  int64_t version = 0;             ///< of a dataset
  std::string actor;               ///< account or reviewer; empty: not recorded
  std::string detail;              ///< see ActKind
  bool isGone = false;             ///< the item was deleted
  uint64_t count = 1;              ///< equal acts in a row
  uint64_t rows = 0, heldout = 0;  ///< of a new dataset version
  std::optional<RevisionCounts> revision;
  std::optional<double> exactBefore, exactAfter, lossAfter;  ///< of an ended run
  std::optional<Rating> rating;
  std::optional<Verdict> verdict;
};

}  // namespace graft
