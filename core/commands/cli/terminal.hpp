// SPDX-License-Identifier: Apache-2.0
// Terminal output: text on standard output, progress on standard error, colour only on terminals.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/contract/jobs/train.hpp"

namespace graft::cli {

class Terminal {
 public:
  Terminal();
  bool json = false;  ///< --json: one object on standard output and nothing else

  /// Prints a line; nothing with --json.
  void line(const std::string& text = {}) const;
  void warning(const std::string& text) const;
  /// Prints columns padded to their widest cell. The first row is the header (not shown when empty). Cells are cut at `width` characters.
  void table(const std::vector<std::vector<std::string>>& rows, size_t width = 60) const;
  /// Shows a live line on standard error: redrawn on a terminal, else printed every 5 s.
  void progress(double share, const std::string& text);
  void endProgress();

  std::string bold(const std::string& text) const { return paint("1", text); }
  std::string dim(const std::string& text) const { return paint("2", text); }
  std::string good(const std::string& text) const { return paint("32", text); }
  std::string trained(const std::string& text) const { return paint("30;42", text); }
  bool colours() const { return m_outIsTerminal; }

 private:
  std::string paint(const char* code, const std::string& text) const;
  bool m_outIsTerminal, m_errorIsTerminal;
  bool m_live = false;
  double m_lastPrint = -1e9;
};

/// Number of terminal columns that UTF-8 text takes (wide characters count as two).
size_t displayWidth(const std::string& text);
std::string cutTo(const std::string& text, size_t width);
/// Replaces control characters by visible signs (␛), so that no data can send commands to a terminal. Line ends and tabs stay.
std::string visible(const std::string& text);
std::string oneLine(const std::string& text);
/// "1,234", "3 min 20 s", "12.3 %".
std::string grouped(uint64_t n);
/// "1 row", "2,000 rows".
inline std::string counted(uint64_t n, const std::string& word) { return grouped(n) + " " + word + (n == 1 ? "" : "s"); }
std::string duration(double seconds);
std::string percent(double share);
std::string decimals(double value, int places);
/// Returns loss and exact match of a run's held-out rows as two table cells; "-" for values that were not measured.
std::vector<std::string> heldoutCells(const std::optional<HeldoutScore>& score, int places);

}  // namespace graft::cli
