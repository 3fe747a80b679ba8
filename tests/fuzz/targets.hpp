// SPDX-License-Identifier: Apache-2.0
// Every reader of files or bytes from elsewhere, as a function of bytes. Used by libFuzzer (preset `fuzz`) and by the replay of recorded
// inputs (tst_fuzz). A target must return whatever it is given: an error is fine, a crash, a hang or a sanitizer report is not.
#pragma once

#include <cstdint>
#include <string_view>

namespace graft::fuzz {

struct Target {
  const char* name;
  bool (*run)(std::string_view bytes);  ///< whether the input was taken as a whole
  size_t largest;                       ///< longer inputs bring nothing new
};
inline constexpr size_t kTargets = 15;
extern const Target kAll[kTargets];
const Target* find(std::string_view name);

}  // namespace graft::fuzz
