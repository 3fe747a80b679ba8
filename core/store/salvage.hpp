// SPDX-License-Identifier: Apache-2.0
// Salvages readable data from a damaged store.
#pragma once

#include "core/store/database.hpp"

namespace graft::store {

/// Copies notes, tags, bin, comparisons, votes and the audit log from the file `from`, row by row until an unreadable one. Returns the
/// number of copied rows; 0 if nothing is readable. Never fails, because the damaged file is kept anyway.
size_t salvage(const std::string& from, SQLite::Database& to);

}  // namespace graft::store
