// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/end_notice.hpp"

#include <QApplication>
#include <QSystemTrayIcon>
#include <QWidget>

#include "ui/services/preferences.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {

EndNotice::EndNotice(const Services& services, QWidget* window) : QObject(window), m_services(services), m_window(window) {
  connect(&services.runs, &RunService::ended, this, &EndNotice::tell);
}

void EndNotice::tell(const QString& run, const QString& state) {
  if (QApplication::activeWindow() || m_services.preferences.text(kNotices, "on") != "on") return;
  const QString words = tr("%1: %2").arg(run, stateWords(state).text.toLower());
  m_run = run;
  QApplication::alert(m_window);
  Q_EMIT told(words);
  if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages()) return;
  if (!m_tray) {
    m_tray = new QSystemTrayIcon(QApplication::windowIcon(), this);
    connect(m_tray, &QSystemTrayIcon::messageClicked, this, [this] { Q_EMIT opened(m_run); });
    connect(m_tray, &QSystemTrayIcon::activated, this, [this] { Q_EMIT opened(m_run); });
    connect(qApp, &QApplication::applicationStateChanged, m_tray, [this](Qt::ApplicationState now) {
      if (now == Qt::ApplicationActive) m_tray->hide();
    });
  }
  m_tray->show();
  m_tray->showMessage("Graft", words, state == "failed" ? QSystemTrayIcon::Critical : QSystemTrayIcon::Information);
}

}  // namespace graft::ui
