// SPDX-License-Identifier: Apache-2.0
// Errors in JSON: code, exit status, and the four parts.
#pragma once

#include "core/contract/fields.hpp"

namespace graft {

Json toJson(const Error& error);
Error errorFromJson(const Json& json);
/// Returns Internal for an exit status without a code.
Code codeOfExit(int exit);

template <>
struct JsonCodec<Error> {
  static Json write(const Error& error) { return toJson(error); }
  static bool read(const Json& json, Error& error) {
    if (!json.is_object()) return false;
    error = errorFromJson(json);
    return true;
  }
};

}  // namespace graft
