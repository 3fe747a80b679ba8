// SPDX-License-Identifier: Apache-2.0
// Adapters that are kept by task: HOME/adapters/TASK/VERSION with the adapter's files, entry.json (what it was made from, by hash) and
// card.json (what only a person can say), and TASK/history.jsonl, to which lines are only ever added, each with the hash of the one
// before. Aliases ("champion") are what the history says last. Several programs may read; one at a time changes a task.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/weights/adapter_file.hpp"

namespace graft {

struct RegistryVersion {
  std::string task;
  int64_t number = 0;
  std::string folder;   ///< of this version
  std::string adapter;  ///< what readers of adapters open: the folder, or adapter.gguf in it
  Json entry, card;
  std::vector<std::string> aliases;
  std::string label() const { return task + "@" + std::to_string(number); }
};

/// The five questions of a model card that a person answers, by key and as a sentence.
const std::vector<std::pair<std::string, std::string>>& cardQuestions();
/// Questions without an answer.
std::vector<std::string> openQuestions(const Json& card);

/// How an adapter fits a base: what `add` looks at before it takes it.
struct AdapterFit {
  size_t matched = 0, zero = 0;
  std::vector<std::string> unmatched;
  Message remark;           ///< see AdapterFile::remark
  std::string claimedBase;  ///< as the adapter names it
  bool isNamedBase = true;  ///< the claim and the base's own name agree, or there is no claim
};
AdapterFit fitOf(const AdapterFile& file, const Checkpoint& base);

class Registry {
 public:
  explicit Registry(const std::string& home) : m_folder(home + "/adapters") {}

  struct Addition {
    std::string task;          ///< letters, digits, - _ .
    std::string adapter;       ///< PEFT folder or GGUF adapter
    Json entry;                ///< run, settings, results, hashes; base and adapter hash are filled in
    std::string acceptedBase;  ///< the claim of the adapter, when it names another base and is wanted all the same
  };
  /// Copies the files into the next version. Refused: an adapter that is there already, that has tensors without a place, or that names
  /// another base (unless `acceptedBase` is that name).
  Result<RegistryVersion> add(const Addition& addition, const Checkpoint& base) const;

  /// All versions, by task and number. What cannot be read is left out.
  std::vector<RegistryVersion> versions() const;
  /// TASK (its champion, else its newest), TASK@NUMBER, TASK@ALIAS. BadInput when there is none.
  Result<RegistryVersion> find(const std::string& name) const;

  Status setCard(const RegistryVersion& version, const Json& card) const;
  /// Gives the alias to this version. Refused without a reviewer, with open questions for "champion", or when its files changed.
  Status promote(const RegistryVersion& version, const std::string& alias, const std::string& reviewer, const std::string& note) const;
  /// The alias goes back to the version that had it before; its number.
  Result<int64_t> rollBack(const std::string& task, const std::string& alias, const std::string& reviewer, const std::string& note) const;
  /// Writes into the history what left the house: kind, number format, verdict, files by hash. No places.
  Status noteExport(const RegistryVersion& version, const Json& exported) const;
  /// The lines of a task, oldest first. An error when a line was changed or taken out.
  Result<std::vector<Json>> history(const std::string& task) const;
  /// Compares the files of a version with the hashes of its entry.
  static Status checkFiles(const RegistryVersion& version);

  /// One folder with everything about a version, to be handed on; `out` must not exist.
  Status pack(const RegistryVersion& version, const std::string& out) const;
  /// Takes such a folder in as a new version of its task, with its card and its lines of history as lineage. With `publicKey`, a file:
  /// refused unless its signature holds under that key.
  Result<RegistryVersion> unpack(const std::string& bundle, const std::string& publicKey = {}) const;

 private:
  std::optional<RegistryVersion> read(const std::string& task, int64_t number) const;
  std::string historyFile(const std::string& task) const;
  Status write(const std::string& task, Json line) const;
  Result<RegistryVersion> publish(const std::string& task, const std::vector<std::pair<std::string, std::string>>& files, Json entry,
                                  const Json& card, const Json& line) const;
  std::string m_folder;
};

}  // namespace graft
