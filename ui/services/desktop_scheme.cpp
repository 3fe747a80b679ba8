// SPDX-License-Identifier: GPL-3.0-or-later
// org.freedesktop.portal.Settings, group org.freedesktop.appearance, key color-scheme: 0 no preference, 1 dark, 2 light.
#include "ui/services/desktop_scheme.hpp"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace graft::ui {
namespace {
constexpr char kService[] = "org.freedesktop.portal.Desktop", kPath[] = "/org/freedesktop/portal/desktop",
               kInterface[] = "org.freedesktop.portal.Settings", kGroup[] = "org.freedesktop.appearance", kKey[] = "color-scheme";
}

DesktopScheme::DesktopScheme(QObject* parent) : QObject(parent) {
  auto bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return;
  bus.connect(kService, kPath, kInterface, "SettingChanged", this, SLOT(settingChanged(QString, QString, QDBusVariant)));
  ask();
}

void DesktopScheme::ask() {
  auto message = QDBusMessage::createMethodCall(kService, kPath, kInterface, "Read");
  message << QString(kGroup) << QString(kKey);
  auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
  connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* done) {
    const QDBusPendingReply<QVariant> reply = *done;
    if (!reply.isError()) take(reply.value());
    done->deleteLater();
  });
}

void DesktopScheme::settingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
  if (group == kGroup && key == kKey) take(value.variant());
}

void DesktopScheme::take(const QVariant& value) {
  QVariant inner = value;
  while (inner.canConvert<QDBusVariant>()) inner = inner.value<QDBusVariant>().variant();
  constexpr uint kDark = 1;
  Q_EMIT prefersDark(inner.toUInt() == kDark);
}

}  // namespace graft::ui
