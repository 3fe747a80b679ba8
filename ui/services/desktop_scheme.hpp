// SPDX-License-Identifier: GPL-3.0-or-later
// Light or dark, as the desktop has it: Qt 6.4 does not tell, the desktop portal does.
#pragma once

#include <QObject>

class QDBusVariant;

namespace graft::ui {

/// Asks once and listens; without a session bus it says nothing, and the theme stays light. Main thread, never waits.
class DesktopScheme : public QObject {
  Q_OBJECT
 public:
  explicit DesktopScheme(QObject* parent = nullptr);

 Q_SIGNALS:
  void prefersDark(bool dark);

 private Q_SLOTS:
  void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

 private:
  void ask();
  void take(const QVariant& value);
};

}  // namespace graft::ui
