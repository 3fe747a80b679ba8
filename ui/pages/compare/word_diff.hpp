// SPDX-License-Identifier: GPL-3.0-or-later
// What an answer has that another has not, word by word.
#pragma once

#include <vector>

#include <QString>

namespace graft::ui {

enum class DiffKind { Same, Added, Removed };
struct DiffPart {
  DiffKind kind;
  QString words;  ///< with the blanks after them
};
/// From `before` to `now` by a longest common run of words; texts over 2,000 words are one removed and one added part.
std::vector<DiffPart> wordDiff(const QString& before, const QString& now);
/// Number of the first word that differs, from 1; 0 when none does.
int firstDifference(const QString& before, const QString& now);

}  // namespace graft::ui
