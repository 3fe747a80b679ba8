// SPDX-License-Identifier: GPL-3.0-or-later
// Small widgets that pages consist of.
#pragma once

#include <functional>

#include <QFrame>
#include <QLabel>
#include <QPushButton>

#include "ui/services/theme.hpp"

class QBoxLayout;
class QTableWidget;
class QVBoxLayout;

namespace graft::ui {

QLabel* text(const QString& words, TextRole role = TextRole::Body, bool muted = false);
/// Wraps, and never requests more width than it has.
QLabel* prose(const QString& words, bool muted = false);
/// Wrapped text of any role, as wide as its layout allows.
QLabel* wrapped(const QString& words, TextRole role, bool muted = false);
QPushButton* button(const QString& words, const char* kind = "plain");
QFrame* rule();
/// A surface with a hairline; `column` gets its layout.
QFrame* card(QVBoxLayout*& column);
/// Puts `inside` into a vertical scroll area if it is higher than its room. It is never narrower than its contents.
QWidget* verticalScroll(QWidget* inside, const QString& name);
/// A read-only table with selection by rows; columns share the width. Tab leaves it.
QTableWidget* readingTable(const QStringList& titles, const QString& name);
/// Empties a layout and deletes its items.
void clear(QLayout& layout);

/// A number with its name below.
class Figure : public QWidget {
  Q_OBJECT
 public:
  explicit Figure(const QString& name, QWidget* parent = nullptr);
  void setValue(const QString& value, const QString& detail = {});

 private:
  QString m_name;
  QLabel *m_value, *m_label;
};

/// Shows a problem at its place: icon, sentence, and one button that fixes it.
class MessageBar : public QFrame {
  Q_OBJECT
 public:
  explicit MessageBar(const Theme& theme, QWidget* parent = nullptr);
  void show(Tone tone, const QString& words, const QString& action = {}, std::function<void()> act = {});
  void dismiss() { hide(); }
  QString words() const { return m_text->text(); }

 private:
  const Theme& m_theme;
  QLabel *m_icon, *m_text;
  QPushButton* m_action;
  std::function<void()> m_act;
};

/// Placeholder of an empty page: its future contents and the next action.
class EmptyState : public QWidget {
  Q_OBJECT
 public:
  EmptyState(const Theme& theme, const QString& icon, const QString& title, const QString& words, QWidget* parent = nullptr);
  QPushButton* addAction(const QString& words, const char* kind);

 private:
  QBoxLayout* m_actions;
};

}  // namespace graft::ui
