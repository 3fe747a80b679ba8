// SPDX-License-Identifier: GPL-3.0-or-later
// What several runs have in common and what not: a sentence, a table, which did best, and which value of a setting.
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
/// Settings first, then data, model and processor; what is not known of a run differs from nothing. What does not change a result (threads of nothing else) is left in.
std::vector<Difference> differencesOf(const std::vector<store::Story>& stories);
/// "b used Epochs 3 instead of 1; all else is equal." For more runs: what varies. Says so when more than one thing changed.
QString differenceSentence(const std::vector<store::Story>& stories);

/// The one with the lowest held-out loss; nullptr while fewer than two have one, and when they were measured on other rows.
const store::Story* bestOf(const std::vector<store::Story>& stories);
/// "Best so far (2 of 3 have ended): b, held-out loss 0.3 with Epochs 3." and which others are as good. Empty where there is no best.
QString bestSentence(const std::vector<store::Story>& stories);

/// For each value of a setting that varies: mean held-out loss of the runs that have it.
struct Effect {
  QString name, value;
  double meanLoss = 0;
  int runs = 0;
};
std::vector<Effect> effectsOf(const std::vector<store::Story>& stories);

}  // namespace graft::ui
