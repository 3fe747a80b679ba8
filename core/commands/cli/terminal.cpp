// SPDX-License-Identifier: Apache-2.0
#include "core/commands/cli/terminal.hpp"

#include <algorithm>
#include <clocale>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cwchar>

#include <unistd.h>

#include <fmt/format.h>

#include "core/base/system.hpp"

namespace graft::cli {
namespace {

/// Returns the next character of UTF-8 text and advances `at`; invalid bytes count one by one.
std::string_view nextCharacter(const std::string& text, size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  const size_t length = std::min<size_t>(text.size() - at, byte >= 0xF8 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1);
  const std::string_view out(text.data() + at, length);
  at += length;
  return out;
}

/// East Asian and emoji blocks take two columns, combining marks none.
size_t columnsOf(std::string_view character) {
  uint32_t c = static_cast<unsigned char>(character[0]);
  if (character.size() == 2) c = (c & 31) << 6 | (character[1] & 63);
  if (character.size() == 3) c = (c & 15) << 12 | (character[1] & 63) << 6 | (character[2] & 63);
  if (character.size() == 4) c = (c & 7) << 18 | (character[1] & 63) << 12 | (character[2] & 63) << 6 | (character[3] & 63);
  if (c >= 0x300 && c < 0x370) return 0;
  return (c >= 0x1100 && c < 0x1160) || (c >= 0x2E80 && c < 0xA4D0) || (c >= 0xAC00 && c < 0xD7A4) || (c >= 0xF900 && c < 0xFB00) ||
                 (c >= 0xFF00 && c < 0xFF61) || (c >= 0x1F300 && c < 0x1FB00)
             ? 2
             : 1;
}

/// Placeholder for the escape character of Graft's own colours until a text is printed: U+F5A10, which no data is expected to hold.
constexpr std::string_view kColour = "\xF3\xB5\xA8\x90";

/// Prepares a text for the terminal: control characters of data become visible, Graft's own colours are set.
std::string printable(const std::string& text) {
  const std::string shown = visible(text);
  std::string out;
  size_t from = 0;
  for (size_t at = shown.find(kColour); at != std::string::npos; at = shown.find(kColour, from)) {
    const size_t code = at + kColour.size(), end = shown.find_first_not_of("0123456789;", code + 1);
    const bool isOurs = shown.compare(code, 1, "[") == 0 && end != std::string::npos && shown[end] == 'm';
    out.append(shown, from, at - from);
    if (isOurs) out += '\033';
    from = code;
  }
  return out.append(shown, from);
}

}  // namespace

Terminal::Terminal() : m_outIsTerminal(isatty(STDOUT_FILENO) && !std::getenv("NO_COLOR")), m_errorIsTerminal(isatty(STDERR_FILENO)) {}

std::string Terminal::paint(const char* code, const std::string& text) const {
  return m_outIsTerminal ? std::string(kColour) + "[" + code + "m" + text + std::string(kColour) + "[0m" : text;
}

void Terminal::line(const std::string& text) const {
  if (!json) fmt::print("{}\n", printable(text));
  std::fflush(stdout);
}

void Terminal::warning(const std::string& text) const {
  if (json)
    fmt::print(stderr, "graft: warning: {}\n", printable(text));
  else
    fmt::print("  {} {}\n", m_outIsTerminal ? "\033[33m!\033[0m" : "!", printable(text));
}

void Terminal::table(const std::vector<std::vector<std::string>>& rows, size_t width) const {
  if (json || rows.empty()) return;
  std::vector<size_t> widths;
  std::vector<std::vector<std::string>> cells = rows;
  for (auto& row : cells) {
    widths.resize(std::max(widths.size(), row.size()));
    for (size_t i = 0; i < row.size(); ++i) {
      row[i] = cutTo(oneLine(row[i]), width);
      widths[i] = std::max(widths[i], displayWidth(row[i]));
    }
  }
  const bool hasHeader = std::any_of(cells[0].begin(), cells[0].end(), [](const std::string& cell) { return !cell.empty(); });
  for (size_t r = hasHeader ? 0 : 1; r < cells.size(); ++r) {
    std::string out;
    for (size_t i = 0; i < cells[r].size(); ++i) {
      const std::string padded = cells[r][i] + std::string(i + 1 < cells[r].size() ? widths[i] - displayWidth(cells[r][i]) + 2 : 0, ' ');
      out += r == 0 ? bold(padded) : padded;
    }
    fmt::print("  {}\n", printable(out));
  }
}

void Terminal::progress(double share, const std::string& text) {
  const double now = monotonicSeconds();
  if (!m_errorIsTerminal) {
    if (now - m_lastPrint < 5) return;
    m_lastPrint = now;
    fmt::print(stderr, "{:3.0f} %  {}\n", share * 100, text);
    return;
  }
  if (now - m_lastPrint < 0.1 && share < 1) return;
  m_lastPrint = now;
  constexpr int kWidth = 28;
  const double filled = std::clamp(share, 0.0, 1.0) * kWidth;
  static constexpr const char* kEighths[] = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  std::string bar;
  for (int i = 0; i < kWidth; ++i) bar += i + 1 <= filled ? "█" : i > filled ? " " : kEighths[static_cast<int>((filled - i) * 8)];
  fmt::print(stderr, "\r\033[2K  \033[36m{}\033[0m\033[2m▏\033[0m {:3.0f} %  {}", bar, share * 100, text);
  std::fflush(stderr);
  m_live = true;
}

void Terminal::endProgress() {
  if (m_live) fmt::print(stderr, "\r\033[2K");
  std::fflush(stderr);
  m_live = false;
  m_lastPrint = -1e9;
}

size_t displayWidth(const std::string& text) {
  size_t width = 0;
  for (size_t at = 0; at < text.size();) width += columnsOf(nextCharacter(text, at));
  return width;
}

std::string cutTo(const std::string& text, size_t width) {
  if (displayWidth(text) <= width) return text;
  std::string out;
  size_t used = 0;
  for (size_t at = 0; at < text.size();) {
    const auto character = nextCharacter(text, at);
    if (used + columnsOf(character) + 1 > width) break;
    used += columnsOf(character);
    out += character;
  }
  return out + "…";
}

std::string visible(const std::string& text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool isC1 = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (isC1) {
      out += "\xEF\xBF\xBD";
      ++i;
    } else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f) {
      out += "\xE2\x90";
      out += static_cast<char>(c == 0x7f ? 0xA1 : 0x80 + c);
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string oneLine(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n')
      out += "⏎";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      out += ' ';
    else
      out += c;
  }
  return out;
}

std::string grouped(uint64_t n) {
  std::string digits = std::to_string(n), out;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

std::string duration(double seconds) {
  const auto whole = static_cast<int64_t>(std::llround(std::max(0.0, seconds)));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

std::string percent(double share) { return fmt::format("{:.1f} %", share * 100); }
std::string decimals(double value, int places) { return fmt::format("{:.{}f}", value, places); }

std::vector<std::string> heldoutCells(const std::optional<HeldoutScore>& score, int places) {
  return {score ? decimals(score->loss, places) : "-", score && score->exactMatch ? percent(*score->exactMatch) : "-"};
}

}  // namespace graft::cli
