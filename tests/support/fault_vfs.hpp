// SPDX-License-Identifier: Apache-2.0
// SQLite's own file calls (write, sync, truncate, delete), counted, and the n-th one made to fail or to kill the process.
#pragma once

namespace graft::test {

enum class FaultKind { None, Kill, Full, IoError };

/// Becomes SQLite's default file layer on the first call. The counter starts again with each plan.
void planSqliteFault(FaultKind kind, int at, bool onwards = false);
int sqliteCalls();

}  // namespace graft::test
