// SPDX-License-Identifier: GPL-3.0-or-later
// Tells the desktop that a run has ended while no window of Graft is in front: the task bar asks for attention, and where there is a tray a
// message says how it ended. The preference kNotices switches it.
#pragma once

#include <QObject>

#include "ui/services/services.hpp"

class QSystemTrayIcon;

namespace graft::ui {

class EndNotice : public QObject {
  Q_OBJECT
 public:
  EndNotice(const Services& services, QWidget* window);

 Q_SIGNALS:
  void opened(const QString& run);  ///< the person has clicked the notice of this run
  void told(const QString& words);

 private:
  void tell(const QString& run, const QString& state);
  Services m_services;
  QWidget* m_window;
  QSystemTrayIcon* m_tray = nullptr;  ///< made for the first notice
  QString m_run;                      ///< run of the last notice
};

}  // namespace graft::ui
