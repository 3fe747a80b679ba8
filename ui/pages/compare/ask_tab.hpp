// SPDX-License-Identifier: GPL-3.0-or-later
// Conversation with the base and up to three adapters, side by side and streamed together, with evidence in each pane.
#pragma once

#include <QLineEdit>
#include <QTimer>

#include "ui/pages/compare/answer_text.hpp"

class QFrame;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QTextBrowser;

namespace graft::ui {

class AskOptions;
class FlowLayout;

class AskTab : public QWidget {
  Q_OBJECT
 public:
  AskTab(const Services& services, CompareViewModel& model);
  void ask();
  /// Puts the cursor into the question; one that was asked already is selected, so that typing replaces it.
  void focusQuestion();

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct PaneWidgets {
    QFrame* frame;
    QLabel *name, *proof, *note;
    QTextBrowser* text;
  };
  QWidget* makeTools();
  PaneWidgets makePane();
  void refresh();
  void reserveWidth();
  void showState();
  void showPanes();
  void showSuggestions();
  Marks marks() const;
  Services m_services;
  CompareViewModel& m_model;
  QLineEdit* m_prompt;
  AskOptions* m_options;
  QPushButton *m_ask, *m_new, *m_diff, *m_sure;
  FlowLayout* m_suggestions;
  QHBoxLayout* m_panes;
  QLabel* m_settings;
  MarksLegend* m_legend;
  std::vector<PaneWidgets> m_shown;
  QTimer m_later;  ///< collects the tokens that arrive within a moment
};

}  // namespace graft::ui
