// SPDX-License-Identifier: Apache-2.0
// Runs for display: a searchable list, notes, tags, and the bin. Each change is recorded in the audit log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/contract/jobs/compare.hpp"
#include "core/contract/run_record.hpp"

namespace graft::store {

class Store;

struct RunRow {
  std::string name, state, parent, model, dataset, started, ended, note;
  int64_t datasetVersion = 0, steps = 0;
  std::optional<double> lossLast, heldoutLoss, heldoutExactMatch;
  std::optional<double> exactMatchBefore;  ///< of the base model on the held-out rows
  std::optional<double> seconds;           ///< of training; empty while it lasts
  int64_t questions = 0;                   ///< held-out rows with a graded answer
  std::vector<std::string> tags;
  std::string binnedSince;  ///< empty: not in the bin
};
/// Row made from run.json. Note, tags and bin exist only in the store.
RunRow rowOf(const std::string& name, const RunRecord& record);
enum class Bin { Without, Only };
struct RunFilter {
  std::string search;  ///< part of name, dataset, model, note or a tag; case-insensitive
  std::string tag;     ///< exact match
  Bin bin = Bin::Without;
};
/// Ordered newest first.
Result<std::vector<RunRow>> listRuns(const Store& store, const RunFilter& filter);

/// BadInput if the run is not in the store. Text is stored verbatim, up to 1 MiB. An empty note removes it.
Status setNote(Store& store, const std::string& run, const std::string& text);
Status addTag(Store& store, const std::string& run, const std::string& tag);
Status removeTag(Store& store, const std::string& run, const std::string& tag);

/// Moves the folder to HOME/bin, from where it can be restored for 30 days. Fails with Refused while a worker holds it.
inline constexpr int kBinDays = 30;
Status moveToBin(Store& store, const std::string& run);
Status restoreFromBin(Store& store, const std::string& run);
/// Deletes folders that were in the bin for longer, if the store moved them there. Returns their number.
Result<size_t> emptyOldBin(Store& store);

/// Stores a result of `compare` and returns its number.
Result<int64_t> addComparison(Store& store, const std::vector<std::string>& adapters, const CompareResult& result);
/// The user's choice between two answers to one question. Hashes are SHA-256 of the texts.
struct Vote {
  int64_t item = 0;    ///< index in the comparison's items
  std::string choice;  ///< "adapter", "base", "tie", "both bad"
  std::string run;     ///< adapter that answered
  std::string question, baseAnswer, adapterAnswer;
  bool operator==(const Vote&) const = default;
};
/// Records a vote in place of an earlier one on its item. An empty choice removes it.
Status setVote(Store& store, int64_t comparison, const Vote& vote);
/// Votes on a comparison, by item.
Result<std::vector<Vote>> votes(const Store& store, int64_t comparison);

/// Writes a line of the audit log. Fails with Refused for a reader.
Status audit(Store& store, const std::string& action, const std::string& subject, const std::string& detail);
/// Audit log, newest first: at, actor, action, subject, detail.
Result<Json> auditLog(const Store& store, size_t most);

}  // namespace graft::store
