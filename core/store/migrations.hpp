// SPDX-License-Identifier: Apache-2.0
// Schema versions: resources/sql/NNNN_*.sql, applied in order, each in one transaction.
#pragma once

#include "core/store/database.hpp"

namespace graft::store {

int newestVersion();
/// Returns 0 for a file without tables.
Result<int> versionOf(SQLite::Database& db);
/// Migrates a store from its version to `target`. A file with data is first copied to `backup` (a path). After a crash the store has the
/// old or the new schema. Fails with Refused for a newer version, another program's database, or an unknown schema.
Status migrate(SQLite::Database& db, int target, const std::string& backup);
/// Fails with Refused unless every table, index, view and trigger is exactly as the migrations created it.
Status checkSchema(SQLite::Database& db);
/// Writes a complete copy, published only after it is complete and synced.
Status copyTo(SQLite::Database& db, const std::string& path);

}  // namespace graft::store
