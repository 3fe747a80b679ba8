// SPDX-License-Identifier: Apache-2.0
// UTF-8 encoding of characters.
#pragma once

#include <cstdint>

namespace graft {

/// Writes a Unicode code point to `out` (one to four bytes) and advances `out`.
inline void appendUtf8(uint32_t c, char*& out) {
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
  } else if (c < 0x800) {
    *out++ = static_cast<char>(0xC0 | (c >> 6));
    *out++ = static_cast<char>(0x80 | (c & 63));
  } else if (c < 0x10000) {
    *out++ = static_cast<char>(0xE0 | (c >> 12));
    *out++ = static_cast<char>(0x80 | ((c >> 6) & 63));
    *out++ = static_cast<char>(0x80 | (c & 63));
  } else {
    *out++ = static_cast<char>(0xF0 | (c >> 18));
    *out++ = static_cast<char>(0x80 | ((c >> 12) & 63));
    *out++ = static_cast<char>(0x80 | ((c >> 6) & 63));
    *out++ = static_cast<char>(0x80 | (c & 63));
  }
}

}  // namespace graft
