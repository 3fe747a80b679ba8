// SPDX-License-Identifier: Apache-2.0
// Counts SQLite's file calls (write, sync, truncate, delete) and makes the n-th one fail or kill the process.
#pragma once

namespace graft::test {

enum class FaultKind { None, Kill, Full, IoError };

/// Installs the counting layer as SQLite's default on the first call. The counter restarts with each plan.
void planSqliteFault(FaultKind kind, int at, bool onwards = false);
int sqliteCalls();

}  // namespace graft::test
