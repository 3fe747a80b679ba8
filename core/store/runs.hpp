// SPDX-License-Identifier: Apache-2.0
// Runs as people see them: a list that can be searched, notes, tags, the bin. Each change stands in the audit log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.hpp"

namespace graft::store {

class Store;

struct RunRow {
  std::string name, state, parent, model, dataset, started, ended, note;
  int64_t datasetVersion = 0, steps = 0;
  std::optional<double> lossLast, heldoutLoss, heldoutExactMatch;
  std::vector<std::string> tags;
  std::string binnedSince;  ///< empty: not in the bin
};
/// What run.json says; note, tags and bin are the store's alone.
RunRow rowOf(const std::string& name, const Json& record);
enum class Bin { Without, Only };
struct RunFilter {
  std::string search;  ///< part of name, dataset, model, note or a tag; letters of either case
  std::string tag;     ///< exactly
  Bin bin = Bin::Without;
};
/// Newest first.
Result<std::vector<RunRow>> listRuns(const Store& store, const RunFilter& filter);

/// BadInput when the store knows no such run. Text is stored as it is, up to 1 MiB; an empty note removes it.
Status setNote(Store& store, const std::string& run, const std::string& text);
Status addTag(Store& store, const std::string& run, const std::string& tag);
Status removeTag(Store& store, const std::string& run, const std::string& tag);

/// The folder goes to HOME/bin and can come back for 30 days. Refused while somebody works on it.
inline constexpr int kBinDays = 30;
Status moveToBin(Store& store, const std::string& run);
Status restoreFromBin(Store& store, const std::string& run);
/// Deletes folders that have lain in the bin for longer; only those that the store put there. How many.
Result<size_t> emptyOldBin(Store& store);

/// Keeps what `compare` answered; its number.
Result<int64_t> addComparison(Store& store, const Json& adapters, const Json& result);
/// A person's choice for an item of a comparison ("adapter", "base", "tie", "both bad"); an empty one takes it back.
Status setVote(Store& store, int64_t comparison, int64_t item, const std::string& choice);
/// Choices by item; empty where nobody voted.
Result<std::vector<std::string>> votes(const Store& store, int64_t comparison, size_t items);

/// The audit log, newest first: at, actor, action, subject, detail.
Result<Json> auditLog(const Store& store, size_t most);

}  // namespace graft::store
