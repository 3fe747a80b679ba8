// SPDX-License-Identifier: Apache-2.0
// Key of rank_pattern or alpha_pattern as PEFT reads it (peft 0.21, utils/other.py, get_pattern_key). It is a Python regular expression for
// the suffix of a module's path, from its beginning or after a dot. All states are simulated in parallel, so the time is at most path
// length times pattern length.
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
  /// Parses literals, . \d \w \s and their opposites, [classes], (groups), |, * + ? {m,n} (lazy ones too), ^ $ \b \B \A \Z. BadInput with
  /// the reason: an invalid expression, lookahead, lookbehind or backreferences, or more than kMostBytes or kMostStates.
  static Result<ModulePattern> parse(const std::string& key);
  /// Parses an expression for the whole path, as in target_modules and exclude_modules. `parse` reads a key of rank_pattern, which may
  /// match after any dot.
  static Result<ModulePattern> parseWhole(const std::string& expression);
  bool fits(std::string_view path) const;
  size_t states() const { return m_program.size(); }

  static constexpr size_t kMostBytes = 1000, kMostStates = 4096;

 private:
  friend class ModulePatternParser;
  enum class Op : uint8_t { Byte, Split, Jump, Begin, End, Boundary, NoBoundary, Match };
  struct Step {
    Op op = Op::Match;
    uint32_t to = 0, other = 0;  ///< next states of Split and Jump; `to` of Byte is its index in m_sets
  };
  bool holds(Op op, std::string_view path, size_t at) const;
  void follow(uint32_t state, std::string_view path, size_t at, std::vector<uint32_t>& states, std::vector<size_t>& seen) const;
  std::vector<Step> m_program;
  std::vector<std::bitset<256>> m_sets;
};

}  // namespace graft
