// SPDX-License-Identifier: Apache-2.0
// Runs that wait for their turn: HOME/queue/queue.json. Each has a run folder with its spec already.
#pragma once

#include <string>
#include <vector>

#include "core/base/file.hpp"
#include "core/base/json.hpp"

namespace graft {

struct QueueEntry {
  std::string run;
  std::string parent;  ///< the sweep it belongs to, or empty
};

/// Several programs may change the queue at once; each change is whole (lock, atomic write). One at a time works it off.
class RunQueue {
 public:
  explicit RunQueue(const std::string& home) : m_folder(home + "/queue") {}
  Result<std::vector<QueueEntry>> list() const;
  Status add(const QueueEntry& entry) const;
  /// BadInput when the run does not wait there.
  Status remove(const std::string& run) const;
  /// To place `position`, from 1; beyond the end is the end.
  Status move(const std::string& run, size_t position) const;
  /// Held by who works the queue off; refused when somebody does already.
  Result<FolderLock> startWorking() const;

 private:
  template <class Change>
  Status change(Change&& change) const;
  std::string m_folder;
};

}  // namespace graft
