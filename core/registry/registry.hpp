// SPDX-License-Identifier: Apache-2.0
// Registry of adapters by task: HOME/adapters/TASK/VERSION with the adapter's files, entry.json (origin, by hash) and card.json (the user's
// answers). TASK/history.jsonl is append-only, and each line holds the hash of its predecessor. An alias ("champion") points to the version
// of its last history entry. Several programs may read; one at a time changes a task.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/contract/adapter_entry.hpp"
#include "core/contract/jobs/export.hpp"
#include "core/weights/adapter_file.hpp"

namespace graft {

struct RegistryVersion {
  std::string task;
  int64_t number = 0;
  std::string folder;   ///< folder of this version
  std::string adapter;  ///< path for adapter readers: the folder, or adapter.gguf in it
  AdapterEntry entry;
  CardAnswers card;
  std::vector<std::string> aliases;
  std::string label() const { return task + "@" + std::to_string(number); }
};

/// Returns the unanswered ones of kCardQuestions.
std::vector<Message> openQuestions(const CardAnswers& card);

/// Fit of an adapter to a base, checked by `add`.
struct AdapterFit {
  size_t matched = 0, zero = 0;
  std::vector<std::string> unmatched;
  Message remark;           ///< see AdapterFile::remark
  std::string claimedBase;  ///< base named by the adapter
  bool isNamedBase = true;  ///< the claim equals the base's own name, or there is no claim
};
AdapterFit fitOf(const AdapterFile& file, const ModelFile& base);

class Registry {
 public:
  explicit Registry(const std::string& home) : m_folder(home + "/adapters") {}

  struct Addition {
    std::string task;          ///< letters, digits, - _ .
    std::string adapter;       ///< PEFT folder or GGUF adapter
    AdapterOrigin origin;      ///< `add` sets the hashes of base and adapter
    std::string acceptedBase;  ///< the adapter's claim, to accept it although it names another base
  };
  /// Copies the files into the next version. Fails with Refused for an adapter that is already present, that has unmatched tensors, or that
  /// names another base (unless `acceptedBase` is that name).
  Result<RegistryVersion> add(const Addition& addition, const ModelFile& base) const;

  /// All versions, by task and number. Unreadable ones are skipped.
  std::vector<RegistryVersion> versions() const;
  /// TASK (its champion, else its newest), TASK@NUMBER, TASK@ALIAS. BadInput if there is none.
  Result<RegistryVersion> find(const std::string& name) const;

  Status setCard(const RegistryVersion& version, const CardAnswers& card) const;
  /// Points the alias to this version. Refused without a reviewer, with open questions for "champion", or if its files changed.
  Status promote(const RegistryVersion& version, const std::string& alias, const std::string& reviewer, const std::string& note) const;
  /// Returns the alias to the version that had it before, and returns that version's number.
  Result<int64_t> rollBack(const std::string& task, const std::string& alias, const std::string& reviewer, const std::string& note) const;
  /// Records an export in the history.
  Status noteExport(const RegistryVersion& version, const Certificate& certificate) const;
  /// Lines of a task, oldest first. Fails if a line was changed or removed.
  Result<std::vector<AdapterHistoryLine>> history(const std::string& task) const;
  /// Compares the files of a version with the hashes of its entry.
  static Status checkFiles(const RegistryVersion& version);

  /// Packs everything about a version into one folder for transfer. `out` must not exist.
  Status pack(const RegistryVersion& version, const std::string& out) const;
  /// Imports a packed folder as a new version of its task, with its card, and its history lines as lineage. With `publicKey` (a file),
  /// fails with Refused unless the signature is valid under that key.
  Result<RegistryVersion> unpack(const std::string& bundle, const std::string& publicKey = {}) const;

 private:
  std::optional<RegistryVersion> read(const std::string& task, int64_t number) const;
  std::string historyFile(const std::string& task) const;
  Status write(const std::string& task, AdapterHistoryLine line) const;
  Result<RegistryVersion> publish(const std::string& task, const std::vector<std::pair<std::string, std::string>>& files,
                                  AdapterEntry entry, const CardAnswers& card, AdapterHistoryLine line) const;
  std::string m_folder;
};

}  // namespace graft
