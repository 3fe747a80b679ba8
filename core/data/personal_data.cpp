// SPDX-License-Identifier: Apache-2.0
#include "core/data/personal_data.hpp"

#include <string>

namespace graft {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isWord(char c) { return isDigit(c) || isUpper(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

/// Around an '@': a name before, a host with a dot and a domain of two letters or more after.
bool isEmailAt(std::string_view text, size_t at) {
  if (at == 0 || !isWord(text[at - 1])) return false;
  size_t dot = 0, end = at + 1;
  for (; end < text.size() && end - at < 254 && (isWord(text[end]) || text[end] == '.' || text[end] == '-'); ++end) {
    if (text[end] == '.') dot = end;
  }
  if (dot == end - 1 && dot > 0) {  // the full stop of a sentence
    end = dot;
    dot = text.rfind('.', end - 1);
    if (dot == std::string_view::npos || dot <= at) return false;
  }
  if (dot <= at + 1 || end - dot < 3) return false;
  for (size_t i = dot + 1; i < end; ++i) {
    if (isDigit(text[i])) return false;
  }
  return true;
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

/// Digits from `begin` with up to three of `gaps` between them; `end` is set behind the last one.
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

bool isIbanAt(std::string_view text, size_t at) {
  std::string compact;
  for (size_t i = at; i < text.size() && compact.size() < 35; ++i) {
    if (isDigit(text[i]) || isUpper(text[i]))
      compact += text[i];
    else if (text[i] != ' ' || i + 1 == text.size() || !(isDigit(text[i + 1]) || isUpper(text[i + 1])))
      break;
  }
  // An upper-case word may follow the number after a blank, so shorter readings are tried too.
  for (; compact.size() >= 15; compact.pop_back()) {
    if (compact.size() > 34) continue;
    int rest = 0;
    for (size_t i = 0; i < compact.size(); ++i) {
      const char c = compact[(i + 4) % compact.size()];
      rest = isDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
    }
    if (rest == 1) return true;
  }
  return false;
}

}  // namespace

PersonalData findPersonalData(std::string_view text) {
  PersonalData found;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c != '@' && c != '+' && !isDigit(c)) continue;
    const bool fresh = i == 0 || !isWord(text[i - 1]);
    size_t end = i;
    if (c == '@') {
      found.email = found.email || isEmailAt(text, i);
    } else if (c == '+') {
      const std::string digits = digitsFrom(text, i + 1, end, " -()/.");
      found.phone = found.phone || (fresh && digits.size() >= 8 && digits.size() <= 15 && digits[0] != '0');
    } else if (fresh) {
      const bool afterPoint = i > 0 && (text[i - 1] == '.' || text[i - 1] == ',');
      const std::string digits = digitsFrom(text, i, end, " -");
      const bool whole = end == text.size() || !isWord(text[end]);
      found.card =
          found.card || (whole && !afterPoint && digits.size() >= 13 && digits.size() <= 19 && beginsAsCard(digits) && passesLuhn(digits));
      i = end - 1;
    } else if (i >= 2 && isUpper(text[i - 1]) && isUpper(text[i - 2]) && (i == 2 || !isWord(text[i - 3]))) {
      found.iban = found.iban || isIbanAt(text, i - 2);
    }
  }
  return found;
}

}  // namespace graft
