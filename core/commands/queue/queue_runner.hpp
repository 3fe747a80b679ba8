// SPDX-License-Identifier: Apache-2.0
// Works off the queue of runs: decides what starts next and what leaves the queue. Its caller runs the worker, in the terminal or beside a
// window.
#pragma once

#include "core/commands/train/runs.hpp"
#include "core/run/queue.hpp"

namespace graft::commands {

/// Holds the lock of the queue during its lifetime. One thread at a time.
class QueueRunner {
 public:
  /// Fails with Refused if another program works the queue off. `sweep`: only the runs of that sweep; empty: all.
  static Result<QueueRunner> begin(const std::string& home, const std::string& sweep = {});

  /// First waiting run with the runs of its group that stopped with it. Empty if none waits. A run that has ended already, because a worker
  /// was cut off before it could leave the queue, is returned with `ended`.
  struct Turn {
    std::vector<std::string> runs;   ///< names
    std::optional<TrainResult> end;  ///< end of a run that is in the queue although it has ended
  };
  Result<std::optional<Turn>> next() const;

  /// Takes an ended run out of the queue. A run that the user stopped or paused keeps its place; then no further run begins, and the return
  /// value is false.
  Result<bool> ended(const std::string& run, const std::string& state) const;
  /// Takes a run that could not start or failed out of the queue.
  Status failed(const std::string& run) const;

 private:
  QueueRunner(const std::string& home, std::string sweep, FolderLock lock)
      : m_home(home), m_sweep(std::move(sweep)), m_queue(home), m_lock(std::move(lock)) {}
  std::string m_home, m_sweep;
  RunQueue m_queue;
  FolderLock m_lock;
};

}  // namespace graft::commands
