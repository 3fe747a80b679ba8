// SPDX-License-Identifier: GPL-3.0-or-later
// User input about an adapter: the five questions of its card, the version in use, and its reviewer.
#pragma once

#include <map>

#include <QWidget>

#include "ui/pages/adapters/adapters_view_model.hpp"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace graft::ui {

class ApprovalPanel : public QWidget {
  Q_OBJECT
 public:
  ApprovalPanel(const Services& services, AdaptersViewModel& model);

 private:
  QWidget* makeCard();
  QWidget* makeUse();
  void showAdapter();
  void showState();
  /// Requirements that a promotion to `alias` still lacks; empty if it is possible.
  QStringList missingFor(const QString& alias) const;
  CardAnswers written() const;
  Services m_services;
  AdaptersViewModel& m_model;
  QString m_key;
  std::map<std::string, QPlainTextEdit*> m_answers;
  QLabel *m_open, *m_use, *m_missing;
  QLineEdit *m_reviewer, *m_note;
  QPushButton *m_save, *m_champion, *m_challenger, *m_back;
};

}  // namespace graft::ui
