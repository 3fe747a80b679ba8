// SPDX-License-Identifier: GPL-3.0-or-later
// The active job in the top bar of every page: phase, share, time left, pause. Hidden if there is none.
#pragma once

#include <QFrame>

#include "ui/services/services.hpp"

class QLabel;
class QProgressBar;
class QToolButton;

namespace graft::ui {

class JobPill : public QFrame {
  Q_OBJECT
 public:
  explicit JobPill(const Services& services, QWidget* parent = nullptr);
  void pauseOrResume();

 protected:
  void mouseReleaseEvent(QMouseEvent* event) override;

 private:
  void refresh();
  const Services& m_services;
  QLabel* m_words;
  QProgressBar* m_bar;
  QToolButton *m_pause, *m_open;
  QString m_run;
  bool m_isPaused = false;
};

}  // namespace graft::ui
