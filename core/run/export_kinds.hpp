// SPDX-License-Identifier: Apache-2.0
// Export formats.
#pragma once

#include <string>
#include <vector>

#include "core/contract/jobs/export.hpp"

namespace graft {

/// Number formats of a kind, the default first.
const std::vector<std::string>& exportTypes(ExportKind kind);
/// Parses a format (any letter case, "" for the default). BadUsage lists the available ones.
Result<std::string> exportTypeFromName(ExportKind kind, const std::string& name);
bool isSingleFile(ExportKind kind);

}  // namespace graft
