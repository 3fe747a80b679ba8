// SPDX-License-Identifier: Apache-2.0
#include "core/contract/error_json.hpp"

namespace graft {

Json toJson(const Error& e) {
  Json out = {{"code", codeName(e.code)}, {"exit", static_cast<int>(e.code)}};
  setMessage(out, "what", e.what);
  out["where"] = e.where;
  setMessage(out, "kept", e.kept);
  setMessage(out, "hint", e.hint);
  return out;
}

Error errorFromJson(const Json& json) {
  const int exit = get<int>(json, "exit", 70);
  Error e{Code::Internal, getMessage(json, "what"), get<std::string>(json, "where", ""), getMessage(json, "kept"),
          getMessage(json, "hint")};
  if (e.what.empty()) e.what = msg("the engine failed");
  e.code = codeOfExit(exit);
  return e;
}

Code codeOfExit(int exit) {
  for (const Code code : {Code::BadUsage, Code::BadInput, Code::DoesNotFit, Code::Stopped, Code::Refused, Code::Engine}) {
    if (static_cast<int>(code) == exit) return code;
  }
  return Code::Internal;
}

}  // namespace graft
