// SPDX-License-Identifier: GPL-3.0-or-later
// The newest runs in aligned columns: result before and after, loss curve, and the step that follows.
#pragma once

#include <QWidget>

#include "ui/pages/home/home_view_model.hpp"

class QGridLayout;
class QLabel;

namespace graft::ui {

class SparkLine;

class RecentRuns : public QWidget {
  Q_OBJECT
 public:
  explicit RecentRuns(const Services& services);
  void refresh(const std::vector<RecentRun>& runs);

 private:
  void add(const RecentRun& run, int row);
  Services m_services;
  QGridLayout* m_grid;
  QStringList m_shown;               ///< everything shown but the curves, so that rows are made anew only after a change
  std::vector<SparkLine*> m_curves;  ///< by row; null for a run without one
  std::vector<QLabel*> m_times;      ///< by row
};

}  // namespace graft::ui
