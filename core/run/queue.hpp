// SPDX-License-Identifier: Apache-2.0
// Queue of waiting runs: HOME/queue/queue.json. Each entry already has a run folder with its spec.
#pragma once

#include <string>
#include <vector>

#include "core/base/file.hpp"
#include "core/contract/fields.hpp"

namespace graft {

struct QueueEntry {
  std::string run;
  std::string parent;  ///< sweep of the run, or empty
  static constexpr auto fields = std::tuple{Field{"run", &QueueEntry::run}, Field{"parent", &QueueEntry::parent}};
};

/// Several programs may change the queue concurrently; each change is atomic (lock, atomic write). A single program at a time processes it.
class RunQueue {
 public:
  explicit RunQueue(const std::string& home) : m_folder(home + "/queue") {}
  Result<std::vector<QueueEntry>> list() const;
  Status add(const QueueEntry& entry) const;
  /// BadInput if the run is not in the queue.
  Status remove(const std::string& run) const;
  /// Moves a run to `position`, from 1. Positions beyond the end mean the end.
  Status move(const std::string& run, size_t position) const;
  /// Lock held while processing the queue. Fails with Refused if it is taken.
  Result<FolderLock> startWorking() const;

 private:
  template <class Change>
  Status change(Change&& change) const;
  std::string m_folder;
};

}  // namespace graft
