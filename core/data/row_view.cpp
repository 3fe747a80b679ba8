// SPDX-License-Identifier: Apache-2.0
#include "core/data/row_view.hpp"

namespace graft {

std::optional<std::string> plainTextOf(const Json& row) {
  return row.contains("text") ? std::optional(get<std::string>(row, "text", "")) : std::nullopt;
}

std::vector<RowMessage> messagesOf(const Json& row) {
  std::vector<RowMessage> out;
  if (!row.contains("messages") || !row["messages"].is_array()) return out;
  for (const Json& message : row["messages"]) {
    out.push_back({get<std::string>(message, "role", ""), get<std::string>(message, "content", ""), {}});
    const auto calls = message.find("tool_calls");
    if (calls == message.end() || !calls->is_array()) continue;
    for (const Json& call : *calls) {
      if (!call.is_object()) continue;
      const Json function = call.value("function", Json::object());
      const std::string arguments = function.contains("arguments") ? dump(function["arguments"]) : "";
      out.back().calls.push_back(get<std::string>(function, "name", "") + "(" + arguments + ")");
    }
  }
  return out;
}

}  // namespace graft
