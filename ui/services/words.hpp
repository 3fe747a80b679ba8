// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers, times and states as display text, in the language of the window.
#pragma once

#include <optional>
#include <vector>

#include <QString>

#include "core/base/result.hpp"
#include "core/contract/progress_event.hpp"
#include "core/contract/rating.hpp"
#include "ui/services/messages.hpp"
#include "ui/services/theme.hpp"

namespace graft::ui {

/// "3 min 10 s", "45 s", "2 h 05 min".
QString durationText(double seconds);
/// Significant digits that suit a loss: 0.021, 1.25, 0.00073.
QString numberText(double value, int digits = 3);
/// Significant digits without exponent, as for a learning rate: 0.0002.
QString rateText(double value, int digits = 3);
QString countText(int64_t value);
/// A line of a file, with the file's name if it must be distinguished from others.
QString placeText(int64_t line, const QString& file);
QString percentText(double share, int decimals = 0);
/// Exact match on the held-out rows after training and before, as a sentence.
QString exactMatchText(double before, double after);
QString memoryText(double mib);
/// Beginning of a hash, for places without room for all of it.
QString shortHash(const QString& hash);
/// "just now", "5 min ago", "yesterday 14:05", else the date. `utc` has the format of run.json.
QString whenText(const QString& utc);
QString phaseText(const PhaseEvent& event);
/// With the part that is done: "Testing the base model: 41 of 121".
QString phaseText(const PhaseEvent& event, const ProgressEvent& progress);
/// Rounded to what an estimate can say: "about 4 min".
QString aboutText(double seconds);
/// "41 % · about 4 min left".
QString estimateText(double share, double secondsLeft);
struct StateWords {
  QString text, icon;
  Tone tone = Tone::Neutral;
};
StateWords stateWords(const QString& state);
Tone toneOf(Rating rating);
/// Display text of a CPU use.
struct CpuUseWords {
  QString name;  ///< gentle, normal, all
  QString title, what;
};
std::vector<CpuUseWords> cpuUses();
/// Cause, place and hint as one paragraph.
QString errorText(const Error& error);

}  // namespace graft::ui
