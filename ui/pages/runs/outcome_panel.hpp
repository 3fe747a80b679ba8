// SPDX-License-Identifier: GPL-3.0-or-later
// The result of a run that has ended, in one sentence, and the steps that follow from it.
#pragma once

#include <QFrame>

#include "ui/pages/runs/run_view_model.hpp"

class QPushButton;

namespace graft::ui {

class IntervalBars;

class OutcomePanel : public QFrame {
  Q_OBJECT
 public:
  explicit OutcomePanel(const Services& services);
  void refresh(const RunViewModel& model);

 private:
  Services m_services;
  QString m_run;
  QLabel *m_icon, *m_headline, *m_detail;
  IntervalBars* m_bars;
  QPushButton *m_compare, *m_check, *m_save;
};

}  // namespace graft::ui
