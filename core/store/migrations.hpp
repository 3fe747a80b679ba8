// SPDX-License-Identifier: Apache-2.0
// The schema by version: resources/sql/NNNN_*.sql, applied in order, each in one transaction.
#pragma once

#include "core/store/database.hpp"

namespace graft::store {

int newestVersion();
/// 0 for a file without tables.
Result<int> versionOf(SQLite::Database& db);
/// Brings a store from its version to `target`. A file that is in use is copied to `backup` (a path) first. After a crash the
/// store has the old schema or the new one. Refused: a newer version, somebody else's database, a schema that is not ours.
Status migrate(SQLite::Database& db, int target, const std::string& backup);
/// Refused unless every table, index, view and trigger is exactly as the migrations made it.
Status checkSchema(SQLite::Database& db);
/// A whole copy, published only when it is complete and synced.
Status copyTo(SQLite::Database& db, const std::string& path);

}  // namespace graft::store
