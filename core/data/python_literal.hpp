// SPDX-License-Identifier: Apache-2.0
// Python's printing of lists and dictionaries, as pandas leaves it in the cells of a CSV file, as JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace graft {

/// The JSON text of a list, tuple or dictionary that Python or numpy printed: '...' and "..." with their escapes, True, False, None, nan,
/// numbers, array(..., dtype=object), commas that numpy leaves out between elements. Nothing where the text is anything else, or nested
/// deeper than 64 levels. https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals
std::optional<std::string> jsonOfPythonLiteral(std::string_view text);

}  // namespace graft
