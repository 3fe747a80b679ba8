// SPDX-License-Identifier: GPL-3.0-or-later
// Common ground and differences of several runs: a sentence, a table, the best run, and the best value of a setting.
#pragma once

#include <QString>
#include <QStringList>

#include "core/store/run_details.hpp"

namespace graft::ui {

/// A setting, dataset or model that differs between the runs.
struct Difference {
  QString name;        ///< name in the window's words
  QStringList values;  ///< a value for each run, in their order
};
/// Lists settings first, then data, model and processor. Values that are unknown for a run count as equal. Settings that do not change a
/// result are left in.
std::vector<Difference> differencesOf(const std::vector<store::RunDetails>& runs);
/// "b used Epochs 3 instead of 1; all else is equal." For more runs: the settings that vary. The sentence states if more than one thing
/// changed.
QString differenceSentence(const std::vector<store::RunDetails>& runs);

/// Run with the lowest held-out loss. nullptr if fewer than two have one, or if they were measured on different rows.
const store::RunDetails* bestOf(const std::vector<store::RunDetails>& runs);
/// "Best so far (2 of 3 have ended): b, held-out loss 0.3 with Epochs 3." with the other runs that are as good. Empty if there is no best.
QString bestSentence(const std::vector<store::RunDetails>& runs);

/// Mean held-out loss of the runs with one value of a varying setting.
struct Effect {
  QString name, value;
  double meanLoss = 0;
  int runs = 0;
};
std::vector<Effect> effectsOf(const std::vector<store::RunDetails>& runs);

}  // namespace graft::ui
