// SPDX-License-Identifier: GPL-3.0-or-later
// Light or dark mode of the desktop, from the desktop portal, because Qt 6.4 does not provide it.
#pragma once

#include <QObject>

class QDBusVariant;

namespace graft::ui {

/// Queries the portal once and listens for changes. Without a session bus it emits nothing, and the theme stays light. Main thread, never
/// blocks.
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
