// SPDX-License-Identifier: GPL-3.0-or-later
// Side panel: details of the selection, notes on it, and help for the page and the focused control.
#pragma once

#include <QFrame>
#include <QPointer>
#include <QTimer>

#include "ui/pages/page.hpp"

class QLabel;
class QFormLayout;
class QPlainTextEdit;
class QScrollArea;

namespace graft::ui {

class Inspector : public QFrame {
  Q_OBJECT
 public:
  explicit Inspector(const Services& services, QWidget* parent = nullptr);
  /// Follows this page until another is shown.
  void follow(Page* page, const QString& pageTitle);
  /// Shows the help text of a control; nothing if it has none.
  void explain(const QWidget* control);
  void focusFirst();

 Q_SIGNALS:
  void closeAsked();
  void guideAsked();

 private:
  QWidget* makeNotes();
  void renew();
  void showFacts(const Details& details);
  void keep();
  Services m_services;
  QPointer<Page> m_page;
  QScrollArea* m_scroll;
  QLabel *m_title, *m_nothing, *m_helpTitle, *m_help, *m_control, *m_controlHelp;
  QFormLayout* m_facts;
  QWidget* m_notes;
  QPlainTextEdit* m_note;
  std::function<void(const QString&)> m_keepNote;
  QString m_noteOf;  ///< title of the item that the note in the field belongs to
  QTimer m_later;
};

}  // namespace graft::ui
