// SPDX-License-Identifier: Apache-2.0
// From a row as it stands in somebody's file to an example: shape and columns guessed, shown and settable.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace graft {

enum class Shape { Unknown, Alpaca, Messages, ShareGpt, PromptCompletion, Text, Preference, Kto, Tokens };
const char* shapeName(Shape shape);
Result<Shape> shapeFromName(const std::string& name);

/// How fields of a row are found. `columns`: our field name to the file's column name.
struct Mapping {
  Shape shape = Shape::Unknown;
  std::map<std::string, std::string> columns;
  /// Words of ShareGPT rows (LLaMA-Factory's "tags").
  std::string roleTag = "from", contentTag = "value";
  std::map<std::string, std::string> roles = {
      {"human", "user"},       {"user", "user"}, {"gpt", "assistant"},           {"assistant", "assistant"}, {"system", "system"},
      {"observation", "tool"}, {"tool", "tool"}, {"function_call", "assistant"}, {"chatgpt", "assistant"},   {"bing", "assistant"}};
  std::string note;  ///< what was guessed, in words
};

/// One example in canonical form: a JSON object with `messages` (+ tools, rejected, label), `text`, or `input_ids` + `labels`.
struct Example {
  std::string json;
  std::string prompt;          ///< what the person's side says; rows that share it are kept on one side of the split
  std::string answer;          ///< last answer, for the balance of answers
  bool controlTokens = false;  ///< text holds something that looks like <|...|>
};

/// Turns JSON rows into examples. Not thread-safe.
class RowMapper {
 public:
  RowMapper();
  ~RowMapper();
  RowMapper(RowMapper&&) noexcept;
  /// Guesses what `mapping` leaves open from the first rows (JSON texts). Refuses when nothing fits.
  static Result<Mapping> guess(const std::vector<std::string>& rows, Mapping mapping);
  void use(Mapping mapping);
  /// The error's `what` is the reason why the row is left out.
  Result<Example> map(const std::string& json);
  /// The same for a row that is in canonical form already (one of a version, perhaps changed by a person); for a mapper without `use`.
  Result<Example> canonical(const std::string& json);

 private:
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

}  // namespace graft
