// SPDX-License-Identifier: GPL-3.0-or-later
// The step that follows: the run at work with its curve and newest answer, else the next step of the user's own work, else the demo.
#pragma once

#include <QFrame>

#include "ui/pages/home/home_view_model.hpp"

class QLabel;
class QProgressBar;
class QPushButton;

namespace graft::ui {

class SparkLine;

class NextCard : public QFrame {
  Q_OBJECT
 public:
  explicit NextCard(const Services& services);
  void refresh(const HomeViewModel& model);
  /// Does what the card's main button does.
  void act();

 private:
  void showReading();
  void showDemo();
  void showWatch(const RecentRun* active);
  void showStep(const NextWork& next);
  Services m_services;
  NextWork m_next;
  bool m_isKnown = false;  ///< the store was read
  QLabel *m_title, *m_headline, *m_detail, *m_answer;
  QProgressBar* m_progress;
  SparkLine* m_curve;
  QPushButton *m_start, *m_primary, *m_second;
};

}  // namespace graft::ui
