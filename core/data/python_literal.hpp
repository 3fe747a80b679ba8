// SPDX-License-Identifier: Apache-2.0
// Converts Python's printed lists and dictionaries, as pandas writes them to CSV cells, to JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace graft {

/// Returns the JSON text of a list, tuple or dictionary printed by Python or numpy. Accepts '...' and "..." with their escapes, True,
/// False, None, nan, numbers, array(..., dtype=object), and numpy's missing commas. Returns nothing for other text, or for nesting over 64
/// levels. https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals
std::optional<std::string> jsonOfPythonLiteral(std::string_view text);

}  // namespace graft
