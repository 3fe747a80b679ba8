// SPDX-License-Identifier: Apache-2.0
// One SQLite connection, and the one place where exceptions of SQLiteCpp become errors. For core/store alone.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/base/result.hpp"

namespace graft::store {

enum class Access { Write, Read };

/// "GRFT": tells our stores from anybody else's SQLite files.
inline constexpr int kApplicationId = 0x47524654;

/// Opens with defences against hostile files on: no trusted schema, no memory mapping, no writes to the schema tables. Rollback
/// journal, never WAL: it needs no shared memory (network folders), and Debian 12's SQLite 3.40 has a known race in WAL resets.
/// `busyMs`: how long to wait for a lock that another program holds.
Result<std::unique_ptr<SQLite::Database>> openDatabase(const std::string& file, Access access, int busyMs);

/// What SQLite says about `file` as an Error: damaged and foreign files, full disk, locked, read-only each with its way out.
Error databaseError(const SQLite::Exception& e, const std::string& file);
/// For damage that SQLite does not see; inside `guarded`.
[[noreturn]] void throwDamage(const std::string& what);
/// True when the error means that the bytes of the file are not what SQLite wrote.
bool isDamage(const Error& error);

/// Runs `work`, which may use SQLiteCpp freely.
template <class Work>
auto guarded(const std::string& file, Work&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& e) {
    return databaseError(e, file);
  }
}

}  // namespace graft::store
