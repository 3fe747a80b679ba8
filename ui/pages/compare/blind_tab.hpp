// SPDX-License-Identifier: GPL-3.0-or-later
// A blind vote: sides shuffled, one key per vote, undo, and a statistically honest result.
#pragma once

#include "ui/pages/compare/compare_view_model.hpp"

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QTextBrowser;

namespace graft::ui {

class BlindTab : public QWidget {
  Q_OBJECT
 public:
  BlindTab(const Services& services, CompareViewModel& model);
  /// Starts the vote if its questions are shown.
  void start();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* makeSetup();
  QWidget* makePad();
  QWidget* makeResult();
  void refresh();
  void showState();
  void showItem();
  void showResult();
  void voteSide(bool left);
  Services m_services;
  CompareViewModel& m_model;
  QStackedWidget* m_stack;
  QPlainTextEdit* m_prompts;
  QSpinBox* m_heldout;
  QPushButton *m_start, *m_undo;
  QProgressBar* m_progressBar;
  QWidget* m_pad;
  QLabel *m_doing, *m_settings, *m_asked, *m_progress, *m_verdict, *m_sentence;
  QTextBrowser *m_left, *m_right;
};

/// Result texts of a finished vote.
struct VoteWords {
  QString verdict, sentence;
};
VoteWords voteWords(const CompareViewModel& model);

}  // namespace graft::ui
