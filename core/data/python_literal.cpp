// SPDX-License-Identifier: Apache-2.0
#include "core/data/python_literal.hpp"

#include <cctype>
#include <cstdint>

#include "core/data/row_source.hpp"
#include "core/data/utf8.hpp"

namespace graft {
namespace {

void append(std::string& out, uint32_t code) {
  char bytes[4], *end = bytes;
  appendUtf8(code, end);
  out.append(bytes, end);
}

class Reader {
 public:
  explicit Reader(std::string_view text) : m_text(text) {}
  bool whole(std::string& out) {
    skipBlanks();
    return (peek() == '[' || peek() == '{' || peek() == '(' || startsWith("array(")) && value(out) && (skipBlanks(), m_at == m_text.size());
  }

 private:
  static constexpr int kMostLevels = 64;

  char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
  bool startsWith(std::string_view word) const { return m_text.substr(m_at).starts_with(word); }
  void skipBlanks() {
    while (m_at < m_text.size() && std::isspace(static_cast<unsigned char>(m_text[m_at]))) ++m_at;
  }
  bool take(char c) {
    skipBlanks();
    if (peek() != c) return false;
    ++m_at;
    return true;
  }

  bool value(std::string& out) {
    skipBlanks();
    if (m_level >= kMostLevels) return false;
    ++m_level;
    const bool isRead = anyValue(out);
    --m_level;
    return isRead;
  }
  bool anyValue(std::string& out) {
    if (startsWith("array(")) return numpyArray(out);
    switch (peek()) {
      case '[': return list(out, ']');
      case '(': return list(out, ')');
      case '{': return dictionary(out);
      case '\'':
      case '"': return text(out);
      default: return word(out);
    }
  }
  bool numpyArray(std::string& out) {
    m_at += 6;
    if (!value(out)) return false;
    while (m_at < m_text.size() && peek() != ')') ++m_at;  // , dtype=object
    return take(')');
  }
  bool list(std::string& out, char end) {
    ++m_at;
    out += '[';
    for (bool isFirst = true; !take(end); isFirst = false) {
      if (!isFirst && !take(',') && peek() != '{' && peek() != '[') return false;
      if (!isFirst && take(end)) break;  // trailing comma
      if (!isFirst) out += ',';
      if (!value(out)) return false;
    }
    out += ']';
    return true;
  }
  bool dictionary(std::string& out) {
    ++m_at;
    out += '{';
    for (bool isFirst = true; !take('}'); isFirst = false) {
      if (!isFirst && !take(',')) return false;
      if (!isFirst && take('}')) break;
      if (!isFirst) out += ',';
      skipBlanks();
      // A container as a key would become JSON text inside text, doubled at each level.
      if (peek() == '[' || peek() == '{' || peek() == '(' || startsWith("array(")) return false;
      const bool isText = peek() == '\'' || peek() == '"';
      std::string key;
      if (!value(key)) return false;
      if (isText)
        out += key;
      else
        appendJsonString(out, key);
      if (!take(':')) return false;
      out += ':';
      if (!value(out)) return false;
    }
    out += '}';
    return true;
  }
  bool text(std::string& out) {
    const char quote = m_text[m_at++];
    std::string plain;
    while (m_at < m_text.size() && m_text[m_at] != quote) {
      if (m_text[m_at] != '\\') {
        plain += m_text[m_at++];
        continue;
      }
      ++m_at;
      if (!escape(plain)) return false;
    }
    if (m_at == m_text.size()) return false;
    ++m_at;
    appendJsonString(out, plain);
    return true;
  }
  bool escape(std::string& out) {
    if (m_at == m_text.size()) return false;
    const char c = m_text[m_at++];
    switch (c) {
      case 'n': out += '\n'; return true;
      case 't': out += '\t'; return true;
      case 'r': out += '\r'; return true;
      case 'a': out += '\a'; return true;
      case 'b': out += '\b'; return true;
      case 'f': out += '\f'; return true;
      case 'v': out += '\v'; return true;
      case '0':
      case '1':
      case '2':
      case '3':
      case '4':
      case '5':
      case '6':
      case '7': return octal(out, c);
      case '\\':
      case '\'':
      case '"': out += c; return true;
      case '\n': return true;
      case 'x': return code(out, 2);
      case 'u': return code(out, 4);
      case 'U': return code(out, 8);
      default: out += '\\', out += c; return true;  // Python keeps an unknown escape verbatim
    }
  }
  /// Parses one to three octal digits. The first was already consumed.
  bool octal(std::string& out, char first) {
    auto value = static_cast<uint32_t>(first - '0');
    for (int i = 0; i < 2 && peek() >= '0' && peek() <= '7'; ++i) value = value * 8 + static_cast<uint32_t>(m_text[m_at++] - '0');
    append(out, value);
    return true;
  }
  bool code(std::string& out, size_t digits) {
    uint32_t value = 0;
    for (size_t i = 0; i < digits; ++i) {
      const char c = peek();
      if (!std::isxdigit(static_cast<unsigned char>(c))) return false;
      value = value * 16 + static_cast<uint32_t>(std::isdigit(static_cast<unsigned char>(c)) ? c - '0' : (c | 0x20) - 'a' + 10);
      ++m_at;
    }
    if (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return false;
    append(out, value);
    return true;
  }
  /// Parses True, False, None, nan or a number.
  bool word(std::string& out) {
    const size_t begin = m_at;
    while (m_at < m_text.size() && (std::isalnum(static_cast<unsigned char>(peek())) || peek() == '.' || peek() == '-' || peek() == '+'))
      ++m_at;
    const std::string_view word = m_text.substr(begin, m_at - begin);
    if (word == "True") return out += "true", true;
    if (word == "False") return out += "false", true;
    if (word == "None" || word == "nan" || word == "inf" || word == "-inf") return out += "null", true;
    const bool isNumber = !word.empty() && word.find_first_not_of("0123456789.eE+-") == std::string_view::npos &&
                          std::isdigit(static_cast<unsigned char>(word.back()));
    out += word;
    return isNumber;
  }

  std::string_view m_text;
  size_t m_at = 0;
  int m_level = 0;
};

}  // namespace

std::optional<std::string> jsonOfPythonLiteral(std::string_view text) {
  std::string out;
  if (!Reader(text).whole(out)) return {};
  return out;
}

}  // namespace graft
