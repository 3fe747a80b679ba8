// SPDX-License-Identifier: Apache-2.0
#include "core/weights/module_pattern.hpp"

#include <algorithm>
#include <optional>

namespace graft {
namespace {

using Bytes = std::bitset<256>;

Error bad(const Message& reason) {
  return {Code::BadInput, reason, {}, {}, msg("Write the modules' names out in rank_pattern and alpha_pattern.")};
}
Error notRegular() { return bad(msg("it is not a regular expression")); }
Error looksAround() { return bad(msg("it looks ahead, behind or back, or sets flags")); }
Error tooLarge() { return bad(msg("it is too large")); }

template <class Is>
Bytes bytesThat(Is&& is) {
  Bytes out;
  for (int c = 0; c < 128; ++c) {
    if (is(static_cast<char>(c))) out.set(static_cast<size_t>(c));
  }
  return out;
}
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isWord(char c) { return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool isLetter(char c) { return isWord(c) && !isDigit(c) && c != '_'; }
Bytes only(char c) {
  Bytes out;
  out.set(static_cast<unsigned char>(c));
  return out;
}

/// Set for \d, \w, \s and their capitals.
std::optional<Bytes> namedSet(char letter) {
  switch (letter) {
    case 'd': return bytesThat(isDigit);
    case 'D': return ~bytesThat(isDigit);
    case 'w': return bytesThat(isWord);
    case 'W': return ~bytesThat(isWord);
    case 's': return bytesThat(isSpace);
    case 'S': return ~bytesThat(isSpace);
    default: return {};
  }
}
std::optional<char> controlByte(char letter) {
  switch (letter) {
    case 'n': return '\n';
    case 't': return '\t';
    case 'r': return '\r';
    case 'f': return '\f';
    case 'v': return '\v';
    case 'a': return '\a';
    default: return {};
  }
}

/// Node of an expression tree. A tree allows a repetition to be expanded several times.
struct Piece {
  enum class Kind { Byte, Place, Row, Choice, Repeat } kind = Kind::Row;
  Bytes bytes;
  char place = '^';  ///< ^ $ b B
  std::vector<Piece> parts;
  int least = 0, most = -1;  ///< of Repeat; most -1: unlimited
};

}  // namespace

class ModulePatternParser {
 public:
  explicit ModulePatternParser(const std::string& text) : m_text(text) {}

  Result<ModulePattern> pattern() {
    GRAFT_TRY(const Piece whole, choice(0));
    if (m_at < m_text.size()) return notRegular();
    GRAFT_CHECK(write(whole));
    GRAFT_CHECK(add({ModulePattern::Op::Match, 0, 0}));
    return std::move(m_out);
  }

 private:
  using Op = ModulePattern::Op;
  static constexpr int kDeepest = 50;

  bool isAtEnd() const { return m_at >= m_text.size(); }
  char peek() const { return m_text[m_at]; }
  bool take(std::string_view words) {
    if (!std::string_view(m_text).substr(m_at).starts_with(words)) return false;
    m_at += words.size();
    return true;
  }

  Result<Piece> choice(int depth) {
    if (depth > kDeepest) return tooLarge();
    Piece out;
    out.kind = Piece::Kind::Choice;
    do {
      GRAFT_TRY(auto one, row(depth));
      out.parts.push_back(std::move(one));
    } while (take("|"));
    return out;
  }

  Result<Piece> row(int depth) {
    Piece out;
    while (!isAtEnd() && peek() != '|' && peek() != ')') {
      GRAFT_TRY(auto one, atom(depth));
      GRAFT_TRY(auto repeated, repetition(std::move(one)));
      out.parts.push_back(std::move(repeated));
    }
    return out;
  }

  static Piece ofBytes(const Bytes& bytes) {
    Piece out;
    out.kind = Piece::Kind::Byte;
    out.bytes = bytes;
    return out;
  }
  static Piece ofPlace(char place) {
    Piece out;
    out.kind = Piece::Kind::Place;
    out.place = place;
    return out;
  }

  Result<Piece> atom(int depth) {
    const char c = m_text[m_at++];
    switch (c) {
      case '(': return group(depth);
      case '[': return set();
      case '\\': return escape();
      case '.': return ofBytes(~only('\n'));
      case '^':
      case '$': return ofPlace(c);
      case '*':
      case '+':
      case '?': return notRegular();
      case '{': {
        const size_t after = m_at--;
        if (bounds()) return notRegular();
        m_at = after;
        break;
      }
      default: break;
    }
    if (static_cast<unsigned char>(c) >= 128) return bad(msg("it holds letters beyond ASCII"));
    return ofBytes(only(c));
  }

  Result<Piece> group(int depth) {
    if (take("?P<")) {
      while (!isAtEnd() && isWord(peek())) ++m_at;
      if (!take(">")) return notRegular();
    } else if (take("?") && !take(":")) {
      return looksAround();
    }
    GRAFT_TRY(auto inner, choice(depth + 1));
    if (!take(")")) return notRegular();
    return inner;
  }

  /// Parses \xHH after the x.
  std::optional<char> hexByte() {
    const std::string digits = m_text.substr(m_at, 2);
    if (digits.size() != 2 || digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) return {};
    m_at += 2;
    const int value = std::stoi(digits, nullptr, 16);
    return value < 128 ? std::optional(static_cast<char>(value)) : std::nullopt;
  }

  Result<Piece> escape() {
    if (isAtEnd()) return notRegular();
    const char c = m_text[m_at++];
    if (const auto named = namedSet(c)) return ofBytes(*named);
    if (c == 'b' || c == 'B') return ofPlace(c);
    if (c == 'A') return ofPlace('^');
    if (c == 'Z') return ofPlace('$');
    GRAFT_TRY(const char byte, literalOf(c));
    return ofBytes(only(byte));
  }

  /// Byte denoted by a backslash and this letter.
  Result<char> literalOf(char c) {
    if (const auto control = controlByte(c)) return *control;
    if (c == 'x') {
      if (const auto byte = hexByte()) return *byte;
      return notRegular();
    }
    if (isDigit(c)) return looksAround();
    if (isLetter(c) || static_cast<unsigned char>(c) >= 128) return notRegular();
    return c;
  }

  Result<Piece> set() {
    const bool isOpposite = take("^");
    Bytes bytes;
    for (bool first = true;; first = false) {
      if (isAtEnd()) return notRegular();
      if (!first && take("]")) break;
      GRAFT_TRY(const Bytes one, setMember());
      const bool isRange = m_at + 1 < m_text.size() && peek() == '-' && m_text[m_at + 1] != ']';
      if (!isRange) {
        bytes |= one;
        continue;
      }
      ++m_at;
      GRAFT_TRY(const Bytes last, setMember());
      if (one.count() != 1 || last.count() != 1) return notRegular();
      const size_t from = one._Find_first(), to = last._Find_first();
      if (from > to) return notRegular();
      for (size_t c = from; c <= to; ++c) bytes.set(c);
    }
    return ofBytes(isOpposite ? ~bytes : bytes);
  }

  Result<Bytes> setMember() {
    if (isAtEnd()) return notRegular();
    const char c = m_text[m_at++];
    if (static_cast<unsigned char>(c) >= 128) return bad(msg("it holds letters beyond ASCII"));
    if (c != '\\') return only(c);
    if (isAtEnd()) return notRegular();
    const char escaped = m_text[m_at++];
    if (const auto named = namedSet(escaped)) return *named;
    if (escaped == 'b') return only('\b');
    GRAFT_TRY(const char byte, literalOf(escaped));
    return only(byte);
  }

  /// Parses {m}, {m,}, {,n} or {m,n}. Returns nothing if the brace is a literal, as in Python.
  std::optional<std::pair<int, int>> bounds() {
    const size_t end = m_text.find('}', m_at);
    if (end == std::string::npos) return {};
    const std::string inner = m_text.substr(m_at + 1, end - m_at - 1);
    const size_t comma = inner.find(',');
    const auto isNumber = [](const std::string& digits) { return digits.find_first_not_of("0123456789") == std::string::npos; };
    const std::string low = inner.substr(0, comma), high = comma == std::string::npos ? low : inner.substr(comma + 1);
    if (inner.empty() || (low.empty() && comma == std::string::npos) || !isNumber(low) || !isNumber(high)) return {};
    constexpr int kMany = 1 << 20;  // more than can be expanded
    const auto number = [](const std::string& digits, int otherwise) {
      return digits.empty() ? otherwise : digits.size() > 6 ? kMany : std::stoi(digits);
    };
    m_at = end + 1;
    return std::pair{number(low, 0), number(high, -1)};
  }

  Result<Piece> repetition(Piece one) {
    if (isAtEnd()) return one;
    std::optional<std::pair<int, int>> times;
    if (take("*"))
      times = {0, -1};
    else if (take("+"))
      times = {1, -1};
    else if (take("?"))
      times = {0, 1};
    else if (peek() == '{')
      times = bounds();
    if (!times) return one;
    if (one.kind == Piece::Kind::Place) return notRegular();
    if (times->second >= 0 && times->first > times->second) return notRegular();
    take("?");  // lazy: matches the same paths
    const bool repeatsAgain = !isAtEnd() && (peek() == '*' || peek() == '+' || peek() == '?' || (peek() == '{' && bounds()));
    if (repeatsAgain) return notRegular();
    Piece out;
    out.kind = Piece::Kind::Repeat;
    out.least = times->first;
    out.most = times->second;
    out.parts.push_back(std::move(one));
    return out;
  }

  Status add(ModulePattern::Step step) {
    if (m_out.m_program.size() >= ModulePattern::kMostStates) return tooLarge();
    m_out.m_program.push_back(step);
    return Done{};
  }
  uint32_t here() const { return static_cast<uint32_t>(m_out.m_program.size()); }

  /// Counts its calls, because an empty expression makes no states and can still be repeated.
  Status write(const Piece& piece) {
    if (++m_written > 8 * ModulePattern::kMostStates) return tooLarge();
    switch (piece.kind) {
      case Piece::Kind::Byte: {
        m_out.m_sets.push_back(piece.bytes);
        return add({Op::Byte, static_cast<uint32_t>(m_out.m_sets.size() - 1), 0});
      }
      case Piece::Kind::Place:
        return add({piece.place == '^'   ? Op::Begin
                    : piece.place == '$' ? Op::End
                    : piece.place == 'b' ? Op::Boundary
                                         : Op::NoBoundary,
                    0, 0});
      case Piece::Kind::Row:
        for (const auto& part : piece.parts) GRAFT_CHECK(write(part));
        return Done{};
      case Piece::Kind::Choice: return writeChoice(piece);
      case Piece::Kind::Repeat: return writeRepeat(piece);
    }
    return Done{};
  }

  Status writeChoice(const Piece& piece) {
    std::vector<uint32_t> ends;
    for (size_t i = 0; i < piece.parts.size(); ++i) {
      const bool isLast = i + 1 == piece.parts.size();
      const uint32_t split = here();
      if (!isLast) GRAFT_CHECK(add({Op::Split, split + 1, 0}));
      GRAFT_CHECK(write(piece.parts[i]));
      if (isLast) break;
      ends.push_back(here());
      GRAFT_CHECK(add({Op::Jump, 0, 0}));
      m_out.m_program[split].other = here();
    }
    for (const uint32_t end : ends) m_out.m_program[end].to = here();
    return Done{};
  }

  Status writeRepeat(const Piece& piece) {
    const Piece& inner = piece.parts.front();
    for (int i = 0; i < piece.least; ++i) GRAFT_CHECK(write(inner));
    if (piece.most < 0) {
      const uint32_t split = here();
      GRAFT_CHECK(add({Op::Split, split + 1, 0}));
      GRAFT_CHECK(write(inner));
      GRAFT_CHECK(add({Op::Jump, split, 0}));
      m_out.m_program[split].other = here();
      return Done{};
    }
    std::vector<uint32_t> splits;
    for (int i = piece.least; i < piece.most; ++i) {
      splits.push_back(here());
      GRAFT_CHECK(add({Op::Split, here() + 1, 0}));
      GRAFT_CHECK(write(inner));
    }
    for (const uint32_t split : splits) m_out.m_program[split].other = here();
    return Done{};
  }

  const std::string& m_text;
  size_t m_at = 0, m_written = 0;
  ModulePattern m_out;
};

Result<ModulePattern> ModulePattern::parse(const std::string& key) {
  if (key.size() > kMostBytes) return tooLarge();
  const std::string whole = "(.*\\.)?(" + key + ")$";
  return ModulePatternParser(whole).pattern();
}

Result<ModulePattern> ModulePattern::parseWhole(const std::string& expression) {
  if (expression.size() > kMostBytes) return tooLarge();
  return ModulePatternParser("(" + expression + ")$").pattern();
}

bool ModulePattern::holds(Op op, std::string_view path, size_t at) const {
  if (op == Op::Begin) return at == 0;
  if (op == Op::End) return at == path.size();
  const bool before = at > 0 && isWord(path[at - 1]), after = at < path.size() && isWord(path[at]);
  return (before != after) == (op == Op::Boundary);
}

/// Adds the state and all states reachable without input. `seen[state]` is the position + 1 of the last addition.
void ModulePattern::follow(uint32_t state, std::string_view path, size_t at, std::vector<uint32_t>& states,
                           std::vector<size_t>& seen) const {
  std::vector<uint32_t> open = {state};
  while (!open.empty()) {
    const uint32_t next = open.back();
    open.pop_back();
    if (seen[next] == at + 1) continue;
    seen[next] = at + 1;
    const Step& step = m_program[next];
    switch (step.op) {
      case Op::Byte:
      case Op::Match: states.push_back(next); break;
      case Op::Split: open.push_back(step.other); [[fallthrough]];
      case Op::Jump: open.push_back(step.to); break;
      case Op::Begin:
      case Op::End:
      case Op::Boundary:
      case Op::NoBoundary:
        if (holds(step.op, path, at)) open.push_back(next + 1);
        break;
    }
  }
}

bool ModulePattern::fits(std::string_view path) const {
  std::vector<uint32_t> states, next;
  std::vector<size_t> seen(m_program.size(), 0);
  follow(0, path, 0, states, seen);
  for (size_t at = 0;; ++at) {
    next.clear();
    for (const uint32_t state : states) {
      const Step& step = m_program[state];
      if (step.op == Op::Match) return true;
      if (at < path.size() && m_sets[step.to][static_cast<unsigned char>(path[at])]) follow(state + 1, path, at + 1, next, seen);
    }
    if (next.empty()) return false;
    std::swap(states, next);
  }
}

}  // namespace graft
