// SPDX-License-Identifier: GPL-3.0-or-later
// The history in words, and time in training by day. No widgets; any thread, except for words.
#pragma once

#include <map>

#include <QDateTime>

#include "core/store/history.hpp"
#include "ui/services/page_requests.hpp"
#include "ui/services/theme.hpp"

namespace graft::ui {

enum class ActGroup { All, Runs, Data, Tests, Adapters, Models, Notes };
/// Groups with their display names, All first.
std::vector<std::pair<ActGroup, QString>> actGroups();
ActGroup groupOf(ActKind kind);

struct ActWords {
  QString what, item, result, icon;
  Tone tone = Tone::Neutral;
  PageRequest link;  ///< opens the item; empty if there is no page for it (any more)
};
ActWords wordsOf(const Act& act);
/// Local date and time of a UTC time.
QString momentText(const std::string& utc);

/// Sorts acts newest first, names the runs of checks, marks items that are gone, and joins equal votes and notes that follow each other.
std::vector<Act> composedHistory(std::vector<Act> acts, const std::vector<store::RecordedRun>& runs);

/// Times of one run. Between a resume and the end before it no time is recorded.
struct TrainedTime {
  QDateTime started, ended;
  std::vector<QDateTime> resumed;
  double seconds = 0;  ///< sum of its steps
};
TrainedTime trainedTimeOf(const RunRecord& record, double seconds, const QDateTime& now);
/// Adds the seconds of a run to the days on which it worked: its last part first, and the rest to the parts before it.
void addToDays(const TrainedTime& time, std::map<QDate, double>& days);

}  // namespace graft::ui
