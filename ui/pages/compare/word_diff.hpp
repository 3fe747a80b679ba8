// SPDX-License-Identifier: GPL-3.0-or-later
// Difference of two answers, word by word.
#pragma once

#include <vector>

#include <QString>

namespace graft::ui {

enum class DiffKind { Same, Added, Removed };
struct DiffPart {
  DiffKind kind;
  QString words;  ///< with the blanks after them
};
/// Difference from `before` to `now` by a longest common subsequence of words. Texts over 2,000 words are one removed and one added part.
std::vector<DiffPart> wordDiff(const QString& before, const QString& now);
/// Number of the first word that differs, from 1; 0 if none does.
int firstDifference(const QString& before, const QString& now);

}  // namespace graft::ui
