// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/word_diff.hpp"

#include <QRegularExpression>
#include <QStringList>

namespace graft::ui {
namespace {

QStringList wordsOf(const QString& text) {
  static const QRegularExpression word("\\S+\\s*");
  QStringList out;
  for (auto it = word.globalMatch(text); it.hasNext();) out << it.next().captured();
  return out;
}

void add(std::vector<DiffPart>& parts, DiffKind kind, const QString& words) {
  if (!parts.empty() && parts.back().kind == kind)
    parts.back().words += words;
  else
    parts.push_back({kind, words});
}

}  // namespace

std::vector<DiffPart> wordDiff(const QString& before, const QString& now) {
  constexpr qsizetype kMost = 2000;
  const QStringList a = wordsOf(before), b = wordsOf(now);
  std::vector<DiffPart> parts;
  if (a.size() > kMost || b.size() > kMost) return {{DiffKind::Removed, before}, {DiffKind::Added, now}};
  const auto columns = static_cast<size_t>(b.size()) + 1;
  std::vector<int> common((static_cast<size_t>(a.size()) + 1) * columns);  // longest common subsequence of the suffixes
  const auto at = [&](qsizetype i, qsizetype j) -> int& { return common[static_cast<size_t>(i) * columns + static_cast<size_t>(j)]; };
  for (qsizetype i = a.size() - 1; i >= 0; --i) {
    for (qsizetype j = b.size() - 1; j >= 0; --j)
      at(i, j) = a[i].trimmed() == b[j].trimmed() ? 1 + at(i + 1, j + 1) : std::max(at(i + 1, j), at(i, j + 1));
  }
  qsizetype i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i].trimmed() == b[j].trimmed()) {
      add(parts, DiffKind::Same, b[j++]);
      ++i;
    } else if (j == b.size() || (i < a.size() && at(i + 1, j) >= at(i, j + 1))) {
      add(parts, DiffKind::Removed, a[i++]);
    } else {
      add(parts, DiffKind::Added, b[j++]);
    }
  }
  return parts;
}

int firstDifference(const QString& before, const QString& now) {
  const QStringList a = wordsOf(before), b = wordsOf(now);
  for (qsizetype i = 0; i < std::max(a.size(), b.size()); ++i) {
    if (i >= a.size() || i >= b.size() || a[i].trimmed() != b[i].trimmed()) return static_cast<int>(i) + 1;
  }
  return 0;
}

}  // namespace graft::ui
