// SPDX-License-Identifier: Apache-2.0
#include "core/store/salvage.hpp"

#include <sqlite3.h>

namespace graft::store {
namespace {

struct Table {
  const char *read, *write;
  int columns;
};
constexpr Table kTables[] = {
    {"SELECT run, text, changed FROM notes", "INSERT OR IGNORE INTO notes VALUES (?, ?, ?)", 3},
    {"SELECT run, tag FROM tags", "INSERT OR IGNORE INTO tags VALUES (?, ?)", 2},
    {"SELECT run, since FROM bin", "INSERT OR IGNORE INTO bin VALUES (?, ?)", 2},
    {"SELECT id, made, adapters, result FROM comparisons", "INSERT OR IGNORE INTO comparisons VALUES (?, ?, ?, ?)", 4},
    {"SELECT id, comparison, item, choice, made, run, question, base_answer, adapter_answer FROM votes",
     "INSERT OR IGNORE INTO votes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", 9},
    // Reads stores of version 2. Rows copied by the entry above are ignored.
    {"SELECT id, comparison, item, choice, made FROM votes",
     "INSERT OR IGNORE INTO votes (id, comparison, item, choice, made) VALUES (?, ?, ?, ?, ?)", 5},
    {"SELECT id, at, actor, action, subject, detail FROM audit", "INSERT OR IGNORE INTO audit VALUES (?, ?, ?, ?, ?, ?)", 6},
};

bool copyRow(SQLite::Statement& row, SQLite::Database& to, const Table& table) {
  try {
    SQLite::Statement insert(to, table.write);
    for (int i = 0; i < table.columns; ++i) {
      const SQLite::Column value = row.getColumn(i);
      if (value.isInteger())
        insert.bind(i + 1, value.getInt64());
      else
        insert.bind(i + 1, value.getString());
    }
    return insert.exec() == 1;
  } catch (const SQLite::Exception&) {
    return false;  // a damaged value that its table rejects; only this row is lost
  }
}

}  // namespace

size_t salvage(const std::string& from, SQLite::Database& to) {
  auto source = openDatabase(from, Access::Read, 0);
  if (!source.ok()) return 0;
  try {
    // SQLite rejects a file shorter than its header states, unless it is opened for repair.
    sqlite3_db_config((*source)->getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    (*source)->exec("PRAGMA writable_schema = ON");
  } catch (const SQLite::Exception&) {
    return 0;
  }
  size_t count = 0;
  for (const Table& table : kTables) {
    try {
      SQLite::Transaction transaction(to);
      SQLite::Statement rows(**source, table.read);
      try {
        while (rows.executeStep()) count += copyRow(rows, to, table);
      } catch (const SQLite::Exception&) {  // the rest of this table is lost; rows before it are kept
      }
      transaction.commit();
    } catch (const SQLite::Exception&) {  // this table cannot be found or read at all
    }
  }
  return count;
}

}  // namespace graft::store
