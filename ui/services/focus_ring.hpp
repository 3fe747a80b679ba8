// SPDX-License-Identifier: GPL-3.0-or-later
// Shows focus rings while the keyboard is used: marks the focused button, box, slider or tab with the property "ring", which the style
// sheet draws. Clicks mark nothing. Fields for text always show their focus. Main thread.
#pragma once

#include <QObject>

class QWidget;

namespace graft::ui {

class FocusRing : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  /// Installed on the application.
  bool eventFilter(QObject* of, QEvent* event) override;

 private:
  static void mark(QWidget* widget, bool on);
  bool m_byKeyboard = false;
};

}  // namespace graft::ui
