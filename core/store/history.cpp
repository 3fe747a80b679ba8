// SPDX-License-Identifier: Apache-2.0
#include "core/store/history.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include <sys/stat.h>

#include "core/base/file.hpp"
#include "core/base/utc.hpp"
#include "core/store/database.hpp"
#include "core/store/runs.hpp"
#include "core/store/store.hpp"

namespace graft::store {
namespace fs = std::filesystem;
namespace {

/// Actions of the audit log. The names are stored: never give one another meaning.
constexpr std::pair<ActKind, const char*> kActions[] = {{ActKind::NoteChanged, "note"},
                                                        {ActKind::NoteRemoved, "note removed"},
                                                        {ActKind::TagAdded, "tag added"},
                                                        {ActKind::TagRemoved, "tag removed"},
                                                        {ActKind::RunBinned, "moved to the bin"},
                                                        {ActKind::RunRestored, "taken out of the bin"},
                                                        {ActKind::RunPurged, "deleted from the bin"},
                                                        {ActKind::RunPaused, "paused"},
                                                        {ActKind::RunResumed, "resumed"},
                                                        {ActKind::Compared, "compared"},
                                                        {ActKind::Voted, "voted"},
                                                        {ActKind::VoteWithdrawn, "vote taken back"},
                                                        {ActKind::Exported, "exported"},
                                                        {ActKind::ModelAdded, "model added"},
                                                        {ActKind::ModelRemoved, "model removed"},
                                                        {ActKind::StoreCopied, "store copied"}};

/// Time of the last change of any recorded event, else of run.json.
std::string lastEventOf(const fs::path& folder) {
  std::time_t last = 0;
  const auto look = [&](const fs::path& file) {
    struct stat s{};
    if (::stat(file.c_str(), &s) == 0) last = std::max(last, s.st_mtim.tv_sec);
  };
  look(folder / "run.json");
  std::error_code error;
  for (fs::directory_iterator it(folder / "events", error), end; !error && it != end; it.increment(error)) look(it->path());
  return last > 0 ? utcOf(last) : std::string();
}

struct Compared {
  std::string first, all;
  std::optional<Verdict> verdict;
};

/// Comparisons by their subject in the audit log.
std::map<std::string, Compared> comparisons(SQLite::Database& db) {
  std::map<std::string, Compared> out;
  SQLite::Statement query(db,
                          "SELECT id, adapters, coalesce(CASE WHEN json_valid(result) THEN json_extract(result, '$.verdict') END, '') "
                          "FROM comparisons");
  while (query.executeStep()) {
    Compared& one = out["comparison " + std::to_string(query.getColumn(0).getInt64())];
    const auto adapters = parseJson(query.getColumn(1).getString());
    if (adapters.ok() && adapters->is_array()) {
      for (const Json& adapter : *adapters) {
        if (!adapter.is_string()) continue;
        const auto name = adapter.get<std::string>();
        if (one.first.empty()) one.first = name;
        one.all += (one.all.empty() ? "" : ", ") + name;
      }
    }
    if (const auto verdict = valueNamed<Verdict>(query.getColumn(2).getString()); verdict.ok()) one.verdict = *verdict;
  }
  return out;
}

}  // namespace

Result<std::vector<RecordedRun>> recordedRuns(const Store& store) {
  return guarded(store.file(), [&]() -> Result<std::vector<RecordedRun>> {
    std::vector<RecordedRun> out;
    SQLite::Statement query(store.connection(),
                            "SELECT r.name, r.record, coalesce(b.since, '') FROM runs r LEFT JOIN bin b ON b.run = r.name "
                            "ORDER BY r.started DESC, r.name");
    while (query.executeStep()) {
      const auto record = parseJson(query.getColumn(1).getString());
      if (record.ok()) out.push_back({query.getColumn(0).getString(), fromJson<RunRecord>(*record), query.getColumn(2).getString()});
    }
    return out;
  });
}

std::vector<Act> actsOf(const RecordedRun& run, const std::string& home) {
  const RunRecord& record = run.record;
  std::vector<Act> out;
  const auto add = [&](const std::string& at, ActKind kind, const std::string& detail) -> Act& {
    Act& act = out.emplace_back();
    act.at = at;
    act.kind = kind;
    act.subject = run.name;
    act.detail = detail;
    return act;
  };
  add(record.started, ActKind::RunStarted,
      record.dataset.empty() ? std::string() : record.dataset + "@" + std::to_string(record.datasetVersion));
  for (const auto& at : record.resumed.value_or(std::vector<std::string>())) add(at, ActKind::RunResumed, {});
  if (record.state == kRunning) {
    const std::string folder = home + (run.binnedSince.empty() ? "/runs/" : "/bin/") + run.name;
    if (FolderLock::holder(folder) == 0) add(lastEventOf(folder), ActKind::RunEnded, "interrupted");
  } else if (!record.state.empty()) {
    Act& end = add(record.ended, ActKind::RunEnded, record.state);
    if (record.result && record.result->heldoutBefore) end.exactBefore = record.result->heldoutBefore->exactMatch;
    if (record.result && record.result->heldoutAfter) {
      end.exactAfter = record.result->heldoutAfter->exactMatch;
      if (std::isfinite(record.result->heldoutAfter->loss)) end.lossAfter = record.result->heldoutAfter->loss;
    }
  }
  std::erase_if(out, [](const Act& act) { return act.at.empty(); });
  return out;
}

Result<std::vector<Act>> auditedActs(const Store& store, size_t most) {
  return guarded(store.file(), [&]() -> Result<std::vector<Act>> {
    const auto compared = comparisons(store.connection());
    std::vector<Act> out;
    SQLite::Statement query(store.connection(), "SELECT at, actor, action, subject, detail FROM audit ORDER BY id DESC LIMIT ?");
    query.bind(1, static_cast<int64_t>(most));
    while (query.executeStep()) {
      const auto action = query.getColumn(2).getString();
      const auto* const known =
          std::find_if(std::begin(kActions), std::end(kActions), [&](const auto& one) { return action == one.second; });
      Act& act = out.emplace_back();
      act.at = query.getColumn(0).getString();
      act.actor = query.getColumn(1).getString();
      act.subject = query.getColumn(3).getString();
      act.kind = known == std::end(kActions) ? ActKind::Other : known->first;
      act.detail = act.kind == ActKind::Other ? action : query.getColumn(4).getString();
      if (const auto one = compared.find(act.subject); one != compared.end()) {
        act.subject = one->second.first;
        act.detail = one->second.all;
        if (act.kind == ActKind::Compared) act.verdict = one->second.verdict;
      }
    }
    return out;
  });
}

Status noteAct(Store& store, ActKind kind, const std::string& subject, const std::string& detail) {
  const auto* const known = std::find_if(std::begin(kActions), std::end(kActions), [&](const auto& one) { return kind == one.first; });
  if (known == std::end(kActions))
    return Error{Code::BadUsage, msg("this act is told by its own record"), subject, msg("Nothing was changed."),
                 msg("Read that record instead.")};
  return audit(store, known->second, subject, detail);
}

}  // namespace graft::store
