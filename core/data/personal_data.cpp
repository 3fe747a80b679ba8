// SPDX-License-Identifier: Apache-2.0
#include "core/data/personal_data.hpp"

#include <algorithm>
#include <string>

namespace graft {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isWord(char c) { return isDigit(c) || isUpper(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

bool isInName(char c) { return isWord(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-'; }

/// Returns the end of an e-mail address around the '@' at `at`, or 0. It needs a name, a host with a dot, and a domain of at least two
/// letters.
size_t emailEnd(std::string_view text, size_t at) {
  if (at == 0 || !isWord(text[at - 1])) return 0;
  size_t dot = 0, end = at + 1;
  for (; end < text.size() && end - at < 254 && (isWord(text[end]) || text[end] == '.' || text[end] == '-'); ++end) {
    if (text[end] == '.') dot = end;
  }
  if (dot == end - 1 && dot > 0) {  // full stop of the sentence
    end = dot;
    dot = text.rfind('.', end - 1);
    if (dot == std::string_view::npos || dot <= at) return 0;
  }
  if (dot <= at + 1 || end - dot < 3) return 0;
  for (size_t i = dot + 1; i < end; ++i) {
    if (isDigit(text[i])) return 0;
  }
  return end;
}

bool beginsAsCard(const std::string& digits) {
  return (digits[0] >= '3' && digits[0] <= '6') || (digits.size() == 16 && digits[0] == '2' && digits[1] >= '2' && digits[1] <= '7');
}

bool passesLuhn(const std::string& digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    int value = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1 && (value *= 2) > 9) value -= 9;
    sum += value;
  }
  return sum % 10 == 0;
}

/// Collects digits from `begin`, with up to three of `gaps` between them. Sets `end` after the last digit.
std::string digitsFrom(std::string_view text, size_t begin, size_t& end, std::string_view gaps) {
  std::string out;
  end = begin;
  for (size_t at = begin; at < text.size() && at - end < 4 && out.size() < 32; ++at) {
    if (isDigit(text[at])) {
      out += text[at];
      end = at + 1;
    } else if (gaps.find(text[at]) == std::string_view::npos) {
      break;
    }
  }
  return out;
}

/// Returns the end of the IBAN that begins at `at`, or 0.
size_t ibanEnd(std::string_view text, size_t at) {
  std::string compact;
  std::vector<size_t> ends;  // end of each letter and digit
  for (size_t i = at; i < text.size() && compact.size() < 35; ++i) {
    if (isDigit(text[i]) || isUpper(text[i])) {
      compact += text[i];
      ends.push_back(i + 1);
    } else if (text[i] != ' ' || i + 1 == text.size() || !(isDigit(text[i + 1]) || isUpper(text[i + 1]))) {
      break;
    }
  }
  // An upper-case word may follow the number after a blank, so shorter candidates are tried too.
  for (; compact.size() >= 15; compact.pop_back()) {
    if (compact.size() > 34) continue;
    int rest = 0;
    for (size_t i = 0; i < compact.size(); ++i) {
      const char c = compact[(i + 4) % compact.size()];
      rest = isDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
    }
    if (rest == 1) return ends[compact.size() - 1];
  }
  return 0;
}

}  // namespace

std::vector<PersonalSpan> personalSpans(std::string_view text) {
  std::vector<PersonalSpan> out;
  const auto add = [&](size_t begin, size_t end, PersonalKind kind) {
    while (!out.empty() && out.back().end > begin) {  // a number at the start of an address
      begin = std::min(begin, out.back().begin);
      out.pop_back();
    }
    out.push_back({begin, end, kind});
  };
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c != '@' && c != '+' && !isDigit(c)) continue;
    const bool fresh = i == 0 || !isWord(text[i - 1]);
    size_t end = i;
    if (c == '@') {
      if ((end = emailEnd(text, i)) == 0) continue;
      size_t begin = i;
      while (begin > 0 && i - begin < 64 && isInName(text[begin - 1])) --begin;
      while (begin < i && !isWord(text[begin])) ++begin;
      add(begin, end, PersonalKind::Email);
      i = end - 1;
    } else if (c == '+') {
      const std::string digits = digitsFrom(text, i + 1, end, " -()/.");
      if (!fresh || digits.size() < 8 || digits.size() > 15 || digits[0] == '0') continue;
      add(i, end, PersonalKind::Phone);
      i = end - 1;
    } else if (fresh) {
      const bool afterPoint = i > 0 && (text[i - 1] == '.' || text[i - 1] == ',');
      const std::string digits = digitsFrom(text, i, end, " -");
      const bool whole = end == text.size() || !isWord(text[end]);
      if (whole && !afterPoint && digits.size() >= 13 && digits.size() <= 19 && beginsAsCard(digits) && passesLuhn(digits))
        add(i, end, PersonalKind::Card);
      i = end - 1;
    } else if (i >= 2 && isUpper(text[i - 1]) && isUpper(text[i - 2]) && (i == 2 || !isWord(text[i - 3]))) {
      if ((end = ibanEnd(text, i - 2)) == 0) continue;
      add(i - 2, end, PersonalKind::Iban);
      i = end - 1;
    }
  }
  return out;
}

PersonalData findPersonalData(std::string_view text) {
  PersonalData found;
  for (const PersonalSpan& span : personalSpans(text)) {
    found.email = found.email || span.kind == PersonalKind::Email;
    found.card = found.card || span.kind == PersonalKind::Card;
    found.iban = found.iban || span.kind == PersonalKind::Iban;
    found.phone = found.phone || span.kind == PersonalKind::Phone;
  }
  return found;
}

PersonalData findPersonalDataInRow(std::string_view json) {
  if (json.find('\\') == std::string_view::npos) return findPersonalData(json);
  std::string plain(json);
  for (size_t i = 0; i + 1 < plain.size(); ++i) {
    if (plain[i] != '\\') continue;
    plain[i] = ' ';
    if (const char c = plain[++i]; c == 'n' || c == 't' || c == 'r') plain[i] = ' ';
  }
  return findPersonalData(plain);
}

std::string maskPersonalData(std::string_view text) {
  constexpr const char* kMasks[] = {"[EMAIL]", "[CARD]", "[IBAN]", "[PHONE]"};
  std::string words(text);
  // Masking can expose text that adjoined a number, so it repeats. Each iteration removes digits or an @.
  for (auto spans = personalSpans(words); !spans.empty(); spans = personalSpans(words)) {
    std::string out;
    size_t at = 0;
    for (const PersonalSpan& span : spans) {
      out.append(words, at, span.begin - at).append(kMasks[static_cast<int>(span.kind)]);
      at = span.end;
    }
    words = out.append(words, at);
  }
  return words;
}

bool maskPersonalData(Json& example) {
  bool any = false;
  const auto mask = [&](Json& words) {
    if (!words.is_string() || personalSpans(words.get_ref<const std::string&>()).empty()) return;
    words = maskPersonalData(std::string_view(words.get_ref<const std::string&>()));
    any = true;
  };
  for (const char* field : {"text", "rejected"}) {
    if (example.contains(field)) mask(example[field]);
  }
  if (example.contains("messages") && example["messages"].is_array()) {
    for (Json& message : example["messages"]) {
      if (message.contains("content")) mask(message["content"]);
    }
  }
  return any;
}

}  // namespace graft
