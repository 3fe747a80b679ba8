// SPDX-License-Identifier: GPL-3.0-or-later
// What several runs have in common and what not: a sentence, a table, and which value of a setting did best.
#pragma once

#include <QString>
#include <QStringList>

#include "core/store/story.hpp"

namespace graft::ui {

/// One setting, dataset or model that is not the same in all runs.
struct Difference {
  QString name;        ///< in the window's words
  QStringList values;  ///< one for each run, in their order
};
/// Settings first, then data, model and processor. What does not change a result (threads of nothing else) is left in.
std::vector<Difference> differencesOf(const std::vector<store::Story>& stories);
/// "b used Passes 3 instead of 1; all else is equal." For more runs: what varies. Says so when more than one thing changed.
QString differenceSentence(const std::vector<store::Story>& stories);

/// For each value of a setting that varies: mean held-out loss of the runs that have it.
struct Effect {
  QString name, value;
  double meanLoss = 0;
  int runs = 0;
};
std::vector<Effect> effectsOf(const std::vector<store::Story>& stories);

}  // namespace graft::ui
