// SPDX-License-Identifier: Apache-2.0
#include "core/store/runs.hpp"

#include <cmath>

#include <filesystem>

#include <pwd.h>
#include <unistd.h>

#include "core/base/file.hpp"
#include "core/base/system.hpp"
#include "core/store/database.hpp"
#include "core/store/run_writer.hpp"
#include "core/store/store.hpp"

namespace graft::store {
namespace fs = std::filesystem;
namespace {

constexpr size_t kMaxText = 1 << 20;

std::optional<double> numberAt(SQLite::Statement& row, int index) {
  const auto column = row.getColumn(index);
  return column.isNull() ? std::nullopt : std::optional(column.getDouble());
}

void audit(SQLite::Database& db, const std::string& action, const std::string& subject, const std::string& detail) {
  const passwd* who = ::getpwuid(::getuid());
  SQLite::Statement insert(db, "INSERT INTO audit (at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)");
  insert.bind(1, utcNow());
  insert.bind(2, who ? std::string(who->pw_name) : std::to_string(::getuid()));
  insert.bind(3, action);
  insert.bind(4, subject);
  insert.bind(5, detail);
  insert.exec();
}

bool exists(SQLite::Database& db, const std::string& run) {
  SQLite::Statement query(db, "SELECT 1 FROM runs WHERE name = ?");
  query.bind(1, run);
  return query.executeStep();
}

/// Applies a change to a known run and writes its audit line, in one transaction.
template <class Change>
Status change(Store& store, const std::string& run, const std::string& action, const std::string& detail, Change&& work) {
  GRAFT_CHECK(store.writable());
  return guarded(store.file(), [&]() -> Status {
    auto& db = store.connection();
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
    if (!exists(db, run)) return Error{Code::BadInput, msg("the store knows no run of this name"), run, {}, msg("See graft runs.")};
    GRAFT_CHECK(work(db));
    audit(db, action, run, detail);
    transaction.commit();
    return Done{};
  });
}

Status execute(SQLite::Database& db, const char* sql, const std::vector<std::string>& values) {
  SQLite::Statement statement(db, sql);
  for (size_t i = 0; i < values.size(); ++i) statement.bind(static_cast<int>(i + 1), values[i]);
  statement.exec();
  return Done{};
}

std::string likePattern(const std::string& search) {
  std::string out = "%";
  for (const char c : search) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + "%";
}

std::vector<std::string> tagsOf(SQLite::Statement& query, const std::string& run) {
  std::vector<std::string> out;
  query.reset();
  query.bind(1, run);
  while (query.executeStep()) out.push_back(query.getColumn(0).getString());
  return out;
}

Status tooLong(const std::string& what, const std::string& run) {
  return Error{Code::BadUsage, msg("%1 over 1 MiB", what), run, msg("Nothing was changed."), msg("Shorten it.")};
}

}  // namespace

RunRow rowOf(const std::string& name, const RunRecord& record) {
  const auto known = [](double value) { return std::isfinite(value) ? std::optional(value) : std::nullopt; };
  RunRow row;
  row.name = name;
  row.state = record.state;
  row.parent = record.parent;
  row.model = record.model;
  row.dataset = record.dataset;
  row.started = record.started;
  row.ended = record.ended;
  row.datasetVersion = record.datasetVersion;
  if (!record.result) return row;
  const TrainResult& result = *record.result;
  row.steps = result.steps;
  row.lossLast = known(result.lossLast);
  row.seconds = known(result.seconds);
  if (record.plan) row.questions = static_cast<int64_t>(record.plan->questions);
  if (result.heldoutBefore && result.heldoutBefore->exactMatch) row.exactMatchBefore = *result.heldoutBefore->exactMatch;
  if (!result.heldoutAfter) return row;
  row.heldoutLoss = known(result.heldoutAfter->loss);
  if (result.heldoutAfter->exactMatch) row.heldoutExactMatch = *result.heldoutAfter->exactMatch;
  return row;
}

Result<std::vector<RunRow>> listRuns(const Store& store, const RunFilter& filter) {
  return guarded(store.file(), [&]() -> Result<std::vector<RunRow>> {
    auto& db = store.connection();
    SQLite::Statement query(
        db,
        "SELECT r.name, r.state, r.parent, r.model, r.dataset, r.started, r.ended, coalesce(n.text, ''), r.dataset_version, r.steps,"
        " r.loss_last, r.heldout_loss, r.heldout_exact_match, coalesce(b.since, ''),"
        " CASE WHEN json_valid(r.record) THEN json_extract(r.record, '$.result.heldout_before.exact_match') END,"
        " CASE WHEN json_valid(r.record) THEN json_extract(r.record, '$.result.seconds') END,"
        " CASE WHEN json_valid(r.record) THEN json_extract(r.record, '$.plan.questions') END"
        " FROM runs r LEFT JOIN notes n ON n.run = r.name LEFT JOIN bin b ON b.run = r.name"
        " WHERE (b.run IS NOT NULL) = ?1 AND (?2 = '' OR EXISTS (SELECT 1 FROM tags t WHERE t.run = r.name AND t.tag = ?2))"
        " AND (?3 = '%%' OR r.name LIKE ?3 ESCAPE '\\' OR r.dataset LIKE ?3 ESCAPE '\\' OR r.model LIKE ?3 ESCAPE '\\' OR r.parent LIKE ?3 "
        "ESCAPE '\\'"
        " OR n.text LIKE ?3 ESCAPE '\\' OR EXISTS (SELECT 1 FROM tags t WHERE t.run = r.name AND t.tag LIKE ?3 ESCAPE '\\'))"
        " ORDER BY r.started DESC, r.name");
    query.bind(1, filter.bin == Bin::Only ? 1 : 0);
    query.bind(2, filter.tag);
    query.bind(3, likePattern(filter.search));
    SQLite::Statement tags(db, "SELECT tag FROM tags WHERE run = ? ORDER BY tag");
    std::vector<RunRow> out;
    while (query.executeStep()) {
      RunRow row;
      std::string* const texts[] = {&row.name, &row.state, &row.parent, &row.model, &row.dataset, &row.started, &row.ended, &row.note};
      for (int i = 0; i < 8; ++i) *texts[i] = query.getColumn(i).getString();
      row.datasetVersion = query.getColumn(8).getInt64();
      row.steps = query.getColumn(9).getInt64();
      row.lossLast = numberAt(query, 10);
      row.heldoutLoss = numberAt(query, 11);
      row.heldoutExactMatch = numberAt(query, 12);
      row.binnedSince = query.getColumn(13).getString();
      row.exactMatchBefore = numberAt(query, 14);
      row.seconds = numberAt(query, 15);
      row.questions = query.getColumn(16).getInt64();
      row.tags = tagsOf(tags, row.name);
      out.push_back(std::move(row));
    }
    return out;
  });
}

Status setNote(Store& store, const std::string& run, const std::string& text) {
  if (text.size() > kMaxText) return tooLong("a note", run);
  return change(store, run, text.empty() ? "note removed" : "note", text.substr(0, 200), [&](SQLite::Database& db) {
    return text.empty() ? execute(db, "DELETE FROM notes WHERE run = ?", {run})
                        : execute(db, "INSERT OR REPLACE INTO notes VALUES (?, ?, ?)", {run, text, utcNow()});
  });
}

Status addTag(Store& store, const std::string& run, const std::string& tag) {
  if (tag.size() > kMaxText) return tooLong("a tag", run);
  return change(store, run, "tag added", tag,
                [&](SQLite::Database& db) { return execute(db, "INSERT OR IGNORE INTO tags VALUES (?, ?)", {run, tag}); });
}
Status removeTag(Store& store, const std::string& run, const std::string& tag) {
  return change(store, run, "tag removed", tag,
                [&](SQLite::Database& db) { return execute(db, "DELETE FROM tags WHERE run = ? AND tag = ?", {run, tag}); });
}

// The rename precedes the commit. After a kill in between, the folder is in the bin but the row does not record it. The next catch-up then
// finds no folder, and restoring still works.
Status moveToBin(Store& store, const std::string& run) {
  const std::string folder = store.home() + "/runs/" + run;
  if (FolderLock::holder(folder) != 0)
    return Error{Code::Refused, msg("the run is still going on"), folder, msg("Nothing was changed."),
                 msg("Stop it first: graft stop %1.", run)};
  return change(store, run, "moved to the bin", {}, [&](SQLite::Database& db) -> Status {
    GRAFT_CHECK(makeFolder(store.home() + "/bin"));
    GRAFT_CHECK(execute(db, "INSERT OR REPLACE INTO bin VALUES (?, ?)", {run, utcNow()}));
    return renameEntry(folder, store.home() + "/bin/" + run);
  });
}

Status restoreFromBin(Store& store, const std::string& run) {
  std::error_code error;
  const std::string folder = store.home() + "/runs/" + run;
  if (fs::exists(folder, error))
    return Error{Code::Refused, msg("there is a run of this name again"), folder, msg("Nothing was changed."),
                 msg("Rename or move that one first.")};
  return change(store, run, "taken out of the bin", {}, [&](SQLite::Database& db) -> Status {
    GRAFT_CHECK(execute(db, "DELETE FROM bin WHERE run = ?", {run}));
    return renameEntry(store.home() + "/bin/" + run, folder);
  });
}

Result<size_t> emptyOldBin(Store& store) {
  if (store.isReadOnly()) return size_t{0};
  return guarded(store.file(), [&]() -> Result<size_t> {
    auto& db = store.connection();
    std::vector<std::string> old;
    SQLite::Statement query(db, "SELECT run FROM bin WHERE julianday('now') - julianday(since) > ?");
    query.bind(1, kBinDays);
    while (query.executeStep()) old.push_back(query.getColumn(0).getString());
    query.reset();
    for (const auto& run : old) {
      std::error_code error;
      if (run.empty() || run.find('/') != std::string::npos || run[0] == '.') continue;  // only names created by Graft
      fs::remove_all(store.home() + "/bin/" + run, error);
      SQLite::Transaction transaction(db);
      RunWriter::forget(db, run);
      for (const char* sql : {"DELETE FROM runs WHERE name = ?", "DELETE FROM notes WHERE run = ?", "DELETE FROM tags WHERE run = ?",
                              "DELETE FROM bin WHERE run = ?"})
        GRAFT_CHECK(execute(db, sql, {run}));
      audit(db, "deleted from the bin", run, "after " + std::to_string(kBinDays) + " days");
      transaction.commit();
    }
    return old.size();
  });
}

Result<int64_t> addComparison(Store& store, const std::vector<std::string>& adapters, const CompareResult& result) {
  GRAFT_CHECK(store.writable());
  return guarded(store.file(), [&]() -> Result<int64_t> {
    auto& db = store.connection();
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
    GRAFT_CHECK(execute(db, "INSERT INTO comparisons (made, adapters, result) VALUES (?, ?, ?)",
                        {utcNow(), dump(Json(adapters)), dump(toJson(result))}));
    const int64_t id = db.getLastInsertRowid();
    audit(db, "compared", "comparison " + std::to_string(id), dump(Json(adapters)));
    transaction.commit();
    return id;
  });
}

Status setVote(Store& store, int64_t comparison, const Vote& vote) {
  GRAFT_CHECK(store.writable());
  return guarded(store.file(), [&]() -> Status {
    auto& db = store.connection();
    const bool isRemoved = vote.choice.empty();
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement remove(db, "DELETE FROM votes WHERE comparison = ? AND item = ?");
    remove.bind(1, comparison);
    remove.bind(2, vote.item);
    remove.exec();
    if (!isRemoved) {
      SQLite::Statement insert(db,
                               "INSERT INTO votes (comparison, item, choice, made, run, question, base_answer, adapter_answer) "
                               "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
      insert.bind(1, comparison);
      insert.bind(2, vote.item);
      int column = 3;
      for (const std::string& text : {vote.choice, utcNow(), vote.run, vote.question, vote.baseAnswer, vote.adapterAnswer})
        insert.bind(column++, text);
      insert.exec();
    }
    audit(db, isRemoved ? "vote taken back" : "voted", "comparison " + std::to_string(comparison), "item " + std::to_string(vote.item));
    transaction.commit();
    return Done{};
  });
}

Result<std::vector<Vote>> votes(const Store& store, int64_t comparison) {
  return guarded(store.file(), [&]() -> Result<std::vector<Vote>> {
    std::vector<Vote> out;
    SQLite::Statement query(store.connection(),
                            "SELECT item, choice, run, question, base_answer, adapter_answer FROM votes "
                            "WHERE comparison = ? ORDER BY item");
    query.bind(1, comparison);
    while (query.executeStep())
      out.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getString(), query.getColumn(2).getString(),
                     query.getColumn(3).getString(), query.getColumn(4).getString(), query.getColumn(5).getString()});
    return out;
  });
}

Status audit(Store& store, const std::string& action, const std::string& subject, const std::string& detail) {
  GRAFT_CHECK(store.writable());
  return guarded(store.file(), [&]() -> Status {
    SQLite::Transaction transaction(store.connection(), SQLite::TransactionBehavior::IMMEDIATE);
    audit(store.connection(), action, subject, detail);
    transaction.commit();
    return Done{};
  });
}

Result<Json> auditLog(const Store& store, size_t most) {
  return guarded(store.file(), [&]() -> Result<Json> {
    Json out = Json::array();
    SQLite::Statement query(store.connection(), "SELECT at, actor, action, subject, detail FROM audit ORDER BY id DESC LIMIT ?");
    query.bind(1, static_cast<int64_t>(most));
    while (query.executeStep()) {
      Json line;
      const char* const keys[] = {"at", "actor", "action", "subject", "detail"};
      for (int i = 0; i < 5; ++i) line[keys[i]] = query.getColumn(i).getString();
      out.push_back(std::move(line));
    }
    return out;
  });
}

}  // namespace graft::store
