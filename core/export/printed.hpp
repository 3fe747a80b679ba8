// SPDX-License-Identifier: Apache-2.0
// snprintf into a string. fmt is avoided because LibTorch's headers include another version of it.
#pragma once

#include <cstdarg>
#include <cstdio>
#include <string>

namespace graft {

[[gnu::format(printf, 1, 2)]] inline std::string printed(const char* format, ...) {
  char out[512];
  va_list values;
  va_start(values, format);
  std::vsnprintf(out, sizeof out, format, values);
  va_end(values);
  return out;
}

}  // namespace graft
