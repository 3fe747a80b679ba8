// SPDX-License-Identifier: Apache-2.0
// From a row as it stands in somebody's file to an example: shape and columns guessed, shown and settable.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace graft {

enum class Shape { Unknown, Alpaca, Messages, ShareGpt, PromptCompletion, Text, Preference, Kto, Tokens };
const char* shapeName(Shape shape);
Result<Shape> shapeFromName(const std::string& name);

/// Hint of a row that Mapping::mendTurns may help with.
inline constexpr Sentence<0> kMendTurns = "Correct the rows, or import with --mend-turns, which joins or cuts such turns.";

/// How fields of a row are found. `columns`: our field name to the file's column name.
struct Mapping {
  Shape shape = Shape::Unknown;
  std::map<std::string, std::string> columns;
  /// Words of conversations (LLaMA-Factory's "tags").
  std::string roleTag = "from", contentTag = "value";
  std::map<std::string, std::string> roles = {
      {"human", "user"},           {"user", "user"},          {"prompter", "user"},     {"gpt", "assistant"},
      {"assistant", "assistant"},  {"model", "assistant"},    {"bot", "assistant"},     {"ai", "assistant"},
      {"chatgpt", "assistant"},    {"bing", "assistant"},     {"bard", "assistant"},    {"function_call", "assistant"},
      {"tool_call", "assistant"},  {"system", "system"},      {"developer", "system"},  {"tool", "tool"},
      {"observation", "tool"},     {"function", "tool"},      {"ipython", "tool"},      {"tool_response", "tool"}};
  /// Of text rows: control tokens in them are meant (Meant), are the writer's own words (Text), or what the first rows look like.
  enum class ControlTokens { Guess, Meant, Text } controlTokens = ControlTokens::Guess;
  /// Of text rows: the token that ends a text is appended.
  bool appendEnd = true;
  /// Turns of one side in a row are joined; answers before the first question and what follows the last answer are cut.
  bool mendTurns = false;
  Message note;  ///< what was guessed
};

/// Fields that a shape needs and may have, by the names that Mapping::columns uses.
struct ShapeFields {
  std::vector<std::string> needed, optional;
};
ShapeFields fieldsOf(Shape shape);

/// One example in canonical form: a JSON object with `messages` (+ tools, documents, rejected, label), `text`, or `input_ids` + `labels`, and
/// `extra`, what the row holds beside that.
struct Example {
  std::string json;
  std::string core;            ///< the same without `extra`: what makes rows equal
  std::string prompt;          ///< what the person's side says; rows that share it are kept on one side of the split
  std::string answer;          ///< last answer, for the balance of answers
  std::optional<bool> heldOut;  ///< the side that the row itself names
  bool controlTokens = false;  ///< text holds something that looks like a control token, and is not meant as one
  std::vector<std::string> unused;  ///< columns that are kept in `extra` and not used
  std::vector<std::string> messageFields;  ///< of messages, that are kept and that only some templates read
  uint64_t callsFromText = 0, valuesAsText = 0;  ///< see MessageNotes
  bool hasMendedTurns = false, isOddlyOrdered = false;
};

/// Tells a held-out split (test, validation ...) from a training one by its name, without case; nothing for other names.
std::optional<bool> isHeldOutByName(std::string_view name);
/// A name in lower case that columns of questions and answers have.
bool isColumnName(const std::string& name);
/// Something that looks like a control token of a known kind of template.
bool looksLikeControlTokens(std::string_view text);

/// Turns JSON rows into examples. Not thread-safe.
class RowMapper {
 public:
  RowMapper();
  ~RowMapper();
  RowMapper(RowMapper&&) noexcept;
  /// Guesses what `asked` leaves open from the first rows (JSON texts). Refuses when nothing fits, and fields that the shape does not have.
  static Result<Mapping> guess(const std::vector<std::string>& rows, Mapping asked);
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
