// SPDX-License-Identifier: GPL-3.0-or-later
// The text that the model sees, in colours: trained text on the accent's tint, template text and system text on a neutral one.
#pragma once

#include <QTextBrowser>

#include "core/chat/chat.hpp"
#include "ui/services/theme.hpp"

namespace graft::ui {

class MarkedText : public QTextBrowser {
  Q_OBJECT
 public:
  explicit MarkedText(const Theme& theme, QWidget* parent = nullptr);
  void show(const RenderedChat& chat);
  void showProblem(const QString& words);
  /// Converts spans to HTML. Thinking, calls and tools begin with a label. With `folded`, a long list of tools is one line that opens; else
  /// every byte of the text appears once.
  static QString html(const Theme& theme, const RenderedChat& chat, bool folded = false);

 private:
  void renew();
  const Theme& m_theme;
  RenderedChat m_chat;
  QString m_problem;
  bool m_isFolded = true;
};
/// Legend of the colours, in one line.
QWidget* markLegend(const Theme& theme);

}  // namespace graft::ui
