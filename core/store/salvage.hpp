// SPDX-License-Identifier: Apache-2.0
// What can still be read of a damaged store.
#pragma once

#include "core/store/database.hpp"

namespace graft::store {

/// Copies notes, tags, bin, comparisons, votes and the audit log from the file `from`, row by row until one cannot be read. How
/// many rows came over; 0 when nothing can be read. Never fails: the damaged file is kept anyway.
size_t salvage(const std::string& from, SQLite::Database& to);

}  // namespace graft::store
