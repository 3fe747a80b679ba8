// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/focus_ring.hpp"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QSlider>
#include <QStyle>
#include <QTabBar>

namespace graft::ui {

bool FocusRing::eventFilter(QObject* of, QEvent* event) {
  switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
      m_byKeyboard = event->type() == QEvent::KeyPress;
      mark(QApplication::focusWidget(), m_byKeyboard);
      break;
    case QEvent::FocusIn: mark(qobject_cast<QWidget*>(of), m_byKeyboard); break;
    case QEvent::FocusOut: mark(qobject_cast<QWidget*>(of), false); break;
    default: break;
  }
  return false;
}

void FocusRing::mark(QWidget* widget, bool on) {
  const bool isMarked = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) || qobject_cast<QSlider*>(widget) ||
                        qobject_cast<QTabBar*>(widget);
  if (!isMarked || widget->property("ring").toBool() == on) return;
  widget->setProperty("ring", on);
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
  widget->update();
}

}  // namespace graft::ui
