// SPDX-License-Identifier: Apache-2.0
// A key of rank_pattern or alpha_pattern as PEFT reads it (peft 0.21, utils/other.py, get_pattern_key): a regular expression of Python for
// the end of a module's path, from its beginning or after a dot. All states are walked side by side, so the time is at most path times
// pattern, whatever the pattern says.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"

namespace graft {

class ModulePattern {
 public:
  /// Reads literals, . \d \w \s and their opposites, [classes], (groups), |, * + ? {m,n} (lazy ones too), ^ $ \b \B \A \Z. BadInput with
  /// the reason: not a regular expression, one that looks ahead, behind or back, or one of more than kMostBytes or kMostStates.
  static Result<ModulePattern> parse(const std::string& key);
  /// An expression of the whole path, as target_modules and exclude_modules have it; `parse` reads a key of rank_pattern, which may begin
  /// behind any dot.
  static Result<ModulePattern> parseWhole(const std::string& expression);
  bool fits(std::string_view path) const;
  size_t states() const { return m_program.size(); }

  static constexpr size_t kMostBytes = 1000, kMostStates = 4096;

 private:
  friend class ModulePatternParser;
  enum class Op : uint8_t { Byte, Split, Jump, Begin, End, Boundary, NoBoundary, Match };
  struct Step {
    Op op = Op::Match;
    uint32_t to = 0, other = 0;  ///< next states of Split and Jump; `to` of Byte is its place in m_sets
  };
  bool holds(Op op, std::string_view path, size_t at) const;
  void follow(uint32_t state, std::string_view path, size_t at, std::vector<uint32_t>& states, std::vector<size_t>& seen) const;
  std::vector<Step> m_program;
  std::vector<std::bitset<256>> m_sets;
};

}  // namespace graft
