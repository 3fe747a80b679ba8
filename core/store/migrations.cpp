// SPDX-License-Identifier: Apache-2.0
#include "core/store/migrations.hpp"

#include <filesystem>
#include <map>

#include <fcntl.h>
#include <unistd.h>

#include "core/base/file.hpp"

namespace graft::store {
namespace {

constexpr const char* kMigrations[] = {
#include "migration_texts.inc"
};

using Schema = std::map<std::string, std::string>;

Schema schemaOf(SQLite::Database& db) {
  Schema out;
  SQLite::Statement query(db, "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema");
  while (query.executeStep()) out[query.getColumn(0).getString()] = query.getColumn(1).getString();
  return out;
}

/// Applies migrations without locks and copies: `db` is new, in memory, or protected by the caller.
void apply(SQLite::Database& db, int from, int target) {
  for (int version = from; version < target; ++version) {
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
    db.exec(kMigrations[version]);
    db.exec("PRAGMA user_version = " + std::to_string(version + 1));
    db.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    transaction.commit();
  }
}

Status checkOwner(SQLite::Database& db, int version) {
  const int owner = db.execAndGet("PRAGMA application_id").getInt();
  const bool empty = db.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
  if (owner != kApplicationId && !(empty && owner == 0))
    return Error{Code::Refused, msg("this file is a database of another program"), db.getFilename(), msg("It was not touched."),
                 msg("Move it away, or use another --home.")};
  if (version > newestVersion())
    return Error{Code::Refused,
                 msg("the store was written by a newer Graft (its version is %1, this program knows %2)", version, newestVersion()),
                 db.getFilename(), msg("It was not touched."), msg("Use the newer Graft, or another --home.")};
  return Done{};
}

}  // namespace

int newestVersion() { return static_cast<int>(std::size(kMigrations)); }

Result<int> versionOf(SQLite::Database& db) {
  return guarded(db.getFilename(), [&]() -> Result<int> { return db.execAndGet("PRAGMA user_version").getInt(); });
}

Status copyTo(SQLite::Database& db, const std::string& path) {
  const std::string unfinished = path + ".unfinished";
  GRAFT_CHECK(makeFolder(std::filesystem::path(path).parent_path().string()));
  ::unlink(unfinished.c_str());
  GRAFT_CHECK(guarded(db.getFilename(), [&]() -> Status {
    SQLite::Statement vacuum(db, "VACUUM INTO ?");
    vacuum.bind(1, unfinished);
    vacuum.exec();
    return Done{};
  }));
  GRAFT_CHECK(patchFile(unfinished, {}));  // an empty patch syncs the file
  GRAFT_CHECK(renameEntry(unfinished, path));
  return syncFolder(std::filesystem::path(path).parent_path().string());
}

Status migrate(SQLite::Database& db, int target, const std::string& backup) {
  GRAFT_TRY(const int version, versionOf(db));
  return guarded(db.getFilename(), [&]() -> Status {
    GRAFT_CHECK(checkOwner(db, version));
    db.exec("PRAGMA journal_mode = DELETE");
    if (version > 0 && version < target) GRAFT_CHECK(copyTo(db, backup));
    apply(db, version, target);
    return Done{};
  });
}

Status checkSchema(SQLite::Database& db) {
  GRAFT_TRY(const int version, versionOf(db));
  return guarded(db.getFilename(), [&]() -> Status {
    GRAFT_CHECK(checkOwner(db, version));
    SQLite::Database fresh(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    apply(fresh, 0, version);
    if (schemaOf(db) == schemaOf(fresh)) return Done{};
    return Error{Code::Refused, msg("the store's tables are not those that Graft made"), db.getFilename(), msg("It was not touched."),
                 msg("Rebuild it from the run folders: graft store rebuild.")};
  });
}

}  // namespace graft::store
