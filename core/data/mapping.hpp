// SPDX-License-Identifier: Apache-2.0
// Maps a row of a source file to an example. Shape and columns are guessed, visible and configurable.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/contract/dataset_manifest.hpp"

namespace graft {

/// Parses the name of a known shape.
Result<Shape> shapeFromName(const std::string& name);

/// Hint for a row that Mapping::mendTurns may repair.
inline constexpr Sentence<0> kMendTurns = "Correct the rows, or import with --mend-turns, which joins or cuts such turns.";

/// Locates the fields of a row. `columns` maps Graft's field names to the file's column names.
struct Mapping {
  Shape shape = Shape::Unknown;
  std::map<std::string, std::string> columns;
  /// Member names of messages (LLaMA-Factory's "tags").
  std::string roleTag = "from", contentTag = "value";
  std::map<std::string, std::string> roles = {
      {"human", "user"},          {"user", "user"},       {"prompter", "user"},    {"gpt", "assistant"},
      {"assistant", "assistant"}, {"model", "assistant"}, {"bot", "assistant"},    {"ai", "assistant"},
      {"chatgpt", "assistant"},   {"bing", "assistant"},  {"bard", "assistant"},   {"function_call", "assistant"},
      {"tool_call", "assistant"}, {"system", "system"},   {"developer", "system"}, {"tool", "tool"},
      {"observation", "tool"},    {"function", "tool"},   {"ipython", "tool"},     {"tool_response", "tool"}};
  /// Text rows: special tokens in them are parsed (Meant) or are ordinary text (Text). Guess derives this from the first rows.
  enum class ControlTokens { Guess, Meant, Text } controlTokens = ControlTokens::Guess;
  /// Text rows: appends the end token.
  bool appendEnd = true;
  /// Joins adjacent turns of one role. Cuts answers before the first question, and everything after the last answer.
  bool mendTurns = false;
  Message note;  ///< description of the guess
};

/// Required and optional fields of a shape, by the names in Mapping::columns.
struct ShapeFields {
  std::vector<std::string> needed, optional;
};
ShapeFields fieldsOf(Shape shape);

/// Example in canonical form. A JSON object with `messages` (+ tools, documents, rejected, label), `text`, or `input_ids` + `labels`.
/// `extra` holds the rest of the row.
struct Example {
  std::string json;
  std::string core;                              ///< JSON without `extra`; identifies equal rows
  std::string prompt;                            ///< text of the user's side; rows that share it stay in one split
  std::string answer;                            ///< last answer, for the balance of answers
  std::optional<bool> heldOut;                   ///< split named by the row itself
  bool controlTokens = false;                    ///< the text contains lookalikes of special tokens that are not parsed
  std::vector<std::string> unused;               ///< columns kept in `extra` but not used
  std::vector<std::string> messageFields;        ///< message fields that are kept but that only some templates read
  uint64_t callsFromText = 0, valuesAsText = 0;  ///< see MessageNotes
  bool hasMendedTurns = false, isOddlyOrdered = false;
};

/// Classifies a split name as held-out (test, validation ...) or training, ignoring case. Returns nothing for other names.
std::optional<bool> isHeldOutByName(std::string_view name);
/// True if a lower-case name is common for question or answer columns.
bool isColumnName(const std::string& name);
/// True if the text contains a lookalike of a known template's special token.
bool looksLikeControlTokens(std::string_view text);

/// Converts JSON rows to examples. Not thread-safe.
class RowMapper {
 public:
  RowMapper();
  ~RowMapper();
  RowMapper(RowMapper&&) noexcept;
  /// Guesses the parts that `asked` leaves open from the first rows (JSON texts). Fails if no shape fits, or if the shape lacks a given
  /// field.
  static Result<Mapping> guess(const std::vector<std::string>& rows, Mapping asked);
  void use(Mapping mapping);
  /// On failure the error's `what` is the reason why the row is skipped.
  Result<Example> map(const std::string& json);
  /// Reads a row that is already canonical (of a version, perhaps edited by the user). Requires a mapper without `use`.
  Result<Example> canonical(const std::string& json);

 private:
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

}  // namespace graft
