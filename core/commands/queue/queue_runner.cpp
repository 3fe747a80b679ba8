// SPDX-License-Identifier: Apache-2.0
#include "core/commands/queue/queue_runner.hpp"

namespace graft::commands {

Result<QueueRunner> QueueRunner::begin(const std::string& home, const std::string& sweep) {
  GRAFT_TRY(auto lock, RunQueue(home).startWorking());
  return QueueRunner(home, sweep, std::move(lock));
}

Result<std::optional<QueueRunner::Turn>> QueueRunner::next() const {
  GRAFT_TRY(const auto entries, m_queue.list());
  std::vector<std::string> waiting;
  for (const QueueEntry& entry : entries) {
    if (m_sweep.empty() || entry.parent == m_sweep) waiting.push_back(entry.run);
  }
  if (waiting.empty()) return std::optional<Turn>();
  const std::string& first = waiting.front();
  if (const auto record = workspace::readRunRecord(workspace::runFolder(first, m_home));
      record.ok() && workspace::hasEnded(*record) && record->result)
    return std::optional(Turn{{first}, *record->result});
  // An error shows when the caller starts the run.
  const auto start = startWithGroup(workspace::runFolder(first, m_home), waiting);
  Turn turn{{first}, {}};
  for (size_t i = 1; start.ok() && i < start->runs.size(); ++i) turn.runs.push_back(start->runs[i].name);
  return std::optional(std::move(turn));
}

Result<bool> QueueRunner::ended(const std::string& run, const std::string& state) const {
  if (state == nameOf(EndState::Stopped) || state == nameOf(EndState::Paused)) return false;
  GRAFT_CHECK(failed(run));
  return true;
}

Status QueueRunner::failed(const std::string& run) const {
  const Status removed = m_queue.remove(run);
  // The user may have taken it out meanwhile.
  return removed.ok() || removed.error().code == Code::BadInput ? Status(Done{}) : removed;
}

}  // namespace graft::commands
