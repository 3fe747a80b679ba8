// SPDX-License-Identifier: Apache-2.0
// Identifies files found in place of weights.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace graft {

/// Explains why `bytes` are not a `kind` ("GGUF", "safetensors"), with a hint: a Git LFS pointer, a web page, a pickle file.
inline Error notAFileOf(const std::string& kind, std::string_view bytes) {
  const auto begins = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
  if (begins("version https://git-lfs"))
    return {Code::BadInput,
            msg("this is a pointer of Git LFS, not the %1 file", kind),
            {},
            {},
            msg("Get the file itself: git lfs pull in the repository, or download it from its page.")};
  if (begins("<"))
    return {Code::BadInput,
            msg("this is a web page, not a %1 file", kind),
            {},
            {},
            msg("Download the file itself; a sign-in page may have been saved in its place.")};
  if (begins("PK\x03\x04") || begins("\x80\x02"))
    return {Code::BadInput, msg("this is a pickle file, which can run code and is not read"), {}, {}, msg("Get the %1 version.", kind)};
  return {Code::BadInput, msg("not a %1 file: it does not begin as one", kind), {}, {}, msg("Check that this is the right file.")};
}

}  // namespace graft
