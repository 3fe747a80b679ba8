// SPDX-License-Identifier: GPL-3.0-or-later
// The status line: an error stays until it is closed, an undo offer until it expires.
#pragma once

#include <functional>

#include <QFrame>
#include <QTimer>

#include "ui/services/theme.hpp"

class QLabel;
class QPushButton;

namespace graft::ui {

class StatusLine : public QFrame {
  Q_OBJECT
 public:
  explicit StatusLine(const Theme& theme, QWidget* parent = nullptr);
  void say(const QString& words, Tone tone);
  void offer(const QString& words, const QString& action, std::function<void()> act);
  /// Takes the current offer, if any. Ctrl+Z does so too.
  bool takeOffer();

 private:
  void refresh(const QString& words, Tone tone, const QString& action);
  const Theme& m_theme;
  QLabel *m_icon, *m_words;
  QPushButton *m_action, *m_close;
  std::function<void()> m_act;
  QTimer m_end;
};

}  // namespace graft::ui
