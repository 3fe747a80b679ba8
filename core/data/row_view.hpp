// SPDX-License-Identifier: Apache-2.0
// Texts of a stored row (a canonical example), for display and editing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/json.hpp"

namespace graft {

/// Text of a row of plain text; nothing for other rows.
std::optional<std::string> plainTextOf(const Json& row);

struct RowMessage {
  std::string role, content;       ///< content is empty for null
  std::vector<std::string> calls;  ///< tool calls, each as name(arguments)
};
/// Messages of a row; empty for other rows.
std::vector<RowMessage> messagesOf(const Json& row);

}  // namespace graft
