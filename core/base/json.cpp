// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.hpp"

#include <set>
#include <vector>

#include "core/base/file.hpp"

namespace graft {
namespace {
constexpr Sentence<0> kMend = "Correct it, or get the file again.";
}

Result<Json> parseJson(std::string_view text) {
  std::vector<std::set<std::string>> keys;
  Message problem;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    using Event = Json::parse_event_t;
    if (depth > kMaxJsonDepth && problem.empty()) problem = msg("nested deeper than %1 levels", kMaxJsonDepth);
    if (event == Event::object_start) keys.emplace_back();
    if (event == Event::object_end && !keys.empty()) keys.pop_back();
    if (event == Event::key && !keys.empty() && !keys.back().insert(parsed.get<std::string>()).second && problem.empty()) {
      problem = msg("the key '%1' stands twice in one object", parsed.get<std::string>());
    }
    return problem.empty();
  };
  try {
    Json value = Json::parse(text, watch, true, false);
    if (!problem.empty()) return Error{Code::BadInput, msg("JSON: %1", problem), {}, {}, kMend};
    return value;
  } catch (const std::exception& e) {
    if (!problem.empty()) return Error{Code::BadInput, msg("JSON: %1", problem), {}, {}, kMend};
    return Error{Code::BadInput, msg("not valid JSON: %1", e.what()), {}, {}, kMend};
  }
}

Result<Json> readJsonFile(const std::string& path) {
  GRAFT_TRY(const std::string text, readFile(path, 256u << 20));
  auto value = parseJson(text);
  if (!value.ok()) return value.error().at(path);
  return value;
}

std::string dump(const Json& value, int indent) { return value.dump(indent, ' ', false, Json::error_handler_t::replace); }

}  // namespace graft
