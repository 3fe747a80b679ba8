// SPDX-License-Identifier: Apache-2.0
// Every reader of foreign files or bytes as a function of bytes. Used by libFuzzer (preset `fuzz`) and by the replay of recorded inputs
// (tst_fuzz). A target must return for any input. Errors are fine; crashes, hangs and sanitizer reports are not.
#pragma once

#include <cstdint>
#include <string_view>

namespace graft::fuzz {

struct Target {
  const char* name;
  bool (*run)(std::string_view bytes);  ///< returns true if the whole input was accepted
  size_t largest;                       ///< longer inputs add no coverage
};
inline constexpr size_t kTargets = 15;
extern const Target kAll[kTargets];
const Target* find(std::string_view name);

}  // namespace graft::fuzz
