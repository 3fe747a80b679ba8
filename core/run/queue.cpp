// SPDX-License-Identifier: Apache-2.0
#include "core/run/queue.hpp"

#include <algorithm>
#include <filesystem>

#include <poll.h>

namespace graft {
namespace {

Error notThere(const std::string& run) {
  return {Code::BadInput, msg("this run does not wait in the queue"), run, msg("The queue is as it was."), msg("See graft queue.")};
}

auto findRun(std::vector<QueueEntry>& entries, const std::string& run) {
  return std::find_if(entries.begin(), entries.end(), [&](const QueueEntry& e) { return e.run == run; });
}

}  // namespace

Result<std::vector<QueueEntry>> RunQueue::list() const {
  std::vector<QueueEntry> out;
  std::error_code error;
  const std::string path = m_folder + "/queue.json";
  if (!std::filesystem::exists(path, error)) return out;
  GRAFT_TRY(const Json json, readJsonFile(path));
  if (!json.is_object() || !json.contains("runs") || !json["runs"].is_array())
    return Error{Code::BadInput, msg("the queue's file is damaged"), path, {}, msg("Remove it; the runs themselves are not touched.")};
  for (const auto& entry : json["runs"]) out.push_back(fromJson<QueueEntry>(entry));
  return out;
}

template <class Change>
Status RunQueue::change(Change&& change) const {
  GRAFT_CHECK(makeFolder(m_folder));
  auto lock = FolderLock::take(m_folder);
  // Another program is changing the queue, which takes milliseconds.
  for (int i = 0; i < 250 && !lock.ok() && lock.error().code == Code::Refused; ++i) {
    ::poll(nullptr, 0, 20);
    lock = FolderLock::take(m_folder);
  }
  if (!lock.ok()) return lock.error();
  GRAFT_TRY(auto entries, list());
  GRAFT_CHECK(change(entries));
  Json runs = Json::array();
  for (const auto& e : entries) runs.push_back(toJson(e));
  return writeFileAtomic(m_folder + "/queue.json", dump(Json{{"runs", runs}}, 1) + "\n");
}

Status RunQueue::add(const QueueEntry& entry) const {
  return change([&](std::vector<QueueEntry>& entries) -> Status {
    if (findRun(entries, entry.run) == entries.end()) entries.push_back(entry);
    return Done{};
  });
}

Status RunQueue::remove(const std::string& run) const {
  return change([&](std::vector<QueueEntry>& entries) -> Status {
    const auto at = findRun(entries, run);
    if (at == entries.end()) return notThere(run);
    entries.erase(at);
    return Done{};
  });
}

Status RunQueue::move(const std::string& run, size_t position) const {
  return change([&](std::vector<QueueEntry>& entries) -> Status {
    const auto at = findRun(entries, run);
    if (at == entries.end()) return notThere(run);
    const QueueEntry entry = *at;
    entries.erase(at);
    const size_t place = std::min(entries.size(), position == 0 ? 0 : position - 1);
    entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(place), entry);
    return Done{};
  });
}

Result<FolderLock> RunQueue::startWorking() const {
  GRAFT_CHECK(makeFolder(m_folder + "/working"));
  auto lock = FolderLock::take(m_folder + "/working");
  if (!lock.ok() && lock.error().code == Code::Refused)
    return Error{Code::Refused, msg("another program is working the queue off already"), m_folder, msg("The queue is as it was."),
                 msg("Wait for it, or stop it there.")};
  return lock;
}

}  // namespace graft
