// SPDX-License-Identifier: Apache-2.0
#include "core/store/database.hpp"

#include <sqlite3.h>

namespace graft::store {

static constexpr Sentence<1> kDamaged = "the store is damaged (%1)";

Result<std::unique_ptr<SQLite::Database>> openDatabase(const std::string& file, Access access, int busyMs) {
  return guarded(file, [&]() -> Result<std::unique_ptr<SQLite::Database>> {
    const int flags = access == Access::Write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READONLY;
    auto db = std::make_unique<SQLite::Database>(file, flags, busyMs);
    sqlite3* handle = db->getHandle();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 1);  // required by VACUUM INTO, which makes the copies
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 256 << 20);
    db->exec("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON");
    // Reads the schema, so it is skipped when salvaging a damaged file.
    if (access == Access::Write) db->exec("PRAGMA synchronous = FULL");
    return db;
  });
}

Error databaseError(const SQLite::Exception& e, const std::string& file) {
  const std::string said = e.what();
  // SQLite's generic error for a header with an invalid format number.
  const int code = said == "unsupported file format" ? SQLITE_CORRUPT : e.getErrorCode();
  switch (code) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {Code::BadInput, msg(kDamaged, said), file, msg("The runs in their folders are untouched."),
              msg("Rebuild it: graft store rebuild.")};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Code::Refused, msg("the store is locked by another program"), file, msg("Nothing was changed and nothing is lost."),
              msg("Close the program that has it open, and try again.")};
    case SQLITE_FULL:
      return {Code::DoesNotFit, msg("the disk is full"), file, msg("What was saved before is untouched."), msg("Free some space.")};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return {Code::Refused, msg("the store cannot be written or opened (%1)", said), file, msg("Nothing was changed."),
              msg("Check the folder's permissions, or use another --home.")};
    case SQLITE_IOERR:
      return {Code::DoesNotFit, msg("the disk reports an error (%1)", said), file, msg("What was saved before is untouched."),
              msg("Check the disk, and keep a copy of the home folder.")};
    default: return {Code::Internal, said, file, {}, msg("Please report this.")};
  }
}

void throwDamage(const std::string& what) { throw SQLite::Exception(what, SQLITE_CORRUPT); }

bool isDamage(const Error& error) { return error.what.pattern() == kDamaged.english(); }

}  // namespace graft::store
