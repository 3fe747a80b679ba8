// SPDX-License-Identifier: Apache-2.0
#include "core/base/result.hpp"

namespace graft {

const char* codeName(Code code) {
  switch (code) {
    case Code::BadUsage: return "bad-usage";
    case Code::BadInput: return "bad-input";
    case Code::DoesNotFit: return "does-not-fit";
    case Code::Stopped: return "stopped";
    case Code::Refused: return "refused";
    case Code::Engine: return "engine";
    case Code::Internal: return "internal";
  }
  return "internal";
}

std::string Error::text() const {
  std::string out = where.empty() ? what.text() : where + ": " + what.text();
  for (const auto* part : {&kept, &hint}) {
    if (part->empty()) continue;
    if (!out.empty() && out.back() != '.') out += '.';
    out += ' ' + part->text();
  }
  return out;
}

}  // namespace graft
