// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fault_vfs.hpp"

#include <csignal>
#include <cstring>
#include <map>

#include <sqlite3.h>

namespace graft::test {
namespace {

struct Plan {
  FaultKind kind = FaultKind::None;
  int at = 0, calls = 0;
  bool onwards = false;
} g_plan;

/// Counts the call. Returns SQLITE_OK or the error code of the planned fault.
int hit() {
  const int now = ++g_plan.calls;
  if (g_plan.kind == FaultKind::None || !(now == g_plan.at || (g_plan.onwards && now > g_plan.at))) return SQLITE_OK;
  if (g_plan.kind == FaultKind::Kill) ::raise(SIGKILL);
  return g_plan.kind == FaultKind::Full ? SQLITE_FULL : SQLITE_IOERR;
}

/// SQLite's file layer has several method tables (the main file locks, a journal does not). Each gets a faulty twin.
struct Twin {
  sqlite3_io_methods faulty;  // must be first, so that a pointer to a file's methods is a pointer to a Twin
  const sqlite3_io_methods* real;
};
std::map<const sqlite3_io_methods*, Twin> g_twins;
const sqlite3_io_methods& real(const sqlite3_file* file) { return *reinterpret_cast<const Twin*>(file->pMethods)->real; }
sqlite3_vfs* g_real = nullptr;
sqlite3_vfs g_vfs;

int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  if (const int code = hit(); code != SQLITE_OK) {
    if (size > 1) real(file).xWrite(file, data, size / 2, offset);  // a full disk keeps the part that was written
    return code;
  }
  return real(file).xWrite(file, data, size, offset);
}
int truncate(sqlite3_file* file, sqlite3_int64 size) {
  const int code = hit();
  return code != SQLITE_OK ? code : real(file).xTruncate(file, size);
}
int sync(sqlite3_file* file, int flags) {
  const int code = hit();
  return code != SQLITE_OK ? code : real(file).xSync(file, flags);
}
int openFile(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
  const int code = g_real->xOpen(g_real, name, file, flags, out);
  if (code != SQLITE_OK || !file->pMethods) return code;
  const auto [twin, isNew] = g_twins.try_emplace(file->pMethods, Twin{*file->pMethods, file->pMethods});
  if (isNew) {
    twin->second.faulty.xWrite = write;
    twin->second.faulty.xTruncate = truncate;
    twin->second.faulty.xSync = sync;
  }
  file->pMethods = &twin->second.faulty;
  return code;
}
int removeFile(sqlite3_vfs*, const char* name, int syncFolder) {
  const int code = hit();
  return code != SQLITE_OK ? code : g_real->xDelete(g_real, name, syncFolder);
}

}  // namespace

void planSqliteFault(FaultKind kind, int at, bool onwards) {
  if (!g_real) {
    g_real = sqlite3_vfs_find(nullptr);
    g_vfs = *g_real;
    g_vfs.zName = "graft-faults";
    g_vfs.xOpen = openFile;
    g_vfs.xDelete = removeFile;
    sqlite3_vfs_register(&g_vfs, 1);
  }
  g_plan = {kind, at, 0, onwards};
}
int sqliteCalls() { return g_plan.calls; }

}  // namespace graft::test
