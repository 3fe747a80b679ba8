// SPDX-License-Identifier: Apache-2.0
// Opens SQLite connections and converts SQLiteCpp's exceptions to errors. Only for core/store.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/base/result.hpp"

namespace graft::store {

enum class Access { Write, Read };

/// "GRFT": distinguishes Graft's stores from other SQLite files.
inline constexpr int kApplicationId = 0x47524654;

/// Opens with protections against hostile files: no trusted schema, no memory mapping, no writes to the schema tables. Uses a rollback
/// journal, not WAL, which needs shared memory (unavailable on network folders). Debian 12's SQLite 3.40 also has a known race in WAL
/// resets. `busyMs` is the time to wait for another program's lock.
Result<std::unique_ptr<SQLite::Database>> openDatabase(const std::string& file, Access access, int busyMs);

/// Converts an SQLite error about `file` to an Error: damaged and foreign files, full disk, locked, read-only, each with a hint.
Error databaseError(const SQLite::Exception& e, const std::string& file);
/// Reports damage that SQLite does not detect. Call it inside `guarded`.
[[noreturn]] void throwDamage(const std::string& what);
/// True if the error means that the file's bytes differ from those that SQLite wrote.
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
