// SPDX-License-Identifier: Apache-2.0
// User-visible sentences, separated from their arguments so that they can be translated.
//
//   Error{Code::BadInput, msg("the sheet '%1' is not in the workbook", name), path, {}, msg("Choose one of: %1.", list)}
//
// The English sentence is the key of its translation, as in gettext. packaging/translate collects the sentences from the calls of msg()
// and from constants of type Sentence; bare literals do not convert to a Message.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace graft {

/// English sentence with the placeholders %1 to %9 for `Places` arguments. A sentence with other placeholders does not compile.
template <size_t Places>
class Sentence {
 public:
  consteval Sentence(const char* english) : m_english(english) {
    bool isUsed[10] = {};
    for (std::string_view rest = english; rest.size() > 1; rest.remove_prefix(1)) {
      if (rest[0] == '%' && rest[1] >= '1' && rest[1] <= '9') isUsed[rest[1] - '0'] = true;
    }
    for (size_t i = 1; i < 10; ++i) {
      if (isUsed[i] != (i <= Places)) throw "the places of a sentence are not those of its arguments";
    }
  }
  constexpr const char* english() const { return m_english; }

 private:
  const char* m_english;
};

/// Sentence with its arguments, text without translation (a path, a name, output of another program), or a flag of the command line, which
/// the window shows as the name of its setting. A value type; any thread.
class Message {
 public:
  Message() = default;
  Message(std::string untranslated) : m_text(std::move(untranslated)) {}
  Message(Sentence<0> sentence) : m_text(sentence.english()), m_kind(Kind::Sentence) {}
  /// Restores a recorded message. `english` need not be a sentence of this version.
  static Message sentence(std::string english, std::vector<Message> arguments);
  /// `name` with its dashes, perhaps followed by a blank and a value: "--recompute layer".
  static Message flag(std::string name);

  bool empty() const { return m_text.empty(); }
  bool isSentence() const { return m_kind == Kind::Sentence; }
  bool isFlag() const { return m_kind == Kind::Flag; }
  /// Returns the English sentence with its placeholders, the plain text, or the flag.
  const std::string& pattern() const { return m_text; }
  const std::vector<Message>& arguments() const { return m_arguments; }
  /// Returns the English text with the arguments filled in.
  std::string text() const;
  bool operator==(const Message&) const = default;

 private:
  enum class Kind { Text, Sentence, Flag };
  std::string m_text;
  std::vector<Message> m_arguments;
  Kind m_kind = Kind::Text;
};

/// Argument that names a flag, perhaps with a value.
inline Message flag(const std::string& name, const std::string& value = {}) {
  return Message::flag(value.empty() ? name : name + " " + value);
}

namespace messages {
/// Formats like C's %g.
std::string number(double value);
inline Message argument(Message value) { return value; }
inline Message argument(std::string value) { return value; }
inline Message argument(std::string_view value) { return std::string(value); }
inline Message argument(const char* value) { return std::string(value); }
inline Message argument(std::floating_point auto value) { return number(value); }
inline Message argument(std::integral auto value) { return std::to_string(value); }
/// Replaces each %N in `pattern` by the N-th of `values`, in one pass. A value may itself contain %N.
std::string filled(std::string_view pattern, const std::vector<std::string>& values);
}  // namespace messages

template <class... Arguments>
Message msg(Sentence<sizeof...(Arguments)> sentence, const Arguments&... arguments) {
  return Message::sentence(sentence.english(), {messages::argument(arguments)...});
}

}  // namespace graft
